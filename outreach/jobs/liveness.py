"""Whether a worker lives: each holds a lock on a file of its own, which the system lets go the moment it dies.

So rows a killed worker was busy with are found at once by the next one on the same computer, without waiting for a lease.
"""

import fcntl
import os
import secrets
import socket
from pathlib import Path
from typing import IO

_mine: dict[tuple[int, Path], tuple[str, IO[bytes]]] = {}


def my_name(instance_dir: Path) -> str:
    """Return this process's name as a worker, unique for all time, taking its lock at the first call."""
    key = (os.getpid(), instance_dir)
    if key not in _mine:
        name = f"{_host()}.{os.getpid()}.{secrets.token_hex(6)}"
        folder = instance_dir / "workers"
        folder.mkdir(mode=0o700, exist_ok=True)
        held = (folder / f"{name}.lock").open("wb")
        fcntl.flock(held, fcntl.LOCK_EX)
        # Kept open until the process ends: closing it would let go of the lock.
        _mine[key] = (name, held)
    return _mine[key][0]


def is_dead(name: str, instance_dir: Path) -> bool:
    """Whether the worker `name` surely lives no more; False for one on another computer, of which nothing is known here."""
    if name.partition(".")[0] != _host():
        return False
    path = instance_dir / "workers" / f"{name}.lock"
    if any(name == mine for mine, _ in _mine.values()):
        return False
    try:
        with path.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return True
    except BlockingIOError:
        return False
    path.unlink(missing_ok=True)
    return True


def _host() -> str:
    return socket.gethostname().partition(".")[0]
