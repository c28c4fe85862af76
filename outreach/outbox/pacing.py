"""How much may leave: the caps of each mailbox and of each outlet, counted from the tries in the database.

So they hold across restarts and workers. A try counts when its mail left or may have left.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

import sqlalchemy as sa

from config import SendCaps
from outreach.db import db
from outreach.outbox.models import Attempt
from outreach.outbox.states import AttemptOutcome

DAY = timedelta(days=1)
_LEFT = sa.or_(Attempt.outcome.is_(None), Attempt.outcome.in_([AttemptOutcome.SENT, AttemptOutcome.UNCERTAIN]))


def allowance(identity_id: int, caps: SendCaps, now: datetime) -> int | None:
    """Return how many more mails this mailbox may send at `now`; None where nothing caps it, 0 when it has to wait."""
    spans = [
        (caps.per_minute, timedelta(minutes=1)),
        (caps.per_hour, timedelta(hours=1)),
        (caps.per_day, DAY),
    ]
    left = [cap - _tries_since(identity_id, now - span) for cap, span in spans if cap is not None]
    return max(0, min(left)) if left else None


def group_tries(groups: Collection[str], now: datetime) -> dict[str, list[datetime]]:
    """Return for each cap group the instants of its tries within the last 24 hours, oldest first."""
    tries: dict[str, list[datetime]] = {group: [] for group in groups}
    statement = (
        sa.select(Attempt.cap_group, Attempt.started_at)
        .where(Attempt.cap_group.in_(groups), Attempt.started_at > now - DAY, _LEFT)
        .order_by(Attempt.started_at)
    )
    for group, started_at in db.session.execute(statement) if groups else ():
        tries[group or ""].append(started_at)
    return tries


def _tries_since(identity_id: int, since: datetime) -> int:
    statement = sa.select(sa.func.count()).where(Attempt.identity_id == identity_id, Attempt.started_at > since, _LEFT)
    return db.session.scalar(statement) or 0
