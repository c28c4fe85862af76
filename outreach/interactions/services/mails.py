"""Mail in the log: written by the ledger and by the inbox, once for each mail however often they tell."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from outreach import clock
from outreach.contacts.models import Contact
from outreach.db import db
from outreach.interactions.entries import InteractionEntry
from outreach.interactions.models import Channel, Direction, FollowUp, Interaction, Outcome
from outreach.interactions.services import consequences
from outreach.interactions.services.follow_ups import close_answered, close_those_answered, open_follow_ups


@dataclass(frozen=True)
class SentMail:
    """A mail that left: the message, whom it was for, what it was about, the day it left, and who wrote it."""

    contact_id: int
    message_id: int
    subject: str
    on: date
    author_id: int | None = None


def record_sent_mails(sent: Sequence[SentMail]) -> list[Interaction]:
    """Log mails that left, and return what was logged of them: now it is their readers' turn.

    What was told before is not logged again. However many they are, the same few statements are run.
    """
    contacts = _locked({one.contact_id for one in sent})
    told = _told([one.message_id for one in sent])
    still_open = open_follow_ups(contacts)
    new = [one for one in sent if one.message_id not in told]
    return [_log_sent(one, contacts[one.contact_id], still_open.get(one.contact_id, [])) for one in new]


def record_reply(
    contact_id: int, inbound_mail_id: int, subject: str, on: date, outcome: Outcome | None = None
) -> Interaction:
    """Log that a contact answered with the mail `inbound_mail_id` on the day `on`: now it is our turn.

    An automatic reply is no answer and is not to be told here. Told again of the same mail, it returns what is logged and
    changes nothing.
    """
    entry = InteractionEntry(Channel.EMAIL, Direction.INCOMING, on, outcome=outcome, summary=subject)
    return _once(contact_id, entry, Interaction(inbound_mail_id=inbound_mail_id))


def _once(contact_id: int, entry: InteractionEntry, new: Interaction) -> Interaction:
    contact = _locked({contact_id})[contact_id]
    told = db.session.scalar(sa.select(Interaction).where(Interaction.inbound_mail_id == new.inbound_mail_id))
    if told is not None:
        return told
    close_answered(contact, entry, None, clock.now())
    return _filled(new, contact, entry)


def _locked(contact_ids: Collection[int]) -> dict[int, Contact]:
    """Return the contacts by id. The lock lets a second teller wait, and then find the first one's rows."""
    # Always in the same order, so that two tellers never wait for each other.
    statement = sa.select(Contact).where(Contact.id.in_(contact_ids)).order_by(Contact.id).with_for_update()
    found = db.session.scalars(statement, execution_options={"populate_existing": True})
    return {one.id: one for one in found}


def _told(message_ids: Sequence[int]) -> set[int | None]:
    return set(db.session.scalars(sa.select(Interaction.message_id).where(Interaction.message_id.in_(message_ids))))


def _log_sent(sent: SentMail, contact: Contact, still_open: Sequence[FollowUp]) -> Interaction:
    entry = InteractionEntry(Channel.EMAIL, Direction.OUTGOING, sent.on, summary=sent.subject)
    close_those_answered(still_open, entry, None, clock.now())
    return _filled(Interaction(message_id=sent.message_id, logged_by_id=sent.author_id), contact, entry)


def _filled(new: Interaction, contact: Contact, entry: InteractionEntry) -> Interaction:
    new.contact_id, new.channel, new.direction = contact.id, entry.channel, entry.direction
    new.outcome, new.summary, new.happened_on = entry.outcome, entry.summary, entry.happened_on
    db.session.add(new)
    consequences.apply(contact, entry)
    return new
