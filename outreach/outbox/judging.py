"""Judging: which due messages must not leave, or not yet, and telling the slices what became of theirs."""

import logging
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from outreach.db import db
from outreach.i18n import _
from outreach.outbox import kinds
from outreach.outbox.kinds import DueMessage, Ended, Skip, Verdict, Wait
from outreach.outbox.models import Message
from outreach.outbox.states import WAITING_STATES, MessageState
from outreach.settings import settings
from outreach.suppressions.queries import suppressed

# In the order of the fields of `Ended`, but for the instant.
ENDED_COLUMNS: tuple[Any, ...] = (
    Message.id,
    Message.kind,
    Message.subject_type,
    Message.subject_id,
    Message.batch,
    Message.state,
    Message.cause,
    Message.address_hash,
)
_GATE_PAUSE = timedelta(minutes=5)
log = logging.getLogger(__name__)


def stop(due: Sequence[DueMessage], now: datetime) -> dict[int, Wait | Skip]:
    """Judge the messages, write down what stops some, and return those verdicts by id; the others may leave."""
    verdicts = _verdicts(due, now)
    _set_aside(due, verdicts, now)
    return verdicts


def _skip(messages: Sequence[DueMessage], reasons: dict[int, str], now: datetime, *, captured: bool = False) -> None:
    if not messages:
        return
    rows = [{"b_id": one.id, "reason": reasons[one.id], "captured_at": now if captured else None} for one in messages]
    statement = (
        sa.update(Message)
        .where(Message.id == sa.bindparam("b_id"))
        .values(state=MessageState.SKIPPED, reason=sa.bindparam("reason"), captured_at=sa.bindparam("captured_at"))
    )
    db.session.connection().execute(statement, rows)
    tell([ended_as(one, MessageState.SKIPPED, "", now) for one in messages])


def tell(ended: Sequence[Ended]) -> None:
    """Tell each kind what became of its messages."""
    by_kind: dict[str, list[Ended]] = defaultdict(list)
    for one in ended:
        by_kind[one.kind].append(one)
    for name, ones in by_kind.items():
        settled = kinds.kind_of(name).settled
        if settled is kinds.nothing_follows:
            continue
        try:
            with db.session.begin_nested():
                settled(ones)
        except Exception:
            # What became of a mail must be written down, whatever its slice makes of it.
            log.exception("%s could not be told of %d messages", name, len(ones))


def _verdicts(due: Sequence[DueMessage], now: datetime) -> dict[int, Wait | Skip]:
    """Return what stops messages, by id; those that may leave are not in it."""
    verdicts: dict[int, Verdict] = {}
    by_kind: dict[str, list[DueMessage]] = defaultdict(list)
    for message in due:
        by_kind[message.kind].append(message)
    for name, messages in by_kind.items():
        verdicts |= _ask_gate(name, messages, now)
        stopped = suppressed({one.address_hash for one in messages}, name)
        for one in messages:
            if one.address_hash in stopped:
                verdicts[one.id] = Skip(_("The address is not to be written to any more."))
    verdicts |= _expired(due, now)
    return {key: verdict for key, verdict in verdicts.items() if isinstance(verdict, Wait | Skip)}


def _ask_gate(name: str, messages: Sequence[DueMessage], now: datetime) -> Mapping[int, Verdict]:
    gate = kinds.kind_of(name).gate
    if gate is kinds.open_gate:
        return {}
    try:
        with db.session.begin_nested():
            return gate(messages, now)
    except Exception:
        # A gate that cannot answer has not said yes. The other kinds go on.
        log.exception("the gate of %s failed", name)
        wait = Wait(now + _GATE_PAUSE, _("It could not be checked whether it may be sent. It is tried again."))
        return {message.id: wait for message in messages}


def _expired(due: Sequence[DueMessage], now: datetime) -> dict[int, Verdict]:
    too_late = [one.id for one in due if one.expires_at is not None and one.expires_at <= now]
    return {message_id: Skip(_("It came too late to be of use.")) for message_id in too_late}


def _set_aside(due: Sequence[DueMessage], verdicts: dict[int, Wait | Skip], now: datetime) -> None:
    reasons = {key: verdict.reason for key, verdict in verdicts.items() if isinstance(verdict, Skip)}
    _skip([one for one in due if one.id in reasons], reasons, now)
    if settings().trial_mode and not settings().captures_mail:
        _capture_in_trial(due, verdicts, now)
    for key, verdict in verdicts.items():
        if isinstance(verdict, Wait):
            # One that waits for an hour gone by would be looked at again and again, and nothing behind it.
            postpone(key, verdict if verdict.until > now else Wait(now + _GATE_PAUSE, verdict.reason))


def _capture_in_trial(due: Sequence[DueMessage], verdicts: dict[int, Wait | Skip], now: datetime) -> None:
    outsiders = [one for one in due if one.id not in verdicts]
    team = kinds.team_addresses({one.address_hash for one in outsiders})
    outsiders = [one for one in outsiders if one.address_hash not in team]
    reason = _("Trial mode: only the team can be mailed. It was kept in the captured mail and not sent.")
    _skip(outsiders, {one.id: reason for one in outsiders}, now, captured=True)
    verdicts.update({one.id: Skip(reason) for one in outsiders})


def postpone(message_id: int, wait: Wait) -> None:
    """Put off a message that waits, with the reason."""
    statement = sa.update(Message).where(Message.id == message_id, Message.state.in_(WAITING_STATES))
    db.session.execute(
        statement.values(due_at=wait.until, reason=wait.reason), execution_options={"synchronize_session": False}
    )


def ended_as(message: DueMessage, state: MessageState, cause: str, now: datetime) -> Ended:
    """Return what a slice is told of its message that ended like this."""
    return Ended(
        id=message.id,
        kind=message.kind,
        subject_type=message.subject_type,
        subject_id=message.subject_id,
        batch=message.batch,
        state=state,
        cause=cause,
        address_hash=message.address_hash,
        ended_at=now,
    )
