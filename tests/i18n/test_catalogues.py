"""Every text people see is said in French, and what the public sees in Uyghur too; the compiled catalogues say the same."""

import re
from functools import cache

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo
from babel.support import Translations

from tests.support.catalogues import TRANSLATIONS, compiled, kept, said, source, wanted

pytestmark = pytest.mark.no_database

PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|(?<!%)%[sd]|\{(\w*)\}")
# A no-break space stands before these and after «, or the sign wanders to the next line.
BREAKABLE = re.compile(r" [;:!?»]|« |\w[!?;](?=\s|$)")


catalogue = cache(kept)


def contents(texts: Catalog) -> dict[tuple[str, ...], tuple[str, ...]]:
    """What is said in other words than the source's, each text and its translation as one or more forms."""
    both = {forms(message.id): forms(message.string) for message in texts if message.id and any(message.string)}
    # The compiler fills a plural that is not translated with the source's own words.
    return {ids: translation for ids, translation in both.items() if ids != translation}


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
        if not all(texts := said(catalogue(language), message))
        or len(texts) != (plurals if message.pluralizable else 1)
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
        changed += [text for text in said(catalogue(language), message) if not needed <= placeholders(text) <= asked]

    assert changed == []


@pytest.mark.parametrize("language", ["fr", "ug"])
def test_a_catalogue_holds_no_text_that_nobody_shows(language):
    shown = {message.id for message in source()}

    assert [message.id for message in catalogue(language) if message.id and message.id not in shown] == []


@pytest.mark.parametrize("language", ["fr", "ug"])
def test_the_compiled_catalogue_says_what_the_readable_one_says(language):
    with compiled(language).open("rb") as file:
        binary = read_mo(file)

    assert contents(binary) == contents(catalogue(language))


def test_french_signs_stay_on_the_line_of_their_word():
    texts = [text for message in wanted("fr") for text in said(catalogue("fr"), message)]

    assert [text for text in texts if BREAKABLE.search(text)] == []


def test_french_apostrophes_are_round():
    texts = [text for message in wanted("fr") for text in said(catalogue("fr"), message)]

    assert [text for text in texts if re.search(r"\w'\w", text)] == []


def test_a_french_reader_gets_french():
    translations = Translations.load(TRANSLATIONS, ["fr"])

    assert translations.ugettext("There is no such page") == "Cette page n’existe pas"
    assert translations.ungettext("%(num)d hour", "%(num)d hours", 0) == "%(num)d heure"
