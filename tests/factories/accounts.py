"""Members of the team, and where they are signed in."""

import secrets

from argon2 import PasswordHasher

from outreach import clock
from outreach.accounts.models import User, UserSession, UserState
from outreach.accounts.services.sessions import LONGEST
from outreach.security.permissions import Role
from tests.factories.base import RowFactory, factory

PASSWORD = "violet kettle runs uphill"
# With the program's own parameters each hash would take a tenth of a second.
LIGHT = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


class UserFactory(RowFactory):
    """An organiser who has joined."""

    class Meta:
        model = User

    name = factory.Sequence(lambda number: f"Aline {number}")
    email = factory.Sequence(lambda number: f"aline{number}@campaign.example")
    folded_email = factory.LazyAttribute(lambda user: user.email.casefold())
    role = Role.ORGANISER
    state = UserState.ACTIVE
    joined_at = factory.LazyFunction(clock.now)


class PasswordUserFactory(UserFactory):
    """A member who signs in with PASSWORD."""

    password_hash = LIGHT.hash(PASSWORD)


class UserSessionFactory(RowFactory):
    """A browser in which somebody is signed in; nobody knows its cookie."""

    class Meta:
        model = UserSession

    user = factory.SubFactory(UserFactory)
    token_hash = factory.LazyFunction(lambda: secrets.token_bytes(32))
    device = "Firefox, Linux"
    last_seen_at = factory.LazyFunction(clock.now)
    expires_at = factory.LazyFunction(lambda: clock.now() + LONGEST)
