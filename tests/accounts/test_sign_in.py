"""The door: sign-in by password, sign-out, and what a stranger can learn from it (nothing)."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher

from outreach.accounts.models import User, UserSession, UserState
from outreach.audit.models import AuditEvent
from outreach.db import db
from outreach.security import passwords
from outreach.security.models import ThrottleCount
from outreach.security.permissions import Role
from tests.factories.accounts import PASSWORD, PasswordUserFactory, UserFactory
from tests.support.clients import Client
from tests.support.databases import close, counted_queries, make_app
from tests.support.people import signed_in

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
NORA = "nora@campaign.example"


def sign_in(browser, email=NORA, password=PASSWORD, **kwargs):
    return browser.post("/sign-in", data={"email": email, "password": password}, **kwargs)


@pytest.fixture
def nora():
    return PasswordUserFactory(name="Nora", email=NORA)


@pytest.fixture
def _all_kinds_of_accounts(nora):
    PasswordUserFactory(email="paused@campaign.example", state=UserState.PAUSED)
    UserFactory(email="invited@campaign.example", state=UserState.INVITED, joined_at=None)
    UserFactory(email="by-link@campaign.example")


@pytest.mark.usefixtures("nora")
def test_the_right_password_leads_to_the_desk(stranger):
    response = sign_in(stranger, "  NORA@campaign.example ")

    assert response.location == "/desk/"
    assert stranger.get("/desk/sessions").status_code == 200


@pytest.mark.usefixtures("nora")
def test_who_asked_for_a_page_comes_to_it(stranger):
    response = stranger.get("/desk/sessions?page=2")
    response = stranger.post(response.location, data={"email": NORA, "password": PASSWORD})

    assert response.location == "/desk/sessions?page=2"


@pytest.mark.usefixtures("nora")
@pytest.mark.parametrize(
    "wanted",
    [
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "https://evil.example",
        "/\t/evil.example",
        "//[",
        "evil",
        "javascript:alert(1)",
    ],
)
def test_sign_in_never_leads_to_another_site(stranger, wanted):
    response = stranger.post("/sign-in", query_string={"next": wanted}, data={"email": NORA, "password": PASSWORD})

    assert response.location == "/desk/"


OTHERS = [
    (NORA, "a wrong password of some length"),
    ("nobody@campaign.example", PASSWORD),
    ("paused@campaign.example", PASSWORD),
    ("paused@campaign.example", "a wrong password of some length"),
    ("invited@campaign.example", PASSWORD),
    ("by-link@campaign.example", PASSWORD),
    ("not an address", PASSWORD),
]


@pytest.mark.usefixtures("_all_kinds_of_accounts")
def test_every_refusal_reads_the_same(app):
    answers = [sign_in(Client(app, app.response_class), email, password) for email, password in OTHERS]

    pages = {answer.text.replace(email, "…") for answer, (email, _password) in zip(answers, OTHERS, strict=True)}
    assert {answer.status_code for answer in answers} == {200}
    assert len(pages) == 1
    assert "do not fit together" in pages.pop()
    assert not any("desk=" in answer.headers.get("Set-Cookie", "") for answer in answers)


@pytest.mark.usefixtures("_all_kinds_of_accounts")
def test_every_refusal_costs_one_verification_with_the_same_parameters(app, monkeypatch):
    tried = []
    verify = PasswordHasher.verify
    monkeypatch.setattr(
        PasswordHasher, "verify", lambda self, kept, typed: tried.append(kept) or verify(self, kept, typed)
    )

    for email, password in OTHERS:
        sign_in(Client(app, app.response_class), email, password)

    assert len(tried) == len(OTHERS)
    assert len({tuple(kept.split("$")[:4]) for kept in tried}) == 1


@pytest.mark.usefixtures("_all_kinds_of_accounts")
def test_no_refusal_asks_the_database_more_than_another(app):
    counts = set()
    for email, password in OTHERS:
        with counted_queries(app) as statements:
            sign_in(Client(app, app.response_class), email, password)
        counts.add(len(statements))

    assert len(counts) == 1


@pytest.mark.parametrize("email", [NORA, "nobody@campaign.example"])
@pytest.mark.usefixtures("nora")
def test_after_five_tries_one_waits_whether_the_account_is_there_or_not(stranger, email, time_machine):
    time_machine.move_to(NOON, tick=False)
    for _ in range(5):
        assert sign_in(stranger, email, "a wrong password of some length").status_code == 200

    response = sign_in(stranger, email)

    assert response.status_code == 429
    assert response.headers["Retry-After"] == "600"
    assert "Try again in 10 minutes." in response.text
    time_machine.move_to(NOON + timedelta(minutes=10), tick=False)
    assert sign_in(stranger, email).status_code == (302 if email == NORA else 200)


@pytest.mark.usefixtures("nora")
def test_the_waits_grow(stranger, time_machine):
    for stretch in range(3):
        time_machine.move_to(NOON + timedelta(minutes=10 * stretch), tick=False)
        for _ in range(5):
            sign_in(stranger, password="a wrong password of some length")

    time_machine.move_to(NOON + timedelta(minutes=30), tick=False)

    assert "Try again in 90 minutes." in sign_in(stranger).text


@pytest.mark.usefixtures("nora")
def test_signing_in_begins_the_count_anew(stranger, time_machine):
    time_machine.move_to(NOON, tick=False)
    for _ in range(3):
        for _ in range(4):
            sign_in(stranger, password="a wrong password of some length")
        assert sign_in(stranger).status_code == 302


def test_a_network_that_tries_many_accounts_waits_and_locks_nobody_else_out(app, nora, time_machine):
    time_machine.move_to(NOON, tick=False)
    for number in range(30):
        sign_in(
            Client(app, app.response_class),
            f"guess{number}@campaign.example",
            environ_base={"REMOTE_ADDR": "192.0.2.7"},
        )

    there = sign_in(Client(app, app.response_class), environ_base={"REMOTE_ADDR": "192.0.2.7"})
    elsewhere = sign_in(Client(app, app.response_class), environ_base={"REMOTE_ADDR": "192.0.2.8"})

    assert (there.status_code, elsewhere.status_code) == (429, 302)


@pytest.mark.usefixtures("nora")
def test_the_tries_name_nobody(stranger):
    sign_in(stranger, password="a wrong password of some length")

    assert {len(row) for row in db.session.scalars(sa.select(ThrottleCount.key_hash))} == {32}


@pytest.mark.usefixtures("nora")
def test_a_planted_cookie_is_not_taken_over(stranger):
    stranger.set_cookie("desk", "planted", domain="127.0.0.1")

    sign_in(stranger)

    assert stranger.get_cookie("desk", domain="127.0.0.1").value != "planted"


def test_signing_in_anew_ends_the_session_before_it(app, nora):
    browser = signed_in(app, nora)
    before = browser.get_cookie("desk", domain="127.0.0.1").value

    sign_in(browser)

    open_ids = db.session.scalars(sa.select(UserSession.id).where(UserSession.ended_at.is_(None))).all()
    assert len(open_ids) == 1
    assert browser.get_cookie("desk", domain="127.0.0.1").value != before


def test_signing_in_with_a_session_does_not_wait_for_itself_on_a_real_database(fresh_app):
    nora = PasswordUserFactory(email=NORA)
    browser = signed_in(fresh_app, nora)

    assert sign_in(browser).location == "/desk/"


@pytest.mark.usefixtures("nora")
def test_what_a_form_held_before_signing_in_is_gone_after(app, stranger):
    origin = app.config["OUTREACH"].desk_url
    with stranger.session_transaction(base_url=origin) as kept:
        kept["csrf_token"] = "planted"

    sign_in(stranger)

    with stranger.session_transaction(base_url=origin) as kept:
        assert "csrf_token" not in kept


@pytest.mark.usefixtures("nora")
def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(stranger):
    [cookie] = [line for line in sign_in(stranger).headers.getlist("Set-Cookie") if line.startswith("desk=")]

    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Path=/" in cookie
    assert "Domain" not in cookie
    assert "Secure" not in cookie


def test_under_https_the_cookie_is_held_to_this_host(databases, tmp_path):
    app = make_app(tmp_path / "https", databases.prepared(), DESK_URL="https://desk.campaign.example")
    with app.app_context():
        PasswordUserFactory(email=NORA)
        cookies = sign_in(Client(app, app.response_class)).headers.getlist("Set-Cookie")

        [cookie] = [line for line in cookies if line.startswith("__Host-desk=")]
        assert "Secure" in cookie
        assert app.config["SESSION_COOKIE_NAME"] == "__Host-desk_form"
    close(app)


def test_a_form_of_another_site_signs_nobody_in(app, nora, monkeypatch):
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    browser = Client(app, app.response_class)

    assert sign_in(browser).status_code == 400

    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', browser.get("/sign-in").text)[1]
    assert browser.post("/sign-in", data={"email": NORA, "password": PASSWORD, "csrf_token": token}).status_code == 302


def test_who_is_signed_in_already_goes_to_the_desk(client):
    assert client.get("/sign-in").location == "/desk/"


def test_what_is_missing_is_said_beside_its_field(stranger):
    response = stranger.post("/sign-in", data={})

    assert "Enter your e-mail address" in response.text
    assert "Enter your password" in response.text


@pytest.mark.usefixtures("nora")
def test_the_password_is_never_sent_back(stranger):
    assert "not the right one" not in sign_in(stranger, password="not the right one at all").text


def test_a_hash_of_older_parameters_is_made_anew(stranger):
    old = PasswordHasher(time_cost=1, memory_cost=16, parallelism=1).hash(PASSWORD)
    UserFactory(email=NORA, password_hash=old)

    sign_in(stranger)

    kept = db.session.scalar(sa.select(User.password_hash))
    assert not passwords.is_outdated(kept)
    assert passwords.verify(kept, PASSWORD)


@pytest.mark.usefixtures("nora")
def test_the_audit_tells_of_it_without_a_secret(stranger):
    sign_in(stranger, headers={"User-Agent": "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0"})

    event = db.session.scalars(sa.select(AuditEvent)).one()
    assert (event.action, event.actor, event.details) == ("user.signed_in", "Nora", {"device": "Firefox, Android"})


def test_signing_out_ends_the_session_and_takes_the_cookie(client):
    cookie = client.get_cookie("desk", domain="127.0.0.1").value

    response = client.post("/sign-out")

    assert response.location == "/sign-in"
    assert client.get_cookie("desk", domain="127.0.0.1") is None
    client.set_cookie("desk", cookie, domain="127.0.0.1")
    assert client.get("/desk/sessions").status_code == 302


def test_signing_out_twice_does_no_harm(stranger):
    assert stranger.post("/sign-out").location == "/sign-in"


def test_a_link_cannot_sign_anybody_out(client):
    assert client.get("/sign-out").status_code == 405


def test_flasks_own_session_cookie_signs_nobody_in(app):
    user = UserFactory(role=Role.ORGANISER)
    browser = Client(app, app.response_class)
    with browser.session_transaction(base_url=app.config["OUTREACH"].desk_url) as kept:
        kept["_user_id"], kept["_fresh"] = user.get_id(), True

    assert browser.get("/desk/sessions").status_code == 302
