"""Sessions are rows: they end when idle, after 12 hours, and the moment their row is ended."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from outreach.accounts import tasks
from outreach.accounts.models import OneTimeLink, UserSession, UserState
from outreach.accounts.services import make_sign_in_link
from outreach.accounts.services.sessions import end_session, find_session, open_session
from outreach.db import db
from tests.factories.accounts import UserFactory
from tests.support.people import signed_in

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _noon(time_machine):
    time_machine.move_to(NOON, tick=False)


def last_seen():
    return db.session.scalars(sa.select(UserSession.last_seen_at)).one()


def test_the_database_holds_only_the_hash_of_the_cookie():
    token = open_session(UserFactory(), "Firefox, Linux")

    row = db.session.scalars(sa.select(UserSession)).one()
    assert len(row.token_hash) == 32
    assert token.encode() not in row.token_hash
    assert len(token) >= 43


def test_each_session_has_an_id_of_its_own():
    user = UserFactory()

    assert len({open_session(user, "") for _ in range(3)}) == 3


@pytest.mark.parametrize("token", ["", "x", "ü\ud800", "0" * 10_000])
def test_an_unknown_cookie_opens_nothing(token):
    assert find_session(token) is None


def test_a_session_nobody_uses_ends_after_half_an_hour(time_machine):
    token = open_session(UserFactory(), "")

    time_machine.move_to(NOON + timedelta(minutes=29, seconds=59), tick=False)
    assert find_session(token)
    time_machine.move_to(NOON + timedelta(minutes=30), tick=False)
    assert find_session(token) is None


def test_a_session_in_use_ends_after_twelve_hours(app, time_machine):
    browser = signed_in(app, UserFactory())

    for quarters in range(1, 48):
        time_machine.move_to(NOON + timedelta(minutes=15 * quarters), tick=False)
        assert browser.get("/desk/sessions").status_code == 200
    time_machine.move_to(NOON + timedelta(hours=12), tick=False)

    assert browser.get("/desk/sessions").status_code == 302


def test_an_ended_session_opens_nothing_more():
    token = open_session(UserFactory(), "")

    end_session(find_session(token))

    assert find_session(token) is None


@pytest.mark.parametrize("state", [UserState.PAUSED, UserState.INVITED])
def test_only_an_active_member_has_a_session(state):
    user = UserFactory()
    token = open_session(user, "")

    user.state = state

    assert find_session(token) is None


def test_use_is_noted_once_a_minute_though_pages_are_only_read(app, time_machine):
    browser = signed_in(app, UserFactory())

    time_machine.move_to(NOON + timedelta(seconds=59), tick=False)
    browser.get("/desk/sessions")
    assert last_seen() == NOON
    time_machine.move_to(NOON + timedelta(seconds=60), tick=False)
    browser.get("/desk/sessions")
    assert last_seen() == NOON + timedelta(seconds=60)


def test_a_form_notes_use_in_its_own_transaction(app, time_machine):
    browser = signed_in(app, UserFactory())
    time_machine.move_to(NOON + timedelta(minutes=5), tick=False)

    browser.post("/desk/sessions/end-others")

    assert last_seen() == NOON + timedelta(minutes=5)


def test_pages_and_forms_note_use_on_a_real_database_without_waiting_for_themselves(fresh_app, time_machine):
    browser = signed_in(fresh_app, UserFactory())
    for minutes, ask in ((2, browser.get), (4, browser.post), (6, browser.get)):
        time_machine.move_to(NOON + timedelta(minutes=minutes), tick=False)
        ask("/desk/sessions" if ask == browser.get else "/desk/sessions/end-others")

        assert last_seen() == NOON + timedelta(minutes=minutes)


def test_what_ended_long_ago_is_cleared_away(time_machine):
    user = UserFactory()
    open_session(user, "")
    make_sign_in_link(user)

    time_machine.move_to(NOON + timedelta(days=29), tick=False)
    tasks.clear_away(None)
    assert db.session.scalar(sa.select(sa.func.count(UserSession.id))) == 1
    time_machine.move_to(NOON + timedelta(days=40), tick=False)
    tasks.clear_away(None)

    assert db.session.scalar(sa.select(sa.func.count(UserSession.id))) == 0
    assert db.session.scalar(sa.select(sa.func.count(OneTimeLink.id))) == 0
