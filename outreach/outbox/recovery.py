"""Recovery: what a worker that died was busy with becomes uncertain, and is never sent by itself again."""

from datetime import datetime

import sqlalchemy as sa

from outreach.db import db
from outreach.jobs.liveness import is_dead
from outreach.outbox.judging import ENDED_COLUMNS, tell
from outreach.outbox.kinds import Ended
from outreach.outbox.models import Attempt, Message
from outreach.outbox.states import AttemptOutcome, MessageState
from outreach.settings import settings

_WORDS = "the worker ended before it could note an answer"


def recover(now: datetime) -> int:
    """Make uncertain what is being sent by workers that are dead or whose lease ran out; return how many that were."""
    instance_dir = settings().instance_dir
    in_flight = sa.text("messages.state = 'sending'")
    names = db.session.scalars(sa.select(Message.worker).where(in_flight).distinct())
    dead = [name for name in names if name is not None and is_dead(name, instance_dir)]
    lost = sa.or_(Message.worker.in_(dead), Message.lease_ends_at <= now)
    statement = (
        sa.update(Message)
        .where(Message.state == MessageState.SENDING, lost)
        .values(state=MessageState.UNCERTAIN, server_words=_WORDS, worker=None, lease_ends_at=None)
        .returning(*ENDED_COLUMNS)
        .execution_options(synchronize_session=False)
    )
    rows = db.session.execute(statement).mappings().all()
    _end_attempts([row["id"] for row in rows], now)
    tell([Ended(**row, ended_at=now) for row in rows])
    return len(rows)


def _end_attempts(message_ids: list[int], now: datetime) -> None:
    if message_ids:
        db.session.execute(
            sa.update(Attempt)
            .where(Attempt.message_id.in_(message_ids), Attempt.outcome.is_(None))
            .values(outcome=AttemptOutcome.UNCERTAIN, server_words=_WORDS, ended_at=now),
            execution_options={"synchronize_session": False},
        )
