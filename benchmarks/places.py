"""Where a benchmark keeps rows: a folder on a disk, and databases that wait for that disk at every commit."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from benchmarks.programs import have
from tests.support import postgresql

# Kept on a disk on every system, where /tmp may be memory, in which a durable commit costs nothing.
_ON_DISK = Path("/var/tmp")
# The cluster of the tests forgets in a crash; this one must not.
DURABLE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}


class Place(Protocol):
    """Databases of one kind."""

    kind: str

    def new(self, name: str) -> str:
        """Return the URL of a new, empty database."""

    def copy(self, name: str, of: str) -> str:
        """Return the URL of a database that holds what `of` holds, in place of any called `name`; nobody may use `of`."""


class Files:
    """SQLite databases in one folder."""

    kind = "sqlite"

    def __init__(self, folder: Path) -> None:
        """Keep them in `folder`."""
        self.folder = folder

    def new(self, name: str) -> str:
        """Return the URL of a new, empty database."""
        for ending in ("", "-wal", "-shm"):
            (self.folder / f"{name}.db{ending}").unlink(missing_ok=True)
        return f"sqlite:///{self.folder / name}.db"

    def copy(self, name: str, of: str) -> str:
        """Return the URL of a copy."""
        url = self.new(name)
        shutil.copyfile(self.folder / f"{of}.db", self.folder / f"{name}.db")
        return url


class Servers:
    """Databases of one PostgreSQL cluster."""

    kind = "postgresql"

    def __init__(self, port: int) -> None:
        """Keep them in the cluster at `port`."""
        self.port = port

    def new(self, name: str) -> str:
        """Return the URL of a new, empty database."""
        return postgresql.make_database(self.port, name)

    def copy(self, name: str, of: str) -> str:
        """Return the URL of a copy."""
        return postgresql.make_database(self.port, name, of)


@contextmanager
def workshop() -> Iterator[Path]:
    """Give a folder on a disk, gone at the end, that other users may pass through."""
    tempfile.tempdir = str(_ON_DISK) if _ON_DISK.is_dir() else None
    folder = Path(tempfile.mkdtemp(prefix="outreach-bench-"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def place(kind: str, folder: Path, for_what: str) -> Iterator[Place | None]:
    """Give a place of this kind; None if the server it needs is missing, which is said."""
    if kind == "sqlite":
        yield Files(folder)
    elif have("initdb", for_what=for_what):
        cluster = postgresql.Cluster(**DURABLE)
        try:
            yield Servers(cluster.port)
        finally:
            cluster.stop()
    else:
        yield None
