"""Offers of help."""

from outreach.offers.models import Offer, OfferRole
from tests.factories.base import RowFactory, factory
from tests.factories.petitions import PetitionFactory


class OfferFactory(RowFactory):
    """A lawyer's "I can help", not looked at yet."""

    class Meta:
        model = Offer

    petition = factory.SubFactory(PetitionFactory)
    role = OfferRole.LAWYER
    language = "fr"
    name = factory.Sequence(lambda number: f"Inès Sample {number}")
    email = factory.Sequence(lambda number: f"ines{number}@sample.example")
    organisation = "Sample & Co"
    text = "I can take the case to the working group."
