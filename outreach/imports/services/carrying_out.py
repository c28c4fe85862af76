"""Carrying out an import: all of its rows in one transaction, judged anew against what the desk knows by now."""

from collections.abc import Sequence

import sqlalchemy as sa

from outreach import clock
from outreach.accounts.models import User
from outreach.audit.services import record
from outreach.db import db
from outreach.errors import OutreachError
from outreach.imports.columns import columns_of
from outreach.imports.faults import Fault
from outreach.imports.models import Import, ImportRow, ImportState, Verdict
from outreach.imports.reading import Row
from outreach.imports.services.counting import counts_of
from outreach.imports.services.judges import AnyApplier, JudgedRow, applier_for, judge_for


def carry_out(checked: Import, author: User | None = None) -> bool:
    """Bring in the rows of `checked`; return whether this call did it: a second press of the button changes nothing."""
    if not _is_still_to_do(checked):
        return False
    rows = db.session.scalars(
        sa.select(ImportRow).where(ImportRow.import_id == checked.id).order_by(ImportRow.number)
    ).all()
    _bring_in(checked, rows, author)
    checked.state = ImportState.DONE
    checked.done_at = clock.now()
    checked.counts = counts_of(rows)
    record(
        "import.done",
        "import",
        checked.id,
        {"file": checked.file_name, "subject": checked.subject.value, "rows": checked.counts},
        actor=author,
    )
    return True


def discard(checked: Import, author: User | None = None) -> bool:
    """Throw away a list that was only looked at; return whether there was one: what was brought in stays."""
    if not _is_still_to_do(checked):
        return False
    record("import.discarded", "import", checked.id, {"file": checked.file_name}, actor=author)
    db.session.execute(sa.delete(Import).where(Import.id == checked.id))
    return True


def _is_still_to_do(checked: Import) -> bool:
    # Locked until this transaction ends: of two who press at once the second finds it done.
    statement = sa.select(Import).where(Import.id == checked.id).with_for_update()
    locked = db.session.scalars(statement.execution_options(populate_existing=True)).one()
    return locked.state is ImportState.CHECKED


def _bring_in(checked: Import, rows: Sequence[ImportRow], author: User | None) -> None:
    read = [Row(row.number, tuple(row.cells)) for row in rows]
    judge = judge_for(checked.subject, read, columns_of(checked.columns), checked.file_name, author)
    applier = applier_for(checked.subject, author, f"import {checked.id}", clock.now())
    pairs = zip(rows, judge.verdicts(), strict=True)
    for row, judged in sorted(pairs, key=lambda pair: applier.order(pair[1])):
        _bring_in_one(row, judged, applier)


def _bring_in_one(row: ImportRow, judged: JudgedRow, applier: AnyApplier) -> None:
    try:
        with db.session.begin_nested():
            before = applier.apply(judged)
    except OutreachError as error:
        # What reading let through and the desk refuses after all stops one row, and not the list.
        judged.verdict, before = Verdict.STOPPED, {}
        judged.faults.append(Fault("", str(error)))
    row.verdict = judged.verdict
    row.problems = [fault.as_json() for fault in judged.faults]
    row.contact_id = judged.contact.id if judged.contact else None
    row.interaction_id = before.get("interaction")
    row.before = before
