"""What is said beside a cell."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Fault:
    """A sentence beside a cell: what is wrong with it, or (`is_note`) what was made of it that somebody should know."""

    column: str
    problem: str
    is_note: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return what `ImportRow.problems` keeps."""
        return {"column": self.column, "problem": self.problem, "note": self.is_note}


def problems_in(kept: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return what is wrong among what `ImportRow.problems` kept, without the notes."""
    return [one for one in kept if not one.get("note")]
