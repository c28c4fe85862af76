"""Members of the team."""

from argon2 import PasswordHasher

from outreach import clock
from outreach.accounts.models import User, UserState
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
