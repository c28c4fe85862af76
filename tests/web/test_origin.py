"""Links lead to the configured origins, whatever a request claims."""

import pytest
from flask import request

from outreach import create_app
from outreach.web.origin import external_url, is_desk

pytestmark = pytest.mark.no_database

LIE = {"Host": "evil.example", "X-Forwarded-Host": "evil.example", "X-Forwarded-For": "203.0.113.9"}


@pytest.fixture
def app_on(tmp_path):
    def make(**settings):
        return create_app(
            INSTANCE_DIR=str(tmp_path),
            PUBLIC_URL="https://petition.example",
            DESK_URL="https://desk.example:8443",
            **settings,
        )

    return make


def test_links_outside_a_request_stand_on_the_origin_of_their_face(app_on):
    with app_on().app_context():
        assert external_url("health.process") == "https://petition.example/healthz"
        assert external_url("language.switch") == "https://desk.example:8443/language"


@pytest.mark.parametrize("proxies", ["0", "1"])
def test_a_lying_host_decides_nothing(app_on, proxies):
    app = app_on(TRUSTED_PROXIES=proxies)
    told = []
    app.add_url_rule("/told", view_func=lambda: told.append(external_url("health.process", _anchor="top")) or "")

    app.test_client().get("/told", headers=LIE)

    assert told == ["https://petition.example/healthz#top"]


@pytest.mark.parametrize(("proxies", "seen"), [("0", "127.0.0.1"), ("1", "203.0.113.9")])
def test_as_many_proxies_are_believed_as_are_configured(app_on, proxies, seen):
    app = app_on(TRUSTED_PROXIES=proxies)
    app.add_url_rule("/told", view_func=lambda: request.remote_addr)

    assert app.test_client().get("/told", headers=LIE).text == seen


@pytest.mark.parametrize("path", ["/desk", "/desk/", "/desk/contacts", "/sign-in?next=%2Fdesk%2F", "/invitation/x"])
def test_what_the_team_uses_is_desk(path):
    assert is_desk(path)


@pytest.mark.parametrize("path", ["/", "/petitions/desk", "/desktop", "/confirm/x", "/unsubscribe/x"])
def test_what_everybody_uses_is_not(path):
    assert not is_desk(path)
