"""The merge fields: the closed list from which templates are checked, filled, completed and documented.

One entry per field. A field is found under its key and under its name in each language, however it is spelt: "prénom",
"Prenom" and "first_name" are one.
"""

import difflib
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from outreach.i18n import _l
from outreach.mail_templates import facts as of
from outreach.mail_templates.facts import Facts
from outreach.mail_templates.greetings import greeting


class Shape(StrEnum):
    """What kind of value a field has: words, a figure, the address of a page, or an e-mail address."""

    WORDS = "words"
    NUMBER = "number"
    LINK = "link"
    EMAIL = "email"


@dataclass(frozen=True)
class Field:
    """A place that is filled for each recipient.

    `of_contact`: the value comes from the contact, so that a change of it takes an approval back. Others, such as the
    petition's count, are right at the moment of freezing and may change later.
    """

    key: str
    names: dict[str, tuple[str, ...]]
    description: Any
    example: str
    value: Callable[[Facts], str | None]
    shape: Shape = Shape.WORDS
    of_contact: bool = False


def _petition(read: Callable[[of.PetitionFacts], str]) -> Callable[[Facts], str | None]:
    return lambda facts: read(facts.petition) if facts.petition else None


FIELDS: tuple[Field, ...] = (
    Field(
        "first_name",
        {"en": ("first name", "given name"), "fr": ("prénom",)},
        _l("The first name."),
        "Camille",
        lambda facts: facts.contact.given_name,
        of_contact=True,
    ),
    Field(
        "last_name",
        {"en": ("last name", "family name", "surname"), "fr": ("nom", "nom de famille")},
        _l("The family name."),
        "Exemple",
        lambda facts: facts.contact.family_name,
        of_contact=True,
    ),
    Field(
        "full_name",
        {"en": ("full name", "name"), "fr": ("nom complet", "prénom et nom")},
        _l("The whole name, or the name of the desk where there is no person."),
        "Camille Exemple",
        lambda facts: facts.contact.name,
        of_contact=True,
    ),
    Field(
        "greeting",
        {"en": ("greeting", "salutation"), "fr": ("formule d’appel", "salutation", "appel")},
        _l(
            "How to greet, as is right in the language of the mail: “Madame”, “Maître”, “Dear Ms Exemple”. Without a comma at its end."
        ),
        "Madame",
        lambda facts: greeting(facts.contact, facts.language),
        of_contact=True,
    ),
    Field(
        "organisation",
        {"en": ("organisation", "organization", "outlet"), "fr": ("organisation", "média", "organisme")},
        _l("Where the contact works now."),
        "Le Monde",
        of.organisation,
        of_contact=True,
    ),
    Field(
        "job_title",
        {"en": ("job title", "role"), "fr": ("fonction", "poste")},
        _l("What the contact does there."),
        "Service international",
        of.job_title,
        of_contact=True,
    ),
    Field(
        "beat",
        {"en": ("beat", "beats"), "fr": ("sujet", "sujets", "rubrique")},
        _l("The subjects the contact covers."),
        "Asie",
        of.beats,
        of_contact=True,
    ),
    Field(
        "country",
        {"en": ("country",), "fr": ("pays",)},
        _l("The contact’s country, in the language of the mail."),
        "France",
        of.country,
        of_contact=True,
    ),
    Field(
        "petition_title",
        {"en": ("petition title",), "fr": ("titre de la pétition", "titre pétition")},
        _l("The title of the petition, in the language of the mail where it exists."),
        "Free my mother",
        _petition(lambda petition: petition.title),
    ),
    Field(
        "petition_url",
        {"en": ("petition url", "petition link"), "fr": ("lien de la pétition", "adresse de la pétition")},
        _l("The address of the petition’s page, in the language of the mail where it exists."),
        "https://petition.example/petitions/free-my-mother/en",
        _petition(lambda petition: petition.url),
        Shape.LINK,
    ),
    Field(
        "help_url",
        {"en": ("help url", "help link"), "fr": ("lien pour aider", "adresse pour aider")},
        _l("The address of the page where journalists, lawyers and others say that they can help."),
        "https://petition.example/petitions/free-my-mother/help",
        _petition(lambda petition: petition.help_url),
        Shape.LINK,
    ),
    Field(
        "petition_count",
        {"en": ("petition count", "signatures"), "fr": ("nombre de signatures", "signatures")},
        _l("How many people have signed, at the moment the mail is approved."),
        "312",
        lambda facts: of.number(facts, facts.petition.count if facts.petition else None),
        Shape.NUMBER,
    ),
    Field(
        "petition_goal",
        {"en": ("petition goal", "goal"), "fr": ("objectif", "objectif de la pétition")},
        _l("How many signatures the petition is on its way to."),
        "500",
        lambda facts: of.number(facts, facts.petition.goal if facts.petition else None),
        Shape.NUMBER,
    ),
    Field(
        "sender_name",
        {"en": ("sender name",), "fr": ("nom de l’expéditeur",)},
        _l("The name the campaign writes under."),
        "Gulhumar",
        lambda facts: facts.sender.name,
    ),
    Field(
        "sender_email",
        {"en": ("sender email",), "fr": ("courriel de l’expéditeur", "adresse de l’expéditeur")},
        _l("The address the campaign writes from."),
        "campaign@petition.example",
        lambda facts: facts.sender.email,
        Shape.EMAIL,
    ),
    Field(
        "unsubscribe_url",
        {"en": ("unsubscribe url", "unsubscribe link"), "fr": ("lien de désinscription", "désinscription")},
        _l(
            "The page where the recipient can tell us to stop. Where a template leaves it out, a line with it is added."
        ),
        "https://petition.example/unsubscribe/…",
        lambda facts: facts.unsubscribe_url,
        Shape.LINK,
    ),
)
BY_KEY = {field.key: field for field in FIELDS}


def key_named(name: str) -> str | None:
    """Return the key of the field known under `name` in any language; None where there is none."""
    return _KEYS.get(_folded(name))


def closest(name: str) -> str | None:
    """Return the name of a field, as it is written, that `name` was probably meant to be."""
    near = difflib.get_close_matches(_folded(name), _KEYS, n=1, cutoff=0.6)
    return _WRITTEN[near[0]] if near else None


def values(facts: Facts, keys: Iterable[str]) -> dict[str, str | None]:
    """Return what goes into the fields named by `keys`: trimmed, None where there is nothing."""
    return {key: (BY_KEY[key].value(facts) or "").strip() or None for key in keys}


def _folded(name: str) -> str:
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))
    return re.sub(r"[\W_]+", "_", bare.casefold()).strip("_")


def _spellings() -> dict[str, str]:
    """Return each field's spellings as written, by folded spelling; of two fields with one name the first keeps it."""
    found: dict[str, str] = {}
    for field in FIELDS:
        for spelling in (field.key, *(name for names in field.names.values() for name in names)):
            found.setdefault(_folded(spelling), spelling)
    return found


def _keys() -> dict[str, str]:
    found = {_folded(field.key): field.key for field in FIELDS}
    for field in FIELDS:
        for name in (name for names in field.names.values() for name in names):
            found.setdefault(_folded(name), field.key)
    return found


_WRITTEN = _spellings()
_KEYS = _keys()
