import re

import pytest

from outreach import practice
from outreach.accounts import queries
from outreach.db import db
from outreach.demo.services import fill_demo
from outreach.security.permissions import Role
from outreach.upgrading import upgrade_database
from tests.support.databases import close, make_app
from tests.support.people import signed_in

pytestmark = [pytest.mark.no_database]


@pytest.fixture
def practising(tmp_path):
    app = make_app(tmp_path, "", PRACTICE="on")
    with app.app_context():
        upgrade_database()
        fill_demo()
        yield app
    close(app)


def test_one_button_begins_the_real_campaign_on_a_fresh_database(practising, tmp_path):
    organiser = next(user for user in queries.organisers())
    client = signed_in(practising, organiser)

    page = client.post("/desk/begin", data={"email": "gul@family.example"}).text

    assert re.search(r"http\S+/invitation/\w+", page)
    assert practice.chosen(tmp_path) == practice.REAL
    real = make_app(tmp_path, "")
    with real.app_context():
        assert [(user.email, user.role) for user in queries.members()] == [("gul@family.example", Role.ORGANISER)]
        db.session.remove()
    close(real)


def test_a_broken_address_begins_nothing(practising, tmp_path):
    client = signed_in(practising, queries.organisers()[0])

    page = client.post("/desk/begin", data={"email": "gul@"}).text

    assert "field-error" in page
    assert 'value="gul@"' in page
    assert practice.chosen(tmp_path) is None


def test_a_volunteer_cannot_begin_it(practising):
    volunteer = next(user for user in queries.members() if user.role is Role.VOLUNTEER)

    assert signed_in(practising, volunteer).get("/desk/begin").status_code == 404
