"""Every text people see is said in French, and what the public sees in Uyghur too; the compiled catalogues say the same."""

import os
import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from babel.support import Translations

pytestmark = pytest.mark.no_database

ROOT = Path(__file__).resolve().parents[2]
TRANSLATIONS = ROOT / "outreach" / "translations"
KEYWORDS = {"_": None, "_l": None, "gettext": None, "lazy_gettext": None, "ngettext": (1, 2), "lazy_ngettext": (1, 2)}
# What somebody outside the team can come to see.
PUBLIC = re.compile(
    r"outreach/(petitions|offers|web)/|outreach/mail/addresses\.py"
    r"|templates/(petitions|offers|signatures|suppressions|errors|components)/|templates/(base|public)\.html"
    r"|templates/emails/(already_signed|confirm|signature|petition|offer)"
)
DESK = re.compile(r"desk|/cli\w*\.py|/words\.py|navigation")
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|(?<!%)%[sd]|\{(\w*)\}")
# A no-break space stands before these and after «, or the sign wanders to the next line.
BREAKABLE = re.compile(r" [;:!?»]|« |\w[!?;](?=\s|$)")


@cache
def source() -> Catalog:
    """All texts of the program as its source names them, each with the files it stands in."""
    with (TRANSLATIONS / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    catalogue = Catalog()
    for name, line, text, comments, _context in extract_from_dir(str(ROOT), methods, options, KEYWORDS):
        catalogue.add(text, locations=[(name.replace(os.sep, "/"), line)], auto_comments=comments)
    return catalogue


@cache
def catalogue(language: str) -> Catalog:
    with (TRANSLATIONS / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale=language)


def is_public(message: Message) -> bool:
    return any(PUBLIC.match(name) and not DESK.search(name) for name, _line in message.locations)


def wanted(language: str) -> list[Message]:
    return [message for message in source() if message.id and (language == "fr" or is_public(message))]


def said(language: str, message: Message) -> list[str]:
    """The translations of `message`, one per plural form; empty where there is none."""
    found = catalogue(language).get(message.id[0] if message.pluralizable else message.id)
    if found is None or found.id != message.id or found.fuzzy:
        return []
    return list(found.string) if message.pluralizable else [found.string]


def contents(catalogue: Catalog) -> dict[tuple[str, ...], tuple[str, ...]]:
    """What is said in other words than the source's, each text and its translation as one or more forms."""
    both = {forms(message.id): forms(message.string) for message in catalogue if message.id and any(message.string)}
    # The compiler fills a plural that is not translated with the source's own words.
    return {texts: translation for texts, translation in both.items() if texts != translation}


def forms(texts: str | list[str] | tuple[str, ...]) -> tuple[str, ...]:
    return (texts,) if isinstance(texts, str) else tuple(texts)


def placeholders(text: str) -> set[str]:
    return {match.group(0) for match in PLACEHOLDER.finditer(text)}


@pytest.mark.parametrize("language", ["fr", "ug"])
def test_every_text_is_translated(language):
    plurals = catalogue(language).num_plurals

    missing = [
        message.id
        for message in wanted(language)
        if not all(texts := said(language, message)) or len(texts) != (plurals if message.pluralizable else 1)
    ]

    assert missing == []


@pytest.mark.parametrize("language", ["fr", "ug"])
def test_a_translation_keeps_the_placeholders(language):
    changed = []
    for message in wanted(language):
        ids = list(message.id) if message.pluralizable else [message.id]
        asked = set().union(*map(placeholders, ids))
        # A form for one thing may say "one" in words.
        needed = asked - {"%(num)d", "%(num)s"} if message.pluralizable else asked
        changed += [text for text in said(language, message) if not needed <= placeholders(text) <= asked]

    assert changed == []


@pytest.mark.parametrize("language", ["fr", "ug"])
def test_a_catalogue_holds_no_text_that_nobody_shows(language):
    shown = {message.id for message in source()}

    assert [message.id for message in catalogue(language) if message.id and message.id not in shown] == []


@pytest.mark.parametrize("language", ["fr", "ug"])
def test_the_compiled_catalogue_says_what_the_readable_one_says(language):
    with (TRANSLATIONS / language / "LC_MESSAGES" / "messages.mo").open("rb") as file:
        compiled = read_mo(file)

    assert contents(compiled) == contents(catalogue(language))


def test_french_signs_stay_on_the_line_of_their_word():
    texts = [text for message in wanted("fr") for text in said("fr", message)]

    assert [text for text in texts if BREAKABLE.search(text)] == []


def test_french_apostrophes_are_round():
    texts = [text for message in wanted("fr") for text in said("fr", message)]

    assert [text for text in texts if re.search(r"\w'\w", text)] == []


def test_a_french_reader_gets_french():
    translations = Translations.load(TRANSLATIONS, ["fr"])

    assert translations.ugettext("There is no such page") == "Cette page n’existe pas"
    assert translations.ungettext("%(num)d hour", "%(num)d hours", 0) == "%(num)d heure"
