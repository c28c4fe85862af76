"""Adding to the audit."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from flask import has_request_context
from flask_login import current_user
from sqlalchemy.dialects import postgresql, sqlite

from outreach import clock
from outreach.audit.chain import BEGINNING, hash_of
from outreach.audit.models import AuditEvent, AuditHead
from outreach.db import db

FROM_THE_SHELL = "from the shell"
THE_PROGRAM = "the program"
SOMEBODY = "somebody not signed in"
_HEAD_ID = 1


def record(
    action: str,
    subject_type: str | None = None,
    subject_id: int | None = None,
    details: Mapping[str, Any] | None = None,
    actor: Any = None,
) -> AuditEvent:
    """Add to the audit that `actor` did `action` ("user.invited") to a subject, in the transaction that does it.

    `actor` is a user, or one of the names above (`THE_PROGRAM` for background work). Without one it is whoever is signed in,
    and outside a request "from the shell". `details` are JSON of texts, whole numbers and truths; they stay for good, so
    they hold no secrets, nor what somebody may have erased.
    """
    actor_id, name = _actor(actor)
    head = _locked_head()
    event = AuditEvent(
        # Counted here instead of by the database, so that a row taken out leaves a gap.
        id=(head.event_id or 0) + 1,
        happened_at=clock.now(),
        actor_id=actor_id,
        actor=name,
        action=action,
        subject_type=subject_type,
        subject_id=subject_id,
        details=_plain(details or {}),
        previous_hash=head.hash,
    )
    event.hash = hash_of(event)
    head.event_id, head.hash = event.id, event.hash
    db.session.add(event)
    # The next record of this transaction reads the head anew, and must find this one.
    db.session.flush()
    return event


def _actor(actor: Any) -> tuple[int | None, str]:
    if isinstance(actor, str):
        return None, actor
    if actor is not None:
        return actor.id, actor.name
    if not has_request_context():
        return None, FROM_THE_SHELL
    return (current_user.id, current_user.name) if current_user.is_authenticated else (None, SOMEBODY)


def _locked_head() -> AuditHead:
    """Return the head, which no other transaction can move until this one ends.

    SQLite lets one transaction write at a time; PostgreSQL is told to lock the row.
    """
    insert = postgresql.insert if db.session.get_bind().dialect.name == "postgresql" else sqlite.insert
    db.session.execute(
        insert(AuditHead)
        .values(id=_HEAD_ID, event_id=None, hash=BEGINNING)
        .on_conflict_do_nothing(index_elements=["id"])
    )
    statement = sa.select(AuditHead).where(AuditHead.id == _HEAD_ID).with_for_update()
    return db.session.scalars(statement.execution_options(populate_existing=True)).one()


def _plain(value: Any) -> Any:
    """Return `value` as every database gives it back to the letter; a float would not be, so it is refused."""
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, str):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Sequence | set | frozenset) and not isinstance(value, bytes):
        return [_plain(one) for one in (value if isinstance(value, Sequence) else sorted(value))]
    if value is None or isinstance(value, int):
        return value
    raise TypeError(f"the audit keeps no {type(value).__name__}: write it as text")
