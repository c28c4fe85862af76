"""Whom of ours the rows of a list are about: read from the database for the whole list in a few statements."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, TypeVar

import sqlalchemy as sa

from outreach.contacts.entries import ContactEntry
from outreach.contacts.kinds import AddressKind
from outreach.contacts.models import Address, Contact
from outreach.contacts.queries import everything
from outreach.db import db
from outreach.folding import fold
from outreach.imports.columns import columns_of
from outreach.imports.contacts.meaning import ListFacts, ReadRow, read_row
from outreach.imports.models import Import, ImportRow, ImportState, ImportSubject, Verdict
from outreach.interactions.models import FollowUp, Interaction
from outreach.suppressions.models import Suppression, SuppressionReason
from outreach.suppressions.services import address_hash

Key = TypeVar("Key")
# SQLite takes some 32,000 values in one statement, PostgreSQL as many; a list may be longer.
CHUNK = 500

# A name as it is compared, whichever part of it stands first, and the organisation.
NameKey = tuple[str, str]


def name_key(entry: ContactEntry) -> NameKey:
    """Return what two rows without an address are compared by: name and organisation."""
    return sorted_name(entry.name or entry.organisation), fold(entry.organisation)


def sorted_name(name: str) -> str:
    """Return `name` as it is compared: "EXEMPLE Théo" and "Theo Exemple" are one."""
    return " ".join(sorted(fold(name).replace(",", " ").split()))


def compared_email(email: str) -> str:
    """Return an address of an entry as it is compared. It was read before: to read it again would take most of an import's time."""
    return email.lower()


def spellings(name: str) -> set[str]:
    """Return `name` as it is compared, the first word first, and last, and the last word first."""
    words = fold(name).replace(",", " ").split()
    return {" ".join(one) for one in (words, words[1:] + words[:1], words[-1:] + words[:-1])}


class Known:
    """The contacts that a list may be about, and what an earlier import of theirs said."""

    def __init__(self, rows: Iterable[ReadRow]) -> None:
        """Load all contacts who have an address or a name of `rows`."""
        entries = [row.entry for row in rows if not row.is_stopped]
        emails = {compared_email(one) for entry in entries for one in entry.emails}
        self.by_email: dict[str, list[int]] = defaultdict(list)
        self._load_emails(emails)
        self.suppressed = dict(_suppressed(emails))
        named = self._ids_by_name({one for entry in entries for one in spellings(entry.name or entry.organisation)})
        ids = {one for found in self.by_email.values() for one in found} | named
        self.contacts = {one.id: one for one in _whole(ids)}
        self.by_name: dict[NameKey, list[int]] = defaultdict(list)
        for contact in self.contacts.values():
            self.by_name[self._key_of(contact)].append(contact.id)
        self._earlier = dict(_earlier_rows(ids))
        self.logged = set(_days_logged(ids))
        self.reminded = set(_days_reminded(ids))

    def earlier_reading(self, contact: Contact, facts: ListFacts) -> ReadRow | None:
        """Return what the last import said of `contact`; None when none did."""
        kept = self._earlier.get(contact.id)
        if kept is None:
            return None
        cells, columns, file_name = kept
        return read_row(cells, ListFacts(columns_of(columns), file_name, facts.order, facts.today, facts.team))

    @staticmethod
    def _key_of(contact: Contact) -> NameKey:
        current = next((one for one in contact.affiliations if one.is_current), None)
        return sorted_name(contact.name), current.organisation.folded_name if current else ""

    def _load_emails(self, wanted: set[str]) -> None:
        for some in chunks(wanted):
            statement = (
                sa.select(Address.folded, Address.contact_id)
                .join(Address.contact)
                .where(Address.kind == AddressKind.EMAIL, Address.folded.in_(some), Contact.merged_into_id.is_(None))
                .order_by(Address.contact_id)
            )
            for email, contact_id in db.session.execute(statement):
                self.by_email[email].append(contact_id)

    @staticmethod
    def _ids_by_name(wanted: set[str]) -> set[int]:
        found: set[int] = set()
        for some in chunks(wanted):
            statement = sa.select(Contact.id).where(Contact.folded_name.in_(some), Contact.merged_into_id.is_(None))
            found.update(db.session.scalars(statement))
        return found


def emails_of(contact: Contact) -> list[str]:
    """Return the e-mail addresses of a loaded contact as they are compared."""
    return [one.folded for one in contact.addresses if one.kind is AddressKind.EMAIL]


def _suppressed(emails: set[str]) -> Iterator[tuple[str, SuppressionReason]]:
    for some in chunks(emails):
        by_hash = {address_hash(email): email for email in some}
        statement = sa.select(Suppression.address_hash, Suppression.reason).where(
            Suppression.address_hash.in_(by_hash), Suppression.covers == "", Suppression.lifted_at.is_(None)
        )
        for hashed, reason in db.session.execute(statement):
            yield by_hash[hashed], reason


def _whole(ids: set[int]) -> Iterator[Contact]:
    for some in chunks(ids):
        statement = sa.select(Contact).where(Contact.id.in_(some)).options(*everything()).order_by(Contact.id)
        yield from db.session.scalars(statement.execution_options(populate_existing=True))


def _earlier_rows(ids: set[int]) -> Iterator[tuple[int, tuple[list[str], dict[str, Any], str]]]:
    meant = (Verdict.NEW, Verdict.CHANGES, Verdict.SAME)
    for some in chunks(ids):
        statement = (
            sa.select(ImportRow.contact_id, ImportRow.cells, Import.columns, Import.file_name)
            .join(Import, Import.id == ImportRow.import_id)
            .where(
                ImportRow.contact_id.in_(some),
                ImportRow.verdict.in_(meant),
                Import.state == ImportState.DONE,
                Import.subject == ImportSubject.CONTACTS,
            )
            .order_by(ImportRow.id)  # the last one stays
        )
        for contact_id, cells, columns, file_name in db.session.execute(statement):
            yield contact_id, (cells, columns, file_name)


def _days_logged(ids: set[int]) -> Iterator[tuple[int, date, str]]:
    for some in chunks(ids):
        statement = sa.select(Interaction.contact_id, Interaction.happened_on, Interaction.summary)
        yield from db.session.execute(statement.where(Interaction.contact_id.in_(some)))


def _days_reminded(ids: set[int]) -> Iterator[tuple[int, date]]:
    for some in chunks(ids):
        statement = sa.select(FollowUp.contact_id, FollowUp.due_on)
        yield from db.session.execute(statement.where(FollowUp.contact_id.in_(some)))


def chunks(wanted: Iterable[Key]) -> Iterator[Sequence[Key]]:
    """Give `wanted` some at a time, as many as one statement takes."""
    ordered = list(wanted)
    for start in range(0, len(ordered), CHUNK):
        yield ordered[start : start + CHUNK]
