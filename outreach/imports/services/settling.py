"""Settling a row of a log that waits: a person says with whom it was, and when; or leaves it out."""

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa

from outreach import clock
from outreach.accounts.models import User
from outreach.audit.services import record
from outreach.contacts.models import Contact
from outreach.db import db
from outreach.imports.columns import columns_of
from outreach.imports.errors import NotWaiting
from outreach.imports.log.applying import log_row
from outreach.imports.log.meaning import ReadLogRow, log_facts_of, read_log_row
from outreach.imports.models import Import, ImportRow, ImportState, Verdict
from outreach.imports.services.judges import team
from outreach.interactions.models import Interaction


def settle(row: ImportRow, contact: Contact, day: date, next_on: date | None, author: User | None) -> Interaction:
    """Log what `row` says, with `contact` on `day`, and its next step on `next_on`.

    Raises:
        NotWaiting: somebody settled it meanwhile, or its import was never carried out.
        OutreachError: the log refuses it; the sentence says why.
    """
    locked = _locked(row)
    interaction = log_row(contact, reading_of(locked), day, next_on)
    locked.contact_id, locked.interaction_id = contact.id, interaction.id
    _settled(locked, Verdict.NEW)
    locked.before = {"interaction": interaction.id}
    record(
        "import.row_settled", "import", locked.import_id, {"row": locked.number, "contact": contact.id}, actor=author
    )
    return interaction


def leave_out(row: ImportRow, author: User | None) -> None:
    """Let `row` wait no longer, and log nothing.

    Raises:
        NotWaiting: somebody settled it meanwhile.
    """
    locked = _locked(row)
    _settled(locked, Verdict.STOPPED)
    record("import.row_left_out", "import", locked.import_id, {"row": locked.number}, actor=author)


def reading_of(row: ImportRow) -> ReadLogRow:
    """Return what a row of a log means, days read as its whole log writes them."""
    whole = db.session.scalars(sa.select(Import).where(Import.id == row.import_id)).one()
    cells: Sequence[list[str]] = db.session.scalars(
        sa.select(ImportRow.cells).where(ImportRow.import_id == row.import_id)
    ).all()
    facts = log_facts_of(columns_of(whole.columns), cells, today=clock.today(), team=team())
    return read_log_row(row.cells, facts)


def _settled(row: ImportRow, verdict: Verdict) -> None:
    whole = db.session.scalars(sa.select(Import).where(Import.id == row.import_id).with_for_update()).one()
    counts = dict(whole.counts)
    for one, change in ((row.verdict, -1), (verdict, 1)):
        counts[one.value] = counts.get(one.value, 0) + change
    whole.counts = counts
    row.verdict, row.settled_at = verdict, clock.now()


def _locked(row: ImportRow) -> ImportRow:
    # Two who settle it at once would log it twice: the second waits here, and then sees that it is done.
    statement = (
        sa.select(ImportRow)
        .join(Import, Import.id == ImportRow.import_id)
        .where(
            ImportRow.id == row.id,
            ImportRow.verdict == Verdict.WAITING,
            ImportRow.settled_at.is_(None),
            Import.state == ImportState.DONE,
        )
        .with_for_update(of=ImportRow)
    )
    locked = db.session.scalars(statement.execution_options(populate_existing=True)).one_or_none()
    if locked is None:
        raise NotWaiting
    return locked
