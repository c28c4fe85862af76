"""How far a mailing is: numbers for the page that shows it while it runs."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from outreach.db import db
from outreach.mailings.models import Mailing, MailingState
from outreach.outbox.models import Identity, Message
from outreach.outbox.states import MessageState
from outreach.settings import settings

_LEFT = (MessageState.HELD, MessageState.QUEUED, MessageState.DEFERRED, MessageState.SENDING)
_SECONDS_IN_HOUR = 3600
_SECONDS_IN_DAY = 86_400


@dataclass(frozen=True)
class Progress:
    """What became of the mails of one mailing so far, by state, and about how long the rest takes."""

    counts: dict[MessageState, int]
    seconds_left: int | None
    hold_seconds: int
    mailbox_paused_because: str
    next_try_at: datetime | None

    @property
    def total(self) -> int:
        """All mails that were frozen and not taken back."""
        return sum(self.counts.values()) - self.counts.get(MessageState.CANCELLED, 0)

    @property
    def sent(self) -> int:
        """Mails a server took."""
        return self.counts.get(MessageState.SENT, 0)

    @property
    def left(self) -> int:
        """Mails that are still to go."""
        return sum(self.counts.get(state, 0) for state in _LEFT)

    @property
    def ended(self) -> int:
        """Mails whose end is known, however it was."""
        return self.total - self.left

    def of(self, state: str) -> int:
        """Return how many mails stand in `state`."""
        return self.counts.get(MessageState(state), 0)


def progress_of(mailing: Mailing, now: datetime) -> Progress:
    """Return how far `mailing` is at `now`."""
    statement = sa.select(Message.state, sa.func.count()).where(Message.batch == mailing.batch).group_by(Message.state)
    counts: dict[MessageState, int] = {row[0]: row[1] for row in db.session.execute(statement)}
    hold = (mailing.starts_at - now).total_seconds() if mailing.starts_at else 0
    running = mailing.state is MailingState.SENDING
    return Progress(
        counts=counts,
        seconds_left=_seconds_left(mailing, counts, now) if running else None,
        hold_seconds=max(0, round(hold)) if running else 0,
        mailbox_paused_because=_paused_because(mailing) if running else "",
        next_try_at=_next_try_at(mailing, now) if running else None,
    )


def _seconds_left(mailing: Mailing, counts: dict[MessageState, int], now: datetime) -> int | None:
    """Return about how long the rest takes: as fast as so far, and no faster than the caps allow; None while unknown."""
    left = sum(counts.get(state, 0) for state in _LEFT)
    done = sum(counts.values()) - left
    began = mailing.starts_at or now
    guesses = [left * spent for spent in _cap_seconds()]
    if done and now > began:
        guesses.append(left * (now - began).total_seconds() / done)
    return round(max(guesses)) if guesses else None


def _cap_seconds() -> list[float]:
    """Return how long one mail takes under each cap."""
    caps = settings().send_caps
    if settings().captures_mail:
        return []
    spans = ((caps.per_minute, 60), (caps.per_hour, _SECONDS_IN_HOUR), (caps.per_day, _SECONDS_IN_DAY))
    return [seconds / number for number, seconds in spans if number]


def _paused_because(mailing: Mailing) -> str:
    statement = (
        sa.select(Identity.paused_because)
        .join(Message, Message.identity_id == Identity.id)
        .where(Message.batch == mailing.batch, Identity.paused_at.is_not(None))
        .limit(1)
    )
    return db.session.scalar(statement) or ""


def _next_try_at(mailing: Mailing, now: datetime) -> datetime | None:
    """Return when the next mail is due where none is due now: after a deferral, or in somebody's working hours."""
    statement = sa.select(sa.func.min(Message.due_at)).where(
        Message.batch == mailing.batch, Message.state.in_([MessageState.QUEUED, MessageState.DEFERRED])
    )
    found = db.session.scalar(statement)
    return found if found and found > now + timedelta(minutes=1) else None
