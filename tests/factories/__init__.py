"""Makers of valid rows: a test names only what it is about, the factory fills in the rest."""

from tests.factories.accounts import UserFactory, UserSessionFactory
from tests.factories.contacts import ClaimFactory, ContactFactory, OrganisationFactory, SegmentFactory
from tests.factories.imports import ImportFactory, LogImportFactory
from tests.factories.inbox import InboundMailFactory
from tests.factories.interactions import FollowUpFactory, InteractionFactory
from tests.factories.mail_templates import MailTemplateFactory, TemplateVersionFactory
from tests.factories.mailings import MailingFactory, RecipientFactory
from tests.factories.offers import OfferFactory
from tests.factories.outbox import AttemptFactory, IdentityFactory, MessageFactory
from tests.factories.petitions import PetitionFactory, PetitionTextFactory, SignatureFactory
from tests.factories.suppressions import SuppressionFactory

__all__ = [
    "AttemptFactory",
    "ClaimFactory",
    "ContactFactory",
    "FollowUpFactory",
    "IdentityFactory",
    "ImportFactory",
    "InboundMailFactory",
    "InteractionFactory",
    "LogImportFactory",
    "MailTemplateFactory",
    "MailingFactory",
    "MessageFactory",
    "OfferFactory",
    "OrganisationFactory",
    "PetitionFactory",
    "PetitionTextFactory",
    "RecipientFactory",
    "SegmentFactory",
    "SignatureFactory",
    "SuppressionFactory",
    "TemplateVersionFactory",
    "UserFactory",
    "UserSessionFactory",
]
