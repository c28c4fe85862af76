"""One import and its rows."""

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from outreach.db import Base, CreatedAt, IntPk, Json


class ImportSubject(StrEnum):
    """What a file brings in."""

    CONTACTS = "contacts"
    INTERACTIONS = "interactions"


class ImportState(StrEnum):
    """Where an import stands."""

    CHECKED = "checked"
    DONE = "done"
    UNDONE = "undone"


class Verdict(StrEnum):
    """What becomes of one row."""

    NEW = "new"
    CHANGES = "changes"
    SAME = "same"
    DOUBLE = "double"
    STOPPED = "stopped"
    BLANK = "blank"
    # A row of a log whose person or day nobody could tell for sure: a person settles it.
    WAITING = "waiting"


class Import(Base):
    """One file brought in, as one unit. `columns` says which field each heading was taken for."""

    __tablename__ = "imports"

    id: Mapped[IntPk]
    subject: Mapped[ImportSubject]
    file_name: Mapped[str]
    state: Mapped[ImportState] = mapped_column(default=ImportState.CHECKED)
    encoding: Mapped[str] = mapped_column(default="")
    separator: Mapped[str] = mapped_column(sa.String(4), default="")
    columns: Mapped[dict[str, Any]] = mapped_column(default=dict)
    counts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    created_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id", ondelete="SET NULL"))
    created_at: Mapped[CreatedAt]
    done_at: Mapped[datetime | None]
    undone_at: Mapped[datetime | None]
    rows: Mapped[list["ImportRow"]] = relationship(
        order_by="ImportRow.number", lazy="raise", cascade="all, delete-orphan", passive_deletes=True
    )


class ImportRow(Base):
    """One row of the file: what stood in it, its faults by column, and what became of it."""

    __tablename__ = "import_rows"
    __table_args__ = (sa.UniqueConstraint("import_id", "number"), sa.Index(None, "import_id", "verdict"))

    id: Mapped[IntPk]
    import_id: Mapped[int] = mapped_column(sa.ForeignKey("imports.id", ondelete="CASCADE"))
    # The row's number in the file as a spreadsheet shows it: the heading is row 1.
    number: Mapped[int]
    cells: Mapped[list[str]]
    verdict: Mapped[Verdict]
    # One object per faulty cell: its heading as "column", the sentence as "problem".
    problems: Mapped[list[Any]] = mapped_column(Json, default=list)
    contact_id: Mapped[int | None] = mapped_column(sa.ForeignKey("contacts.id", ondelete="SET NULL"), index=True)
    interaction_id: Mapped[int | None] = mapped_column(sa.ForeignKey("interactions.id", ondelete="SET NULL"))
    # What the row changed, as it was before: undo writes it back.
    before: Mapped[dict[str, Any]] = mapped_column(default=dict)
    settled_at: Mapped[datetime | None]
