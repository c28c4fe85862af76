"""Claiming: one short transaction that decides which messages may leave now, and notes the try at each.

What may have changed since a message was queued is read here, within the transaction that takes it: whether the address is
suppressed, what its kind's gate says, whether the mailbox is paused, and what the caps leave.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from config import SendCaps
from outreach.db import db
from outreach.i18n import _
from outreach.outbox import judging, kinds, statements
from outreach.outbox.kinds import DueMessage, Wait
from outreach.outbox.models import Message
from outreach.outbox.pacing import DAY, allowance, group_tries
from outreach.outbox.states import MessageState
from outreach.security.vault import SealBroken, unseal
from outreach.settings import settings

# Longer than a slow server may take over a mail with pictures: ten minutes for the final dot alone (RFC 5321 4.5.3.2.6).
LEASE = timedelta(minutes=45)
# What is stopped is mostly stopped with its neighbours: then the next look goes further.
_LOOK_FURTHER = 16


@dataclass(frozen=True)
class Claimed:
    """A message this worker has taken: it alone may hand it over."""

    message: DueMessage
    attempt_number: int
    envelope_from: str
    recipient: str
    content: bytes

    @property
    def id(self) -> int:
        """The message's."""
        return self.message.id


@dataclass(frozen=True)
class _Mailbox:
    id: int
    address: str
    allowance: int | None


def claim(worker: str, limit: int, now: datetime) -> list[Claimed]:
    """Take up to `limit` messages that may leave at `now`, for `worker`. The caller commits before the first byte leaves.

    Messages that must not leave any more become skipped, those that may leave later get their hour. An empty list: nothing
    is due, or what is due has to wait.
    """
    # The statements below go past the session: what it still holds back must be seen by them.
    db.session.flush()
    mailboxes, look = _mailboxes(now), limit
    # A round that stops all it looked at moves them out of the way, so the next one sees others.
    while due := _due(mailboxes, look, now):
        stopped = judging.stop(due, now)
        chosen = _within_caps([one for one in due if one.id not in stopped], mailboxes, limit, now)
        if chosen:
            return _take(chosen, {box.id: box for box in mailboxes}, worker, now)
        look = limit * _LOOK_FURTHER
    return []


def _mailboxes(now: datetime) -> list[_Mailbox]:
    # What is kept on this computer needs no pacing.
    caps = SendCaps() if settings().captures_mail else settings().send_caps
    rows = db.session.connection().execute(statements.MAILBOXES)
    return [_Mailbox(box_id, address, allowance(box_id, caps, now)) for box_id, address in rows]


def _due(mailboxes: Sequence[_Mailbox], limit: int, now: datetime) -> list[DueMessage]:
    asked = {
        "b_now": now,
        "b_known_kinds": list(kinds.known_kinds()),
        "b_unpaced_kinds": kinds.unpaced_kinds(),
        "b_free_mailboxes": [box.id for box in mailboxes if box.allowance != 0],
        "b_spent_mailboxes": [box.id for box in mailboxes if box.allowance == 0],
        "b_limit": limit,
    }
    rows = db.session.connection().execute(statements.DUE, asked)
    return [DueMessage(*tuple(row)) for row in rows]


def _within_caps(
    due: Sequence[DueMessage], mailboxes: Sequence[_Mailbox], limit: int, now: datetime
) -> list[DueMessage]:
    left = {box.id: box.allowance for box in mailboxes}
    paced = {one.id for one in due if kinds.kind_of(one.kind).is_paced}
    tries = group_tries({one.cap_group for one in due if one.cap_group}, now)
    chosen: list[DueMessage] = []
    for one in due:
        if len(chosen) == limit:
            break
        remaining = left[one.identity_id]
        if one.id in paced and remaining is not None and remaining <= 0:
            continue
        if one.cap_group and not _group_has_room(one, tries[one.cap_group], now):
            continue
        if remaining is not None:
            left[one.identity_id] = remaining - 1
        chosen.append(one)
    return chosen


def _group_has_room(message: DueMessage, tries: list[datetime], now: datetime) -> bool:
    cap = None if settings().captures_mail else settings().send_caps.per_outlet_a_day
    if cap is None or len(tries) < cap:
        tries.append(now)
        return True
    judging.postpone(message.id, Wait(tries[-cap] + DAY, _("Enough mails went to this organisation today.")))
    return False


def _take(chosen: Sequence[DueMessage], mailboxes: dict[int, _Mailbox], worker: str, now: datetime) -> list[Claimed]:
    ids = {one.id: one for one in chosen}
    connection = db.session.connection()
    asked = {"b_ids": list(ids), "b_worker": worker, "b_lease_ends_at": now + LEASE}
    taken = sorted(connection.execute(statements.TAKE, asked).all(), key=lambda row: row.id)
    if taken:
        connection.execute(statements.NOTE_TRIES, [_try(row, ids[row.id], worker, now) for row in taken])
    opened = [_open(row, ids[row.id], mailboxes[row.identity_id].address) for row in taken]
    return [one for one in opened if one is not None]


def _try(row: Any, message: DueMessage, worker: str, now: datetime) -> dict[str, Any]:
    return {
        "message_id": row.id,
        "identity_id": row.identity_id,
        "cap_group": message.cap_group,
        "number": row.tries,
        "worker": worker,
        "started_at": now,
        "cause": "",
        "server_words": "",
    }


def _open(row: Any, message: DueMessage, envelope_from: str) -> Claimed | None:
    """Return the claimed message with its seal opened; one that does not open is refused, alone."""
    try:
        recipient = unseal(Message.__tablename__, row.row_uid, "sealed_recipient", row.sealed_recipient or b"")
        content = unseal(Message.__tablename__, row.row_uid, "sealed_content", row.sealed_content or b"")
    except SealBroken as error:
        db.session.execute(
            sa.update(Message)
            .where(Message.id == row.id)
            .values(state=MessageState.REFUSED, reason=str(error), worker=None, lease_ends_at=None),
            execution_options={"synchronize_session": False},
        )
        return None
    return Claimed(message, row.tries, envelope_from, recipient.decode(), content)
