"""`outreach run`: web server and worker as two processes, watched over together until told to stop.

A process that ends by itself is started again; when the team leaves practice for the real campaign, both are started anew
on the other database.
"""

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import FrameType

from outreach import practice
from outreach.errors import OutreachError
from outreach.i18n import _

HOST = "127.0.0.1"
WEB_PROCESSES, WEB_THREADS = 2, 4
_PATIENCE_SECONDS = 30
_LOOK_EVERY_SECONDS = 0.3


class PortTaken(OutreachError):
    """Another program listens there."""


def refuse_taken_port(port: int) -> None:
    """Raise `PortTaken` if `port` cannot be listened on."""
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((HOST, port))
        except OSError as error:
            raise PortTaken(
                _(
                    "Port %(port)s is taken by another program. Nothing was started. Choose another: outreach run --port %(other)s",
                    port=port,
                    other=port + 1,
                )
            ) from error


class Supervisor:
    """Runs the two processes of the chosen campaign on `port`."""

    def __init__(self, root: Path, port: int, announce: Callable[[str], None]) -> None:
        """`announce` is told which campaign is served, each time it answers."""
        self.root, self.port, self.announce = root, port, announce
        self.stopping = threading.Event()
        self.children: dict[str, subprocess.Popen[bytes]] = {}

    def run(self) -> None:
        """Serve until SIGINT or SIGTERM, then stop both processes and wait for what they are doing."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop)
        while not self.stopping.is_set():
            campaign = practice.chosen(self.root) or practice.PRACTICE
            self._serve(campaign)
            self._end_children()

    def _serve(self, campaign: str) -> None:
        environment = {
            **os.environ,
            "OUTREACH_SUPERVISED": "1",
            "PRACTICE": "on" if campaign == practice.PRACTICE else "off",
        }
        commands = {"web": web_command(self.port), "worker": [sys.executable, "-m", "outreach", "worker"]}
        announced = False
        while not self.stopping.is_set() and (practice.chosen(self.root) or practice.PRACTICE) == campaign:
            for name, command in commands.items():
                child = self.children.get(name)
                if child is None or child.poll() is not None:
                    self.children[name] = _start(command, environment)
            if not announced and _answers(self.port):
                announced = True
                self.announce(campaign)
            self.stopping.wait(_LOOK_EVERY_SECONDS if announced else 0.05)

    def _end_children(self) -> None:
        for child in self.children.values():
            child.terminate()
        deadline = time.monotonic() + _PATIENCE_SECONDS
        for child in self.children.values():
            try:
                child.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
        self.children.clear()

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self.stopping.set()


def end_with_parent() -> None:
    """Have this process told to stop when the process that started it is gone, even killed: no orphan goes on sending."""

    def watch() -> None:
        os.read(0, 1)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, name="watch-parent", daemon=True).start()


def _start(command: list[str], environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    # In a session of their own, so that Ctrl-C reaches this process alone and the children end in order. They watch the
    # pipe that is their standard input: it closes when this process ends, however it ends (see `end_with_parent`).
    return subprocess.Popen(  # noqa: S603 - commands of ours
        command, env=dict(environment), start_new_session=True, stdin=subprocess.PIPE
    )


def web_command(port: int, application: str = "outreach.wsgi:app") -> list[str]:
    """Return the command that serves `application` at `port`; benchmarks hold ours against others on the same server."""
    return [
        *(sys.executable, "-m", "gunicorn", application),
        *("--bind", f"{HOST}:{port}"),
        *("--workers", str(WEB_PROCESSES), "--worker-class", "gthread", "--threads", str(WEB_THREADS)),
        *("--config", str(Path(__file__).with_name("gunicorn_conf.py"))),
        # Loaded once and shared, so that a start takes the work of one process, not of three.
        *("--preload", "--log-level", "warning", "--graceful-timeout", "10", "--no-control-socket"),
    ]


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection(HOST, port, timeout=1)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
