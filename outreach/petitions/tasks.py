"""Work in the background: counting, publishing, forgetting what was never confirmed."""

from datetime import time, timedelta

import sqlalchemy as sa

from outreach import clock, jobs
from outreach.db import db
from outreach.petitions import counting, publishing
from outreach.petitions.models import Petition, PetitionCount, Signature
from outreach.petitions.services.own import COUNT

PUBLISH = "petitions.publish"
# In a rush the count moves on this often, and not once per signature: each move draws every page anew.
COUNT_PAUSE = timedelta(seconds=5)
UNCONFIRMED_KEPT = timedelta(days=7)
NETWORKS_KEPT = timedelta(days=7)
AT_ONCE = 2_000


@jobs.every(seconds=20, name=COUNT)
def count(petition_id: int | None) -> None:
    """Bring counts up to date: of one petition when somebody confirmed, of all when it is time."""
    if petition_id is not None and _was_counted_just_now(petition_id):
        return
    waiting = counting.petitions_to_count()
    for one in waiting if petition_id is None else {petition_id} & set(waiting):
        counting.count_signatures(one)
        jobs.ask(PUBLISH, one)
        db.session.commit()
    if waiting and counting.petitions_to_count():
        jobs.ask(COUNT, delay_seconds=1)
    db.session.commit()


@jobs.daily(at=time(3, 20), name="petitions.recount")
def recount(_row_id: int | None) -> None:
    """Compare every count with a true one, and correct it."""
    for petition_id in db.session.scalars(sa.select(Petition.id)).all():
        if counting.recount_signatures(petition_id):
            jobs.ask(PUBLISH, petition_id)
        db.session.commit()


@jobs.job(PUBLISH)
def publish(petition_id: int | None) -> None:
    """Write the pages of one petition anew."""
    if petition_id is not None:
        publishing.publish_petition(petition_id)


@jobs.every(seconds=60, name="petitions.publish_all")
def publish_all(_row_id: int | None) -> None:
    """Find what was not published or not taken away."""
    publishing.publish_all()


@jobs.daily(at=time(3, 40), name="petitions.forget")
def forget(_row_id: int | None) -> None:
    """Remove what was never confirmed within a week, and from which network the others came."""
    now = clock.now()
    unconfirmed = (sa.text("signatures.state = 'pending'"), Signature.created_at < now - UNCONFIRMED_KEPT)
    while _some(sa.delete(Signature), *unconfirmed):
        pass
    networks = (Signature.network_hash.is_not(None), Signature.created_at < now - NETWORKS_KEPT)
    while _some(sa.update(Signature).values(network_hash=None), *networks):
        pass


def _some(statement: sa.Update | sa.Delete, *conditions: sa.ColumnElement[bool] | sa.TextClause) -> int:
    """Run `statement` on some rows that meet `conditions`, commit, and return on how many: nobody waits long."""
    ids = db.session.scalars(sa.select(Signature.id).where(*conditions).limit(AT_ONCE)).all()
    if ids:
        # Asked again: on PostgreSQL somebody may have confirmed since the list was made.
        statement = statement.where(Signature.id.in_(ids), *conditions)
        db.session.execute(statement, execution_options={"synchronize_session": False})
    db.session.commit()
    return len(ids)


def _was_counted_just_now(petition_id: int) -> bool:
    count = db.session.get(PetitionCount, petition_id)
    recent = count is not None and count.confirmed > 0 and clock.now() - count.as_of < COUNT_PAUSE
    db.session.rollback()
    return recent
