"""Addresses not to be written to."""

from outreach.security import vault
from outreach.suppressions.models import Suppression, SuppressionReason
from tests.factories.base import RowFactory, factory


class SuppressionFactory(RowFactory):
    """`email` refused a mail for good."""

    class Meta:
        model = Suppression

    class Params:
        email = factory.Sequence(lambda number: f"gone{number}@sample.example")

    address_hash = factory.LazyAttribute(lambda suppression: vault.keyed_hash("address", suppression.email))
    reason = SuppressionReason.BOUNCE
    source = "550 5.1.1 no such user"
