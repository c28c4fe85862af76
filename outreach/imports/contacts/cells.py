"""The cells of one row as they are read: each faulty one is reported, and its text goes into the notes instead of being lost."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from outreach.contacts.cells import plain_cell
from outreach.errors import OutreachError
from outreach.i18n import _
from outreach.imports.cells.text import is_formula
from outreach.imports.columns import Columns
from outreach.imports.faults import Fault

Meaning = TypeVar("Meaning")


class Cells:
    """One row being read. `faults` gathers what is said beside its cells, `kept` the lines that go into the notes."""

    def __init__(self, columns: Columns, cells: Sequence[str]) -> None:
        """Take the cells of a row; formulas among them are reported, and read as empty."""
        self.columns = columns
        self.faults: list[Fault] = []
        self.kept: list[str] = []
        self._cells = [self._defused(place, cell) for place, cell in enumerate(cells)]
        for heading, cell in columns.values(self._cells, ""):
            self.kept.append(f"{heading}: {cell}")

    def text(self, field: str) -> str:
        """Return the text in the column taken for `field`, in one line; empty if there is none."""
        return next((" ".join(cell.split()) for _heading, cell in self.all(field)), "")

    def lines(self, field: str) -> str:
        """Return the text in the column taken for `field` with its line breaks."""
        return next((cell for _heading, cell in self.all(field)), "")

    def all(self, field: str) -> list[tuple[str, str]]:
        """Return heading and text of every cell taken for `field` that is not empty."""
        return self.columns.values(self._cells, field)

    def read(self, field: str, meaning: Callable[[str], Meaning]) -> Meaning | None:
        """Return what `meaning` makes of the cell of `field`; None where it is empty, or raised: then that is reported."""
        text = self.text(field)
        if not text:
            return None
        try:
            return meaning(text)
        except OutreachError as error:
            self.report(field, str(error), text)
            return None

    def report(self, field: str, problem: str, keep: str = "") -> None:
        """Say `problem` beside the cell of `field`, and keep its text `keep` in the notes."""
        heading = self.columns.heading_of(field)
        self.faults.append(Fault(heading, problem))
        if keep:
            self.kept.append(f"{heading}: {keep}")

    def note(self, field: str, sentence: str) -> None:
        """Say beside the cell of `field` what was made of it."""
        self.faults.append(Fault(self.columns.heading_of(field), sentence, is_note=True))

    def _defused(self, place: int, cell: str) -> str:
        if not is_formula(cell):
            # Our own exports mark texts that begin like formulas ("'+33 …"); the mark is not part of the text.
            return plain_cell(cell)
        self.faults.append(
            Fault(
                self.columns.name(place),
                _(
                    "This cell holds a formula, which could run in somebody's spreadsheet. It was not imported: type what it should say."
                ),
            )
        )
        return ""


def too_many_cells(columns: Columns) -> Fault:
    """Return what is said of a row with more cells than headings: nobody knows which cell is which."""
    return Fault(
        columns.name(len(columns.headings) - 1),
        _(
            "This row has more cells than the list has headings. Put quotation marks around cells with a comma or a semicolon in them."
        ),
    )
