"""The engine that carries jobs: Huey, stored in SQLite, PostgreSQL or Redis, whichever the settings name."""

import json
import logging
import threading
from datetime import datetime
from typing import Any

from flask import Flask
from huey import Huey, PostgresHuey, RedisHuey, SqliteHuey
from huey.registry import Message
from huey.serializer import Serializer
from huey.storage import PostgresStorage

from config import Settings
from outreach.db import db
from outreach.jobs.book import function_of

QUEUE = "outreach"
# Any number that no other lock of the database has.
_MAKING_TABLES = 4_815_001
log = logging.getLogger(__name__)


class JsonSerializer(Serializer):  # type: ignore[misc]  # Huey ships no types
    """Writes a queued task as JSON. Huey's own pickle would run whatever somebody with access to the queue put there."""

    def _serialize(self, data: Message) -> bytes:
        eta = data.eta.isoformat() if data.eta else None
        return json.dumps([data.id, data.name, eta, list(data.args)]).encode()

    def _deserialize(self, data: bytes) -> Message:
        task_id, name, eta, args = json.loads(bytes(data))
        return Message(
            id=task_id,
            name=name,
            eta=datetime.fromisoformat(eta) if eta else None,
            args=tuple(args),
            kwargs={},
            retries=0,
            retry_delay=0,
            retry_backoff=0,
        )


class JobEngine:
    """Carries names of jobs and ids of rows between the processes of one installation."""

    def __init__(self, app: Flask) -> None:
        """Take the settings of `app`; nothing is opened before the first job."""
        self.app = app
        self._huey: Huey | None = None
        self._task: Any = None
        self._making = threading.Lock()

    @property
    def huey(self) -> Huey:
        """The Huey instance, made at first use: a forked process must not share its parent's connection."""
        with self._making:
            # Two threads that both made it would each make the storage's tables, and one would fail.
            if self._huey is None:
                self._huey = _storage_for(self.app.config["OUTREACH"])
                self._task = self._huey.task(name="run_job")(self.run)
            return self._huey

    def put(self, name: str, row_id: int | None = None, delay_seconds: float = 0) -> None:
        """Queue the job `name` for row `row_id`, to run after `delay_seconds`."""
        huey = self.huey
        if delay_seconds:
            self._task.schedule((name, row_id), delay=delay_seconds)
        else:
            huey.enqueue(self._task.s(name, row_id))

    def close(self) -> None:
        """Close what this thread holds open."""
        if self._huey is not None:
            self._huey.storage.close()
            self._huey = None

    def run(self, name: str, row_id: int | None) -> None:
        """Run one job now, in an application context of its own.

        A job that fails is logged and forgotten: its row is still there, and the sweep asks again.
        """
        function = function_of(name)
        if function is None:
            log.warning("no job is named %s any more", name)
            return
        with self.app.app_context():
            try:
                function(row_id)
            except Exception:
                db.session.rollback()
                log.exception("job %s failed for row %s", name, row_id)


def init_app(app: Flask) -> None:
    """Give `app` its engine."""
    app.extensions["outreach_jobs"] = JobEngine(app)


def engine_of(app: Flask) -> JobEngine:
    """Return the engine of `app`."""
    found = app.extensions["outreach_jobs"]
    assert isinstance(found, JobEngine)  # noqa: S101 - for the type checker
    return found


def _storage_for(settings: Settings) -> Huey:
    options = {"results": False, "serializer": JsonSerializer()}
    if settings.redis_url:
        return RedisHuey(QUEUE, url=settings.redis_url, **options)
    if settings.database_url.startswith("postgresql"):
        dsn = settings.database_url.replace("postgresql+psycopg", "postgresql", 1)
        _make_tables(PostgresStorage(QUEUE, dsn=dsn, create_tables=False))
        return PostgresHuey(QUEUE, dsn=dsn, create_tables=False, **options)
    # What it holds can be found again, so the disk need not be waited for.
    return SqliteHuey(QUEUE, filename=str(settings.instance_dir / "jobs.db"), fsync=False, **options)


def _make_tables(storage: PostgresStorage) -> None:
    """Make the storage's tables, if they are not there: one process at a time, since "if not exists" is no guard in a race."""
    storage.ddl = [f"SELECT pg_advisory_xact_lock({_MAKING_TABLES})", *storage.ddl]
    storage.initialize_schema()
