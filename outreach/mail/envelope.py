"""One mail, whole: what it says and to whom, and the bytes it leaves as."""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime

from outreach.mail import headers
from outreach.mail.bodies import alternatives, text_part
from outreach.mail.headers import UnsendableText

__all__ = ["Mailbox", "OutgoingMail", "UnsendableText", "new_message_id"]

_NAMED = re.compile(r'\s*"?(?P<name>.*?)"?\s*<(?P<address>[^<>]*)>\s*', re.DOTALL)
# What the envelope writes itself, and what must never leave with a mail.
_OWN_FIELDS = frozenset(
    {
        "bcc",
        "cc",
        "content-transfer-encoding",
        "content-type",
        "date",
        "from",
        "in-reply-to",
        "message-id",
        "mime-version",
        "references",
        "reply-to",
        "return-path",
        "sender",
        "subject",
        "to",
    }
)


@dataclass(frozen=True)
class Mailbox:
    """An address with the name shown before it; the name may be empty."""

    name: str
    address: str

    @classmethod
    def read(cls, text: str) -> "Mailbox":
        """Return the mailbox written as `name@example.org` or `Name <name@example.org>`; the address is not checked."""
        named = _NAMED.fullmatch(text)
        if named is None:
            return cls("", text.strip())
        return cls(named["name"].replace('\\"', '"'), named["address"].strip())


@dataclass(frozen=True)
class OutgoingMail:
    """A mail to one recipient. Addresses are as `parse_address` gives them, identifiers carry their angle brackets.

    `headers` holds what is for machines: List-Unsubscribe, List-Unsubscribe-Post, Auto-Submitted.
    `references` lists the thread from its beginning; `date` is aware.
    """

    from_address: Mailbox
    to: Mailbox
    subject: str
    text: str
    message_id: str
    date: datetime
    html: str | None = None
    reply_to: Mailbox | None = None
    in_reply_to: str | None = None
    references: tuple[str, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)

    def freeze(self) -> bytes:
        """Return the mail as it is given to a server: CRLF, ASCII unless an address is not, lines of at most 998.

        The same mail always gives the same bytes.

        Raises:
            UnsendableText: a part of it cannot be carried, or would forge a header; it names the part.
        """
        head = "\r\n".join([*self._people(), *self._thread(), *self._machine_fields(), "MIME-Version: 1.0", ""])
        return head.encode() + self._content()

    def _people(self) -> list[str]:
        lines = [
            headers.mailbox_field("From", self.from_address.name, self.from_address.address),
            headers.mailbox_field("To", self.to.name, self.to.address),
        ]
        if self.reply_to is not None:
            lines.append(headers.mailbox_field("Reply-To", self.reply_to.name, self.reply_to.address))
        return [*lines, headers.text_field("Subject", self.subject)]

    def _thread(self) -> list[str]:
        # Always UTC: the hour of a laptop would tell each reader where its owner lives.
        lines = [
            f"Date: {format_datetime(self.date.astimezone(UTC))}",
            headers.ids_field("Message-ID", [self.message_id]),
        ]
        if self.in_reply_to is not None:
            lines.append(headers.ids_field("In-Reply-To", [self.in_reply_to]))
        if self.references:
            lines.append(headers.ids_field("References", self.references))
        return lines

    def _machine_fields(self) -> list[str]:
        for name in self.headers:
            if name.lower() in _OWN_FIELDS:
                raise headers.refuse_field(name)
        return [headers.other_field(name, value) for name, value in self.headers.items()]

    def _content(self) -> bytes:
        plain = text_part("plain", self.text, "Text")
        if self.html is None:
            return plain
        return alternatives([plain, text_part("html", self.html, "HTML")], self.message_id)


def new_message_id(domain: str) -> str:
    """Return a new identifier under `domain` (the campaign's), in its angle brackets.

    Random alone: the time, process and computer that `email.utils.make_msgid` writes are nobody's business.
    """
    return f"<{secrets.token_hex(16)}@{domain}>"
