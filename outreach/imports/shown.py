"""A row as a page shows it: each cell with its heading, and what is wrong with it beside it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from outreach.contacts.models import Contact
from outreach.imports.columns import Columns
from outreach.imports.models import ImportRow


@dataclass(frozen=True)
class ShownCell:
    """One cell: its heading, its text, what is wrong with it, and what was made of it."""

    heading: str
    text: str
    problems: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class ShownRow:
    """One row: those of its cells that hold something, or that something is wrong with."""

    row: ImportRow
    cells: tuple[ShownCell, ...]
    problems: tuple[str, ...]
    contact: Contact | None


def shown(columns: Columns, rows: Iterable[ImportRow], contacts: Mapping[int, Contact]) -> list[ShownRow]:
    """Return `rows` as a page shows them, each with the contact it is about, if the reader may see that one."""
    return [_shown(columns, row, contacts.get(row.contact_id or 0)) for row in rows]


def _shown(columns: Columns, row: ImportRow, contact: Contact | None) -> ShownRow:
    names = [columns.name(place) for place in range(len(columns.headings))]
    # Cells without a heading make a row that was left out; they are shown all the same.
    names += [str(place + 1) for place in range(len(names), len(row.cells))]
    cells = [
        ShownCell(name, cell, _said(row, name, note=False), _said(row, name, note=True))
        for name, cell in _pairs(names, row)
    ]
    kept = tuple(cell for cell in cells if cell.text or cell.problems or cell.notes)
    elsewhere = tuple(one["problem"] for one in row.problems if one["column"] not in names)
    return ShownRow(row, kept, elsewhere, contact)


def _pairs(names: Sequence[str], row: ImportRow) -> Iterable[tuple[str, str]]:
    return zip(names, row.cells, strict=False)


def _said(row: ImportRow, name: str, *, note: bool) -> tuple[str, ...]:
    return tuple(one["problem"] for one in row.problems if one["column"] == name and bool(one.get("note")) is note)
