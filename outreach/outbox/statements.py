"""What a worker asks and writes for each group it sends. Made once: to put a statement together costs more than to run it."""

from typing import cast

import sqlalchemy as sa

from outreach.outbox.models import Attempt, Identity, Message
from outreach.outbox.states import WAITING_STATES, MessageState

_messages = cast("sa.Table", Message.__table__)
_attempts = cast("sa.Table", Attempt.__table__)
_identities = cast("sa.Table", Identity.__table__)


def _bind(name: str) -> sa.BindParameter[object]:
    # Apart from the columns' own names, which SQLAlchemy would set by itself.
    return sa.bindparam(f"b_{name}")


def _any_of(name: str) -> sa.BindParameter[object]:
    return sa.bindparam(f"b_{name}", expanding=True)


MAILBOXES = sa.select(_identities.c.id, _identities.c.address).where(_identities.c.paused_at.is_(None))

# In the order of the fields of `DueMessage`.
DUE = (
    sa.select(
        _messages.c.id,
        _messages.c.kind,
        _messages.c.subject_type,
        _messages.c.subject_id,
        _messages.c.batch,
        _messages.c.cap_group,
        _messages.c.address_hash,
        _messages.c.identity_id,
        _messages.c.created_at,
        _messages.c.expires_at,
    )
    .where(
        # Written out, so that the partial index of due messages is used.
        sa.text("messages.state IN ('queued', 'deferred')"),
        _messages.c.due_at <= _bind("now"),
        _messages.c.kind.in_(_any_of("known_kinds")),
        sa.or_(
            _messages.c.identity_id.in_(_any_of("free_mailboxes")),
            sa.and_(
                _messages.c.identity_id.in_(_any_of("spent_mailboxes")), _messages.c.kind.in_(_any_of("unpaced_kinds"))
            ),
        ),
    )
    .order_by(_messages.c.priority, _messages.c.due_at, _messages.c.id)
    .limit(_bind("limit"))
    .with_for_update(skip_locked=True)
)

TAKE = (
    sa.update(_messages)
    .where(_messages.c.id.in_(_any_of("ids")), _messages.c.state.in_(WAITING_STATES))
    .values(
        state=MessageState.SENDING,
        worker=_bind("worker"),
        lease_ends_at=_bind("lease_ends_at"),
        tries=_messages.c.tries + 1,
        reason="",
    )
    .returning(
        _messages.c.id,
        _messages.c.tries,
        _messages.c.identity_id,
        _messages.c.row_uid,
        _messages.c.sealed_recipient,
        _messages.c.sealed_content,
    )
)

NOTE_TRIES = sa.insert(_attempts)

RECORD_MESSAGES = (
    sa.update(_messages)
    # Also out of "uncertain": another worker may have thought this one dead, and now it is known.
    .where(
        _messages.c.id == _bind("id"),
        sa.or_(_messages.c.state == MessageState.SENDING, _messages.c.state == MessageState.UNCERTAIN),
    )
    .values(
        state=_bind("state"),
        reason=_bind("reason"),
        cause=_bind("cause"),
        server_words=_bind("words"),
        due_at=_bind("due_at"),
        sent_at=_bind("sent_at"),
        captured_at=_bind("captured_at"),
        worker=None,
        lease_ends_at=None,
    )
)

RECORD_TRIES = (
    sa.update(_attempts)
    .where(_attempts.c.message_id == _bind("id"), _attempts.c.number == _bind("number"))
    .values(
        outcome=_bind("attempt_outcome"),
        cause=_bind("cause"),
        server_words=_bind("words"),
        ended_at=_bind("ended_at"),
    )
)

FORGIVE_MAILBOXES = (
    sa.update(_identities)
    .where(_identities.c.id.in_(_any_of("ids")), _identities.c.troubles_in_a_row > 0)
    .values(troubles_in_a_row=0)
)
