"""What merge fields draw from: the contact, the petition, the campaign, and the language of the mail."""

from dataclasses import dataclass

from babel import Locale, UnknownLocaleError
from babel.numbers import format_decimal

from outreach.contacts.models import Affiliation, Contact


@dataclass(frozen=True)
class PetitionFacts:
    """The petition as it stands, in one language."""

    title: str
    url: str
    help_url: str
    count: int
    goal: int


@dataclass(frozen=True)
class Sender:
    """Who the mail is from."""

    name: str
    email: str


@dataclass(frozen=True)
class Facts:
    """All that the fields of one mail may draw from.

    The contact comes with its affiliations, their organisations and its beats loaded. Without a petition its fields
    have no value.
    """

    contact: Contact
    language: str
    sender: Sender
    unsubscribe_url: str
    petition: PetitionFacts | None = None


def organisation(facts: Facts) -> str | None:
    """Return where the contact works now."""
    current = _current(facts.contact)
    return current.organisation.name if current else None


def job_title(facts: Facts) -> str | None:
    """Return what the contact does there."""
    current = _current(facts.contact)
    return current.job_title if current else None


def beats(facts: Facts) -> str | None:
    """Return the subjects the contact covers, as a list in one line."""
    return ("、" if facts.language == "zh" else ", ").join(beat.beat for beat in facts.contact.beats)


def country(facts: Facts) -> str | None:
    """Return the name of the contact's country in the language of the mail."""
    code = facts.contact.country
    return None if code is None else locale_of(facts.language).territories.get(code.upper())


def number(facts: Facts, value: int | None) -> str | None:
    """Return `value` with the separators of the language."""
    return None if value is None else format_decimal(value, locale=locale_of(facts.language))


def locale_of(language: str) -> Locale:
    """Return the locale of a language, English's where there is none."""
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")


def _current(contact: Contact) -> Affiliation | None:
    return next((one for one in contact.affiliations if one.is_current), None)
