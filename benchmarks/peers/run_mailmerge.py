"""Send all rows of a table with mailmerge, in its own environment: `run_mailmerge.py FOLDER`. Prints how long it took."""

import contextlib
import io
import json
import os
import sys
import time

from mailmerge.__main__ import main

os.chdir(sys.argv[1])
began = time.perf_counter()
# What it prints of each mail goes nowhere: a terminal would slow it down.
with contextlib.redirect_stdout(io.StringIO()):
    main(["--no-dry-run", "--no-limit", "--output-format", "text"], standalone_mode=False)
print(json.dumps({"seconds": time.perf_counter() - began}))
