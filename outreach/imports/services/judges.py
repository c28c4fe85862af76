"""Who judges and who brings in the rows of an import, by its subject."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, Protocol

import sqlalchemy as sa

from outreach import clock
from outreach.accounts.models import User, UserState
from outreach.contacts.models import Contact
from outreach.contacts.queries import sees_secret_ones
from outreach.db import db
from outreach.folding import fold
from outreach.imports.columns import Columns
from outreach.imports.contacts.applying import Applier
from outreach.imports.contacts.judging import Judge
from outreach.imports.contacts.meaning import facts_of
from outreach.imports.faults import Fault
from outreach.imports.log.applying import LogApplier
from outreach.imports.log.judging import LogJudge
from outreach.imports.log.meaning import log_facts_of
from outreach.imports.models import ImportSubject, Verdict
from outreach.imports.reading import Row


class JudgedRow(Protocol):
    """What every judge says of a row."""

    row: Row
    verdict: Verdict
    faults: list[Fault]
    contact: Contact | None


class AnyJudge(Protocol):
    """Says of each row what becomes of it."""

    def verdicts(self) -> Iterator[Any]:
        """Give each row, in order, with what becomes of it."""


class AnyApplier(Protocol):
    """Brings in rows that were judged."""

    def order(self, judged: Any) -> Any:
        """Return what rows are brought in by, the smallest first."""

    def apply(self, judged: Any) -> dict[str, Any]:
        """Bring in one row, and return how things were before."""


def judge_for(
    subject: ImportSubject, rows: Sequence[Row], columns: Columns, file_name: str, author: User | None
) -> AnyJudge:
    """Return who judges `rows`. Whoever holds the shell (no author) sees all contacts, as the house is theirs."""
    sees_all = author is None or sees_secret_ones(author)
    today = clock.today(author.time_zone if author else "UTC")
    cells = [row.cells for row in rows]
    if subject is ImportSubject.INTERACTIONS:
        return LogJudge(rows, log_facts_of(columns, cells, today=today, team=team()), author, sees_all=sees_all)
    facts = facts_of(columns, cells, file_name=file_name, today=today, team=team())
    return Judge(rows, facts, sees_all=sees_all)


def applier_for(subject: ImportSubject, author: User | None, source: str, now: datetime) -> AnyApplier:
    """Return who brings rows in; `source` names the import."""
    return LogApplier(now) if subject is ImportSubject.INTERACTIONS else Applier(author, source, now)


def team() -> dict[str, int]:
    """Return the id of each member by folded name and by folded address; a name that two share finds neither."""
    found: dict[str, int] = {}
    shared = set()
    for user in db.session.scalars(sa.select(User).where(User.state != UserState.PAUSED)):
        for key in {fold(user.name), fold(user.email)}:
            if key in found:
                shared.add(key)
            found[key] = user.id
    return {key: user_id for key, user_id in found.items() if key and key not in shared}
