"""Contacts out, into a file: what a list says, in columns that an import reads back."""

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

import sqlalchemy as sa

from outreach.audit import services as audit
from outreach.contacts import queries
from outreach.contacts.cells import safe_cell
from outreach.contacts.entries import OTHER_WAYS, ContactEntry, entry_of
from outreach.contacts.errors import UnknownFileKind
from outreach.contacts.kinds import AddressKind
from outreach.contacts.models import Contact
from outreach.db import db
from outreach.i18n import _

ENDINGS = (".csv",)
# Several values in one cell: a postal address has commas of its own.
SEPARATOR = "; "
_BATCH = 500


def _of(field: str) -> Callable[[ContactEntry], str]:
    return lambda entry: str(getattr(entry, field) or "")


def _many(field: str) -> Callable[[ContactEntry], str]:
    return lambda entry: SEPARATOR.join(getattr(entry, field))


def _way(kind: AddressKind) -> Callable[[ContactEntry], str]:
    return lambda entry: SEPARATOR.join(value for one, value in entry.other_ways if one is kind)


def _mark(field: str) -> Callable[[ContactEntry], str]:
    return lambda entry: "yes" if getattr(entry, field) else ""


COLUMNS: dict[str, Callable[[ContactEntry], str]] = {
    "kind": _of("kind"),
    "title": _of("civility"),
    "given_name": _of("given_name"),
    "family_name": _of("family_name"),
    "name": _of("name"),
    "organisation": _of("organisation"),
    "job_title": _of("job_title"),
    "email": _many("emails"),
    "phone": _many("phones"),
    **{kind.value: _way(kind) for kind in OTHER_WAYS},
    "languages": _many("languages"),
    "country": _of("country"),
    "time_zone": _of("time_zone"),
    "beats": _many("beats"),
    "tags": _many("tags"),
    "notes": _of("notes"),
    "source": _of("source"),
    "verified_on": _of("verified_on"),
    "secrecy": _of("secrecy"),
    "never_public": _mark("never_public"),
    "never_mailed": _mark("never_mailed"),
    "do_not_contact": _mark("do_not_contact"),
    "do_not_contact_on": _of("do_not_contact_on"),
    "do_not_contact_reason": _of("do_not_contact_reason"),
}


@dataclass(frozen=True)
class Exported:
    """How many contacts were written, and how many were left out because they are marked never to be exported."""

    written: int
    left_out: int


def check_ending(file: Path) -> None:
    """Raise UnknownFileKind unless contacts can be written to `file`, by its ending."""
    if file.suffix.lower() not in ENDINGS:
        raise UnknownFileKind(
            _(
                "Contacts cannot be written to “%(file)s”. Give it one of these endings: %(endings)s.",
                file=file.name,
                endings=", ".join(ENDINGS),
            )
        )


def export_to_file(file: Path, question: str) -> Exported:
    """Write the contacts that `question` describes to `file`, which only its owner can read; told to the audit.

    The file is there whole or not at all, and replaces one of the same name.

    Raises:
        UnknownFileKind: the ending is none that can be written.
        BadQuestion: the question cannot be understood.
    """
    check_ending(file)
    statement = queries.members_of(question)
    unfinished = file.with_name(f".{file.name}.unfinished")
    try:
        # UTF-8 with its mark, or Excel takes it for Windows-1252.
        unfinished.touch(mode=0o600)
        with unfinished.open("w", encoding="utf-8-sig", newline="") as out:
            exported = write_csv(out, statement, question)
        unfinished.replace(file)
    finally:
        unfinished.unlink(missing_ok=True)
    return exported


def write_csv(out: TextIO, statement: queries.Contacts, question: str) -> Exported:
    """Write the contacts of `statement` to `out` by name, told to the audit with the `question` they answer."""
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    written = 0
    for contact in _in_batches(statement.where(Contact.never_exported.is_(False))):
        entry = entry_of(contact)
        writer.writerow([safe_cell(read(entry)) for read in COLUMNS.values()])
        written += 1
    exported = Exported(written, queries.count(statement.where(Contact.never_exported.is_(True))))
    details = {"question": question, "written": exported.written, "left_out": exported.left_out}
    audit.record("contacts.exported", details=details)
    return exported


def _in_batches(statement: Any) -> Iterator[Contact]:
    last = ("", 0)
    key = sa.tuple_(Contact.folded_name, Contact.id)
    ordered = statement.order_by(Contact.folded_name, Contact.id).options(*queries.everything()).limit(_BATCH)
    while batch := db.session.scalars(ordered.where(key > sa.tuple_(*map(sa.literal, last)))).all():
        yield from batch
        last = (batch[-1].folded_name, batch[-1].id)
