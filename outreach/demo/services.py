"""Filling the practice campaign: the fictional team, its people, what passed with them, templates, a petition and a mailing."""

from datetime import timedelta
from importlib.resources import files

import sqlalchemy as sa

from outreach import clock
from outreach.accounts.models import User
from outreach.db import db
from outreach.demo.log import add_log
from outreach.demo.people import add_contacts, add_team
from outreach.demo.signatures import add_signatures
from outreach.i18n import _
from outreach.inbox.practice import answer_to
from outreach.inbox.services import receive_mail
from outreach.mail.transports import CaptureTransport
from outreach.mail_templates.files import read_template
from outreach.mail_templates.models import MailTemplate
from outreach.mail_templates.services import add_version
from outreach.mailings import services as mailings
from outreach.outbox.models import Message
from outreach.outbox.sending import send_due
from outreach.petitions.models import PetitionState
from outreach.petitions.reading import read_petition
from outreach.petitions.services.states import move_petition
from outreach.petitions.services.texts import import_reading
from outreach.security.permissions import Role

SLUG = "bring-my-father-home"
_LANGUAGES = ("en", "fr", "ug")
_ANSWER = """Bonjour,

Merci de votre message. Je connais le sujet, et je crois pouvoir vous conseiller. Pouvez-vous m’appeler demain matin ?
"""


def is_filled() -> bool:
    """Whether the practice case, or anything else, is in the database already."""
    return db.session.scalar(sa.select(User.id).limit(1)) is not None


def fill_demo() -> dict[str, int]:
    """Fill an empty campaign with the practice case and return how much of what was added.

    Its mails are kept on this computer; it commits between its steps, as sending one does.
    """
    team = add_team()
    contacts = add_contacts()
    log = add_log(contacts, team)
    templates = _add_templates()
    _open_petition()
    db.session.commit()
    signatures = add_signatures(SLUG)
    organiser = next(user for user in team.values() if user.role is Role.ORGANISER)
    _send_first_mailing(organiser)
    return {
        "members": len(team),
        "contacts": len(contacts),
        "interactions": log,
        "templates": templates,
        "signatures": signatures,
    }


def _add_templates() -> int:
    folder = files("outreach.demo") / "templates"
    entries = [
        read_template(file.read_text(encoding="utf-8")) for file in folder.iterdir() if file.name.endswith(".md")
    ]
    for entry in entries:
        add_version(entry, None)
    return len(entries)


def _open_petition() -> None:
    folder = files("outreach.demo")
    for language in _LANGUAGES:
        reading = read_petition((folder / f"petition.{language}.md").read_bytes(), language)
        petition = import_reading(SLUG, language, reading).petition
    move_petition(petition, PetitionState.OPEN)


def _send_first_mailing(organiser: User) -> None:
    """Send one mailing, to lawyers, into the captured mail; leave another, to journalists, for the reader to approve."""
    lawyers, journalists = (db.session.scalars(sa.select(MailTemplate).order_by(MailTemplate.name.desc()))).all()[:2]
    sent = mailings.create_mailing(lawyers, "kind:lawyer -stage:helped", _("Appeal to lawyers"), organiser)
    mailings.approve_mailing(sent, organiser)
    mailings.start_mailing(sent.id, organiser, hold=False)
    mailings.create_mailing(journalists, "kind:journalist language:fr", _("Appeal to French newsrooms"), organiser)
    db.session.commit()
    send_due(CaptureTransport(), "practice", timedelta(minutes=1))
    _answer_one_of(sent.batch)
    db.session.commit()


def _answer_one_of(batch: str) -> None:
    """Let one recipient write back, so that the inbox holds a mail to look at."""
    statement = sa.select(Message).where(Message.batch == batch, Message.captured_at.is_not(None)).order_by(Message.id)
    message = db.session.scalars(statement.limit(1)).one()
    receive_mail(answer_to(message, _ANSWER), clock.now())
