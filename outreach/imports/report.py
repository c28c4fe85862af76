"""The rows that were not brought in, as a list to mend and import again: their cells, and beside them what is wrong."""

import csv
import io
from collections.abc import Iterable

from outreach.imports.cells.text import is_formula
from outreach.imports.columns import columns_of
from outreach.imports.models import Import, ImportRow, Verdict

REJECTED = (Verdict.STOPPED, Verdict.DOUBLE)
# A heading that importing passes over.
HEADING = "problem"


def report_of(whole: Import, rows: Iterable[ImportRow]) -> bytes:
    """Return the rejected among `rows` as CSV with the separator they came with, in UTF-8 that Excel recognises."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=whole.separator or ",", lineterminator="\r\n")
    headings = columns_of(whole.columns).headings
    kept = [place for place, heading in enumerate(headings) if heading.casefold() != HEADING]
    writer.writerow([*(_defused(headings[place]) for place in kept), HEADING])
    for row in rows:
        if row.verdict in REJECTED:
            said = " ".join(_said(one) for one in row.problems)
            cells = [row.cells[place] for place in kept] + row.cells[len(headings) :]
            writer.writerow([*map(_defused, cells), _defused(said)])
    return text.getvalue().encode("utf-8-sig")


def _said(problem: dict[str, str]) -> str:
    return f"{problem['column']}: {problem['problem']}" if problem["column"] else problem["problem"]


def _defused(cell: str) -> str:
    # The apostrophe tells a spreadsheet that text follows; reading passes over it.
    return f"'{cell}" if is_formula(cell) and not cell.startswith("'") else cell
