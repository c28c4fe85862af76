"""The test house itself keeps its promises."""

import sqlalchemy as sa

from outreach.db import db


def test_each_test_runs_on_the_database_it_was_asked_to(app, database):
    assert db.engines[None].dialect.name == database


def test_a_command_runs_with_exit_code_and_both_outputs(runner):
    result = runner("no-such-command")

    assert result.exit_code == 2
    assert "no-such-command" in result.stderr


def test_a_fresh_application_has_a_database_of_its_own(fresh_app, app):
    assert fresh_app.config["SQLALCHEMY_DATABASE_URI"] != app.config["SQLALCHEMY_DATABASE_URI"]
    with fresh_app.app_context():
        assert db.session.scalar(sa.select(1)) == 1


def test_what_a_view_does_not_commit_is_gone(app, stranger, monkeypatch):
    db.session.execute(sa.text("CREATE TABLE kept (word TEXT)"))

    def forgetful(**_answers):
        db.session.execute(sa.text("INSERT INTO kept VALUES ('gone')"))
        return ""

    monkeypatch.setitem(app.view_functions, "accounts.sign_in", forgetful)
    assert stranger.post("/sign-in").status_code == 200

    assert db.session.scalars(sa.text("SELECT word FROM kept")).all() == []
