"""Who is signed in: the cookie that carries a session, and how Flask-Login learns whose it is.

Nothing of this is kept in Flask's own session cookie: a row that is ended is ended, whatever a browser still holds.
"""

from flask import Flask, Request, Response, g, request

from outreach import clock
from outreach.accounts.models import User, UserSession
from outreach.accounts.services.sessions import find_session, is_stale, touch_session
from outreach.db import SAFE_METHODS, db, short_transaction
from outreach.extensions import login_manager
from outreach.settings import settings


def init_app(_app: Flask) -> None:
    """Let Flask-Login ask the session cookie, and nothing else, who is signed in."""
    login_manager.session_protection = None
    login_manager.request_loader(load_user)


def cookie_name() -> str:
    """Return the cookie's name; under https browsers hold a `__Host-` cookie to this very host and to encryption."""
    return "__Host-desk" if _is_secure() else "desk"


def load_user(request: Request) -> User | None:
    """Return the member whose session this request's cookie opens, or None."""
    token = request.cookies.get(cookie_name())
    session = _find_and_touch(token) if token else None
    g.user_session = session
    return session.user if session else None


def current_session() -> UserSession | None:
    """Return the session this request belongs to; ask `current_user` first."""
    found: UserSession | None = g.get("user_session")
    return found


def keep_in_cookie(response: Response, token: str) -> Response:
    """Give the browser the id of its session, until it is closed; no script and no other site can use it."""
    response.set_cookie(cookie_name(), token, path="/", secure=_is_secure(), httponly=True, samesite="Lax")
    return response


def forget_cookie(response: Response) -> Response:
    """Take the id of its session from the browser."""
    response.delete_cookie(cookie_name(), path="/", secure=_is_secure(), httponly=True, samesite="Lax")
    return response


def _find_and_touch(token: str) -> UserSession | None:
    """Return the open session of `token`, having noted, once a minute, that it is in use."""
    session, now = find_session(token), clock.now()
    if session is None or not is_stale(session, now):
        return session
    if request.method not in SAFE_METHODS:
        # This request holds SQLite's write lock itself, so the note is kept with what it does.
        touch_session(session.id, now)
        return session
    # A page that is read does not commit: the note has a transaction of its own, before this one begins again.
    session_id = session.id
    db.session.rollback()
    with short_transaction() as own:
        touch_session(session_id, now, own)
    return find_session(token)


def _is_secure() -> bool:
    return settings().desk_url.startswith("https://")
