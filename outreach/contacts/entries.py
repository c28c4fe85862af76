"""What may be said about a contact, as forms and imports hand it to the services."""

from dataclasses import dataclass, field
from datetime import date

from outreach.contacts.kinds import AddressKind, ContactKind, Secrecy
from outreach.contacts.models import Contact

# Ways to reach somebody, other than e-mail and phone, that an entry carries.
OTHER_WAYS = (AddressKind.SIGNAL, AddressKind.WHATSAPP, AddressKind.SOCIAL, AddressKind.POSTAL)


@dataclass(frozen=True)
class ContactEntry:
    """Everything the team can say about a contact by hand or by a list; the first e-mail is the one to write to.

    `name` may be empty: then it is made of given and family name, or is the organisation's. `languages` are codes, the one
    to write in first. `country` is two letters. Phones are in any spelling that `phones.e164` reads with that country.
    """

    kind: ContactKind = ContactKind.OTHER
    name: str = ""
    civility: str = ""
    given_name: str = ""
    family_name: str = ""
    organisation: str = ""
    job_title: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    other_ways: tuple[tuple[AddressKind, str], ...] = ()
    languages: tuple[str, ...] = ()
    country: str | None = None
    time_zone: str | None = None
    beats: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    greetings: dict[str, str] = field(default_factory=dict)
    notes: str = ""
    source: str = ""
    verified_on: date | None = None
    secrecy: Secrecy = Secrecy.OPEN
    never_public: bool = False
    never_mailed: bool = False
    never_exported: bool = False
    # Asking not to be contacted is taken from an entry and never given back by one: a list without the mark undoes nothing.
    do_not_contact: bool = False
    do_not_contact_reason: str = ""
    do_not_contact_on: date | None = None


def entry_of(contact: Contact) -> ContactEntry:
    """Return what is known of `contact`, loaded by `queries.whole_contact`, so that `change_contact` would change nothing.

    `dataclasses.replace(entry_of(contact), notes=…)` changes one thing and keeps the rest.
    """
    current = next((one for one in contact.affiliations if one.is_current), None)
    return ContactEntry(
        kind=contact.kind,
        name=contact.name,
        civility=contact.civility or "",
        given_name=contact.given_name or "",
        family_name=contact.family_name or "",
        organisation=current.organisation.name if current else "",
        job_title=current.job_title if current else "",
        emails=_values(contact, AddressKind.EMAIL),
        phones=_values(contact, AddressKind.PHONE),
        other_ways=tuple((one.kind, one.value) for one in contact.addresses if one.kind in OTHER_WAYS),
        languages=tuple(one.language for one in contact.languages),
        country=contact.country,
        time_zone=contact.time_zone,
        beats=tuple(one.beat for one in contact.beats),
        tags=tuple(one.tag for one in contact.tags),
        greetings=dict(contact.greetings),
        notes=contact.notes,
        source=contact.source,
        verified_on=contact.verified_on,
        secrecy=contact.secrecy,
        never_public=contact.never_public,
        never_mailed=contact.never_mailed,
        never_exported=contact.never_exported,
        do_not_contact=contact.do_not_contact,
        do_not_contact_reason=contact.do_not_contact_reason or "",
        do_not_contact_on=contact.do_not_contact_on,
    )


def _values(contact: Contact, kind: AddressKind) -> tuple[str, ...]:
    # The preferred one first, the others in the order they came.
    found = sorted((one for one in contact.addresses if one.kind is kind), key=lambda one: not one.is_preferred)
    return tuple(one.value for one in found)
