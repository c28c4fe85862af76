"""Putting mail into the outbox, and changing the fate of what has not left."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from outreach import clock, jobs
from outreach.db import db
from outreach.outbox.errors import NotUncertain
from outreach.outbox.identities import default_identity_id
from outreach.outbox.kinds import Ended, kind_of
from outreach.outbox.models import Message
from outreach.outbox.states import WAITING_STATES, MessageState
from outreach.suppressions.services import address_hash

SEND = "outbox.send"


@dataclass(frozen=True)
class MailDraft:
    """A frozen mail on its way into the outbox: `content` is what leaves, byte for byte.

    `message_id` carries its angle brackets, as it stands in `content`. A held mail waits for `release_batch`.
    """

    kind: str
    to: str
    content: bytes
    message_id: str
    subject_type: str
    subject_id: int
    batch: str | None = None
    cap_group: str | None = None
    is_held: bool = False
    due_at: datetime | None = None
    expires_at: datetime | None = None


def queue(draft: MailDraft) -> Message:
    """Add a mail to the outbox; it leaves once the transaction is committed and a worker gets to it.

    Raises:
        KeyError: its kind was never registered.
    """
    now = clock.now()
    message = Message(
        kind=draft.kind,
        priority=kind_of(draft.kind).priority,
        state=MessageState.HELD if draft.is_held else MessageState.QUEUED,
        identity_id=default_identity_id(),
        subject_type=draft.subject_type,
        subject_id=draft.subject_id,
        batch=draft.batch,
        cap_group=draft.cap_group,
        address_hash=address_hash(draft.to),
        content_hash=hashlib.sha256(draft.content).digest(),
        message_id=draft.message_id,
        due_at=draft.due_at or now,
        expires_at=draft.expires_at,
    )
    message.recipient = draft.to
    message.content = draft.content
    db.session.add(message)
    if not draft.is_held:
        _ask_to_send(message.due_at, now)
    return message


def release_batch(batch: str, due_at: datetime) -> int:
    """Let the held messages of `batch` go from `due_at` on, and return how many there were."""
    released = _change(batch, [MessageState.HELD], state=MessageState.QUEUED, due_at=due_at, reason="")
    _ask_to_send(due_at, clock.now())
    return released


def hold_batch(batch: str) -> int:
    """Hold back the messages of `batch` that have not left; return how many. What is on its way goes on."""
    return _change(batch, WAITING_STATES, state=MessageState.HELD)


def cancel_batch(batch: str, reason: str) -> int:
    """Cancel the messages of `batch` that have not left; return how many."""
    return _change(batch, [MessageState.HELD, *WAITING_STATES], state=MessageState.CANCELLED, reason=reason)


def cancel_messages(message_ids: Sequence[int], reason: str) -> int:
    """Cancel those of the messages that have not left; return how many."""
    return _update(
        Message.id.in_(message_ids), [MessageState.HELD, *WAITING_STATES], state=MessageState.CANCELLED, reason=reason
    )


def settle(message: Message, *, arrived: bool, settled_by_id: int | None, now: datetime) -> None:
    """Settle an uncertain message by a person's word: it arrived, or it did not. Neither sends it again.

    Raises:
        NotUncertain: somebody settled it already.
    """
    state = MessageState.SENT if arrived else MessageState.REFUSED
    words = "" if arrived else "did not arrive, says the team"
    values = {"state": state, "reason": words, "settled_at": now, "settled_by_id": settled_by_id}
    changed = _update(Message.id == message.id, [MessageState.UNCERTAIN], **values)
    if not changed:
        raise NotUncertain
    db.session.refresh(message)
    kind_of(message.kind).settled([ended(message, now)])


def send_soon() -> None:
    """Have the worker look at what is due once the present transaction is committed."""
    jobs.ask(SEND)


def ended(message: Message, now: datetime) -> Ended:
    """Return what the slice that wrote `message` is told about its end."""
    return Ended(
        id=message.id,
        kind=message.kind,
        subject_type=message.subject_type,
        subject_id=message.subject_id,
        batch=message.batch,
        state=message.state,
        cause=message.cause,
        address_hash=message.address_hash,
        ended_at=now,
    )


def _change(batch: str, states: Sequence[MessageState], **values: object) -> int:
    return _update(Message.batch == batch, states, **values)


def _update(where: sa.ColumnElement[bool], states: Sequence[MessageState], **values: object) -> int:
    statement = sa.update(Message).where(where, Message.state.in_(states)).values(**values)
    # The states are read and written in one statement, so that a message a worker has just claimed is left alone.
    result = db.session.execute(statement, execution_options={"synchronize_session": "fetch"})
    return int(result.rowcount)  # type: ignore[attr-defined]  # an UPDATE's result has it


def _ask_to_send(due_at: datetime, now: datetime) -> None:
    jobs.ask(SEND, delay_seconds=max(0.0, (due_at - now).total_seconds()))
