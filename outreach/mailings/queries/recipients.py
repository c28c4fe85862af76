"""The recipients of a mailing, in their order, and their frozen mails."""

from collections.abc import Iterable, Iterator, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import joinedload
from sqlalchemy.sql.base import ExecutableOption

from outreach.contacts.models import Affiliation, Claim, Contact
from outreach.db import db
from outreach.mailings.models import Recipient, RecipientState
from outreach.outbox.models import Message
from outreach.outbox.states import MessageState
from outreach.web.paging import Page, page_of


def recipients_in_chunks(mailing_id: int, size: int, *, only_to_freeze: bool = False) -> Iterator[Sequence[Recipient]]:
    """Yield the recipients in order, `size` at a time, with contact and all that a mail draws from.

    `only_to_freeze` leaves those whom nothing stops and who have no frozen mail.
    """
    last = 0
    while True:
        statement = (
            sa.select(Recipient)
            .where(Recipient.mailing_id == mailing_id, Recipient.id > last)
            .order_by(Recipient.id)
            .limit(size)
            .options(*with_contact(), joinedload(Recipient.template_version))
        )
        if only_to_freeze:
            statement = statement.where(Recipient.state == RecipientState.INCLUDED, Recipient.message_id.is_(None))
        chunk = db.session.scalars(statement).all()
        if not chunk:
            return
        last = chunk[-1].id
        yield chunk


def with_contact() -> tuple[ExecutableOption, ...]:
    """Return the options that load a recipient's contact with all that checks and merge fields ask."""
    contact = joinedload(Recipient.contact)
    return (
        contact,
        contact.selectinload(Contact.addresses),
        contact.selectinload(Contact.affiliations).joinedload(Affiliation.organisation),
        contact.selectinload(Contact.languages),
        contact.selectinload(Contact.beats),
        contact.joinedload(Contact.claim).joinedload(Claim.owner),
    )


def included_page(mailing_id: int, mark: str | None) -> Page[Recipient]:
    """Return a page of the recipients whom nothing stops, with their contacts."""
    statement = (
        sa.select(Recipient)
        .where(Recipient.mailing_id == mailing_id, Recipient.state == RecipientState.INCLUDED)
        .options(joinedload(Recipient.contact))
    )
    return page_of(statement, [Recipient.id], mark=mark)


def not_included(mailing_id: int, most: int = 500) -> Sequence[Recipient]:
    """Return the recipients who are stopped or left out, with their contacts."""
    statement = (
        sa.select(Recipient)
        .where(Recipient.mailing_id == mailing_id, Recipient.state != RecipientState.INCLUDED)
        .order_by(Recipient.state.desc(), Recipient.id)
        .limit(most)
        .options(joinedload(Recipient.contact))
    )
    return db.session.scalars(statement).all()


def neighbours(mailing_id: int, recipient_id: int) -> tuple[int | None, int | None]:
    """Return the recipients before and after this one among those who get a mail."""
    ids = sa.select(Recipient.id).where(Recipient.mailing_id == mailing_id, Recipient.state == RecipientState.INCLUDED)
    before = db.session.scalar(ids.where(Recipient.id < recipient_id).order_by(Recipient.id.desc()).limit(1))
    after = db.session.scalar(ids.where(Recipient.id > recipient_id).order_by(Recipient.id).limit(1))
    return before, after


def first_to_read(mailing_id: int) -> int | None:
    """Return the first recipient whom nothing stops."""
    statement = (
        sa.select(Recipient.id)
        .where(Recipient.mailing_id == mailing_id, Recipient.state == RecipientState.INCLUDED)
        .order_by(Recipient.id)
        .limit(1)
    )
    return db.session.scalar(statement)


def place_among_included(mailing_id: int, recipient_id: int) -> tuple[int, int]:
    """Return which one this recipient is among those whom nothing stops, from 1, and how many there are."""
    statement = sa.select(sa.func.count().filter(Recipient.id <= recipient_id), sa.func.count()).where(
        Recipient.mailing_id == mailing_id, Recipient.state == RecipientState.INCLUDED
    )
    place, total = db.session.execute(statement).one()
    return place, total


def message_states(recipients: Sequence[Recipient]) -> dict[int, MessageState]:
    """Return the states of the frozen mails of `recipients`, by the message's id."""
    ids = [one.message_id for one in recipients if one.message_id]
    statement = sa.select(Message.id, Message.state).where(Message.id.in_(ids))
    return {row.id: row.state for row in db.session.execute(statement)} if ids else {}


def messages_of(recipients: Iterable[Recipient]) -> dict[int, Message]:
    """Return the frozen mails of `recipients`, by the message's id."""
    ids = [one.message_id for one in recipients if one.message_id]
    return {one.id: one for one in db.session.scalars(sa.select(Message).where(Message.id.in_(ids)))} if ids else {}


def message_of(mailing_id: int, recipient_id: int) -> Message | None:
    """Return the frozen mail of a recipient, None where there is none."""
    statement = (
        sa.select(Message)
        .join(Recipient, Recipient.message_id == Message.id)
        .where(Recipient.mailing_id == mailing_id, Recipient.id == recipient_id)
    )
    return db.session.scalar(statement)
