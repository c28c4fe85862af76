"""Ways for a mail to leave: the protocol they share, capturing, recording for tests, and the choice between them."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from config import Settings
from outreach.mail.outcomes import Accepted, NotSent, Uncertain
from outreach.mail.smtp.server import SmtpServer
from outreach.mail.smtp.transport import SmtpTransport


class Connection(Protocol):
    """An open way to a mail server, for one mail after another; not to be shared between threads."""

    @property
    def is_open(self) -> bool:
        """Whether the next mail can go through it. After False, close it and open another."""

    def send(self, envelope_from: str, to: str, content: bytes) -> Accepted:
        """Hand over `content` (frozen bytes, CRLF, not dot-stuffed) for the one address `to`.

        `envelope_from` is where bounces go; an empty one is the null sender of automatic answers.

        Raises:
            RetryLater: certainly not sent; the cause is often gone later.
            Refused: certainly not sent; trying again as it is will not help.
            Uncertain: the line broke after the final dot; must not be sent again.
        """

    def close(self) -> None:
        """Say goodbye if the line still stands. Raises nothing."""


class Transport(Protocol):
    """Something that mails leave through."""

    def open(self) -> Connection:
        """Return a new connection, signed in.

        Raises:
            RetryLater: the server cannot be reached or not be trusted now; nothing was said to it.
            Refused: it refused our sign-in. Both speak of our mailbox and of no message.
        """


class CaptureTransport:
    """Lets nothing leave: the mail is already kept as a row, where the page of captured mail shows it."""

    def open(self) -> "CaptureTransport":
        """Return itself, as there is nothing to open."""
        return self

    @property
    def is_open(self) -> bool:
        """Always."""
        return True

    def send(self, envelope_from: str, to: str, content: bytes) -> Accepted:  # noqa: ARG002 - named as the protocol names them
        """Accept everything."""
        return Accepted("kept in the captured mail of this computer")

    def close(self) -> None:
        """Do nothing."""


@dataclass(frozen=True)
class RecordedMail:
    """One mail given to a `RecordingTransport`; `connection` counts its connections from 1."""

    envelope_from: str
    to: str
    content: bytes
    connection: int


class RecordingTransport:
    """Keeps what it is given, and ends as it is told to (for tests).

    `given` holds every try in order, `sent` those that were accepted.
    """

    def __init__(self) -> None:
        """Begin with an empty record and nothing but acceptance ahead."""
        self.given: list[RecordedMail] = []
        self.sent: list[RecordedMail] = []
        self.opened = 0
        self._next: deque[NotSent | Uncertain | None] = deque()
        self._always: dict[str, NotSent | Uncertain] = {}
        self._at_opening: deque[NotSent] = deque()

    def answer_next(self, *outcomes: NotSent | Uncertain | None) -> None:
        """Raise these at the next tries, one each; None accepts."""
        self._next.extend(outcomes)

    def answer_always(self, to: str, outcome: NotSent | Uncertain) -> None:
        """Raise `outcome` at every try to the address `to`."""
        self._always[to] = outcome

    def answer_opening(self, outcomes: Iterable[NotSent]) -> None:
        """Raise these when the next connections are opened, one each."""
        self._at_opening.extend(outcomes)

    def open(self) -> "RecordingConnection":
        """Return a connection that records here."""
        if self._at_opening:
            raise self._at_opening.popleft()
        self.opened += 1
        return RecordingConnection(self, self.opened)

    def receive(self, mail: RecordedMail) -> Accepted:
        """Record `mail`, and end as told."""
        self.given.append(mail)
        outcome = self._next.popleft() if self._next else None
        outcome = outcome or self._always.get(mail.to)
        if outcome is not None:
            raise outcome
        self.sent.append(mail)
        return Accepted(f"250 2.0.0 recorded as {len(self.sent)}")


class RecordingConnection:
    """A connection of a `RecordingTransport`; closed, it takes nothing more."""

    def __init__(self, transport: RecordingTransport, number: int) -> None:
        """Belong to `transport` as its connection `number`."""
        self._transport = transport
        self._number = number
        self._is_open = True

    @property
    def is_open(self) -> bool:
        """Until it is closed."""
        return self._is_open

    def send(self, envelope_from: str, to: str, content: bytes) -> Accepted:
        """Record the mail, and end as the transport was told."""
        return self._transport.receive(RecordedMail(envelope_from, to, content, self._number))

    def close(self) -> None:
        """Take nothing more."""
        self._is_open = False


def transport_for(settings: Settings) -> Transport:
    """Return the way mails leave with these settings: captured on this computer, or through the server of SMTP_URL.

    Raises:
        BadServerAddress: SMTP_URL or SMTP_CA_FILE cannot be used.
    """
    if settings.captures_mail or settings.smtp_url is None:
        return CaptureTransport()
    return SmtpTransport(SmtpServer.read(settings.smtp_url), ca_file=settings.smtp_ca_file)
