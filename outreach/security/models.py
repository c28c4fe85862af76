"""The table of the rate limits."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from outreach.db import Base, IntPk


class ThrottleCount(Base):
    """How often something was tried within one window by one account or network, known only by its keyed hash."""

    __tablename__ = "throttle_counts"
    __table_args__ = (sa.UniqueConstraint("key_hash", "window_begins_at"),)

    id: Mapped[IntPk]
    key_hash: Mapped[bytes] = mapped_column(sa.LargeBinary(32))
    window_begins_at: Mapped[datetime] = mapped_column(index=True)
    tries: Mapped[int] = mapped_column(default=1)
