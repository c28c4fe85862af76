"""Who may do what is decided in one place."""

from dataclasses import dataclass
from itertools import pairwise

import pytest
from flask import Blueprint, Flask
from flask_login import LoginManager
from werkzeug.exceptions import NotFound

from outreach.security import permissions
from outreach.security.permissions import Permission, Role, access_of, allow, anyone, holds, may, record_rule, require

pytestmark = pytest.mark.no_database


@dataclass
class Member:
    role: Role
    is_authenticated: bool = True
    is_active: bool = True


class Diary:
    def __init__(self, owner: Member) -> None:
        self.owner = owner


@record_rule(Diary)
def _own_diary(member, _permission, diary):
    return diary.owner is member


@pytest.fixture
def small_app():
    """An application with two pages, and whoever `member` is signed in."""
    app = Flask("small")
    manager = LoginManager(app)
    app.member = None
    manager.request_loader(lambda _request: app.member)
    accounts, desk = Blueprint("accounts", "accounts"), Blueprint("desk", "desk")

    @accounts.route("/sign-in")
    @anyone
    def sign_in():
        return "sign in"

    @desk.route("/desk/team", methods=["GET", "POST"])
    @allow(Permission.MANAGE_TEAM)
    def team():
        return "team"

    app.register_blueprint(accounts)
    app.register_blueprint(desk)
    return app


def test_each_role_holds_what_the_one_before_it_holds():
    held = [permissions.PERMISSIONS[role] for role in Role]

    assert all(less < more for less, more in pairwise(held))
    assert permissions.PERMISSIONS[Role.ORGANISER] == frozenset(Permission)


def test_nobody_signed_in_holds_nothing():
    assert not any(holds(None, permission) for permission in Permission)


def test_who_is_not_signed_in_is_sent_to_sign_in_and_will_come_back(small_app):
    response = small_app.test_client().get("/desk/team?page=2")

    assert response.status_code == 302
    assert response.location == "/sign-in?next=/desk/team?page%3D2"


def test_a_form_sent_without_a_session_does_not_lead_back_to_its_own_address(small_app):
    response = small_app.test_client().post("/desk/team")

    assert response.location == "/sign-in"


def test_what_one_may_not_see_is_not_there(small_app):
    small_app.member = Member(Role.FAMILY)

    assert small_app.test_client().get("/desk/team").status_code == 404


def test_who_holds_the_permission_comes_in(small_app):
    small_app.member = Member(Role.ORGANISER)

    assert small_app.test_client().get("/desk/team").text == "team"


def test_the_declaration_can_be_read_from_the_view(small_app):
    declared = {name: access_of(view) for name, view in small_app.view_functions.items()}

    assert declared == {"static": None, "accounts.sign_in": "anyone", "desk.team": "manage_team"}


def test_a_view_declares_its_access_once():
    with pytest.raises(TypeError, match="twice"):
        anyone(allow(Permission.SEE_DESK)(lambda: ""))


def test_a_rule_narrows_what_a_role_holds_to_single_records(small_app):
    owner, other = Member(Role.VOLUNTEER), Member(Role.ORGANISER)
    diary = Diary(owner)

    small_app.member = owner
    with small_app.test_request_context():
        assert may(Permission.LOG, diary)
        assert not may(Permission.EXPORT, diary)
    small_app.member = other
    with small_app.test_request_context():
        assert not may(Permission.LOG, diary)
        with pytest.raises(NotFound):
            require(Permission.LOG, diary)
