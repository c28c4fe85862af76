"""The desk's navigation, and its frame."""

import pytest
from flask import render_template_string

from outreach import create_app
from outreach.extensions import login_manager
from outreach.security.permissions import Permission, Role, allow
from outreach.web.navigation import navigation

pytestmark = pytest.mark.no_database

PAGE = '{% extends "desk.html" %}{% block title %}Page{% endblock %}{% block content %}<h1>Page</h1>{% endblock %}'


PLACES = {
    "contacts.index": ("/desk/contacts", Permission.SEE_DESK),
    "contacts.show": ("/desk/contacts/1", Permission.SEE_DESK),
    "team.index": ("/desk/team", Permission.MANAGE_TEAM),
}


class Member:
    """Somebody signed in."""

    is_authenticated = is_active = True
    language, time_zone = None, None

    def __init__(self, role):
        self.role = role


MAIL_SERVER = {"SMTP_URL": "smtp://127.0.0.1:2525", "MAIL_FROM": "Campaign <desk@campaign.example>"}


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """Return what a member sees on a desk that has contacts, a team page and nothing else."""

    def see(role, path, show=navigation, **settings):
        member = Member(role) if role else None
        monkeypatch.setattr("outreach.registry.DESK_BLUEPRINTS", ())
        app = create_app(INSTANCE_DIR=str(tmp_path), **settings)
        monkeypatch.setattr(login_manager, "_request_callback", lambda _request: member)
        for endpoint, (address, permission) in PLACES.items():
            app.add_url_rule(address, endpoint, allow(permission)(lambda: ""))
        with app.test_request_context(path):
            return show()

    return see


def frame():
    return render_template_string(PAGE)


def test_only_what_is_there_and_allowed_is_shown(desk):
    assert [str(link.label) for link in desk(Role.ORGANISER, "/desk/contacts")] == ["Contacts", "Team"]
    assert [str(link.label) for link in desk(Role.VIEWER, "/desk/contacts")] == ["Contacts"]


@pytest.mark.parametrize(("path", "current"), [("/desk/contacts/1", ["Contacts"]), ("/desk/team", ["Team"])])
def test_the_place_one_is_at_is_marked(desk, path, current):
    links = desk(Role.ORGANISER, path)

    assert [str(link.label) for link in links if link.is_current] == current


def test_who_is_not_signed_in_sees_no_navigation(desk):
    assert "<nav" not in desk(None, "/desk/contacts", frame)


def test_practice_says_that_nothing_leaves(desk):
    assert "nothing leaves this computer" in desk(Role.VIEWER, "/desk/contacts", frame, PRACTICE="on")


def test_without_a_mail_server_the_campaign_says_that_nothing_leaves(desk):
    assert "nothing leaves this computer" in desk(Role.VIEWER, "/desk/contacts", frame, TRIAL_MODE="off")


def test_a_fresh_campaign_with_a_mail_server_says_that_it_is_a_trial(desk):
    assert "only to your own team" in desk(Role.VIEWER, "/desk/contacts", frame, **MAIL_SERVER)


def test_real_use_has_no_banner(desk):
    assert "house-banner" not in desk(Role.VIEWER, "/desk/contacts", frame, TRIAL_MODE="off", **MAIL_SERVER)


def test_the_desk_bears_the_name_that_mails_bear(desk):
    page = desk(Role.VIEWER, "/desk/contacts", frame, MAIL_FROM="Free my mother <free@campaign.example>")

    assert "Free my mother</a>" in page
