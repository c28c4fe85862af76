import sqlite3
from contextlib import closing

import pytest
import sqlalchemy as sa
from flask_migrate import downgrade

from outreach.db import db
from outreach.upgrading import MadeByNewerVersion, NoBackup, is_current, keep_copy, upgrade_database
from tests.factories import ContactFactory
from tests.support.databases import close, make_app


@pytest.fixture
def bare(databases, tmp_path):
    """An application whose database is empty."""
    url = databases.empty()
    app = make_app(tmp_path / "instance", url)
    with app.app_context():
        yield app
    close(app)
    databases.drop(url)


@pytest.mark.usefixtures("fresh_app")
def test_an_empty_database_is_made_without_a_copy(bare):
    done = upgrade_database()

    assert (done.before, done.backup) == (None, None)
    assert is_current()
    assert not upgrade_database().changed


@pytest.mark.usefixtures("fresh_app")
def test_a_copy_holds_the_rows_and_is_its_owners_alone(bare, database):
    upgrade_database()
    ContactFactory(name="Camille Sample")
    db.session.commit()

    copy = keep_copy("0001")

    assert copy.parent == bare.config["OUTREACH"].instance_dir / "backups"
    assert copy.stat().st_mode & 0o777 == 0o600
    if database == "sqlite":
        with closing(sqlite3.connect(copy)) as kept:
            assert kept.execute("SELECT name FROM contacts").fetchone() == ("Camille Sample",)
    else:
        assert copy.read_bytes().startswith(b"PGDMP")


@pytest.mark.usefixtures("fresh_app")
def test_sqlite_needs_no_program_for_a_copy_and_postgresql_says_which(bare, database, monkeypatch):
    upgrade_database()
    db.session.remove()
    monkeypatch.setenv("PATH", "")

    if database == "sqlite":
        assert keep_copy("0001").is_file()
    else:
        with pytest.raises(NoBackup, match="pg_dump"):
            keep_copy("0001")


@pytest.mark.usefixtures("fresh_app")
def test_a_database_of_a_newer_version_is_left_alone(bare):
    upgrade_database()
    db.session.execute(sa.text("UPDATE alembic_version SET version_num = 'newer'"))
    db.session.commit()
    db.session.remove()

    with pytest.raises(MadeByNewerVersion):
        upgrade_database()


@pytest.mark.usefixtures("fresh_app")
def test_a_database_taken_back_is_no_longer_current(bare):
    upgrade_database()

    downgrade(revision="base")

    assert not is_current()
