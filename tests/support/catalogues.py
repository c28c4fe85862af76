"""The texts of the source and their catalogues: what must be said in which language, and `make translate`.

Run as a program, it brings both catalogues up to date with the source and compiles them. It writes what pybabel would, but
sorted, without dates, and in Uyghur only what the public sees: a translation changes the lines it is about and no others.
"""

import os
import re
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[2]
TRANSLATIONS = ROOT / "outreach" / "translations"
LANGUAGES = ("fr", "ug")
KEYWORDS = {"_": None, "_l": None, "gettext": None, "lazy_gettext": None, "ngettext": (1, 2), "lazy_ngettext": (1, 2)}
# What somebody outside the team can come to see.
PUBLIC = re.compile(
    r"outreach/(petitions|offers|web)/|outreach/mail/addresses\.py"
    r"|templates/(petitions|offers|signatures|suppressions|errors|components)/|templates/(base|public)\.html"
    r"|templates/emails/(already_signed|confirm|signature|petition|offer)"
)
DESK = re.compile(r"desk|/cli\w*\.py|/words\.py|navigation")
# Kept of the header that gettext prescribes: the rest is dates and names, and would change with every run.
HEADER = re.compile(r'"(?:Project-Id|Report-Msgid|POT-Creation|PO-Revision|Last-Translator|Language-Team|Generated-By)')


@cache
def source() -> Catalog:
    """All texts of the program as its source names them, each with the files it stands in."""
    with (TRANSLATIONS / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    catalogue = Catalog()
    for name, line, text, comments, _context in extract_from_dir(str(ROOT), methods, options, KEYWORDS):
        catalogue.add(text, locations=[(name.replace(os.sep, "/"), line)], auto_comments=comments)
    return catalogue


def readable(language: str) -> Path:
    return TRANSLATIONS / language / "LC_MESSAGES" / "messages.po"


def compiled(language: str) -> Path:
    return readable(language).with_suffix(".mo")


@cache
def kept(language: str) -> Catalog:
    """The catalogue as it stands in its file."""
    with readable(language).open("rb") as file:
        return read_po(file, locale=language)


def wanted(language: str) -> list[Message]:
    """The texts that must be said in `language`."""
    return [message for message in source() if message.id and (language == "fr" or _is_public(message))]


def said(catalogue: Catalog, message: Message) -> list[str]:
    """The translations of `message`, one per plural form; empty where there is none."""
    found = catalogue.get(message.id[0] if message.pluralizable else message.id)
    if found is None or found.id != message.id or found.fuzzy:
        return []
    return list(found.string) if message.pluralizable else [found.string]


def bring_up_to_date(language: str) -> int:
    """Write the catalogue anew from the source, keeping what is translated, and compile it. Return how many texts are empty."""
    old = kept(language)
    new = Catalog(locale=language, fuzzy=False, header_comment=old.header_comment)
    for message in wanted(language):
        files = sorted({(name, 0) for name, _line in message.locations})
        forms = said(old, message) or [""] * (new.num_plurals if message.pluralizable else 1)
        string = tuple(forms) if message.pluralizable else forms[0]
        new.add(message.id, string, files, auto_comments=message.auto_comments, flags=message.flags)
    text = BytesIO()
    write_po(text, new, width=0, include_lineno=False, sort_output=True)
    lines = text.getvalue().decode().splitlines(keepends=True)
    readable(language).write_text("".join(line for line in lines if not HEADER.match(line)), encoding="utf-8")
    with compiled(language).open("wb") as file:
        write_mo(file, kept(language))
    return sum(not all(said(new, message)) for message in wanted(language))


def _is_public(message: Message) -> bool:
    return any(PUBLIC.match(name) and not DESK.search(name) for name, _line in message.locations)


if __name__ == "__main__":
    for language in LANGUAGES:
        print(f"{readable(language).relative_to(ROOT)}: {bring_up_to_date(language)} texts to translate")  # noqa: T201 - it is a program
