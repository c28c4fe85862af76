"""Answers made up in practice, so that one can see what a reply does."""

from email.message import EmailMessage

from outreach.outbox.models import Message
from outreach.outbox.reading import read_mail


def answer_to(message: Message, text: str) -> bytes:
    """Return the mail that the recipient of `message` would send if they answered with `text`."""
    original = read_mail(message.content or b"")
    answer = EmailMessage()
    answer["From"] = original.recipient
    answer["To"] = original.sender
    answer["Subject"] = original.subject if original.subject.lower().startswith("re:") else f"Re: {original.subject}"
    answer["In-Reply-To"] = answer["References"] = message.message_id
    answer.set_content(text)
    return answer.as_bytes()
