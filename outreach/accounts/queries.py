"""Who is in the team, and where they are signed in."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from outreach.accounts.models import User, UserSession, UserState
from outreach.db import db
from outreach.mail.addresses import folded
from outreach.security.permissions import Role


def find_user(email: str) -> User | None:
    """Return the member with this address, however it is spelled; None if there is none."""
    return db.session.scalar(sa.select(User).where(User.folded_email == folded(email)))


def organisers() -> Sequence[User]:
    """Return the organisers who can sign in, in the order they came."""
    statement = sa.select(User).where(User.role == Role.ORGANISER, User.state == UserState.ACTIVE).order_by(User.id)
    return db.session.scalars(statement).all()


def members() -> Sequence[User]:
    """Return everybody in the team, invited and paused too, in the order they came."""
    return db.session.scalars(sa.select(User).order_by(User.id)).all()


def active_members() -> Sequence[User]:
    """Return those who can sign in, by name: to give a follow-up or a claim to."""
    statement = sa.select(User).where(User.state == UserState.ACTIVE).order_by(User.name, User.id)
    return db.session.scalars(statement).all()


def open_sessions(user: User, now: datetime) -> Sequence[UserSession]:
    """Return the open sessions of `user`, the latest used first."""
    statement = (
        sa.select(UserSession)
        .where(UserSession.user_id == user.id, *UserSession.open_at(now))
        .order_by(UserSession.last_seen_at.desc(), UserSession.id.desc())
    )
    return db.session.scalars(statement).all()


def session_of(user: User, session_id: int, now: datetime) -> UserSession | None:
    """Return the open session `session_id` if it is one of `user`'s."""
    return next((one for one in open_sessions(user, now) if one.id == session_id), None)


def counts_of_open_sessions(now: datetime) -> dict[int, int]:
    """Return by user how many sessions are open; who has none is not in it."""
    statement = (
        sa.select(UserSession.user_id, sa.func.count()).where(*UserSession.open_at(now)).group_by(UserSession.user_id)
    )
    return dict(db.session.execute(statement).all())
