"""What the audit says, and whether it can be believed."""

import hmac
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from outreach.audit.chain import BEGINNING, hash_of
from outreach.audit.models import AuditEvent, AuditHead
from outreach.db import db

BATCH = 500


@dataclass(frozen=True)
class Chain:
    """What a walk along the chain found: how many rows held, the hash of the last of them, and where it broke."""

    rows: int
    head: bytes
    broken_id: int | None = None

    @property
    def holds(self) -> bool:
        """Whether no row was changed, taken out, slipped in or cut off."""
        return self.broken_id is None


def events(*, actor: str = "", action: str = "") -> sa.Select[AuditEvent]:
    """Return the question for the rows by this actor and of this action, each where given; its page sorts by id downward."""
    statement = sa.select(AuditEvent)
    if actor:
        statement = statement.where(AuditEvent.actor == actor)
    return statement.where(AuditEvent.action == action) if action else statement


def actors() -> Sequence[str]:
    """Return everybody who ever acted, by name."""
    return db.session.scalars(sa.select(AuditEvent.actor).distinct().order_by(AuditEvent.actor)).all()


def actions() -> Sequence[str]:
    """Return every kind of act that ever happened."""
    return db.session.scalars(sa.select(AuditEvent.action).distinct().order_by(AuditEvent.action)).all()


def walk_chain() -> Chain:
    """Walk the whole chain from its first row, and return what was found.

    Where rows were cut off at the end, the first missing one counts as broken.
    """
    # Read first: rows added during the walk only make the chain longer than it was.
    kept = db.session.execute(sa.select(AuditHead.event_id, AuditHead.hash)).first()
    rows, head = 0, BEGINNING
    for event in _all_events():
        if event.id != rows + 1 or event.previous_hash != head or not hmac.compare_digest(event.hash, hash_of(event)):
            return Chain(rows, head, broken_id=min(event.id, rows + 1))
        rows, head = event.id, event.hash
        if kept and rows == kept.event_id and head != kept.hash:
            return Chain(rows, head, broken_id=rows)
    if kept is None or rows < (kept.event_id or 0):
        return Chain(rows, head, broken_id=rows + 1 if rows or kept else None)
    return Chain(rows, head)


def _all_events() -> Iterator[AuditEvent]:
    """Give every row in order, some at a time: the chain may be longer than memory."""
    last = None
    while True:
        statement = sa.select(AuditEvent).order_by(AuditEvent.id).limit(BATCH)
        batch = db.session.scalars(statement if last is None else statement.where(AuditEvent.id > last)).all()
        yield from batch
        if len(batch) < BATCH:
            return
        last = batch[-1].id
        for event in batch:
            db.session.expunge(event)
