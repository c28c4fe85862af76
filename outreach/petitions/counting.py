"""The count: kept on one row per petition from marks on the signatures, exact whatever runs at the same time.

A signature's `counted` says whether the count holds it. The job takes those whose mark is not what their state says, sets the
marks, and adds the difference, in one transaction that holds the petition's count.
"""

import logging

import sqlalchemy as sa

from outreach import clock
from outreach.db import db
from outreach.petitions.models import PetitionCount, Signature, SignatureState

AT_ONCE = 5_000
log = logging.getLogger(__name__)
# Written out as in the partial index, or the databases would not use it.
_TO_COUNT = sa.text("counted != (state = 'confirmed')")
_IS_CONFIRMED = Signature.state == SignatureState.CONFIRMED


def petitions_to_count() -> list[int]:
    """Return the ids of the petitions that have signatures whose mark is not right."""
    return list(db.session.scalars(sa.select(Signature.petition_id).where(_TO_COUNT).distinct()))


def count_signatures(petition_id: int) -> int:
    """Bring the count of one petition up to date, and return by how much it changed; the caller commits.

    At most 5,000 signatures are taken at once, so that nobody who signs meanwhile waits for long: 0 is returned only when
    nothing was left to take or it evened out, so ask `petitions_to_count` whether there is more.
    """
    count = _locked(petition_id)
    if count is None:
        return 0
    some = sa.select(Signature.id).where(Signature.petition_id == petition_id, _TO_COUNT).limit(AT_ONCE)
    statement = (
        sa.update(Signature)
        # Asked again outside the list: on PostgreSQL a row may have changed between being listed and being taken.
        .where(Signature.id.in_(some), Signature.counted != _IS_CONFIRMED)
        .values(counted=_IS_CONFIRMED)
        .returning(Signature.counted)
        .execution_options(synchronize_session=False)
    )
    marks = db.session.scalars(statement).all()
    difference = sum(1 if counted else -1 for counted in marks)
    if difference:
        count.confirmed += difference
        count.as_of = clock.now()
    return difference


def recount_signatures(petition_id: int) -> int:
    """Compare the count with a true count of the marks, correct it, and return the correction, 0 where it was right."""
    count = _locked(petition_id)
    if count is None:
        return 0
    # The lock keeps every mark as it is; what is confirmed meanwhile has none yet, and is added by the next count.
    statement = sa.select(sa.func.count()).where(Signature.petition_id == petition_id, Signature.counted.is_(True))
    correction = int(db.session.scalars(statement).one()) - count.confirmed
    now = clock.now()
    count.recounted_at = now
    if correction:
        log.warning("the count of petition %d was wrong by %d and is corrected", petition_id, correction)
        count.confirmed += correction
        count.as_of = now
    return correction


def _locked(petition_id: int) -> PetitionCount | None:
    """Return the count, which no other transaction can change until this one ends (SQLite lets only one write anyway)."""
    statement = sa.select(PetitionCount).where(PetitionCount.petition_id == petition_id).with_for_update()
    return db.session.scalars(statement.execution_options(populate_existing=True)).one_or_none()
