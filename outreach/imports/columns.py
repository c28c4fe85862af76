"""Which field each heading is taken for, in the languages that lists come in."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from outreach.folding import fold
from outreach.i18n import _, _l
from outreach.imports.errors import UnreadableFile
from outreach.imports.headings import CONTACT_HEADINGS, ENGLISH, LOG_HEADINGS, OUTLETS
from outreach.imports.models import ImportSubject

# Fields that may come from several columns; for the others the first column counts and a second one is kept in the notes.
_SEVERAL = frozenset({"email", "phone", "signal", "whatsapp", "social", "beat", "tag"})
FIELD_NAMES: dict[str, Any] = {
    "kind": _l("Kind"),
    "civility": _l("Civility"),
    "name": _l("Name"),
    "given_name": _l("Given name"),
    "family_name": _l("Family name"),
    "organisation": _l("Organisation"),
    "job_title": _l("Job title"),
    "email": _l("E-mail"),
    "phone": _l("Phone"),
    "signal": _l("Signal"),
    "whatsapp": _l("WhatsApp"),
    "social": _l("Social network"),
    "postal": _l("Postal address"),
    "language": _l("Languages"),
    "country": _l("Country"),
    "time_zone": _l("Time zone"),
    "beat": _l("Beats"),
    "tag": _l("Tags"),
    "owner": _l("Looked after by"),
    "last_contact": _l("Last contact"),
    "reply": _l("Answer"),
    "follow_up": _l("Follow-up day"),
    "notes": _l("Notes"),
    "source": _l("Source"),
    "do_not_contact": _l("Not to be contacted"),
    "do_not_contact_on": _l("Not to be contacted since"),
    "do_not_contact_reason": _l("Why not to be contacted"),
    "verified_on": _l("Last checked on"),
    "secrecy": _l("Who may see this contact"),
    "never_public": _l("Never name in public"),
    "never_mailed": _l("Never in a mailing"),
    "never_exported": _l("Never in an export"),
    "day": _l("Day"),
    "by": _l("Who spoke"),
    "contact": _l("Contact"),
    "channel": _l("Channel"),
    "direction": _l("Direction"),
    "summary": _l("What was said"),
    "next_step": _l("Next step"),
    "next_on": _l("Day of the next step"),
    "problem": _l("Not read"),
    "": _l("Kept in the notes"),
}
_NEEDED = {
    ImportSubject.CONTACTS: (("name", "given_name", "family_name", "organisation", "email"),),
    ImportSubject.INTERACTIONS: (("contact",), ("day",)),
}


@dataclass(frozen=True)
class Columns:
    """The headings of a table as they stand, and beside each the field it was taken for (empty: kept in the notes)."""

    headings: tuple[str, ...]
    fields: tuple[str, ...]

    def heading_of(self, field: str) -> str:
        """Return the heading of the first column taken for `field`; empty if none was."""
        return self.name(self.fields.index(field)) if field in self.fields else ""

    def name(self, place: int) -> str:
        """Return what the column at `place` is called, "column 4" where its heading is empty."""
        return self.headings[place] or _("column %(number)d", number=place + 1)

    def values(self, cells: Sequence[str], field: str) -> list[tuple[str, str]]:
        """Return heading and text of each cell taken for `field` that is not empty."""
        taken = enumerate(zip(self.fields, cells, strict=False))
        return [(self.name(place), cell) for place, (one, cell) in taken if one == field and cell]

    @property
    def is_list_of_media(self) -> bool:
        """Whether the column of organisations is headed as one of newspapers and stations alone."""
        return key_of(self.heading_of("organisation")) in OUTLETS

    @property
    def is_english(self) -> bool:
        """Whether most headings that are known are English, where 3/12 may be a day in March or in December."""
        known = [key_of(heading) for heading, field in zip(self.headings, self.fields, strict=True) if field]
        return sum(key in ENGLISH for key in known) * 2 > len(known)

    def as_json(self) -> dict[str, Any]:
        """Return what `Import.columns` keeps."""
        return {"headings": list(self.headings), "fields": list(self.fields)}


def columns_of(kept: Mapping[str, Any]) -> Columns:
    """Return what `Import.columns` kept."""
    return Columns(tuple(kept["headings"]), tuple(kept["fields"]))


def match_columns(headings: Sequence[str], subject: ImportSubject) -> Columns:
    """Return which field each of `headings` is taken for.

    Raises:
        UnreadableFile: the first row names no columns, or not those that are needed.
    """
    words = CONTACT_HEADINGS if subject is ImportSubject.CONTACTS else LOG_HEADINGS
    fields = _names_settled(
        ["problem" if key_of(heading) == "problem" else words.get(key_of(heading), "") for heading in headings],
        headings,
    )
    once = [field if field in _SEVERAL or field not in fields[:place] else "" for place, field in enumerate(fields)]
    for group in _NEEDED[subject]:
        if not set(group) & set(once):
            raise UnreadableFile(_missing(subject, headings))
    return Columns(tuple(headings), tuple(once))


def key_of(heading: str) -> str:
    """Return a heading as it is compared: folded, words alone, without a number behind ("E-mail 2" is "e mail")."""
    words = re.sub(r"[\W_]+", " ", fold(heading)).strip()
    return re.sub(r" ?\d+$", "", words)


def _names_settled(fields: list[str], headings: Sequence[str]) -> list[str]:
    # "Nom" and "Name" are the whole name in one list, and the family name in another that has a column for the given one.
    has_given = "given_name" in fields
    if has_given and "family_name" not in fields:
        return ["family_name" if field == "name" and key_of(heading) in {"name", "nom", "姓"} else field
                for field, heading in zip(fields, headings, strict=True)]  # fmt: skip
    if not has_given and "name" not in fields:
        return ["name" if field == "family_name" else field for field in fields]
    return fields


def _missing(subject: ImportSubject, headings: Sequence[str]) -> str:
    found = ", ".join(filter(None, headings[:8])) or "–"
    sentence = (
        _(
            "The first row does not name the columns of a list of people: it reads “%(found)s”. "
            "Name them there, such as Name, Organisation, E-mail."
        )
        if subject is ImportSubject.CONTACTS
        else _(
            "The first row does not name the columns of a log: it reads “%(found)s”. "
            "Name them there: Date, Contact, Channel, Direction, Summary."
        )
    )
    return str(sentence) % {"found": found}
