"""A mail server that takes everything, writes down what it took, and can act in the middle of it."""

from collections.abc import Callable
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from threading import Lock
from typing import Any, Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.support.ports import free_port


@dataclass(frozen=True)
class Taken:
    """One mail that was taken: its envelope, and its bytes."""

    sender: str
    recipients: tuple[str, ...]
    content: bytes

    @property
    def mail(self) -> EmailMessage:
        """The mail, read."""
        mail = message_from_bytes(self.content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        return mail


class Sink:
    """An SMTP server on this computer; `taken` is its log, written before the answer to the final dot.

    `act` is called at every step: with "RCPT" when a recipient was named, with "DOT" when a mail was written down and not
    yet answered for.
    """

    def __init__(self, act: Callable[[str], None] | None = None) -> None:
        self.taken: list[Taken] = []
        self.act = act or (lambda _step: None)
        self._lock = Lock()
        self._controller = Controller(self, hostname="127.0.0.1", port=free_port())

    @property
    def url(self) -> str:
        """The SMTP_URL that leads here."""
        return f"smtp://127.0.0.1:{self._controller.port}"

    def __enter__(self) -> Self:
        self._controller.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._controller.stop()

    # aiosmtpd calls these by name.
    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, rcpt_options: list[str]
    ) -> str:
        envelope.rcpt_tos.append(address)
        self.act("RCPT")
        return "250 2.1.5 ok"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        content: Any = envelope.original_content
        with self._lock:
            self.taken.append(Taken(envelope.mail_from or "", tuple(envelope.rcpt_tos), content))
        self.act("DOT")
        return "250 2.0.0 taken"
