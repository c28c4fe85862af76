"""Checking a file: every row read and judged, nothing brought in yet."""

from outreach.accounts.models import User
from outreach.db import db
from outreach.imports.columns import match_columns
from outreach.imports.errors import TooLargeForPage
from outreach.imports.models import Import, ImportRow, ImportSubject
from outreach.imports.reading import Table, read_table
from outreach.imports.services.counting import counts_of
from outreach.imports.services.judges import judge_for

# Bringing in so many takes some seconds, during which SQLite lets nobody else write.
MOST_ROWS_ON_PAGE = 2_000


def check_file(content: bytes, file_name: str, subject: ImportSubject, author: User | None = None) -> Import:
    """Read the file `content` and say of every row what would become of it; `carry_out` then brings it in.

    Raises:
        UnreadableFile: the file as a whole cannot be read; the sentence says what to do.
    """
    return _checked(read_table(content), file_name, subject, author)


def check_file_on_page(content: bytes, file_name: str, subject: ImportSubject, author: User) -> Import:
    """As `check_file`, for somebody who waits before a page.

    Raises:
        UnreadableFile: as there.
        TooLargeForPage: bringing it in would take longer than a page may.
    """
    table = read_table(content)
    if len(table.rows) > MOST_ROWS_ON_PAGE:
        raise TooLargeForPage
    return _checked(table, file_name, subject, author)


def _checked(table: Table, file_name: str, subject: ImportSubject, author: User | None) -> Import:
    columns = match_columns(table.headings, subject)
    judge = judge_for(subject, table.rows, columns, file_name, author)
    rows = [
        ImportRow(
            number=judged.row.number,
            cells=list(judged.row.cells),
            verdict=judged.verdict,
            problems=[fault.as_json() for fault in judged.faults],
            contact_id=judged.contact.id if judged.contact else None,
            before={},
        )
        for judged in judge.verdicts()
    ]
    checked = Import(
        subject=subject,
        file_name=file_name,
        encoding=table.encoding,
        separator=table.separator,
        columns=columns.as_json(),
        counts=counts_of(rows),
        created_by_id=author.id if author else None,
        rows=rows,
    )
    db.session.add(checked)
    db.session.flush()  # for its id, which the page of it and the audit name
    return checked
