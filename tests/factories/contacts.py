"""Contacts, and what belongs to them."""

from datetime import date, timedelta

from outreach import clock
from outreach.contacts.kinds import AddressKind, ContactKind
from outreach.contacts.models import (
    Address,
    Affiliation,
    Claim,
    Contact,
    ContactBeat,
    ContactLanguage,
    ContactTag,
    Organisation,
    Segment,
)
from outreach.folding import fold
from tests.factories.accounts import UserFactory
from tests.factories.base import RowFactory, factory


class OrganisationFactory(RowFactory):
    """An outlet."""

    class Meta:
        model = Organisation

    name = factory.Sequence(lambda number: f"Daily Sample {number}")
    folded_name = factory.LazyAttribute(lambda organisation: fold(organisation.name))
    country = "FR"


class ContactFactory(RowFactory):
    """A journalist with one good address, who reads English.

    Beside the columns: `email` and `phone` (None for none), `reads` (language codes, the one to write in first),
    `covers` and `tagged` (words), `organisation` and `job_title`, `opted_out=True`.
    """

    class Meta:
        model = Contact

    class Params:
        email = factory.Sequence(lambda number: f"camille{number}@sample.example")
        phone = None
        reads = ("en",)
        covers = ()
        tagged = ()
        organisation = None
        job_title = ""
        opted_out = factory.Trait(
            do_not_contact=True, do_not_contact_on=date(2018, 2, 1), do_not_contact_reason="asked us to stop"
        )

    kind = ContactKind.JOURNALIST
    name = factory.Sequence(lambda number: f"Camille Sample {number}")
    folded_name = factory.LazyAttribute(lambda contact: fold(contact.name))
    folded = factory.LazyAttribute(lambda contact: contact.folded_name)
    country = "FR"
    time_zone = "Europe/Paris"
    source = "their own page"
    addresses = factory.LazyAttribute(
        lambda contact: [
            Address(kind=kind, value=value, folded=value.casefold(), source=contact.source)
            for kind, value in ((AddressKind.EMAIL, contact.email), (AddressKind.PHONE, contact.phone))
            if value
        ]
    )
    languages = factory.LazyAttribute(
        lambda contact: [
            ContactLanguage(language=language, position=position) for position, language in enumerate(contact.reads)
        ]
    )
    beats = factory.LazyAttribute(
        lambda contact: [ContactBeat(beat=beat, folded_beat=fold(beat)) for beat in contact.covers]
    )
    tags = factory.LazyAttribute(lambda contact: [ContactTag(tag=tag, folded_tag=fold(tag)) for tag in contact.tagged])
    affiliations = factory.LazyAttribute(
        lambda contact: (
            [Affiliation(organisation=contact.organisation, job_title=contact.job_title)]
            if contact.organisation
            else []
        )
    )


class ClaimFactory(RowFactory):
    """Somebody looks after a contact, for two weeks from now."""

    class Meta:
        model = Claim

    contact = factory.SubFactory(ContactFactory)
    owner = factory.SubFactory(UserFactory)
    claimed_at = factory.LazyFunction(clock.now)
    expires_at = factory.LazyAttribute(lambda claim: claim.claimed_at + timedelta(days=14))


class SegmentFactory(RowFactory):
    """A saved question."""

    class Meta:
        model = Segment

    name = factory.Sequence(lambda number: f"French-speaking journalists {number}")
    question = "kind:journalist language:fr"
