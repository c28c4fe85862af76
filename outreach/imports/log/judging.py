"""What becomes of each row of a log: logged, waits for a person, known already, double, stopped, blank."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from outreach.accounts.models import User
from outreach.contacts.models import Contact
from outreach.db import db
from outreach.folding import fold
from outreach.i18n import _
from outreach.imports.columns import Columns, columns_of
from outreach.imports.contacts.matching import chunks
from outreach.imports.faults import Fault
from outreach.imports.log.matching import People
from outreach.imports.log.meaning import LogFacts, ReadLogRow, read_log_row
from outreach.imports.models import Import, ImportRow, ImportState, ImportSubject, Verdict
from outreach.imports.reading import Row
from outreach.interactions.models import Interaction

# What stands in a row, by field: the same row in another order of columns is the same row.
RowKey = frozenset[tuple[str, str]]
Said = tuple[int, date, str]


@dataclass
class LogJudged:
    """One row and what becomes of it. `contact` is with whom it was, if that can be told."""

    row: Row
    verdict: Verdict
    read: ReadLogRow
    faults: list[Fault]
    contact: Contact | None = None
    # The same row of an earlier import, still waiting: it is settled with this one.
    waited: ImportRow | None = None


class LogJudge:
    """Judges the rows of one log against each other, earlier logs, and what the desk has logged."""

    def __init__(self, rows: Sequence[Row], facts: LogFacts, member: User | None, *, sees_all: bool) -> None:
        """Read all `rows`, and load whom they may name and what was logged with them."""
        self.facts = facts
        self._read = [(row, read_log_row(row.cells, facts)) for row in rows]
        people = People({read.person for _row, read in self._read if read.person}, member, sees_all=sees_all)
        self._matches = {read.person: people.match(read.person) for _row, read in self._read if read.person}
        self._earlier = dict(_earlier_rows())
        self._logged = set(_logged({one.contact.id for one in self._matches.values() if one.contact}))
        self._seen: dict[Said, int] = {}

    def verdicts(self) -> Iterator[LogJudged]:
        """Give each row, in order, with what becomes of it."""
        for row, read in self._read:
            yield LogJudged(row, Verdict.BLANK, read, []) if row.is_blank else self._judged(row, read)

    def _judged(self, row: Row, read: ReadLogRow) -> LogJudged:
        judged = LogJudged(row, Verdict.STOPPED, read, list(read.faults))
        if read.is_stopped:
            return judged
        match = self._matches[read.person]
        judged.contact = match.contact
        if match.why:
            self._say(judged, "contact", match.why, is_note=match.contact is not None)
        earlier = self._earlier.get(key_of_row(self.facts.columns, row.cells))
        if earlier is not None and (earlier.verdict is Verdict.NEW or earlier.settled_at is not None):
            judged.verdict, judged.faults = Verdict.SAME, []
        elif match.contact is None or read.day is None:
            judged.verdict = Verdict.WAITING if earlier is None else Verdict.SAME
            if earlier is not None:
                self._say(judged, "contact", _("This row waits already, since an earlier import."), is_note=True)
        else:
            judged.waited = earlier
            self._compare(judged, match.contact, (match.contact.id, read.day, fold(read.summary)))
        return judged

    def _compare(self, judged: LogJudged, contact: Contact, said: Said) -> None:
        if said in self._logged:
            judged.verdict = Verdict.SAME
        elif said in self._seen:
            judged.verdict = Verdict.DOUBLE
            self._say(judged, "contact", _("The same as row %(row)d: not logged twice.", row=self._seen[said]))
        else:
            judged.verdict = Verdict.NEW
            self._seen[said] = judged.row.number
            if contact.do_not_contact and judged.read.next_on:
                self._say(judged, "next_on", _("They asked not to be contacted, so nobody is reminded to do it."))

    def _say(self, judged: LogJudged, field: str, sentence: str, *, is_note: bool = False) -> None:
        judged.faults.append(Fault(self.facts.columns.heading_of(field), sentence, is_note=is_note))


def key_of_row(columns: Columns, cells: Sequence[Any]) -> RowKey:
    """Return what stands in a row, to find the same row in another import."""
    named = zip(columns.headings, columns.fields, cells, strict=False)
    return frozenset((field or heading, str(cell)) for heading, field, cell in named if cell)


def _earlier_rows() -> Iterator[tuple[RowKey, ImportRow]]:
    statement = (
        sa.select(ImportRow, Import.columns)
        .join(Import, Import.id == ImportRow.import_id)
        .where(
            Import.subject == ImportSubject.INTERACTIONS,
            Import.state == ImportState.DONE,
            sa.or_(ImportRow.verdict.in_([Verdict.NEW, Verdict.WAITING]), ImportRow.settled_at.is_not(None)),
        )
        .order_by(ImportRow.id)
    )
    for row, columns in db.session.execute(statement):
        yield key_of_row(columns_of(columns), row.cells), row


def _logged(ids: set[int]) -> Iterator[Said]:
    for some in chunks(ids):
        statement = sa.select(Interaction.contact_id, Interaction.happened_on, Interaction.summary)
        for contact_id, day, summary in db.session.execute(statement.where(Interaction.contact_id.in_(some))):
            yield contact_id, day, fold(summary)
