"""Contacts: added and changed as an entry says, with what belongs to them."""

from collections.abc import Sequence

from sqlalchemy.orm.exc import StaleDataError

from outreach import clock
from outreach.accounts.models import User
from outreach.contacts.entries import ContactEntry
from outreach.contacts.errors import ChangedMeanwhile, NamelessContact
from outreach.contacts.kinds import AddressKind, AddressState
from outreach.contacts.models import (
    Address,
    Affiliation,
    Contact,
    ContactBeat,
    ContactLanguage,
    ContactTag,
    Organisation,
)
from outreach.contacts.phones import e164
from outreach.contacts.services.organisations import find_or_add_organisation
from outreach.contacts.services.standing import mark_do_not_contact
from outreach.db import db
from outreach.folding import fold
from outreach.mail.addresses import folded as folded_email
from outreach.mail.addresses import parse_address

# Fields that an entry and a contact name alike, and that need no thought.
_PLAIN = (
    "kind",
    "country",
    "time_zone",
    "notes",
    "source",
    "verified_on",
    "secrecy",
    "never_public",
    "never_mailed",
    "never_exported",
)
_EMPTY_IS_NONE = ("civility", "given_name", "family_name")
_DIALLED = frozenset({AddressKind.PHONE, AddressKind.SIGNAL, AddressKind.WHATSAPP})


def add_contact(entry: ContactEntry, author: User | None = None) -> Contact:
    """Add a contact with all that `entry` says; it is found at stage "found", or closed if it must not be contacted.

    Raises:
        NamelessContact: neither a name nor an organisation.
        BadAddress, BadPhone: an address cannot be one.
    """
    contact = Contact(
        created_by_id=author.id if author else None,
        addresses=[],
        affiliations=[],
        languages=[],
        beats=[],
        tags=[],
        row_version=1,
        do_not_contact=False,
    )
    _apply(contact, entry, _name_of(entry))
    db.session.add(contact)
    db.session.flush()  # for its id: who adds a contact leads to it, claims it, or logs what was said
    _keep_from_contacting(contact, entry)
    return contact


def change_contact(contact: Contact, entry: ContactEntry, version: int | None = None) -> None:
    """Make `contact`, loaded by `queries.whole_contact`, what `entry` says. A former employer stays as ended.

    With `version` (the `row_version` that was read) nothing is written over what somebody else saved since.

    Raises:
        ChangedMeanwhile: somebody did.
        NamelessContact, BadAddress, BadPhone: as in `add_contact`.
    """
    if version is not None and version != contact.row_version:
        raise ChangedMeanwhile
    _apply(contact, entry, _renamed(contact, entry))
    contact.updated_at = clock.now()
    # Counted here and not by SQLAlchemy: a logged call moves the stage, and must not spoil the form somebody has open.
    contact.row_version += 1
    try:
        db.session.flush()  # now, while the error can still be told beside the form
    except StaleDataError as error:
        raise ChangedMeanwhile from error
    _keep_from_contacting(contact, entry)


def add_address(contact: Contact, kind: AddressKind, value: str, source: str = "") -> Address:
    """Add one way to reach `contact`, loaded with its addresses, or return the same one it has already.

    Raises:
        BadAddress, BadPhone: it cannot be one.
    """
    new = _address(kind, value, contact.country, source)
    for one in contact.addresses:
        if (one.kind, one.folded) == (new.kind, new.folded):
            return one
    if contact.do_not_contact:
        new.state = AddressState.OPTED_OUT
    new.is_preferred = not any(one.kind is kind for one in contact.addresses)
    contact.addresses.append(new)
    contact.folded = f"{contact.folded} {new.folded}"
    return new


def _keep_from_contacting(contact: Contact, entry: ContactEntry) -> None:
    # Again for those who asked before: what was added to their addresses is not to be used either.
    if entry.do_not_contact or contact.do_not_contact:
        mark_do_not_contact(contact, entry.do_not_contact_reason, entry.do_not_contact_on or clock.today())


def _apply(contact: Contact, entry: ContactEntry, name: str) -> None:
    # All that can be refused comes first: a refused entry leaves the contact untouched.
    addresses = _addresses(contact, entry)
    contact.name = name
    contact.folded_name = fold(name)
    for field in _PLAIN:
        setattr(contact, field, getattr(entry, field))
    for field in _EMPTY_IS_NONE:
        setattr(contact, field, getattr(entry, field) or None)
    contact.greetings = dict(entry.greetings)
    contact.addresses = addresses
    _set_words(contact, entry)
    organisation = _set_affiliation(contact, entry)
    contact.folded = _searched(contact, entry, organisation)


def _addresses(contact: Contact, entry: ContactEntry) -> list[Address]:
    wanted = [
        *((AddressKind.EMAIL, one) for one in entry.emails),
        *((AddressKind.PHONE, one) for one in entry.phones),
        *entry.other_ways,
    ]
    had = {(one.kind, one.folded): one for one in contact.addresses}
    kept: dict[tuple[AddressKind, str], Address] = {}
    for new in [_address(kind, value, entry.country, entry.source) for kind, value in wanted]:
        key = (new.kind, new.folded)
        if key not in kept:
            is_first = not any(kind is new.kind for kind, _folded in kept)
            kept[key] = had.get(key, new)
            kept[key].is_preferred = is_first
    # What its owner told us not to use is remembered even when it is taken off: else the next import would use it again.
    told = [one for key, one in had.items() if key not in kept and one.state is AddressState.OPTED_OUT]
    return [*kept.values(), *told]


def _address(kind: AddressKind, value: str, country: str | None, source: str) -> Address:
    value = " ".join(value.split())
    compared = fold(value)
    if kind is AddressKind.EMAIL:
        value = str(parse_address(value))
        compared = folded_email(value)
    elif kind in _DIALLED and not (kind is AddressKind.SIGNAL and any(sign.isalpha() for sign in value)):
        # Signal also knows people by a user name, "camille.42".
        compared = e164(value, country)
    return Address(
        kind=kind, value=value, folded=compared, source=source, obtained_on=clock.today(), state=AddressState.GOOD
    )


def _set_words(contact: Contact, entry: ContactEntry) -> None:
    languages = {one.language: one for one in contact.languages}
    contact.languages = [languages.get(code) or ContactLanguage(language=code) for code in _once(entry.languages)]
    for position, language in enumerate(contact.languages):
        language.position = position
    beats = {one.folded_beat: one for one in contact.beats}
    contact.beats = [
        beats.get(fold(beat)) or ContactBeat(beat=beat, folded_beat=fold(beat)) for beat in _once(entry.beats)
    ]
    tags = {one.folded_tag: one for one in contact.tags}
    contact.tags = [tags.get(fold(tag)) or ContactTag(tag=tag, folded_tag=fold(tag)) for tag in _once(entry.tags)]


def _once(words: Sequence[str]) -> list[str]:
    return list({fold(word): " ".join(word.split()) for word in reversed(words) if fold(word)}.values())[::-1]


def _set_affiliation(contact: Contact, entry: ContactEntry) -> Organisation | None:
    current = next((one for one in contact.affiliations if one.is_current), None)
    organisation = find_or_add_organisation(entry.organisation) if fold(entry.organisation) else None
    if current and organisation is current.organisation:
        current.job_title = entry.job_title
        return organisation
    if current:
        current.to_on = clock.today()
    if organisation:
        contact.affiliations.append(Affiliation(organisation=organisation, job_title=entry.job_title))
    return organisation


def _name_of(entry: ContactEntry) -> str:
    name = " ".join((entry.name or _made_of(entry) or entry.organisation).split())
    if not fold(name):
        raise NamelessContact
    return name


def _renamed(contact: Contact, entry: ContactEntry) -> str:
    # A name that was made of both parts follows when a part changes.
    is_made = entry.name == contact.name == _made_of(contact)
    return _made_of(entry) if is_made and _made_of(entry) else _name_of(entry)


def _made_of(whose: ContactEntry | Contact) -> str:
    return " ".join(f"{whose.given_name or ''} {whose.family_name or ''}".split())


def _searched(contact: Contact, entry: ContactEntry, organisation: Organisation | None) -> str:
    words = [
        contact.name,
        entry.given_name,
        entry.family_name,
        organisation.name if organisation else "",
        entry.job_title,
        *entry.beats,
        *entry.tags,
        entry.notes,
    ]
    found = [fold(word) for word in words if word]
    return " ".join([*dict.fromkeys(found), *(one.folded for one in contact.addresses)])
