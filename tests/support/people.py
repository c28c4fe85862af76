"""The people who act in tests: a member of each role, signed in, and a stranger."""

import pytest
from flask import Flask

from outreach.accounts.current import cookie_name
from outreach.accounts.models import User
from outreach.accounts.services import open_session
from outreach.db import db
from outreach.security.permissions import Role
from tests.factories import UserFactory
from tests.support.clients import Client, Runner


@pytest.fixture
def organiser() -> User:
    """The organiser whom `client` is signed in as."""
    return UserFactory(name="Olive", role=Role.ORGANISER)


@pytest.fixture
def client(app: Flask, organiser: User) -> Client:
    """An organiser, signed in."""
    return signed_in(app, organiser)


@pytest.fixture
def family_client(app: Flask) -> Client:
    """A member of the family, signed in."""
    return signed_in(app, UserFactory(role=Role.FAMILY))


@pytest.fixture
def volunteer_client(app: Flask) -> Client:
    """A volunteer, signed in."""
    return signed_in(app, UserFactory(role=Role.VOLUNTEER))


@pytest.fixture
def viewer_client(app: Flask) -> Client:
    """Somebody who may only look, signed in."""
    return signed_in(app, UserFactory(role=Role.VIEWER))


@pytest.fixture
def stranger(app: Flask) -> Client:
    """Somebody who is not signed in."""
    return Client(app, app.response_class)


@pytest.fixture
def runner(app: Flask) -> Runner:
    """The shell: `runner("contacts", "import", path)`."""
    return Runner(app)


def signed_in(app: Flask, user: User) -> Client:
    """Return a browser in which `user` has signed in."""
    client = Client(app, app.response_class)
    db.session.flush()
    client.set_cookie(cookie_name(), open_session(user, "Firefox, Linux"), domain="127.0.0.1")
    return client
