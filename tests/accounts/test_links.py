"""The pages behind one-time links: they show, and their button acts."""

import pytest
import sqlalchemy as sa

from outreach.accounts import services
from outreach.accounts.models import OneTimeLink, User
from outreach.db import db
from outreach.security.permissions import Role
from tests.factories.accounts import PASSWORD, UserFactory
from tests.support.clients import Client

ANSWERS = {"name": "Nora", "password": PASSWORD, "language": "fr"}


def path_of(link):
    return "/" + link.partition("//")[2].partition("/")[2]


@pytest.fixture
def invitation():
    return path_of(services.invite("nora@campaign.example", Role.FAMILY).link)


@pytest.fixture
def sign_in_link():
    return path_of(services.make_sign_in_link(UserFactory(name="Olive")))


def used():
    return db.session.scalars(sa.select(OneTimeLink.used_at)).one() is not None


def test_opening_an_invitation_uses_nothing_up(stranger, invitation):
    for _ in range(3):
        assert "nora@campaign.example" in stranger.get(invitation).text

    assert not used()


def test_its_button_lets_somebody_join_and_in(stranger, invitation):
    response = stranger.post(invitation, data=ANSWERS)

    assert response.location == "/desk/"
    assert stranger.get("/desk/sessions").status_code == 200
    assert db.session.scalar(sa.select(User.name)) == "Nora"


def test_a_second_use_says_what_to_do(app, stranger, invitation):
    stranger.post(invitation, data=ANSWERS)

    other = Client(app, app.response_class)
    for response in (other.get(invitation), other.post(invitation, data=ANSWERS)):
        assert response.status_code == 410
        assert "used already" in response.text


def test_a_poor_password_is_told_beside_its_field_and_nothing_typed_is_lost(stranger, invitation):
    response = stranger.post(invitation, data=ANSWERS | {"password": "passwordpassword"})

    assert "easy to guess" in response.text
    assert 'value="Nora"' in response.text
    assert "passwordpassword" not in response.text
    assert not used()


def test_opening_a_sign_in_link_uses_nothing_up(stranger, sign_in_link):
    for _ in range(3):
        assert "Olive" in stranger.get(sign_in_link).text

    assert not used()
    assert stranger.get("/desk/sessions").status_code == 302


def test_its_button_signs_in_once(app, stranger, sign_in_link):
    assert stranger.post(sign_in_link).location == "/desk/"
    assert stranger.get("/desk/sessions").status_code == 200

    assert Client(app, app.response_class).post(sign_in_link).status_code == 410


@pytest.mark.parametrize(
    "path", ["/invitation/0123", "/sign-in-link/0123", "/invitation/%C3%BC", "/sign-in-link/" + "0" * 5000]
)
def test_an_unknown_link_says_what_to_do(stranger, path):
    response = stranger.get(path)

    assert response.status_code == 404
    assert "newer one took its place" in response.text


def test_a_link_is_neither_kept_nor_passed_on(stranger, invitation):
    headers = stranger.get(invitation).headers

    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] in {"same-origin", "no-referrer"}


def test_whatever_host_a_request_names_links_lead_to_the_configured_one(client, app):
    client.set_cookie("desk", client.get_cookie("desk", domain="127.0.0.1").value, domain="evil.example")

    response = client.post(
        "/desk/team",
        data={"email": "nora@campaign.example", "role": "family", "language": "en"},
        headers={"Host": "evil.example", "X-Forwarded-Host": "evil.example"},
        base_url=app.config["OUTREACH"].desk_url,
    )

    assert f"{app.config['OUTREACH'].desk_url}/invitation/" in response.text
    assert "evil.example" not in response.text


def test_no_secret_is_logged(stranger, invitation, caplog):
    caplog.set_level("DEBUG")
    stranger.get(invitation)
    stranger.post(invitation, data=ANSWERS)

    logged = " ".join(record.getMessage() for record in caplog.records if not record.name.startswith("sqlalchemy"))
    assert PASSWORD not in logged
    assert invitation.rpartition("/")[2] not in logged
