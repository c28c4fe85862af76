"""Sessions: one row per signed-in browser; ending the row ends the session at once."""

import hashlib
import secrets
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from outreach import clock
from outreach.accounts.models import User, UserSession, UserState
from outreach.db import db

LONGEST = timedelta(hours=12)
TOUCHED_EVERY = timedelta(minutes=1)
# Ended sessions are shown to their owner for a while, then removed.
KEPT = timedelta(days=30)
TOKEN_BYTES = 32


def open_session(user: User, device: str) -> str:
    """Begin a session of `user` on `device` ("Firefox, Android"), and return the random id for its cookie."""
    token, now = secrets.token_urlsafe(TOKEN_BYTES), clock.now()
    db.session.add(
        UserSession(user_id=user.id, token_hash=_hash(token), device=device, last_seen_at=now, expires_at=now + LONGEST)
    )
    return token


def find_session(token: str) -> UserSession | None:
    """Return the session that `token` opens, with its user; None when it ended, was idle too long, or its user may not work."""
    now = clock.now()
    statement = (
        sa.select(UserSession)
        .join(UserSession.user)
        .where(
            UserSession.token_hash == _hash(token),
            *UserSession.open_at(now),
            User.state == UserState.ACTIVE,
        )
        .options(joinedload(UserSession.user))
    )
    return db.session.scalar(statement)


def is_stale(session: UserSession, now: datetime) -> bool:
    """Return whether it is time to note that `session` is in use: once a minute is enough, and spares the database."""
    return now - session.last_seen_at >= TOUCHED_EVERY


def touch_session(session_id: int, now: datetime, through: Session | None = None) -> None:
    """Note that a session is in use, in the transaction of `through` or of the request."""
    statement = sa.update(UserSession).where(UserSession.id == session_id, UserSession.ended_at.is_(None))
    # Not synchronised: the row in memory keeps what it said when the request began.
    (through or db.session()).execute(
        statement.values(last_seen_at=now), execution_options={"synchronize_session": False}
    )


def end_session(session: UserSession) -> None:
    """End one session."""
    session.ended_at = session.ended_at or clock.now()


def end_sessions_of(user: User, keep_id: int | None = None) -> int:
    """End all sessions of `user`, but the one of `keep_id`, and return how many were open."""
    now = clock.now()
    statement = (
        sa.update(UserSession)
        .where(UserSession.user_id == user.id, *UserSession.open_at(now))
        .values(ended_at=now)
        .returning(UserSession.id)
    )
    if keep_id is not None:
        statement = statement.where(UserSession.id != keep_id)
    return len(db.session.execute(statement).all())


def remove_old_sessions(now: datetime) -> None:
    """Remove sessions that can no longer be open and have been shown long enough."""
    db.session.execute(sa.delete(UserSession).where(UserSession.expires_at < now - KEPT))


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()
