"""What became of each recipient: the row, and the message if it was frozen."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from outreach.db import db
from outreach.mailings.models import Recipient
from outreach.mailings.queries.recipients import with_contact
from outreach.outbox.models import Message
from outreach.outbox.states import MessageState

_TROUBLE = (MessageState.UNCERTAIN, MessageState.REFUSED, MessageState.SKIPPED, MessageState.DEFERRED)


@dataclass(frozen=True)
class Standing:
    """One recipient as people see it: their row, their message if it was frozen, and the state that both make."""

    recipient: Recipient
    message: Message | None

    @property
    def state(self) -> str:
        """The message's state; stopped, left out or included while there is none."""
        return self.message.state.value if self.message else self.recipient.state.value


def standings(mailing_id: int) -> list[Standing]:
    """Return every recipient with contact and message, in their order."""
    statement = (
        sa.select(Recipient, Message)
        .outerjoin(Message, Message.id == Recipient.message_id)
        .where(Recipient.mailing_id == mailing_id)
        .order_by(Recipient.id)
        .options(joinedload(Recipient.contact))
    )
    return [Standing(recipient, message) for recipient, message in db.session.execute(statement)]


def in_trouble(mailing_id: int, most: int = 500) -> list[Standing]:
    """Return the recipients whose mail did not simply leave, the doubtful ones first."""
    doubtful = sa.case((Message.state == MessageState.UNCERTAIN, 0), else_=1)
    statement = (
        sa.select(Recipient, Message)
        .join(Message, Message.id == Recipient.message_id)
        .where(Recipient.mailing_id == mailing_id, Message.state.in_(_TROUBLE))
        .order_by(doubtful, Recipient.id)
        .limit(most)
        .options(joinedload(Recipient.contact))
    )
    return [Standing(recipient, message) for recipient, message in db.session.execute(statement)]


def standing_of(mailing_id: int, recipient_id: int) -> Standing | None:
    """Return one recipient of a mailing, with all that a mail draws from."""
    statement = (
        sa.select(Recipient, Message)
        .outerjoin(Message, Message.id == Recipient.message_id)
        .where(Recipient.mailing_id == mailing_id, Recipient.id == recipient_id)
        .options(*with_contact(), joinedload(Recipient.template_version))
    )
    found = db.session.execute(statement).first()
    return Standing(*found) if found else None
