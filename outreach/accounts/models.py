"""The team: users, their one-time links and their sessions."""

from datetime import datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from outreach.db import Base, CreatedAt, IntPk
from outreach.security.permissions import Role

# A session nobody has used for so long is over.
IDLE = timedelta(minutes=30)


class UserState(StrEnum):
    """Where a member of the team stands: only an active one signs in."""

    INVITED = "invited"
    ACTIVE = "active"
    PAUSED = "paused"


class LinkPurpose(StrEnum):
    """What a one-time link is for."""

    INVITATION = "invitation"
    SIGN_IN = "sign_in"


class User(Base):
    """A member of the team. `email` is kept as typed, `folded_email` finds it."""

    __tablename__ = "users"

    id: Mapped[IntPk]
    email: Mapped[str]
    folded_email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    role: Mapped[Role]
    state: Mapped[UserState] = mapped_column(default=UserState.INVITED)
    language: Mapped[str] = mapped_column(sa.String(8), default="en")
    time_zone: Mapped[str] = mapped_column(sa.String(60), default="Europe/Paris")
    password_hash: Mapped[str | None]
    created_at: Mapped[CreatedAt]
    joined_at: Mapped[datetime | None]

    # Flask-Login asks these of whoever is signed in.
    is_authenticated = True
    is_anonymous = False

    @property
    def is_active(self) -> bool:
        """Whether this member may work at the desk."""
        return self.state is UserState.ACTIVE

    def get_id(self) -> str:
        """Return the id as Flask-Login wants it."""
        return str(self.id)


class OneTimeLink(Base):
    """An invitation or a sign-in link: only the hash of its token is kept, and it works once."""

    __tablename__ = "one_time_links"

    id: Mapped[IntPk]
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id", ondelete="CASCADE"), index=True)
    purpose: Mapped[LinkPurpose]
    token_hash: Mapped[bytes] = mapped_column(sa.LargeBinary(32), unique=True)
    created_at: Mapped[CreatedAt]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    user: Mapped[User] = relationship(lazy="raise")


class UserSession(Base):
    """One signed-in browser. The cookie holds a random id, this row its hash; ending the row ends the session at once."""

    __tablename__ = "user_sessions"

    id: Mapped[IntPk]
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[bytes] = mapped_column(sa.LargeBinary(32), unique=True)
    device: Mapped[str]
    created_at: Mapped[CreatedAt]
    last_seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    # Left empty until second factors are asked for; a session without it is then only half signed in.
    second_factor_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    user: Mapped[User] = relationship(lazy="raise")

    @classmethod
    def open_at(cls, now: datetime) -> tuple[sa.ColumnElement[bool], ...]:
        """Return what holds of a session that is open at `now`, as conditions for a query."""
        return (cls.ended_at.is_(None), cls.expires_at > now, cls.last_seen_at > now - IDLE)
