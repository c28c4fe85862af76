"""The rows of a table, numbered as a spreadsheet shows them: the heading is row 1, whatever line breaks stand in cells."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from outreach.i18n import _
from outreach.imports.cells.text import clean
from outreach.imports.errors import UnreadableFile

MOST_COLUMNS = 500
MOST_ROWS = 200_000
LONGEST_CELL = 1024 * 1024
# Stands behind the last row: when it does not come out alone, a quotation mark before it was never closed.
_END = "\x1fend"
# The limit belongs to the whole process; nothing else in it reads CSV with larger cells.
csv.field_size_limit(LONGEST_CELL)


@dataclass(frozen=True)
class Row:
    """One row: its number, and its cells without what cannot be seen; as many as the table has headings, or more."""

    number: int
    cells: tuple[str, ...]

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in it."""
        return not any(self.cells)


@dataclass(frozen=True)
class Table:
    """What a file holds: its headings, and the rows below them up to the last that is not blank."""

    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    encoding: str
    separator: str


def table_of(text: str, encoding: str, separator: str) -> Table:
    """Return the table in `text`.

    Raises:
        UnreadableFile: too many columns or rows, too long a cell, a quotation mark that nothing closes, no row at all.
    """
    rows = list(_rows(text, separator))
    while rows and rows[-1].is_blank:
        rows.pop()
    first = next((place for place, row in enumerate(rows) if not row.is_blank), None)
    if first is None:
        raise UnreadableFile(_("This file is empty. Choose the one with the list in it."))
    headings = _without_empty_end(rows[first].cells)
    if len(headings) > MOST_COLUMNS:
        raise UnreadableFile(_("This list has more than 500 columns. Take out those that are not needed."))
    below = rows[first + 1 :]
    if not below:
        raise UnreadableFile(
            _("There is only one row in this file: the names of the columns go first, then the people.")
        )
    return Table(headings, tuple(_fitted(row, len(headings)) for row in below), encoding, separator)


def _rows(text: str, separator: str) -> Iterator[Row]:
    ended = text if text.endswith(("\n", "\r")) else f"{text}\n"
    reader = csv.reader(io.StringIO(ended + _END, newline=""), delimiter=separator)
    number, is_closed = 0, False
    try:
        for number, cells in enumerate(reader, 1):
            if cells == [_END]:
                is_closed = True
                break
            if number > MOST_ROWS + 1:
                raise UnreadableFile(_("This list has more than 200,000 rows, which is too large here. Divide it."))
            yield Row(number, tuple(clean(cell) for cell in cells))
    except csv.Error as error:
        raise UnreadableFile(
            _(
                "A cell below row %(row)d is longer than 1 MB. Look for a quotation mark that nothing closes.",
                row=number,
            )
        ) from error
    if not is_closed:
        raise UnreadableFile(
            _("A quotation mark in row %(row)d opens a cell that never ends. Close it, or take it out.", row=number)
        )


def _without_empty_end(cells: tuple[str, ...]) -> tuple[str, ...]:
    end = len(cells)
    while end and not cells[end - 1]:
        end -= 1
    return cells[:end]


def _fitted(row: Row, width: int) -> Row:
    cells = _without_empty_end(row.cells)
    return Row(row.number, cells + ("",) * (width - len(cells)))
