"""Mail servers that say what a test tells them, break the line where it tells them, and remember all they were given."""

import socket
import ssl
import threading
from collections.abc import Mapping
from contextlib import closing, suppress
from enum import Enum
from types import TracebackType
from typing import Self


class Then(Enum):
    """What a server can do instead of answering."""

    HANG_UP = "close the line"
    KEEP_SILENT = "say nothing more"
    STOP_READING = "take nothing more"
    DRIP = "answer letter by letter, without end"


Answer = str | bytes | Then
_POLITE: dict[str, Answer] = {
    "GREETING": "220 server.example ready",
    "STARTTLS": "220 go ahead",
    "AUTH": "235 2.7.0 welcome",
    "MAIL": "250 2.1.0 ok",
    "RCPT": "250 2.1.5 ok",
    "DATA": "354 go on",
    ".": "250 2.0.0 queued as 1",
    "RSET": "250 2.0.0 ok",
    "QUIT": "221 2.0.0 bye",
}


class ScriptedServer:
    """An SMTP server on a port of `host`, this computer, that answers as `answers` says.

    `answers` gives, for GREETING, EHLO, STARTTLS, AUTH, MAIL, RCPT, DATA, TEXT (in the middle of the text), "."
    (after the final dot), RSET and QUIT: one answer for always, or a list of answers for one time each, of which the
    last stays. Bytes are written as they are. `features` stands in the answer to EHLO. With `tls` it speaks TLS from
    the first byte, or after STARTTLS if `features` offers that.

    `heard` holds every command line of all connections, `texts` what was given between DATA and the final dot,
    dots and all; `connections` counts the lines.
    """

    def __init__(
        self,
        answers: Mapping[str, Answer | list[Answer]] | None = None,
        *,
        features: tuple[str, ...] = (),
        tls: ssl.SSLContext | None = None,
        host: str = "127.0.0.1",
    ) -> None:
        said = {**_POLITE, **(answers or {})}
        self.answers = {step: list(one) if isinstance(one, list) else [one] for step, one in said.items()}
        self.features = features
        self.tls = tls
        self.heard: list[str] = []
        self.texts: list[bytes] = []
        self.connections = 0
        self.over = threading.Event()
        self._listener = socket.create_server((host, 0))
        self._lines: list[_Line] = []
        self._thread = threading.Thread(target=self._serve)

    @property
    def port(self) -> int:
        return int(self._listener.getsockname()[1])

    def verbs(self) -> list[str]:
        """Return the first word of every command heard."""
        return [line.split(" ")[0].split(":")[0].upper() for line in self.heard]

    def next_answer(self, step: str) -> Answer:
        answers = self.answers[step]
        return answers.pop(0) if len(answers) > 1 else answers[0]

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.over.set()
        # close() alone would leave accept() waiting.
        self._listener.shutdown(socket.SHUT_RDWR)
        self._thread.join()
        self._listener.close()
        for line in self._lines:
            line.stop()

    def _serve(self) -> None:
        while True:
            try:
                connected, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            line = _Line(self, connected)
            self._lines.append(line)
            line.start()


class _HungUp(Exception):
    """The line is over."""


class _Line(threading.Thread):
    """One connection to a `ScriptedServer`."""

    def __init__(self, server: ScriptedServer, connected: socket.socket) -> None:
        super().__init__()
        self.server = server
        # Answers to pipelined commands would otherwise wait for each other.
        connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket = connected
        self.unread = b""

    def run(self) -> None:
        with closing(self), suppress(_HungUp, OSError):
            if self.server.tls and "STARTTLS" not in self.server.features:
                self._encrypt()
            self._answer("GREETING")
            while self._take_command():
                pass

    def close(self) -> None:
        self.socket.close()

    def stop(self) -> None:
        with suppress(OSError):
            self.socket.shutdown(socket.SHUT_RDWR)
        self.join()

    def _take_command(self) -> bool:
        command = self._hear(b"\r\n")[:-2].decode(errors="replace")
        self.server.heard.append(command)
        verb = command.split(" ")[0].upper()
        if verb == "EHLO" and "EHLO" not in self.server.answers:
            self._say("\r\n".join(["250-server.example", *(f"250-{one}" for one in self.server.features), "250 HELP"]))
        elif verb == "DATA":
            self._take_text()
        elif verb in self.server.answers:
            self._answer(verb)
        else:
            self._say("500 5.5.1 unknown command")
        if verb == "STARTTLS":
            self._encrypt()
        return verb != "QUIT"

    def _take_text(self) -> None:
        answer = self.server.next_answer("DATA")
        self._perform(answer)
        if not str(answer).startswith("354"):
            return
        if "TEXT" in self.server.answers:
            self._hear(b"\r\n")
            self._answer("TEXT")
        # The text may be nothing at all: then the final dot is its first line.
        self.unread = b"\r\n" + self.unread
        self.server.texts.append(self._hear(b"\r\n.\r\n")[2:-3])
        self._answer(".")

    def _answer(self, step: str) -> None:
        self._perform(self.server.next_answer(step))

    def _perform(self, answer: Answer) -> None:
        if answer is Then.HANG_UP:
            raise _HungUp
        if answer is Then.KEEP_SILENT:
            while self.socket.recv(65536):
                pass
            raise _HungUp
        if answer is Then.STOP_READING:
            self.server.over.wait()
            raise _HungUp
        if answer is Then.DRIP:
            while not self.server.over.wait(0.01):
                self.socket.sendall(b"2")
            raise _HungUp
        self._say(answer)

    def _say(self, answer: str | bytes) -> None:
        self.socket.sendall(answer if isinstance(answer, bytes) else f"{answer}\r\n".encode())

    def _hear(self, end: bytes) -> bytes:
        while end not in self.unread:
            received = self.socket.recv(65536)
            if not received:
                raise _HungUp
            self.unread += received
        heard, _, self.unread = self.unread.partition(end)
        return heard + end

    def _encrypt(self) -> None:
        if self.server.tls is None:
            raise _HungUp
        self.socket = self.server.tls.wrap_socket(self.socket, server_side=True)
