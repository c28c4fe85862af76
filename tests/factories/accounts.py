"""Members of the team."""

from functools import cache

from outreach import clock
from outreach.accounts.models import User, UserState
from outreach.security import passwords
from outreach.security.permissions import Role
from tests.factories.base import RowFactory, factory

PASSWORD = "violet kettle runs uphill"


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


@cache
def hash_of_password() -> str:
    """What is kept of PASSWORD; made once, since it takes 0.1 s."""
    return passwords.make_hash(PASSWORD)


class PasswordUserFactory(UserFactory):
    """A member who signs in with PASSWORD."""

    password_hash = factory.LazyFunction(hash_of_password)
