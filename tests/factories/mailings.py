"""Mailings and who is in them."""

from outreach.mailings.models import Mailing, Recipient
from tests.factories.accounts import UserFactory
from tests.factories.base import RowFactory, factory
from tests.factories.contacts import ContactFactory
from tests.factories.mail_templates import MailTemplateFactory


class MailingFactory(RowFactory):
    """A draft to every journalist, with nobody in it yet."""

    class Meta:
        model = Mailing

    name = factory.Sequence(lambda number: f"Appeal to editors {number}")
    template = factory.SubFactory(MailTemplateFactory)
    segment = "kind:journalist"
    created_by = factory.SubFactory(UserFactory)


class RecipientFactory(RowFactory):
    """A contact in a draft, whom nothing stops."""

    class Meta:
        model = Recipient

    mailing = factory.SubFactory(MailingFactory)
    contact = factory.SubFactory(ContactFactory)
    email = factory.LazyAttribute(lambda recipient: recipient.contact.addresses[0].value)
    language = "en"
    template_version = factory.LazyAttribute(lambda recipient: recipient.mailing.template.versions[0])
