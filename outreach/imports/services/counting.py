"""How many rows of an import had which verdict, and how many faults there were."""

from collections import Counter
from collections.abc import Iterable

from outreach.imports.faults import problems_in
from outreach.imports.models import ImportRow


def counts_of(rows: Iterable[ImportRow]) -> dict[str, int]:
    """Return what `Import.counts` keeps: rows by verdict, and under "problems" the faults of all of them."""
    counted: Counter[str] = Counter()
    for row in rows:
        counted[row.verdict.value] += 1
        counted["problems"] += len(problems_in(row.problems))
    return dict(counted)
