"""Handing over one mail on an open line, knowing at every byte whether it can have been sent.

Neither Flask-Mail nor `smtplib.sendmail` can tell: they raise the same error before and after the final dot.
"""

import re
import smtplib
from contextlib import suppress

from outreach.mail.outcomes import Accepted, Cause, NotSent, Refused, RetryLater, Uncertain
from outreach.mail.smtp.line import TimedSmtp, Timeouts
from outreach.mail.smtp.replies import GOING_AWAY, Phase, in_words, outcome

BLOCK = 64 * 1024
_GO_AHEAD = 354
_NO_CODE = -1
_ENVELOPE_ADDRESS = re.compile(r"[^\s<>\x00-\x20\x7f-\xa0\ud800-\udfff]+@[^\s<>\x00-\x20\x7f-\xa0\ud800-\udfff]+")


class SmtpConnection:
    """A signed-in line to a server, for one mail after another."""

    def __init__(self, line: TimedSmtp, timeouts: Timeouts) -> None:
        """Speak on `line`."""
        self._line = line
        self._timeouts = timeouts

    @property
    def is_open(self) -> bool:
        """Whether the line still stands: a server hangs up on those who wait too long, or announces that it will."""
        return self._line.sock is not None and not self._line.has_spoken()

    def send(self, envelope_from: str, to: str, content: bytes) -> Accepted:
        """Hand over `content` for `to`; see `outreach.mail.transports.Connection`."""
        for address in (envelope_from, to) if envelope_from else (to,):
            if not _ENVELOPE_ADDRESS.fullmatch(address):
                raise Refused(Cause.MESSAGE, f"{address!a} cannot be written on an envelope.")
        stuffed = _dot_stuffed(content)
        options = self._options(envelope_from + to, content)
        self._announce(f"MAIL FROM:<{envelope_from}>{options}", f"RCPT TO:<{to}>")
        self._write_content(stuffed)
        return self._final_dot()

    def close(self) -> None:
        """Say goodbye if the line still stands. Raises nothing."""
        if self._line.sock is not None:
            self._line.timeout = self._timeouts.goodbye
            with suppress(OSError):
                self._line.docmd("QUIT")
            self._line.close()

    def _options(self, addresses: str, content: bytes) -> str:
        """Return what MAIL FROM must say of a mail (RFC 1870, 6152, 6531), or refuse what the server cannot take."""
        options = ""
        if self._line.has_extn("size"):
            limit = self._line.esmtp_features["size"]
            if limit.isdecimal() and 0 < int(limit) < len(content):
                raise Refused(
                    Cause.MESSAGE, f"The mail has {len(content)} bytes, and the server takes at most {limit}."
                )
            options += f" SIZE={len(content)}"
        if not content.isascii():
            options += self._option("8bitmime", " BODY=8BITMIME", "letters outside ASCII, unencoded")
        if not addresses.isascii() or not content.partition(b"\r\n\r\n")[0].isascii():
            options += self._option("smtputf8", " SMTPUTF8", "an address with letters outside ASCII")
        return options

    def _option(self, extension: str, option: str, need: str) -> str:
        if not self._line.has_extn(extension):
            raise Refused(Cause.MESSAGE, f"The mail has {need}, which the server cannot take ({extension.upper()}).")
        return option

    def _announce(self, sender: str, recipient: str) -> None:
        """Give the envelope and ask to begin."""
        refusals: list[NotSent] = []
        try:
            last_code = self._exchange(sender, recipient, refusals)
        except smtplib.SMTPServerDisconnected as error:
            if not refusals:
                raise RetryLater(Cause.CONNECTION, f"The line broke before the mail was given: {error}.") from error
            last_code = _NO_CODE  # it refused and hung up: its words say more than the broken line
        if refusals:
            self._start_over(last_code)
            raise refusals[0]

    def _exchange(self, sender: str, recipient: str, refusals: list[NotSent]) -> int:
        """Give the three commands, all at once where the server allows it (RFC 2920); return the last answer's code."""
        steps = ((Phase.SENDER, sender), (Phase.RECIPIENT, recipient), (Phase.DATA, "DATA"))
        together = self._line.has_extn("pipelining")
        if together:
            self._write("\r\n".join(command for _, command in steps))
        code = _NO_CODE
        for phase, command in steps:
            if not together:
                self._write(command)
            self._line.timeout = self._timeouts.data if phase is Phase.DATA else self._timeouts.command
            code, words = self._line.getreply()
            if not _is_taken(phase, code):
                refusals.append(outcome(phase, code, words))
                if not together or code in {_NO_CODE, GOING_AWAY}:
                    break
        return code

    def _start_over(self, code: int) -> None:
        """Bring the line back to where the next mail can begin, or close it."""
        if code in {_NO_CODE, GOING_AWAY, _GO_AHEAD}:
            # Having refused the envelope it may still wait for a text, which only an empty mail would end.
            self._line.close()
            return
        self._line.timeout = self._timeouts.command
        with suppress(smtplib.SMTPServerDisconnected):
            if self._line.docmd("RSET")[0] not in range(200, 300):
                self._line.close()

    def _write_content(self, stuffed: bytes) -> None:
        """Write everything but the final dot: until that, the mail is certainly not sent."""
        self._line.timeout = self._timeouts.block
        try:
            for start in range(0, len(stuffed), BLOCK):
                self._line.send(stuffed[start : start + BLOCK])
            if self._line.has_spoken():
                # It refuses before the end, or hung up: without the dot it never has a whole mail.
                code, words = self._line.getreply()
                self._line.close()
                raise outcome(Phase.CONTENT, code, words)
        except smtplib.SMTPServerDisconnected as error:
            raise RetryLater(Cause.CONNECTION, f"The line broke before the end of the mail: {error}.") from error

    def _final_dot(self) -> Accepted:
        self._line.timeout = self._timeouts.final_dot
        try:
            self._line.send(b".\r\n")
            code, words = self._line.getreply()
        except smtplib.SMTPServerDisconnected as error:
            raise Uncertain(f"The line broke after the final dot, before the answer: {error}.") from error
        if code in range(200, 300):
            return Accepted(in_words(code, words))
        if code not in range(400, 600):
            self._line.close()
            raise Uncertain(f"The answer to the final dot was not one of SMTP's: {in_words(code, words)}")
        if code == GOING_AWAY:
            self._line.close()
        raise outcome(Phase.CONTENT, code, words)

    def _write(self, command: str) -> None:
        self._line.timeout = self._timeouts.command
        self._line.send(f"{command}\r\n")


def _is_taken(phase: Phase, code: int) -> bool:
    return code == _GO_AHEAD if phase is Phase.DATA else code in range(200, 300)


def _dot_stuffed(content: bytes) -> bytes:
    """Return `content` with a second dot before each line that begins with one, and an end to its last line.

    Raises:
        Refused: a CR or LF stands alone. Some servers take LF.LF for the end, and what follows for another mail.
    """
    if not content.count(b"\r\n") == content.count(b"\n") == content.count(b"\r"):
        raise Refused(Cause.MESSAGE, "The mail has a line break that is not CRLF.")
    stuffed = content.replace(b"\r\n.", b"\r\n..")
    if stuffed.startswith(b"."):
        stuffed = b"." + stuffed
    return stuffed if stuffed.endswith(b"\r\n") else stuffed + b"\r\n"
