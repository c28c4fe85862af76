"""The run of a mailing: start and the hold behind it, pause, resume, cancel, the end, and what stayed uncertain.

Each step is one UPDATE that names the state it begins from, so that of twenty that arrive at once one does something.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa

from outreach import clock
from outreach.accounts.models import User
from outreach.audit import services as audit
from outreach.db import db
from outreach.i18n import _
from outreach.mailings.errors import HoldIsOver, NotApproved, StartedAlready, WrongMoment
from outreach.mailings.models import Mailing, MailingState
from outreach.outbox import services as outbox
from outreach.outbox.models import Message
from outreach.outbox.states import MessageState

HOLD_SECONDS = 60
_NOT_STARTED = (MailingState.DRAFT, MailingState.APPROVED)
_UNFINISHED = (MessageState.HELD, MessageState.QUEUED, MessageState.SENDING, MessageState.DEFERRED)


def start_mailing(mailing_id: int, by: User | None, *, hold: bool = True) -> int:
    """Let the approved mails of a mailing go, after 60 seconds in which all can be taken back; return how many go.

    Raises:
        NotApproved: nobody approved it, or the approval was taken back.
        StartedAlready: it was started before, perhaps a moment ago in another window.
    """
    now = clock.now()
    starts_at = now + timedelta(seconds=HOLD_SECONDS) if hold else now
    values = {"state": MailingState.SENDING, "starts_at": starts_at, "started_at": now, "ended_at": None}
    batch = _move(mailing_id, [MailingState.APPROVED], values)
    if batch is None:
        raise NotApproved if _state(mailing_id) is MailingState.DRAFT else StartedAlready
    released = outbox.release_batch(batch, starts_at)
    audit.record("mailing.started", "mailing", mailing_id, {"mails": released}, actor=by)
    return released


def take_back(mailing_id: int, by: User | None) -> int:
    """Take a started mailing back before its first mail has left; it is approved as before. Return how many mails it has.

    Raises:
        HoldIsOver: the 60 seconds have passed.
    """
    begun = Mailing.starts_at <= clock.now()
    values = {"state": MailingState.APPROVED, "starts_at": None, "started_at": None}
    batch = _move(mailing_id, [MailingState.SENDING], values, sa.not_(begun))
    if batch is None:
        raise HoldIsOver
    held = outbox.hold_batch(batch)
    audit.record("mailing.taken_back", "mailing", mailing_id, {"mails": held}, actor=by)
    return held


def pause_mailing(mailing_id: int, by: User | None, because: str = "") -> int:
    """Hold back every mail that has not left, and return how many.

    Raises:
        WrongMoment: it is not under way.
    """
    values = {"state": MailingState.PAUSED, "paused_because": because}
    batch = _move(mailing_id, [MailingState.SENDING], values)
    if batch is None:
        raise WrongMoment(_("Only a mailing that is under way can be paused."))
    held = outbox.hold_batch(batch)
    audit.record("mailing.paused", "mailing", mailing_id, {"mails": held}, actor=by)
    return held


def resume_mailing(mailing_id: int, by: User | None) -> int:
    """Let a paused mailing go on, and return how many mails are left. What is left of the hold stays.

    Raises:
        WrongMoment: it is not paused.
    """
    now = clock.now()
    starts_at = sa.case((Mailing.starts_at > now, Mailing.starts_at), else_=sa.literal(now, Mailing.starts_at.type))
    values = {"state": MailingState.SENDING, "paused_because": "", "starts_at": starts_at}
    batch = _move(mailing_id, [MailingState.PAUSED], values)
    if batch is None:
        raise WrongMoment(_("Only a paused mailing can go on."))
    released = outbox.release_batch(batch, _starts_at(mailing_id) or now)
    audit.record("mailing.resumed", "mailing", mailing_id, {"mails": released}, actor=by)
    return released


def cancel_mailing(mailing_id: int, by: User | None) -> int:
    """End a mailing for good: what has not left never will. Return how many mails that is.

    Raises:
        WrongMoment: it is sent or cancelled already.
    """
    states = [*_NOT_STARTED, MailingState.SENDING, MailingState.PAUSED]
    batch = _move(mailing_id, states, {"state": MailingState.CANCELLED, "ended_at": clock.now()})
    if batch is None:
        raise WrongMoment(_("This mailing has ended already."))
    cancelled = outbox.cancel_batch(batch, "the mailing was cancelled")
    audit.record("mailing.cancelled", "mailing", mailing_id, {"mails": cancelled}, actor=by)
    return cancelled


def finish_mailings(now: datetime, mailing_ids: Sequence[int] | None = None) -> int:
    """Mark as sent the mailings under way that have no mail left to send (all of them, or among `mailing_ids`); return how many."""
    waiting = (
        sa.select(Message.id)
        .where(Message.batch == sa.literal("mailing:") + sa.cast(Mailing.id, sa.String), Message.state.in_(_UNFINISHED))
        .exists()
    )
    statement = (
        sa.update(Mailing)
        .where(Mailing.state == MailingState.SENDING, Mailing.starts_at <= now, sa.not_(waiting))
        .values(state=MailingState.SENT, ended_at=now)
        .returning(Mailing.id)
    )
    if mailing_ids is not None:
        statement = statement.where(Mailing.id.in_(mailing_ids))
    return len(db.session.scalars(statement).all())


def settle_uncertain(message: Message, by: User, *, arrived: bool) -> None:
    """Settle one doubtful mail by a person's word. Neither answer sends it again.

    One that did not arrive leaves its contact free for a new mailing.

    Raises:
        NotUncertain: somebody settled it already.
    """
    outbox.settle(message, arrived=arrived, settled_by_id=by.id, now=clock.now())
    audit.record("mailing.settled", "recipient", message.subject_id, {"arrived": arrived}, actor=by)


def _move(
    mailing_id: int,
    states: Sequence[MailingState],
    values: Mapping[str, object],
    also: sa.ColumnElement[bool] | None = None,
) -> str | None:
    """Change a mailing that is in one of `states`, and return the name of its batch; None when it is in another."""
    statement = sa.update(Mailing).where(Mailing.id == mailing_id, Mailing.state.in_(states))
    if also is not None:
        statement = statement.where(also)
    moved = db.session.scalars(statement.values(**values).returning(Mailing.id)).first()
    return None if moved is None else f"mailing:{moved}"


def _starts_at(mailing_id: int) -> datetime | None:
    return db.session.scalar(sa.select(Mailing.starts_at).where(Mailing.id == mailing_id))


def _state(mailing_id: int) -> MailingState | None:
    return db.session.scalar(sa.select(Mailing.state).where(Mailing.id == mailing_id))
