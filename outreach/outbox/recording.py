"""Recording: what became of the tries, written in one transaction and told to the slices that wrote the mails."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from outreach.db import db
from outreach.mail.outcomes import Accepted, Cause, NotSent, Refused, Uncertain
from outreach.outbox import identities
from outreach.outbox.claiming import Claimed
from outreach.outbox.judging import ENDED_COLUMNS, tell
from outreach.outbox.kinds import Ended
from outreach.outbox.models import Attempt, Message
from outreach.outbox.retries import next_try
from outreach.outbox.states import AttemptOutcome, MessageState
from outreach.settings import settings

Outcome = Accepted | NotSent | Uncertain
# These speak of our mailbox: the mail itself may well be taken later.
_OUR_TROUBLE = frozenset({Cause.POLICY, Cause.QUOTA, Cause.SIGN_IN})
_COMES_BACK = frozenset({Cause.QUOTA, Cause.SIGN_IN})
_WORDS_KEPT = 1000


@dataclass(frozen=True)
class Result:
    """What became of one claimed message, and when."""

    claimed: Claimed
    outcome: Outcome
    ended_at: datetime


def record(results: Sequence[Result]) -> None:
    """Write what became of claimed messages. The caller commits."""
    if not results:
        return
    changes = [_change(result) for result in results]
    _write(changes)
    _judge_mailboxes(results)
    _tell([change["b_id"] for change in changes if change["state"] is not MessageState.DEFERRED], results[-1].ended_at)


def _change(result: Result) -> dict[str, Any]:
    outcome, now = result.outcome, result.ended_at
    change: dict[str, Any] = {
        "b_id": result.claimed.id,
        "b_number": result.claimed.attempt_number,
        "state": MessageState.SENT,
        "attempt_outcome": AttemptOutcome.SENT,
        "reason": "",
        "cause": "",
        "words": "",
        "due_at": now,
        "sent_at": None,
        "captured_at": None,
        "ended_at": now,
    }
    if isinstance(outcome, Accepted):
        captured = now if settings().captures_mail else None
        return change | {"words": outcome.server_words[:_WORDS_KEPT], "sent_at": now, "captured_at": captured}
    change["words"] = outcome.words[:_WORDS_KEPT]
    if isinstance(outcome, Uncertain):
        return change | {"state": MessageState.UNCERTAIN, "attempt_outcome": AttemptOutcome.UNCERTAIN}
    change["cause"] = outcome.cause.value
    again = next_try(result.claimed.attempt_number, now)
    if again is None or (isinstance(outcome, Refused) and outcome.cause not in _COMES_BACK):
        return change | {"state": MessageState.REFUSED, "attempt_outcome": AttemptOutcome.REFUSED}
    return change | {"state": MessageState.DEFERRED, "attempt_outcome": AttemptOutcome.DEFERRED, "due_at": again}


def _write(changes: list[dict[str, Any]]) -> None:
    connection = db.session.connection()
    bind = sa.bindparam
    connection.execute(
        # Also out of "uncertain": another worker may have thought this one dead, and now it is known.
        sa.update(Message)
        .where(
            Message.id == bind("b_id"),
            sa.or_(Message.state == MessageState.SENDING, Message.state == MessageState.UNCERTAIN),
        )
        .values(
            state=bind("state"),
            reason=bind("reason"),
            cause=bind("cause"),
            server_words=bind("words"),
            due_at=bind("due_at"),
            sent_at=bind("sent_at"),
            captured_at=bind("captured_at"),
            worker=None,
            lease_ends_at=None,
        ),
        changes,
    )
    connection.execute(
        sa.update(Attempt)
        .where(Attempt.message_id == bind("b_id"), Attempt.number == bind("b_number"))
        .values(
            outcome=bind("attempt_outcome"), cause=bind("cause"), server_words=bind("words"), ended_at=bind("ended_at")
        ),
        changes,
    )


def _judge_mailboxes(results: Sequence[Result]) -> None:
    good = {one.claimed.identity_id for one in results if isinstance(one.outcome, Accepted)}
    if good:
        identities.note_success(good)
    for one in results:
        if isinstance(one.outcome, NotSent) and one.outcome.cause in _OUR_TROUBLE:
            identities.note_trouble({one.claimed.identity_id}, one.outcome.words[:_WORDS_KEPT], one.ended_at)


def _tell(message_ids: list[int], now: datetime) -> None:
    statement = sa.select(*ENDED_COLUMNS).where(Message.id.in_(message_ids)).order_by(Message.id)
    tell([Ended(**row, ended_at=now) for row in db.session.execute(statement).mappings()] if message_ids else [])
