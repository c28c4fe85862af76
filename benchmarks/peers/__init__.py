"""The programs ours is held against, from PyPI, in an environment of their own: made once, outside of this repository."""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

from benchmarks.harness import tell
from benchmarks.programs import lacking

WANTED = Path(__file__).parents[1] / "peers.txt"


def python_of_peers() -> str | None:
    """Return the Python of the environment with the peers, making it at first use; None when they cannot be had."""
    mark = hashlib.sha256(WANTED.read_bytes()).hexdigest()[:12]
    folder = _cache() / f"peers-{sys.version_info.major}.{sys.version_info.minor}-{mark}"
    python = folder / "bin" / "python"
    if not python.exists() and not _make(folder):
        lacking(
            f"mailmerge and django-post_office could not be installed. Left out: ratios to them. "
            f"Install: {sys.executable} -m venv {folder} && {python} -m pip install --require-hashes -r benchmarks/peers.txt"
        )
        return None
    return str(python)


def _cache() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "outreach"


def _make(folder: Path) -> bool:
    """Make the environment beside its place and move it there whole, so that a broken one is never taken for good."""
    tell("Installing the peers (once) …")
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix="peers-", dir=folder.parent))
    try:
        venv.create(draft, with_pip=True, symlinks=True)
        words = [str(draft / "bin" / "python"), "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
        done = subprocess.run(
            [*words, "--require-hashes", "--no-deps", "--requirement", str(WANTED)],
            stdin=subprocess.DEVNULL,
            stdout=sys.stderr,
            check=False,
        )
        if done.returncode == 0:
            draft.rename(folder)
        return done.returncode == 0
    finally:
        shutil.rmtree(draft, ignore_errors=True)
