"""The migrations lead to what the models say, and back, with rows in place."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from flask import Flask, current_app

from outreach.db import db
from tests.support.databases import Databases, close, make_app
from tests.support.rows import count_rows, fill_empty_tables


@pytest.fixture
def empty_app(databases: Databases, tmp_path: Path) -> Iterator[Flask]:
    """An application whose database has no table yet."""
    db.session.remove()
    url = databases.empty()
    app = make_app(tmp_path / "instance", url)
    with app.app_context():
        yield app
    close(app)
    databases.drop(url)


def test_the_head_is_what_the_models_say(empty_app):
    command.upgrade(_config(), "head")

    command.check(_config())


def test_there_is_one_head():
    assert len(ScriptDirectory.from_config(_config()).get_heads()) == 1


def test_each_migration_goes_up_and_down_with_rows_in_place(empty_app):
    revisions = [script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()][::-1]

    before: dict[str, dict[str, int]] = {}
    for revision in revisions:
        command.upgrade(_config(), revision)
        with db.engine.begin() as connection:
            before[revision] = fill_empty_tables(connection)
    for revision in reversed(revisions):
        assert _rows() == before[revision]
        command.downgrade(_config(), "-1")
    assert _rows() == {}
    command.upgrade(_config(), "head")

    assert set(_rows()) == set(before[revisions[-1]])


def test_migrated_and_created_tables_are_the_same(empty_app, databases, tmp_path):
    command.upgrade(_config(), "head")
    migrated = _shape(db.engine)
    url = databases.prepared()
    created_app = make_app(tmp_path / "created", url)

    with created_app.app_context():
        created = _shape(db.engine)
    close(created_app)

    assert migrated == created


def _config() -> Config:
    return current_app.extensions["migrate"].migrate.get_config()


def _rows() -> dict[str, int]:
    with db.engine.begin() as connection:
        return count_rows(connection)


def _shape(engine: sa.Engine) -> dict[str, Any]:
    """Return what the database itself says of each table: columns, keys, and indexes with their conditions."""
    inspector = sa.inspect(engine)
    return {
        table: {
            "columns": {
                column["name"]: (str(column["type"]), column["nullable"]) for column in inspector.get_columns(table)
            },
            "key": inspector.get_pk_constraint(table),
            "foreign keys": _sorted(inspector.get_foreign_keys(table)),
            "unique": _sorted(inspector.get_unique_constraints(table)),
            "checks": _sorted(inspector.get_check_constraints(table)),
            "indexes": _sorted(inspector.get_indexes(table)),
        }
        for table in inspector.get_table_names()
    }


def _sorted(rows: list[Any]) -> list[str]:
    return sorted(repr(sorted((key, _words(value)) for key, value in row.items())) for row in rows)


def _words(value: Any) -> str:
    # The condition of an index comes as an object of SQLAlchemy, the rest as plain values.
    return str({key: str(part) for key, part in value.items()} if isinstance(value, dict) else value)
