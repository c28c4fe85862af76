"""The log, and the next steps."""

from outreach import clock
from outreach.interactions.models import Channel, Direction, FollowUp, Interaction
from tests.factories.accounts import UserFactory
from tests.factories.base import RowFactory, factory
from tests.factories.contacts import ContactFactory


class InteractionFactory(RowFactory):
    """A call of today, made by us."""

    class Meta:
        model = Interaction

    contact = factory.SubFactory(ContactFactory)
    logged_by = factory.SubFactory(UserFactory)
    channel = Channel.CALL
    direction = Direction.OUTGOING
    summary = "Asks for a photograph and the birth certificate"
    happened_on = factory.LazyFunction(clock.today)


class FollowUpFactory(RowFactory):
    """Somebody to remind today."""

    class Meta:
        model = FollowUp

    contact = factory.SubFactory(ContactFactory)
    owner = factory.SubFactory(UserFactory)
    due_on = factory.LazyFunction(clock.today)
    note = "Send the documents"
