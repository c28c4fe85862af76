"""What today's page shows, read in a fixed number of statements however much there is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, TypeVar

import sqlalchemy as sa

from outreach.accounts.models import User
from outreach.contacts.models import Contact
from outreach.db import db
from outreach.inbox.queries import unhandled_count
from outreach.interactions import queries as log
from outreach.interactions.models import FollowUp
from outreach.mailings.models import Mailing, MailingState
from outreach.outbox.models import Message
from outreach.outbox.states import WAITING_STATES, MessageState
from outreach.petitions.models import PUBLIC_STATES, Petition, PetitionCount

SHOWN = 20
T = TypeVar("T")


@dataclass(frozen=True)
class Some(Generic[T]):
    """The first of a list, and whether there are more."""

    items: Sequence[T]
    has_more: bool


@dataclass(frozen=True)
class MailingUnderWay:
    """A mailing that is not over: how many of its mails left, how many are left, how many a person has to look at."""

    mailing: Mailing
    sent: int
    left: int
    troubled: int


@dataclass(frozen=True)
class PetitionToday:
    """A petition that is there for everyone, with the count it shows."""

    petition: Petition
    confirmed: int
    as_of: datetime


@dataclass(frozen=True)
class Today:
    """Everything on today's page."""

    overdue: Some[FollowUp]
    due: Some[FollowUp]
    waiting_for_us: Some[Contact]
    waiting_for_them: Some[Contact]
    going_cold: Some[Contact]
    mails_to_look_at: int
    mailings: Sequence[MailingUnderWay]
    petitions: Sequence[PetitionToday]


def today_of(member: User, on: date, *, only_mine: bool) -> Today:
    """Return what `member` sees on the day `on`: their own people and steps, or everybody's."""
    owner = member if only_mine else None
    limit = SHOWN + 1
    return Today(
        overdue=_some(log.overdue(on, owner, member=member, limit=limit)),
        due=_some(log.follow_ups_on(on, owner, member=member, limit=limit)),
        waiting_for_us=_some(log.waiting_for_us(owner, member=member, limit=limit)),
        waiting_for_them=_some(log.waiting_for_them(owner, member=member, limit=limit)),
        going_cold=_some(log.going_cold(on, owner, member=member, limit=limit)),
        mails_to_look_at=unhandled_count(member),
        mailings=mailings_under_way(),
        petitions=petitions_today(),
    )


def mailings_under_way() -> Sequence[MailingUnderWay]:
    """Return the mailings that are scheduled, sending or paused, oldest first."""
    states = [MailingState.SCHEDULED, MailingState.SENDING, MailingState.PAUSED]
    mailings = db.session.scalars(sa.select(Mailing).where(Mailing.state.in_(states)).order_by(Mailing.id)).all()
    counts = _counts_by_batch([mailing.batch for mailing in mailings])
    waiting = (MessageState.HELD, MessageState.SENDING, *WAITING_STATES)
    return [
        MailingUnderWay(
            mailing,
            sent=counts.get((mailing.batch, MessageState.SENT), 0),
            left=sum(counts.get((mailing.batch, state), 0) for state in waiting),
            troubled=sum(
                counts.get((mailing.batch, state), 0) for state in (MessageState.REFUSED, MessageState.UNCERTAIN)
            ),
        )
        for mailing in mailings
    ]


def petitions_today() -> Sequence[PetitionToday]:
    """Return the petitions that are there for everyone, oldest first."""
    statement = (
        sa.select(Petition, PetitionCount.confirmed, PetitionCount.as_of)
        .join(PetitionCount)
        .where(Petition.state.in_(PUBLIC_STATES))
        .order_by(Petition.id)
    )
    return [PetitionToday(petition, confirmed, as_of) for petition, confirmed, as_of in db.session.execute(statement)]


def _counts_by_batch(batches: Sequence[str]) -> dict[tuple[str | None, MessageState], int]:
    statement = (
        sa.select(Message.batch, Message.state, sa.func.count())
        .where(Message.batch.in_(batches))
        .group_by(Message.batch, Message.state)
    )
    return {(batch, state): number for batch, state, number in db.session.execute(statement)} if batches else {}


def _some(found: Sequence[T]) -> Some[T]:
    return Some(found[:SHOWN], has_more=len(found) > SHOWN)
