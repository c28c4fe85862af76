"""Recording: what became of the tries, written in one transaction and told to the slices that wrote the mails."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from outreach.db import db
from outreach.mail.outcomes import Accepted, Cause, NotSent, Refused, Uncertain
from outreach.outbox import identities, statements
from outreach.outbox.claiming import Claimed
from outreach.outbox.judging import ENDED_COLUMNS, ended_as, tell
from outreach.outbox.kinds import Ended
from outreach.outbox.models import Message
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
    as_expected = _write(changes)
    _judge_mailboxes(results)
    now = results[-1].ended_at
    over = [one for one in zip(results, changes, strict=True) if one[1]["b_state"] is not MessageState.DEFERRED]
    if as_expected:
        tell([ended_as(result.claimed.message, change["b_state"], change["b_cause"], now) for result, change in over])
    else:
        tell(_read_back([change["b_id"] for _, change in over], now))


def _change(result: Result) -> dict[str, Any]:
    outcome, now = result.outcome, result.ended_at
    change: dict[str, Any] = {
        "b_id": result.claimed.id,
        "b_number": result.claimed.attempt_number,
        "b_state": MessageState.SENT,
        "b_attempt_outcome": AttemptOutcome.SENT,
        "b_reason": "",
        "b_cause": "",
        "b_words": "",
        "b_due_at": now,
        "b_sent_at": None,
        "b_captured_at": None,
        "b_ended_at": now,
    }
    if isinstance(outcome, Accepted):
        captured = now if settings().captures_mail else None
        return change | {"b_words": outcome.server_words[:_WORDS_KEPT], "b_sent_at": now, "b_captured_at": captured}
    change["b_words"] = outcome.words[:_WORDS_KEPT]
    if isinstance(outcome, Uncertain):
        return change | {"b_state": MessageState.UNCERTAIN, "b_attempt_outcome": AttemptOutcome.UNCERTAIN}
    change["b_cause"] = outcome.cause.value
    again = next_try(result.claimed.attempt_number, now)
    if again is None or (isinstance(outcome, Refused) and outcome.cause not in _COMES_BACK):
        return change | {"b_state": MessageState.REFUSED, "b_attempt_outcome": AttemptOutcome.REFUSED}
    return change | {"b_state": MessageState.DEFERRED, "b_attempt_outcome": AttemptOutcome.DEFERRED, "b_due_at": again}


def _write(changes: list[dict[str, Any]]) -> bool:
    """Write the changes, and return whether every one of them was: a message may have been settled by a person meanwhile."""
    connection = db.session.connection()
    written = connection.execute(statements.RECORD_MESSAGES, changes).rowcount
    connection.execute(statements.RECORD_TRIES, changes)
    return written == len(changes)


def _judge_mailboxes(results: Sequence[Result]) -> None:
    good = {one.claimed.message.identity_id for one in results if isinstance(one.outcome, Accepted)}
    if good:
        identities.note_success(good)
    for one in results:
        if isinstance(one.outcome, NotSent) and one.outcome.cause in _OUR_TROUBLE:
            identities.note_trouble({one.claimed.message.identity_id}, one.outcome.words[:_WORDS_KEPT], one.ended_at)


def _read_back(message_ids: list[int], now: datetime) -> list[Ended]:
    statement = sa.select(*ENDED_COLUMNS).where(Message.id.in_(message_ids)).order_by(Message.id)
    return [Ended(**row, ended_at=now) for row in db.session.execute(statement).mappings()] if message_ids else []
