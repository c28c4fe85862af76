"""Who is signed in: the cookie that carries a session, and how Flask-Login learns whose it is.

Nothing of this is kept in Flask's own session cookie: a row that is ended is ended, whatever a browser still holds.
"""

from flask import Flask, Request, Response, g, has_request_context, request

from outreach import clock
from outreach.accounts.models import User, UserSession
from outreach.accounts.services.sessions import find_session, is_stale, touch_session
from outreach.db import SAFE_METHODS, short_transaction
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
    session = find_session(token) if token else None
    g.user_session = session
    if session is None:
        return None
    _touch(session)
    return session.user


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


def _touch(session: UserSession) -> None:
    now = clock.now()
    if not is_stale(session, now):
        return
    if has_request_context() and request.method in SAFE_METHODS:
        # A page that is read has only begun to read, so another transaction can write.
        with short_transaction() as own:
            touch_session(session.id, now, own)
    else:
        # This request holds SQLite's write lock itself; the touch is kept with what it does.
        touch_session(session.id, now)


def _is_secure() -> bool:
    return settings().desk_url.startswith("https://")
