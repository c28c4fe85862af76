"""The schedule: which repeated jobs are due, each claimed by one process once per due time."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from outreach.db import db
from outreach.jobs.book import Repetition, repeated
from outreach.jobs.models import ScheduledJob


def take_due(now: datetime) -> list[str]:
    """Return the names of the repeated jobs that are due at `now` and that this process is to run, and commit the taking.

    A job never noted before is due at once. Of several processes that ask, one gets each job; times that were missed count
    as one; after the clock was set back nothing runs a second time, and a job that repeats goes on within one interval.
    """
    noted = {row.name: row.next_at for row in db.session.scalars(sa.select(ScheduledJob))}
    jobs = repeated()
    # Only then is the write lock worth taking.
    taken = [name for name, repetition in jobs.items() if _needs_a_look(noted.get(name), repetition, now)]
    db.session.rollback()
    taken = [name for name in taken if _take(name, jobs[name], noted.get(name), now)]
    db.session.commit()
    return taken


def _needs_a_look(next_at: datetime | None, repetition: Repetition, now: datetime) -> bool:
    return next_at is None or next_at <= now or repetition.is_beyond_reach(next_at, now)


def _take(name: str, repetition: Repetition, next_at: datetime | None, now: datetime) -> bool:
    if next_at is None:
        return _note_first(name, repetition, now)
    is_due = next_at <= now
    values = {"next_at": repetition.after(now)} | ({"last_ran_at": now} if is_due else {})
    moved = db.session.execute(
        sa.update(ScheduledJob).where(ScheduledJob.name == name, ScheduledJob.next_at == next_at).values(values)
    )
    return is_due and bool(moved.rowcount)  # type: ignore[attr-defined]  # an UPDATE's result has it


def _note_first(name: str, repetition: Repetition, now: datetime) -> bool:
    try:
        with db.session.begin_nested():
            db.session.add(ScheduledJob(name=name, next_at=repetition.after(now), last_ran_at=now))
    except IntegrityError:
        return False  # another process noted it first
    return True
