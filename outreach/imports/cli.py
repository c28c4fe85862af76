"""`outreach contacts import`, in the group of the contacts, and `outreach interactions import`."""

from pathlib import Path
from typing import Any

import click
import sqlalchemy as sa

from outreach.cli_support import Refusal, json_option, print_json
from outreach.contacts.cli import cli as contacts
from outreach.db import db
from outreach.i18n import _, ngettext
from outreach.imports import services
from outreach.imports.columns import columns_of
from outreach.imports.faults import problems_in
from outreach.imports.models import Import, ImportRow, ImportSubject, Verdict
from outreach.imports.report import report_of
from outreach.interactions.cli import cli as interactions

_file = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))


@contacts.command("import")
@_file
@click.option("--dry-run", is_flag=True, help="Only say what would become of each row.")
@click.option(
    "--report", type=click.Path(dir_okay=False, path_type=Path), help="Write rejected rows there, with what is wrong."
)
@json_option
def import_contacts(file: Path, *, dry_run: bool, report: Path | None, as_json: bool) -> None:
    """Bring in the people of FILE, a list saved as CSV."""
    done = _brought_in(file, ImportSubject.CONTACTS, dry_run=dry_run)
    rows = _rows(done)
    rejected = report_of(done, rows) if report else b""
    facts: dict[str, Any] = {
        "created": _count(rows, Verdict.NEW),
        "updated": _count(rows, Verdict.CHANGES),
        "unchanged": _count(rows, Verdict.SAME),
        "skipped": _count(rows, Verdict.DOUBLE, Verdict.STOPPED, Verdict.BLANK),
        "problems": _problems(rows),
    }
    notes = _notes(done, rows)
    if report:
        _write(report, rejected)
    _end(dry_run=dry_run)
    if as_json:
        print_json(facts)
        return
    sentence = (
        _(
            "%(created)d would be created, %(updated)d updated, %(unchanged)d unchanged, %(skipped)d skipped. Nothing was changed."
        )
        if dry_run
        else _("%(created)d created, %(updated)d updated, %(unchanged)d unchanged, %(skipped)d skipped.")
    )
    _tell(str(sentence) % facts, facts["problems"], notes)


@interactions.command("import")
@_file
@click.option("--dry-run", is_flag=True, help="Only say what would become of each row.")
@json_option
def import_interactions(file: Path, *, dry_run: bool, as_json: bool) -> None:
    """Bring in the log in FILE, a spreadsheet saved as CSV; rows that match nobody for sure wait for a person."""
    done = _brought_in(file, ImportSubject.INTERACTIONS, dry_run=dry_run)
    rows = _rows(done)
    facts: dict[str, Any] = {
        "created": _count(rows, Verdict.NEW),
        "waiting": _count(rows, Verdict.WAITING),
        "unchanged": _count(rows, Verdict.SAME),
        "skipped": _count(rows, Verdict.DOUBLE, Verdict.STOPPED, Verdict.BLANK),
        "problems": _problems(rows),
    }
    notes = _notes(done, rows)
    _end(dry_run=dry_run)
    if as_json:
        print_json(facts)
        return
    sentence = (
        _(
            "%(created)d would be logged, %(waiting)d would wait for a person, %(unchanged)d unchanged, %(skipped)d skipped. Nothing was changed."
        )
        if dry_run
        else _("%(created)d logged, %(waiting)d wait for a person, %(unchanged)d unchanged, %(skipped)d skipped.")
    )
    _tell(str(sentence) % facts, facts["problems"], notes)


def _brought_in(file: Path, subject: ImportSubject, *, dry_run: bool) -> Import:
    try:
        content = file.read_bytes()
    except OSError as error:
        raise Refusal(_("%(file)s cannot be read: %(reason)s.", file=file, reason=error.strerror)) from error
    checked = services.check_file(content, file.name, subject)
    if not dry_run:
        services.carry_out(checked)
    return checked


def _rows(done: Import) -> list[ImportRow]:
    statement = sa.select(ImportRow).where(ImportRow.import_id == done.id).order_by(ImportRow.number)
    return list(db.session.scalars(statement))


def _end(*, dry_run: bool) -> None:
    if dry_run:
        db.session.rollback()
    else:
        db.session.commit()


def _count(rows: list[ImportRow], *verdicts: Verdict) -> int:
    return sum(row.verdict in verdicts for row in rows)


def _problems(rows: list[ImportRow]) -> list[dict[str, Any]]:
    return [
        {"row": row.number, "column": one["column"], "problem": one["problem"]}
        for row in rows
        for one in problems_in(row.problems)
    ]


def _notes(done: Import, rows: list[ImportRow]) -> list[str]:
    """Return what was made of the list beyond its faults: once per sentence, with the rows it is about."""
    columns = columns_of(done.columns)
    unknown = [columns.name(place) for place, field in enumerate(columns.fields) if not field]
    said = (
        [_("Not known as columns, and kept in the notes: %(headings)s.", headings=", ".join(unknown))]
        if unknown
        else []
    )
    about: dict[str, list[str]] = {}
    for row in rows:
        for one in row.problems:
            if one.get("note"):
                about.setdefault(one["problem"], []).append(str(row.number))
    return said + [
        _("%(sentence)s (row %(rows)s)", sentence=sentence, rows=", ".join(found)) for sentence, found in about.items()
    ]


def _write(report: Path, rejected: bytes) -> None:
    try:
        report.write_bytes(rejected)
    except OSError as error:
        db.session.rollback()
        raise Refusal(
            _("%(file)s cannot be written: %(reason)s. Nothing was imported.", file=report, reason=error.strerror)
        ) from error


def _tell(sentence: str, problems: list[dict[str, Any]], notes: list[str]) -> None:
    click.echo(sentence)
    if problems:
        click.echo(ngettext("%(num)d problem:", "%(num)d problems:", len(problems)))
        for one in problems:
            place = (
                _("row %(row)d, %(column)s", row=one["row"], column=one["column"])
                if one["column"]
                else _("row %(row)d", row=one["row"])
            )
            click.echo(f"  {place}: {one['problem']}")
    for note in notes:
        click.echo(note)
