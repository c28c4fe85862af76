"""smtplib's client with a limit to all waiting, and to all that a server may say."""

import smtplib
import ssl
import time
from dataclasses import dataclass

LONGEST_LINE = 8192
MOST_LINES = 200


@dataclass(frozen=True)
class Timeouts:
    """How long to wait, in seconds; all but the first and the last are those of RFC 5321 4.5.3.2."""

    connect: float = 30
    command: float = 300
    data: float = 120
    block: float = 180
    final_dot: float = 600
    goodbye: float = 10


class TimedSmtp(smtplib.SMTP):
    """A line whose every answer must be whole within `timeout` seconds, however slowly it drips.

    smtplib waits `timeout` for each byte, and reads answers without end.
    """

    timeout: float
    _unread: bytes = b""

    @property
    def unread(self) -> bytes:
        """What the server has said beyond the answers read so far."""
        return self._unread

    def send(self, s: object) -> None:
        """Write all of `s` within `timeout`.

        Raises:
            SMTPServerDisconnected: the line broke, and is closed.
        """
        if self.sock is None:
            raise smtplib.SMTPServerDisconnected("the line is closed")
        try:
            self.sock.settimeout(self.timeout)
            self.sock.sendall(s.encode() if isinstance(s, str) else s)  # type: ignore[arg-type]  # bytes, as smtplib gives
        except OSError as error:
            self.close()
            raise smtplib.SMTPServerDisconnected(str(error)) from error

    def getreply(self) -> tuple[int, bytes]:
        """Return the code and words of the next answer; the code is -1 if it is none of SMTP's.

        Raises:
            SMTPServerDisconnected: no whole answer came in time, and the line is closed.
        """
        deadline = time.monotonic() + self.timeout
        codes, words = set(), []
        for _ in range(MOST_LINES):
            line = self._line(deadline)
            codes.add(line[:3])
            words.append(line[4:].strip())
            if not line[:3].isdigit() or line[3:4] not in {b"", b" ", b"-"}:
                return -1, line
            if line[3:4] != b"-":
                return int(line[:3]) if len(codes) == 1 else -1, b"\n".join(words)
        self.close()
        raise smtplib.SMTPServerDisconnected("the answer has no end")

    def has_spoken(self) -> bool:
        """Return at once whether the server has said something unasked, or hung up."""
        if self.sock is None or self._unread:
            return True
        try:
            self.sock.settimeout(0)
            self._unread = self.sock.recv(LONGEST_LINE)
        except (BlockingIOError, ssl.SSLWantReadError, ssl.SSLWantWriteError):
            return False
        except OSError:
            self.close()
        return True

    def close(self) -> None:
        """Close the line; what was not read is forgotten."""
        self._unread = b""
        super().close()

    def _line(self, deadline: float) -> bytes:
        try:
            while b"\n" not in self._unread:
                self._receive(deadline)
        except OSError as error:
            self.close()
            raise smtplib.SMTPServerDisconnected(str(error)) from error
        line, _, self._unread = self._unread.partition(b"\n")
        return line.rstrip(b"\r")

    def _receive(self, deadline: float) -> None:
        if self.sock is None:
            raise ConnectionError("the line is closed")
        if len(self._unread) > LONGEST_LINE:
            raise ConnectionError("the answer has no end")
        left = deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError("timed out")
        self.sock.settimeout(left)
        received = self.sock.recv(LONGEST_LINE)
        if not received:
            raise ConnectionError("the server closed the line")
        self._unread += received


class TimedSmtps(TimedSmtp, smtplib.SMTP_SSL):
    """The same, under TLS from its first byte."""
