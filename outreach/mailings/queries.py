"""Reading mailings, their recipients and how far they are."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import joinedload
from sqlalchemy.sql.base import ExecutableOption

from outreach.contacts.models import Affiliation, Claim, Contact, Segment
from outreach.db import db
from outreach.mailings.models import Mailing, MailingApproval, MailingState, Recipient, RecipientState
from outreach.outbox.models import Message
from outreach.outbox.states import MessageState
from outreach.web.paging import Page, page_of

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


def mailing_by_id(mailing_id: int) -> Mailing | None:
    """Return a mailing with its template and author, None where there is none."""
    statement = (
        sa.select(Mailing)
        .where(Mailing.id == mailing_id)
        .options(joinedload(Mailing.template), joinedload(Mailing.created_by))
        .execution_options(populate_existing=True)
    )
    return db.session.scalar(statement)


def newest_mailings(most: int = 200) -> Sequence[Mailing]:
    """Return mailings with template and author, those under way first, then the newest."""
    under_way = sa.case((Mailing.state.in_([MailingState.SENDING, MailingState.PAUSED]), 0), else_=1)
    statement = (
        sa.select(Mailing)
        .order_by(under_way, Mailing.id.desc())
        .limit(most)
        .options(joinedload(Mailing.template), joinedload(Mailing.created_by))
    )
    return db.session.scalars(statement).all()


def mailings_under_way() -> Sequence[Mailing]:
    """Return the mailings that are sending or paused, the oldest first."""
    statement = (
        sa.select(Mailing)
        .where(Mailing.state.in_([MailingState.SENDING, MailingState.PAUSED]))
        .order_by(Mailing.started_at, Mailing.id)
    )
    return db.session.scalars(statement).all()


def lock(mailing: Mailing) -> None:
    """Read `mailing` anew and keep others from changing it until this transaction ends."""
    statement = sa.select(Mailing).where(Mailing.id == mailing.id).with_for_update()
    db.session.scalars(statement.execution_options(populate_existing=True)).one()


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


def message_states(recipients: Sequence[Recipient]) -> dict[int, MessageState]:
    """Return the states of the frozen mails of `recipients`, by the message's id."""
    ids = [one.message_id for one in recipients if one.message_id]
    statement = sa.select(Message.id, Message.state).where(Message.id.in_(ids))
    return {row.id: row.state for row in db.session.execute(statement)} if ids else {}


def is_wholly_approved(mailing_id: int) -> bool:
    """Return whether everybody whom nothing stops has a frozen mail, and there is somebody."""
    statement = sa.select(sa.func.count(), sa.func.count(Recipient.message_id)).where(
        Recipient.mailing_id == mailing_id, Recipient.state == RecipientState.INCLUDED
    )
    included, frozen = db.session.execute(statement).one()
    return bool(included) and included == frozen


def included_count(mailing_id: int) -> int:
    """Return how many recipients nothing stops."""
    statement = sa.select(sa.func.count()).where(
        Recipient.mailing_id == mailing_id, Recipient.state == RecipientState.INCLUDED
    )
    return db.session.scalar(statement) or 0


def to_approve_count(mailing_id: int) -> int:
    """Return how many recipients nothing stops whose mail is not frozen."""
    statement = sa.select(sa.func.count()).where(
        Recipient.mailing_id == mailing_id,
        Recipient.state == RecipientState.INCLUDED,
        Recipient.message_id.is_(None),
    )
    return db.session.scalar(statement) or 0


def fingerprint(mailing_id: int) -> str:
    """Return a mark of who would get what: it changes with every recipient, address, name and word."""
    statement = (
        sa.select(Recipient.id, Recipient.source_hash)
        .where(Recipient.mailing_id == mailing_id, Recipient.state == RecipientState.INCLUDED)
        .order_by(Recipient.id)
    )
    digest = hashlib.sha256()
    for row in db.session.execute(statement):
        digest.update(b"%d:%b" % (row.id, row.source_hash or b""))
    return digest.hexdigest()


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


def included_page(mailing_id: int, mark: str | None) -> Page[Recipient]:
    """Return a page of the recipients whom nothing stops, with their contacts."""
    statement = (
        sa.select(Recipient)
        .where(Recipient.mailing_id == mailing_id, Recipient.state == RecipientState.INCLUDED)
        .options(joinedload(Recipient.contact))
    )
    return page_of(statement, [Recipient.id], mark=mark)


def messages_of(recipients: Iterable[Recipient]) -> dict[int, Message]:
    """Return the frozen mails of `recipients`, by the message's id."""
    ids = [one.message_id for one in recipients if one.message_id]
    return {one.id: one for one in db.session.scalars(sa.select(Message).where(Message.id.in_(ids)))} if ids else {}


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


def neighbours(mailing_id: int, recipient_id: int) -> tuple[int | None, int | None]:
    """Return the recipients before and after this one among those who get a mail."""
    ids = sa.select(Recipient.id).where(Recipient.mailing_id == mailing_id, Recipient.state == RecipientState.INCLUDED)
    before = db.session.scalar(ids.where(Recipient.id < recipient_id).order_by(Recipient.id.desc()).limit(1))
    after = db.session.scalar(ids.where(Recipient.id > recipient_id).order_by(Recipient.id).limit(1))
    return before, after


def recipient_counts(mailing_id: int) -> dict[RecipientState, int]:
    """Return how many recipients stand in each state."""
    statement = (
        sa.select(Recipient.state, sa.func.count()).where(Recipient.mailing_id == mailing_id).group_by(Recipient.state)
    )
    return {row[0]: row[1] for row in db.session.execute(statement)}


def approvals(mailing_id: int) -> Sequence[MailingApproval]:
    """Return who approved the mailing, the newest first."""
    statement = (
        sa.select(MailingApproval)
        .where(MailingApproval.mailing_id == mailing_id)
        .order_by(MailingApproval.approved_at.desc())
    )
    return db.session.scalars(statement).all()


def message_of(mailing_id: int, recipient_id: int) -> Message | None:
    """Return the frozen mail of a recipient, None where there is none."""
    statement = (
        sa.select(Message)
        .join(Recipient, Recipient.message_id == Message.id)
        .where(Recipient.mailing_id == mailing_id, Recipient.id == recipient_id)
    )
    return db.session.scalar(statement)


def counts_of(mailing_ids: Sequence[int]) -> dict[int, dict[RecipientState, int]]:
    """Return how many recipients of each mailing stand in each state."""
    statement = (
        sa.select(Recipient.mailing_id, Recipient.state, sa.func.count())
        .where(Recipient.mailing_id.in_(mailing_ids))
        .group_by(Recipient.mailing_id, Recipient.state)
    )
    found: dict[int, dict[RecipientState, int]] = {mailing_id: {} for mailing_id in mailing_ids}
    for mailing_id, state, number in db.session.execute(statement):
        found[mailing_id][state] = number
    return found


def languages_of(mailing_id: int) -> list[tuple[str, int]]:
    """Return in how many mails each language is used, the most used first."""
    number = sa.func.count().label("number")
    statement = (
        sa.select(Recipient.language, number)
        .where(Recipient.mailing_id == mailing_id, Recipient.state == RecipientState.INCLUDED)
        .group_by(Recipient.language)
        .order_by(number.desc(), Recipient.language)
    )
    return [(row.language or "", row.number) for row in db.session.execute(statement)]


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


def saved_segments() -> Sequence[Segment]:
    """Return the saved questions, by name."""
    return db.session.scalars(sa.select(Segment).order_by(Segment.name)).all()
