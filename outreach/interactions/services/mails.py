"""Mail in the log: written by the ledger and by the inbox, once for each mail however often they tell."""

from datetime import date

import sqlalchemy as sa

from outreach import clock
from outreach.contacts.models import Contact
from outreach.db import db
from outreach.interactions.entries import InteractionEntry
from outreach.interactions.models import Channel, Direction, Interaction, Outcome
from outreach.interactions.services import consequences
from outreach.interactions.services.follow_ups import close_answered


def record_sent_mail(
    contact_id: int, message_id: int, subject: str, on: date, author_id: int | None = None
) -> Interaction:
    """Log that the message `message_id` left for a contact on the day `on`: now it is their turn.

    Told again of the same message, it returns what is logged and changes nothing.
    """
    entry = InteractionEntry(Channel.EMAIL, Direction.OUTGOING, on, summary=subject)
    return _once(contact_id, entry, Interaction(message_id=message_id, logged_by_id=author_id))


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
    # The lock lets a second teller wait, and then find the first one's row.
    contact = db.session.get_one(Contact, contact_id, with_for_update=True)
    column = Interaction.message_id if new.message_id else Interaction.inbound_mail_id
    told = db.session.scalar(sa.select(Interaction).where(column == (new.message_id or new.inbound_mail_id)))
    if told is not None:
        return told
    new.contact_id, new.channel, new.direction = contact_id, entry.channel, entry.direction
    new.outcome, new.summary, new.happened_on = entry.outcome, entry.summary, entry.happened_on
    db.session.add(new)
    close_answered(contact, entry, None, clock.now())
    consequences.apply(contact, entry)
    return new
