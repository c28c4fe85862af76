"""The program's own mails: rendered from `templates/emails/<name>/` in the reader's language, and queued."""

from typing import Any

from flask import render_template
from flask_babel import force_locale

from outreach import clock
from outreach.i18n import direction
from outreach.mail.envelope import Mailbox, OutgoingMail, new_message_id
from outreach.outbox.identities import default_mailbox
from outreach.outbox.models import Message
from outreach.outbox.services import MailDraft, queue


def queue_system_mail(
    *,
    kind: str,
    name: str,
    to: str,
    language: str,
    subject_type: str,
    subject_id: int,
    to_name: str = "",
    **context: Any,
) -> Message:
    """Render the mail `name` for one reader in `language`, freeze it, and add it to the outbox.

    `templates/emails/<name>/` holds subject.txt, body.txt and body.html, with their styles inline already.

    Raises:
        UnsendableText: a value in `context` cannot stand in a mail.
    """
    mail = compose(name, Mailbox(to_name, to), language, **context)
    draft = MailDraft(
        kind=kind,
        to=to,
        content=mail.freeze(),
        message_id=mail.message_id,
        subject_type=subject_type,
        subject_id=subject_id,
    )
    return queue(draft)


def compose(name: str, to: Mailbox, language: str, **context: Any) -> OutgoingMail:
    """Return the mail `name` in `language`, as it will leave."""
    sender = default_mailbox()
    with force_locale(language):
        context = {**context, "language": language, "direction": direction(language)}
        subject = render_template(f"emails/{name}/subject.txt", **context)
        text = render_template(f"emails/{name}/body.txt", **context)
        html = render_template(f"emails/{name}/body.html", **context)
    return OutgoingMail(
        from_address=sender,
        to=to,
        subject=" ".join(subject.split()),
        text=text.strip() + "\n",
        html=html,
        message_id=new_message_id(sender.address.rpartition("@")[2]),
        date=clock.now(),
        # RFC 3834: nobody's holiday notice shall answer it.
        headers={"Auto-Submitted": "auto-generated"},
    )
