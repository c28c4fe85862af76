"""Questions to the imports: all of them, one, its rows, and who may be meant by a row that waits."""

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from typing import Any

import sqlalchemy as sa

from outreach.accounts.models import User
from outreach.contacts.models import Contact
from outreach.contacts.queries import in_list, visible
from outreach.db import db
from outreach.folding import fold
from outreach.imports.log.matching import named_by
from outreach.imports.models import Import, ImportRow, ImportSubject, Verdict

MOST_GUESSES = 8
_LOOKED_AT = 200
_SHORTEST_WORD = 3


def imports() -> sa.Select[Import]:
    """Return the question for all imports; its page sorts by id downward."""
    return sa.select(Import)


def one_import(import_id: int) -> Import | None:
    """Return an import, without its rows."""
    return db.session.get(Import, import_id)


def rows_of(whole: Import, verdicts: Iterable[Verdict] | None = None) -> sa.Select[ImportRow]:
    """Return the question for the rows of an import, of these verdicts where given; its page sorts by number."""
    statement = sa.select(ImportRow).where(ImportRow.import_id == whole.id)
    return statement if verdicts is None else statement.where(ImportRow.verdict.in_(list(verdicts)))


def all_rows(whole: Import) -> Sequence[ImportRow]:
    """Return every row of an import, in order."""
    return db.session.scalars(rows_of(whole).order_by(ImportRow.number)).all()


def waiting_row(row_id: int) -> ImportRow | None:
    """Return a row of a log that waits or waited for a person."""
    statement = (
        sa.select(ImportRow)
        .join(Import, Import.id == ImportRow.import_id)
        .where(
            ImportRow.id == row_id,
            sa.or_(ImportRow.verdict == Verdict.WAITING, ImportRow.settled_at.is_not(None)),
            Import.subject == ImportSubject.INTERACTIONS,
        )
    )
    return db.session.scalars(statement).one_or_none()


def count_waiting(whole: Import) -> int:
    """Return how many rows of an import wait for a person still."""
    waiting = rows_of(whole, [Verdict.WAITING])
    return db.session.scalars(sa.select(sa.func.count()).select_from(waiting.subquery())).one()


def contacts_of(rows: Iterable[ImportRow], member: User) -> dict[int, Contact]:
    """Return whom `rows` are about, by id: those that `member` may see."""
    ids = {row.contact_id for row in rows if row.contact_id}
    statement = visible(sa.select(Contact).where(Contact.id.in_(ids)), member)
    return {contact.id: contact for contact in db.session.scalars(statement)} if ids else {}


def guesses(text: str, member: User) -> Sequence[Contact]:
    """Return the contacts that `text` may mean, likeliest first: those that share the most of it; none for nothing."""
    named = named_by(text)
    words = [word for word in fold(text).replace("(", " ").replace(")", " ").split() if len(word) >= _SHORTEST_WORD]
    if not words:
        return []
    has_word = [Contact.folded.contains(word, autoescape=True) for word in words]
    statement = sa.select(Contact).where(Contact.merged_into_id.is_(None), sa.or_(*has_word))
    found = db.session.scalars(visible(statement, member).options(*in_list()).order_by(Contact.id).limit(_LOOKED_AT))
    return sorted(found, key=lambda contact: _likeness(contact, named.name, words), reverse=True)[:MOST_GUESSES]


def _likeness(contact: Contact, name: str, words: Sequence[str]) -> tuple[Any, ...]:
    shared = sum(word in contact.folded for word in words)
    return shared, SequenceMatcher(None, name, contact.folded_name).ratio(), -contact.id
