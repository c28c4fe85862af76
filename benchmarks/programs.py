"""Programs that run beside a benchmark: a mail sink, a web server, a load. A missing one is said, with how to install it."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.harness import tell
from config import NAMES
from outreach.supervisor import web_command
from tests.support.needs import INSTALL, find
from tests.support.ports import free_port, wait_for_port

ROOT = Path(__file__).parents[1]
LOAD = ROOT / "benchmarks" / "load"
CONNECTIONS = 16
_OVERTIME_SECONDS = 60


def have(*programs: str, for_what: str) -> bool:
    """Return whether all of `programs` are there; say which are not, and what is left out. REQUIRE_ALL=1 makes it an error."""
    missing = [name for name in programs if find(name) is None]
    for name in missing:
        lacking(f"{name} is missing: {INSTALL[name]}. Left out: {for_what}.")
    return not missing


def lacking(words: str) -> None:
    """Say what is left out; under REQUIRE_ALL=1 end with it."""
    if os.environ.get("REQUIRE_ALL") == "1":
        sys.exit(words)
    tell(words)


def path_of(program: str) -> str:
    """Return where `program` is, which `have` has found."""
    found = find(program)
    assert found is not None
    return found


def our_environment(**settings: str) -> dict[str, str]:
    """Return the environment of a process of ours with these settings and no others."""
    kept = {name: value for name, value in os.environ.items() if name.removesuffix("_FILE") not in NAMES}
    return {**kept, "PYTHONPATH": str(ROOT), **settings}


def run(words: list[str], environment: Mapping[str, str] | None = None, **options: Any) -> str:
    """Run a command to its end, and return what it printed. One that fails ends the benchmark with its words."""
    done = subprocess.run(
        words, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, **options
    )
    if done.returncode:
        sys.exit(f"{' '.join(words)}: exit {done.returncode}\n{done.stdout[-4000:]}{done.stderr[-4000:]}")
    return done.stdout


def run_ours(environment: Mapping[str, str], *words: str) -> dict[str, Any]:
    """Run a module of ours that ends with a line of JSON, and return what that says."""
    printed = run([sys.executable, "-m", *words], environment, cwd=ROOT)
    found: dict[str, Any] = json.loads(printed.splitlines()[-1])
    return found


class Sink:
    """Postfix's smtp-sink, which takes every mail and throws it away, but counts them."""

    def __init__(self, port: int, counted: Path) -> None:
        """Listen at `port`, and keep the count in the file `counted`."""
        self.port = port
        self._counted = counted

    def received(self) -> int:
        """Return how many mails came so far."""
        last = self._counted.read_bytes().rstrip(b"\r\n\0 ").rpartition(b"\r")[2]
        _, _, number = last.rpartition(b"mesg=")
        return int(number or 0)

    def has_received(self, number: int, seconds: float = 10) -> bool:
        """Return whether `number` mails came, and not one more, as soon as that many did."""
        until = time.monotonic() + seconds
        while self.received() < number and time.monotonic() < until:
            time.sleep(0.01)  # another program writes the count: there is nothing else to wait on
        return self.received() == number


@contextmanager
def sink(folder: Path) -> Iterator[Sink]:
    """Give a mail sink."""
    port, counted = free_port(), folder / "sink.count"
    # It drops what it may do as root, if it runs as root.
    user = ["-u", "nobody"] if os.geteuid() == 0 else []
    with serving([path_of("smtp-sink"), "-c", *user, f"127.0.0.1:{port}", "1000"], port, counted):
        yield Sink(port, counted)


@contextmanager
def gunicorn(application: str, log: Path, environment: Mapping[str, str]) -> Iterator[str]:
    """Serve `application` as `outreach run` serves ours, and give its origin."""
    port = free_port()
    with serving(web_command(port, application), port, log, env=dict(environment), cwd=ROOT):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def serving(words: list[str], port: int, log: Path, **options: Any) -> Iterator[None]:
    """Run a server while the block lasts; it begins when `port` is listened at."""
    # The standard input is a pipe: our web server ends when it closes.
    streams = {"stdin": subprocess.PIPE, "stderr": subprocess.STDOUT}
    with log.open("wb") as output, subprocess.Popen(words, stdout=output, **streams, **options) as process:
        try:
            wait_for_port(port)
            yield
        finally:
            process.terminate()


def load(url: str, seconds: float, script: str = "read.lua", *words: str) -> dict[str, float]:
    """Ask for `url` from 16 connections for so long; return answers a second, p99 in ms, answers in all. All must be good."""
    wrk = [path_of("wrk"), "-t1", f"-c{CONNECTIONS}", f"-d{max(1, round(seconds))}s", "--timeout", "30s"]
    printed = run([*wrk, "-s", str(LOAD / script), url, "--", *words], timeout=seconds + _OVERTIME_SECONDS)
    found: dict[str, float] = json.loads(printed.splitlines()[-1])
    if found.pop("errors"):
        sys.exit(f"{url} did not answer every request well, so its figure says nothing:\n{printed}")
    return found
