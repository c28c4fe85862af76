"""How a mail greets, in each language: what is kept with the contact first, else the rule of the language.

French and Turkish customs differ from English ones: "Madame," without a name is right in a French letter, "Maître," to
anybody at the bar, and the family name stands first in Chinese. A contact without a person's name (a desk, a secretariat)
is greeted as one greets strangers. Values carry no comma at their end: the template writes it.
"""

from dataclasses import dataclass
from enum import StrEnum

from outreach.contacts.models import Contact


class Title(StrEnum):
    """What a civility means, in whichever language it was written."""

    WOMAN = "woman"
    MAN = "man"
    COUNSEL = "counsel"
    DOCTOR = "doctor"
    PROFESSOR = "professor"


_TITLES = {
    Title.WOMAN: "mme madame mlle mademoiselle mrs ms miss frau bayan 女士 خانىم ханым",
    Title.MAN: "m mr monsieur herr mister bay 先生 ئەپەندى мырза",
    Title.COUNSEL: "me maitre maître",
    Title.DOCTOR: "dr docteur doctor doktor 博士",
    Title.PROFESSOR: "prof pr professeur professor professeure 教授",
}
_TITLE_OF = {word: title for title, words in _TITLES.items() for word in words.split()}


@dataclass(frozen=True)
class _Custom:
    """How one language greets: by title, where only a name is known, and strangers."""

    by_title: dict[Title, str]
    by_name: str
    stranger: str


_CUSTOMS = {
    "en": _Custom(
        {
            Title.WOMAN: "Dear Ms {family}",
            Title.MAN: "Dear Mr {family}",
            Title.COUNSEL: "Dear Maître {family}",
            Title.DOCTOR: "Dear Dr {family}",
            Title.PROFESSOR: "Dear Professor {family}",
        },
        "Dear {name}",
        "Dear Sir or Madam",
    ),
    "fr": _Custom(
        {
            Title.WOMAN: "Madame",
            Title.MAN: "Monsieur",
            Title.COUNSEL: "Maître",
            Title.DOCTOR: "Docteur",
            Title.PROFESSOR: "Professeur",
        },
        "Bonjour {name}",
        "Madame, Monsieur",
    ),
    "de": _Custom(
        {
            Title.WOMAN: "Sehr geehrte Frau {family}",
            Title.MAN: "Sehr geehrter Herr {family}",
        },
        "Guten Tag {name}",
        "Sehr geehrte Damen und Herren",
    ),
    "tr": _Custom({}, "Sayın {name}", "Sayın Yetkili"),
    "zh": _Custom(
        {
            Title.WOMAN: "尊敬的{family}女士",
            Title.MAN: "尊敬的{family}先生",
            Title.COUNSEL: "尊敬的{family}律师",
            Title.DOCTOR: "尊敬的{family}博士",
            Title.PROFESSOR: "尊敬的{family}教授",
        },
        "尊敬的{name}",
        "您好",
    ),
    "ug": _Custom({}, "ھۆرمەتلىك {name}", "ھۆرمەتلىك خانىم-ئەپەندىلەر"),
    "kk": _Custom({}, "Құрметті {name}", "Құрметті ханымдар мен мырзалар"),
}


def greeting(contact: Contact, language: str) -> str | None:
    """Return how to greet `contact` in `language`; None in a language whose customs are not known here."""
    own = (contact.greetings or {}).get(language)
    if own:
        return str(own).strip().rstrip(",:，： ")
    custom = _CUSTOMS.get(language)
    if custom is None:
        return None
    pattern = _pattern(custom, contact)
    return pattern.format(family=contact.family_name, name=_full_name(contact))


def title_of(civility: str | None) -> Title | None:
    """Return what a civility means; None for none, or for one not known here."""
    return _TITLE_OF.get((civility or "").strip().rstrip(".").lower())


def _pattern(custom: _Custom, contact: Contact) -> str:
    if not (contact.given_name or contact.family_name):
        return custom.stranger
    title = title_of(contact.civility)
    by_title = custom.by_title.get(title) if title else None
    # "Dear Ms" with nothing behind it is worse than the whole name.
    if by_title and (contact.family_name or "{family}" not in by_title):
        return by_title
    return custom.by_name


def _full_name(contact: Contact) -> str:
    given, family = contact.given_name or "", contact.family_name or ""
    # A name in Chinese characters is written family name first and without a space.
    return family + given if _is_han(family + given) else f"{given} {family}".strip()


def _is_han(text: str) -> bool:
    return bool(text) and all("\u3400" <= letter <= "\u9fff" for letter in text)
