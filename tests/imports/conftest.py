"""Lists to bring in, and what became of their rows."""

from collections.abc import Callable
from pathlib import Path

import pytest

from outreach.db import db
from outreach.imports import services
from outreach.imports.models import Import, ImportSubject

FILES = Path(__file__).parent / "files"


@pytest.fixture
def sample() -> Callable[[str], Path]:
    """The path of one of our own lists, which have the faults of the real ones."""
    return lambda name: FILES / name


class Bring:
    """Brings lists in as the command does: `bring("Nom;Courriel\\n…")`, `bring.log(…)`."""

    author = None

    def __call__(self, content: str | bytes, subject: ImportSubject = ImportSubject.CONTACTS) -> Import:
        content = content.encode() if isinstance(content, str) else content
        checked = services.check_file(content, "list.csv", subject, self.author)
        services.carry_out(checked, self.author)
        db.session.flush()
        return checked

    def log(self, content: str | bytes) -> Import:
        return self(content, ImportSubject.INTERACTIONS)


@pytest.fixture
def bring() -> Bring:
    return Bring()
