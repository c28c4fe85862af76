"""The table of the schedule."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from outreach.db import Base


class ScheduledJob(Base):
    """When a repeated job is due next. Whoever moves `next_at` on runs the job: so it runs once per due time."""

    __tablename__ = "scheduled_jobs"

    name: Mapped[str] = mapped_column(sa.String(60), primary_key=True)
    next_at: Mapped[datetime]
    last_ran_at: Mapped[datetime | None]
