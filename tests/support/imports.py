"""What became of the rows of an import, and whom it brought."""

import sqlalchemy as sa

from outreach.contacts.models import Contact
from outreach.contacts.queries import everything
from outreach.db import db
from outreach.imports.models import Import, ImportRow


def rows(whole: Import) -> dict[int, ImportRow]:
    """Return the rows of an import by number."""
    found = db.session.scalars(sa.select(ImportRow).where(ImportRow.import_id == whole.id).order_by(ImportRow.number))
    return {row.number: row for row in found}


def verdicts(whole: Import) -> dict[int, str]:
    """Return what became of each row."""
    return {number: row.verdict.value for number, row in rows(whole).items()}


def problems(whole: Import) -> dict[tuple[int, str], str]:
    """Return what is wrong, by row and heading; notes are left out."""
    return {
        (number, one["column"]): one["problem"]
        for number, row in rows(whole).items()
        for one in row.problems
        if not one["note"]
    }


def person(name: str) -> Contact:
    """Return a contact with all that belongs to it."""
    statement = sa.select(Contact).where(Contact.name == name).options(*everything())
    return db.session.scalars(statement.execution_options(populate_existing=True)).one()


def count(model: type) -> int:
    """Return how many rows a table has."""
    return db.session.scalar(sa.select(sa.func.count()).select_from(model)) or 0
