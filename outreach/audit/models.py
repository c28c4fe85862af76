"""The audit: one row per act, each bound to the one before it."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from outreach.db import Base, IntPk


class AuditEvent(Base):
    """Who did what to which record, when.

    `hash` covers the row and `previous_hash`: a row changed, taken out or slipped in breaks the chain behind it.
    """

    __tablename__ = "audit_events"
    __table_args__ = (sa.Index(None, "subject_type", "subject_id"),)

    id: Mapped[IntPk]
    happened_at: Mapped[datetime] = mapped_column(index=True)
    # No foreign key: what a person did stays when the person's account goes.
    actor_id: Mapped[int | None]
    actor: Mapped[str]
    action: Mapped[str] = mapped_column(sa.String(60))
    subject_type: Mapped[str | None] = mapped_column(sa.String(40))
    subject_id: Mapped[int | None]
    details: Mapped[dict[str, Any]]
    previous_hash: Mapped[bytes] = mapped_column(sa.LargeBinary(32))
    hash: Mapped[bytes] = mapped_column(sa.LargeBinary(32), unique=True)


class AuditHead(Base):
    """The one row that says where the chain ends; locked while a row is added, so that the chain never forks."""

    __tablename__ = "audit_heads"

    id: Mapped[IntPk]
    event_id: Mapped[int | None]
    hash: Mapped[bytes] = mapped_column(sa.LargeBinary(32))
