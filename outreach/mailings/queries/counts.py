"""How many recipients a mailing has, in which state and language."""

import hashlib
from collections.abc import Sequence

import sqlalchemy as sa

from outreach.db import db
from outreach.mailings.models import Recipient, RecipientState


def is_wholly_approved(mailing_id: int) -> bool:
    """Return whether everybody whom nothing stops has a frozen mail, and there is somebody."""
    statement = sa.select(sa.func.count(), sa.func.count(Recipient.message_id)).where(
        Recipient.mailing_id == mailing_id, Recipient.state == RecipientState.INCLUDED
    )
    included, frozen = db.session.execute(statement).one()
    return bool(included) and included == frozen


def included_count(mailing_id: int) -> int:
    """Return how many recipients nothing stops."""
    statement = sa.select(sa.func.count()).where(
        Recipient.mailing_id == mailing_id, Recipient.state == RecipientState.INCLUDED
    )
    return db.session.scalar(statement) or 0


def to_approve_count(mailing_id: int) -> int:
    """Return how many recipients nothing stops whose mail is not frozen."""
    statement = sa.select(sa.func.count()).where(
        Recipient.mailing_id == mailing_id,
        Recipient.state == RecipientState.INCLUDED,
        Recipient.message_id.is_(None),
    )
    return db.session.scalar(statement) or 0


def recipient_counts(mailing_id: int) -> dict[RecipientState, int]:
    """Return how many recipients stand in each state."""
    statement = (
        sa.select(Recipient.state, sa.func.count()).where(Recipient.mailing_id == mailing_id).group_by(Recipient.state)
    )
    return {row[0]: row[1] for row in db.session.execute(statement)}


def counts_of(mailing_ids: Sequence[int]) -> dict[int, dict[RecipientState, int]]:
    """Return how many recipients of each mailing stand in each state."""
    statement = (
        sa.select(Recipient.mailing_id, Recipient.state, sa.func.count())
        .where(Recipient.mailing_id.in_(mailing_ids))
        .group_by(Recipient.mailing_id, Recipient.state)
    )
    found: dict[int, dict[RecipientState, int]] = {mailing_id: {} for mailing_id in mailing_ids}
    for mailing_id, state, number in db.session.execute(statement):
        found[mailing_id][state] = number
    return found


def languages_of(mailing_id: int) -> list[tuple[str, int]]:
    """Return in how many mails each language is used, the most used first."""
    number = sa.func.count().label("number")
    statement = (
        sa.select(Recipient.language, number)
        .where(Recipient.mailing_id == mailing_id, Recipient.state == RecipientState.INCLUDED)
        .group_by(Recipient.language)
        .order_by(number.desc(), Recipient.language)
    )
    return [(row.language or "", row.number) for row in db.session.execute(statement)]


def fingerprint(mailing_id: int) -> str:
    """Return a mark of who would get what: it changes with every recipient, address, name and word."""
    statement = (
        sa.select(Recipient.id, Recipient.source_hash)
        .where(Recipient.mailing_id == mailing_id, Recipient.state == RecipientState.INCLUDED)
        .order_by(Recipient.id)
    )
    digest = hashlib.sha256()
    for row in db.session.execute(statement):
        digest.update(b"%d:%b" % (row.id, row.source_hash or b""))
    return digest.hexdigest()
