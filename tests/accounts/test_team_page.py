"""The team page, one's own sessions, one's own password."""

import re

import pytest
import sqlalchemy as sa

from outreach import clock
from outreach.accounts import queries, services
from outreach.accounts.mail import invitation_gate, team_addresses
from outreach.accounts.models import User, UserSession, UserState
from outreach.accounts.services import open_session
from outreach.db import db
from outreach.outbox.kinds import DueMessage, Go, Skip
from outreach.outbox.models import Message
from outreach.security.permissions import Role
from outreach.suppressions.services import address_hash
from tests.factories.accounts import PASSWORD, PasswordUserFactory, UserFactory
from tests.support.databases import counted_queries
from tests.support.people import signed_in

NEW = "seven lamps beside the door"


def test_the_page_lists_everybody(client):
    UserFactory(name="Nora", role=Role.FAMILY)
    UserFactory(name="Paul", state=UserState.PAUSED)

    page = client.get("/desk/team").text

    assert all(word in page for word in ("Olive", "Nora", "Paul", "paused"))


def test_the_page_asks_the_database_as_often_for_seven_members_as_for_one(app, client):
    counts = []
    for _ in range(2):
        with counted_queries(app) as statements:
            client.get("/desk/team")
        counts.append(len(statements))
        for _ in range(6):
            open_session(UserFactory(), "")

    assert counts[0] == counts[1]


@pytest.mark.parametrize("path", ["/desk/team", "/desk/audit"])
def test_only_organisers_find_it(family_client, volunteer_client, viewer_client, path):
    assert {browser.get(path).status_code for browser in (family_client, volunteer_client, viewer_client)} == {404}


@pytest.mark.parametrize("act", ["role", "pause", "let-in-again", "sessions/end"])
def test_nobody_else_acts_on_members(family_client, act):
    user = UserFactory()

    assert family_client.post(f"/desk/team/{user.id}/{act}", data={"role": "viewer"}).status_code == 404
    assert (user.role, user.state) == (Role.ORGANISER, UserState.ACTIVE)


def test_the_form_invites_shows_the_link_and_mails_it(client):
    page = client.post("/desk/team", data={"email": "nora@campaign.example", "role": "family", "language": "fr"}).text

    [link] = re.findall(r"http://127\.0\.0\.1:\d+/invitation/[0-9a-f]+", page)
    message = db.session.scalars(sa.select(Message)).one()
    assert message.recipient == "nora@campaign.example"
    assert link.rpartition("/")[2].encode() in message.content.replace(b"=\r\n", b"")
    assert queries.find_user("nora@campaign.example").language == "fr"


@pytest.mark.parametrize(("email", "sentence"), [("nora", "no @"), ("olive", "has joined already")])
def test_who_cannot_be_invited_is_told_beside_the_field(client, organiser, email, sentence):
    email = organiser.email if email == "olive" else email

    page = client.post("/desk/team", data={"email": email, "role": "family", "language": "fr"}).text

    assert sentence in page
    assert db.session.scalar(sa.select(sa.func.count(Message.id))) == 0


def test_a_replaced_invitation_does_not_leave(client):
    for _ in range(2):
        client.post("/desk/team", data={"email": "nora@campaign.example", "role": "family", "language": "fr"})
    messages = db.session.scalars(sa.select(Message).order_by(Message.id)).all()

    verdicts = invitation_gate([_due(message) for message in messages], clock.now())

    assert [type(verdicts[message.id]) for message in messages] == [Skip, Go]


def test_trial_mode_knows_the_teams_own_addresses():
    member = UserFactory()
    paused = UserFactory(state=UserState.PAUSED)
    own, former, other = (address_hash(one) for one in (member.email, paused.email, "x@elsewhere.example"))

    assert set(team_addresses([own, former, other])) == {own}


def test_a_role_is_changed_and_holds_from_the_next_page_on(app, client):
    nora = UserFactory(role=Role.ORGANISER)
    browser = signed_in(app, nora)
    assert browser.get("/desk/team").status_code == 200

    client.post(f"/desk/team/{nora.id}/role", data={"role": "viewer"})

    assert browser.get("/desk/team").status_code == 404


def test_a_role_that_is_none_is_refused(client):
    nora = UserFactory(role=Role.VIEWER)

    client.post(f"/desk/team/{nora.id}/role", data={"role": "king"})

    assert nora.role is Role.VIEWER


@pytest.mark.parametrize(("act", "data"), [("role", {"role": "viewer"}), ("pause", {})])
def test_the_last_organiser_is_told_why_not(client, organiser, act, data):
    response = client.post(f"/desk/team/{organiser.id}/{act}", data=data, follow_redirects=True)

    assert "at least one organiser" in response.text
    assert (organiser.role, organiser.state) == (Role.ORGANISER, UserState.ACTIVE)


def test_a_pause_shuts_the_desk_at_once_and_can_be_ended(app, client):
    nora = UserFactory(role=Role.FAMILY)
    browser = signed_in(app, nora)

    client.post(f"/desk/team/{nora.id}/pause")
    assert browser.get("/desk/sessions").status_code == 302
    client.post(f"/desk/team/{nora.id}/let-in-again")

    assert nora.state is UserState.ACTIVE


def test_an_organiser_signs_a_member_out_everywhere(app, client):
    nora = UserFactory(name="Nora")
    browsers = [signed_in(app, nora), signed_in(app, nora)]

    response = client.post(f"/desk/team/{nora.id}/sessions/end", follow_redirects=True)

    assert "2 sessions of Nora ended." in response.text
    assert {browser.get("/desk/sessions").status_code for browser in browsers} == {302}


def test_a_member_who_is_not_there_is_not_there(client):
    assert client.post("/desk/team/999/pause").status_code == 404


def test_ones_own_sessions_are_listed_and_ended(app, client, organiser):
    other = signed_in(app, organiser)
    ids = db.session.scalars(sa.select(UserSession.id).order_by(UserSession.id)).all()
    assert client.get("/desk/sessions").text.count("Firefox, Linux") == 2

    client.post(f"/desk/sessions/{ids[1]}/end")

    assert other.get("/desk/sessions").status_code == 302
    assert client.get("/desk/sessions").status_code == 200


def test_nobody_ends_anothers_session(client):
    token = open_session(UserFactory(), "")
    theirs = services.find_session(token)

    assert client.post(f"/desk/sessions/{theirs.id}/end").status_code == 404
    assert services.find_session(token)


def test_all_other_sessions_end_at_once(app, client, organiser):
    other = signed_in(app, organiser)

    response = client.post("/desk/sessions/end-others", follow_redirects=True)

    assert "1 other session ended." in response.text
    assert other.get("/desk/sessions").status_code == 302


def test_a_changed_password_signs_out_everywhere_else(app):
    nora = PasswordUserFactory()
    here, elsewhere = signed_in(app, nora), signed_in(app, nora)

    response = here.post("/desk/password", data={"present": PASSWORD, "new": NEW})

    assert response.location == "/desk/sessions"
    assert here.get("/desk/sessions").status_code == 200
    assert elsewhere.get("/desk/sessions").status_code == 302


def test_who_came_by_link_chooses_a_first_password(client, organiser):
    assert "Present password" not in client.get("/desk/password").text

    client.post("/desk/password", data={"new": NEW})

    assert db.session.get(User, organiser.id).password_hash


def test_the_present_password_cannot_be_guessed_at_a_desk_left_open(app, time_machine):
    time_machine.move_to("2026-03-02 12:00 +0000", tick=False)
    browser = signed_in(app, PasswordUserFactory())

    pages = [
        browser.post("/desk/password", data={"present": f"a guess of length {n}", "new": NEW}).text for n in range(6)
    ]

    assert all("not your present password" in page for page in pages[:5])
    assert "Try again in" in pages[5]


def test_a_poor_new_password_is_told_beside_its_field(client):
    assert "at least 15 characters" in client.post("/desk/password", data={"new": "short"}).text


def _due(message):
    return DueMessage(**{name: getattr(message, name) for name in DueMessage.__dataclass_fields__})
