"""Opening a frozen mail again, to show it."""

from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage


@dataclass(frozen=True)
class ReadMail:
    """What a frozen mail shows: texts are empty where it has none."""

    subject: str
    sender: str
    recipient: str
    date: str
    text: str
    html: str
    headers: str
    language: str


def read_mail(content: bytes) -> ReadMail:
    """Return the parts of the mail frozen in `content`."""
    mail = message_from_bytes(content, policy=policy.default)
    head, _, _ = content.replace(b"\r\n", b"\n").partition(b"\n\n")
    return ReadMail(
        subject=str(mail["Subject"] or ""),
        sender=str(mail["From"] or ""),
        recipient=str(mail["To"] or ""),
        date=str(mail["Date"] or ""),
        text=_body(mail, "plain"),
        html=_body(mail, "html"),
        headers=head.decode("utf-8", "replace"),
        language=str(mail["Content-Language"] or ""),
    )


def _body(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body(preferencelist=(kind,))
    return str(part.get_content()) if part is not None else ""
