"""Programs that some tests need, and the line that installs each: skipped when missing, failed under REQUIRE_ALL=1."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

INSTALL = {
    "chromium": "apt-get install chromium libatomic1",
    "doveadm": "apt-get install dovecot-imapd",
    "initdb": "apt-get install postgresql",
    "nginx": "apt-get install nginx-light",
    "redis-server": "apt-get install redis-server",
    "smtp-sink": "apt-get install postfix",
    "smtp-source": "apt-get install postfix",
    "wrk": "apt-get install wrk",
}
_POSTGRESQL_FOLDERS = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql*/bin")


def needs(program: str) -> str:
    """Return the path of `program`; without it skip the test, or fail it under REQUIRE_ALL=1."""
    path = find(program)
    if path is None:
        refuse(f"needs {program}: {INSTALL[program]}")
    return path


def refuse(reason: str) -> None:
    """Skip the test for `reason`, or fail it under REQUIRE_ALL=1."""
    stop: Callable[[str], None] = pytest.fail if os.environ.get("REQUIRE_ALL") == "1" else pytest.skip
    stop(reason)


def find(program: str) -> str | None:
    """Return the path of `program`, also where Debian keeps what is not in everybody's PATH; None when it is missing."""
    if program == "chromium":
        return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    newest_first = sorted(
        (str(path) for glob in _POSTGRESQL_FOLDERS for path in Path("/").glob(glob[1:])), reverse=True
    )
    return shutil.which(program, path=os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", *newest_first]))
