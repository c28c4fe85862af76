"""Addresses not to be written to."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from outreach.db import Base, CreatedAt, IntPk


class SuppressionReason(StrEnum):
    """Why an address is not to be written to."""

    BOUNCE = "bounce"
    COMPLAINT = "complaint"
    OPT_OUT = "opt_out"
    ERASURE = "erasure"


class Suppression(Base):
    """An address not to be written to, known only by its keyed hash, so that it stays after the person was erased.

    `covers` is empty where no mail at all may go there, or names the kind of mail that was stopped.
    """

    __tablename__ = "suppressions"
    __table_args__ = (sa.UniqueConstraint("address_hash", "covers"),)

    id: Mapped[IntPk]
    address_hash: Mapped[bytes] = mapped_column(sa.LargeBinary(32))
    covers: Mapped[str] = mapped_column(sa.String(40), default="")
    reason: Mapped[SuppressionReason]
    source: Mapped[str]
    created_at: Mapped[CreatedAt]
    lifted_at: Mapped[datetime | None]
