"""Where tests keep their rows: one prepared database per pytest worker and kind, copied for those who need their own."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from flask import Flask

from outreach import create_app, models  # noqa: F401 - every table is known before any is made
from outreach.db import db
from outreach.jobs.engine import engine_of
from tests.support import postgresql


class Databases:
    """Makes databases of one kind ("sqlite" or "postgresql") in `folder`, for one pytest worker."""

    def __init__(self, kind: str, folder: Path, worker: str, port: int | None) -> None:
        self.kind, self.folder, self.worker, self.port = kind, folder, worker, port
        self._numbers = count(1)
        self._template: str | None = None

    def empty(self) -> str:
        """Return the URL of a new database without tables."""
        name = self._name()
        if self.port is None:
            return f"sqlite:///{self.folder / name}.db"
        return postgresql.make_database(self.port, name)

    def prepared(self) -> str:
        """Return the URL of a new database with every table, empty."""
        if self._template is None:
            self._template = self._make_template()
        if self.port is None:
            name = f"{self.folder / self._name()}.db"
            shutil.copyfile(self._template, name)
            return f"sqlite:///{name}"
        return postgresql.make_database(self.port, self._name(), self._template)

    def drop(self, url: str) -> None:
        """Remove the database at `url`."""
        name = url.rpartition("/")[2]
        if self.port is None:
            for ending in ("", "-wal", "-shm"):
                (self.folder / f"{name}{ending}").unlink(missing_ok=True)
        else:
            postgresql.drop_database(self.port, name)

    def _make_template(self) -> str:
        url = self.empty()
        app = make_app(self.folder / "template", url)
        with app.app_context():
            db.create_all()
            # As if migrated: tests/migrations shows that both lead to the same tables.
            command.stamp(app.extensions["migrate"].migrate.get_config(), "head")
        close(app)
        name = url.rpartition("/")[2]
        return name if self.port else str(self.folder / name)

    def _name(self) -> str:
        return f"{self.worker}_{next(self._numbers)}"


def make_app(instance_dir: Path, database_url: str, **settings: str) -> Flask:
    """Return an application for tests: no token asked for in forms (the walk over the site turns it on), errors raised."""
    app = create_app(INSTANCE_DIR=str(instance_dir), DATABASE_URL=database_url, **settings)
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    return app


def close(app: Flask) -> None:
    """Close every connection of `app`."""
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    engine_of(app).close()


@contextmanager
def rolled_back(app: Flask) -> Iterator[None]:
    """Push the context of `app` on a transaction that is rolled back at the end, whatever is committed inside.

    Every session made meanwhile joins that transaction by a savepoint of its own (see outreach/db.py).
    """
    with app.app_context():
        engine = db.engines[None]
        with engine.connect() as connection:
            transaction = connection.begin()
            db.engines[None] = connection  # type: ignore[assignment]
            try:
                yield
            finally:
                db.session.remove()
                db.engines[None] = engine
                if transaction.is_active:
                    transaction.rollback()


@contextmanager
def counted_queries(app: Flask) -> Iterator[list[str]]:
    """Give the list that every statement `app` runs in this block is added to."""
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN")):
            statements.append(statement)

    with app.app_context():
        engine = db.engines[None]
    engine = engine if isinstance(engine, sa.Engine) else engine.engine
    sa.event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        sa.event.remove(engine, "before_cursor_execute", note)


def plain_environment() -> None:
    """Take the settings of whoever runs the tests out of the environment."""
    from config import NAMES  # noqa: PLC0415 - read before anything of ours is imported

    for name in NAMES:
        os.environ.pop(name, None)
        os.environ.pop(f"{name}_FILE", None)
