"""Members of the team."""

from outreach import clock
from outreach.accounts.models import User, UserState
from outreach.security.permissions import Role
from tests.factories.base import RowFactory, factory


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
