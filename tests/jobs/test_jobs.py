from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, time, timedelta
from threading import Barrier

import pytest
import sqlalchemy as sa

from outreach import clock, jobs
from outreach.db import db
from outreach.jobs import book
from outreach.jobs.engine import JobEngine, engine_of
from outreach.jobs.liveness import is_dead, my_name
from outreach.jobs.models import ScheduledJob
from outreach.jobs.schedule import take_due
from outreach.jobs.worker import drain

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def ran(monkeypatch):
    """Register a job that notes its rows, in a book of its own."""
    monkeypatch.setattr(book, "_jobs", {})
    monkeypatch.setattr(book, "_repeated", {})
    ran = []
    jobs.job("note")(ran.append)
    return ran


def work_off(app):
    return drain(app)


def test_a_job_runs_after_the_commit_and_once_however_often_it_was_asked_for(fresh_app, ran):
    jobs.ask("note", 7)
    jobs.ask("note", 7)
    work_off(fresh_app)
    assert ran == []

    db.session.execute(sa.text("SELECT 1"))
    db.session.commit()
    work_off(fresh_app)

    assert ran == [7]


def test_what_was_rolled_back_asks_for_nothing(fresh_app, ran):
    db.session.execute(sa.text("SELECT 1"))
    jobs.ask("note", 7)
    db.session.rollback()
    db.session.execute(sa.text("SELECT 1"))
    db.session.commit()

    work_off(fresh_app)

    assert ran == []


def test_a_job_with_a_delay_waits_for_its_time(fresh_app, ran, time_machine):
    time_machine.move_to(NINE)
    db.session.execute(sa.text("SELECT 1"))
    jobs.ask("note", 7, delay_seconds=60)
    db.session.commit()

    work_off(fresh_app)
    assert ran == []
    time_machine.shift(timedelta(seconds=61))
    work_off(fresh_app)

    assert ran == [7]


def test_a_job_that_fails_leaves_the_others_running(fresh_app, ran):
    def broken(_row_id):
        raise RuntimeError

    jobs.job("broken")(broken)
    engine = engine_of(fresh_app)
    engine.put("broken", 1)
    engine.put("gone", 2)
    engine.put("note", 3)

    work_off(fresh_app)

    assert ran == [3]


def test_the_same_job_runs_on_redis(fresh_app, ran, redis_url, monkeypatch):
    settings = fresh_app.config["OUTREACH"]
    monkeypatch.setitem(fresh_app.config, "OUTREACH", type(settings)(**{**vars(settings), "redis_url": redis_url}))
    engine = fresh_app.extensions["outreach_jobs"] = JobEngine(fresh_app)
    db.session.execute(sa.text("SELECT 1"))
    jobs.ask("note", 7)
    db.session.commit()

    work_off(fresh_app)

    assert ran == [7]
    engine.close()


def test_a_repeated_job_is_taken_once_per_due_time(ran):
    jobs.every(seconds=60, name="minutely")(ran.append)

    assert take_due(NINE) == ["minutely"]
    assert take_due(NINE + timedelta(seconds=59)) == []
    assert take_due(NINE + timedelta(seconds=60)) == ["minutely"]


def test_times_missed_during_an_outage_count_as_one(ran):
    jobs.every(seconds=60, name="minutely")(ran.append)
    take_due(NINE)

    assert take_due(NINE + timedelta(hours=5)) == ["minutely"]
    assert take_due(NINE + timedelta(hours=5, seconds=1)) == []


def test_a_repeated_job_goes_on_within_one_interval_after_the_clock_was_set_back(ran):
    jobs.every(seconds=60, name="minutely")(ran.append)
    take_due(NINE)
    back = NINE - timedelta(hours=2)

    assert take_due(back) == []
    assert take_due(back + timedelta(seconds=60)) == ["minutely"]


def test_a_daily_job_does_not_run_again_when_the_clock_is_set_back(ran):
    jobs.daily(at=time(3), name="nightly")(ran.append)
    three = NINE.replace(hour=3)
    db.session.add(ScheduledJob(name="nightly", next_at=three))
    db.session.commit()

    assert take_due(three) == ["nightly"]
    assert take_due(three - timedelta(hours=2)) == []
    assert take_due(three) == []
    assert take_due(three + timedelta(days=1)) == ["nightly"]


def test_a_living_worker_is_not_dead_and_one_without_its_lock_is(tmp_path):
    mine = my_name(tmp_path)

    assert not is_dead(mine, tmp_path)
    assert not is_dead("another-computer.1.abc", tmp_path)
    assert is_dead(mine + "0", tmp_path)
    assert clock.now().tzinfo is not None


def test_processes_that_begin_together_make_the_storage_once(fresh_app):
    together = Barrier(8)

    def begin(number: int) -> None:
        engine = JobEngine(fresh_app)  # knows nothing of the others, as one in another process
        together.wait()
        engine.put("gone", number)
        engine.close()

    with ThreadPoolExecutor(8) as processes:
        list(processes.map(begin, range(8)))

    assert engine_of(fresh_app).huey.pending_count() == 8
