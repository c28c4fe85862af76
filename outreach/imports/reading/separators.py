"""Which sign stands between the cells."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice

from outreach.i18n import _
from outreach.imports.errors import UnreadableFile

SEPARATORS = (";", ",", "\t")
# Excel believes such a first line and does not show it.
_SAID = re.compile(r'\A"?sep=(?P<separator>[;,\t|])"?[;,]*\r?\n', re.IGNORECASE)
_LOOKED_AT = 30


def separator_of(text: str) -> tuple[str, str]:
    """Return `text`, without a line that only tells the separator, and the separator.

    Raises:
        UnreadableFile: there is one column only.
    """
    if said := _SAID.match(text):
        return text[said.end() :], said["separator"]
    best = max(SEPARATORS, key=lambda separator: _evidence(text, separator))
    if _evidence(text, best)[1] < 2:  # noqa: PLR2004 - one column is no table
        raise UnreadableFile(
            _(
                "Only one column was found. Separate the columns with semicolons, commas or tabs, and name them in the first row."
            )
        )
    return text, best


def _evidence(text: str, separator: str) -> tuple[int, int]:
    """Return how many of the first rows have as many cells as most have, and how many cells that is; (0, 1) for one."""
    rows = list(_widths(text, separator))
    wide = Counter(width for width in rows if width > 1)
    if not wide or rows[0] == 1:
        return 0, 1
    width, times = max(wide.items(), key=lambda pair: (pair[1], pair[0]))
    return times, width


def _widths(text: str, separator: str) -> Iterator[int]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    # A cell that is too long ends the look; reading tells of it.
    with suppress(csv.Error):
        for row in islice(reader, _LOOKED_AT):
            if row:
                yield len(row)
