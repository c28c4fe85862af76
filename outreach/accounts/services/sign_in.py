"""Signing in, step by step. A second factor, once there is one, is a step between proving the password and `let_in`.

1. `read_account` counts the try and reads what is kept of the account, in a short transaction of its own.
2. `proves` weighs the password, outside any transaction: it takes 0.1 s, during which SQLite's one writer must not wait.
3. `let_in` opens the session.

All is the same for an account that is there, not there, invited or paused: one count, one reading, one argon2 verification.
"""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from outreach.accounts.errors import NotSignedIn
from outreach.accounts.models import User, UserState
from outreach.accounts.services.sessions import open_session
from outreach.audit import services as audit
from outreach.db import db, short_transaction
from outreach.mail.addresses import folded
from outreach.security import passwords
from outreach.security.throttle import Limit, Window, count_try, forget_tries, network_of

MINUTE, HOUR, DAY = 60, 3600, 86_400
# Five at once, then waits of up to ten minutes, two hours, a day.
PER_ACCOUNT = Limit("sign-in account", (Window(5, 10 * MINUTE), Window(15, 2 * HOUR), Window(30, DAY)))
# A whole team may sit behind one address.
PER_NETWORK = Limit("sign-in network", (Window(30, 10 * MINUTE), Window(100, 2 * HOUR), Window(300, DAY)))


@dataclass(frozen=True)
class Account:
    """What sign-in knows of an address: who it is, if anybody, and what is kept of the password."""

    email: str
    user_id: int | None
    password_hash: str | None


def read_account(email: str, address: str | None, now: datetime) -> Account:
    """Count a try for `email` from the network address `address`, and return what is kept for it.

    No other transaction may be under way in this request: on SQLite it would wait for itself.

    Raises:
        TooManyTries: this account or network must wait; the sentence says how long.
    """
    email = folded(email)
    with short_transaction() as session:
        # The network first: one that must wait does not lock its victim out too.
        count_try(PER_NETWORK, network_of(address), now, session)
        count_try(PER_ACCOUNT, email, now, session)
        row = session.execute(
            sa.select(User.id, User.password_hash, User.state).where(User.folded_email == email)
        ).first()
    if row is None or row.state is not UserState.ACTIVE:
        return Account(email, None, None)
    return Account(email, row.id, row.password_hash)


def proves(account: Account, password: str) -> bool:
    """Return whether `password` is the account's; it takes as long where there is none."""
    return passwords.verify(account.password_hash, password) and account.user_id is not None


def let_in(account: Account, password: str, device: str) -> str:
    """Open a session of the account that `password` has proved, on `device`, and return the id for its cookie.

    Raises:
        NotSignedIn: the account was paused meanwhile.
    """
    user = db.session.get(User, account.user_id)
    if user is None or not user.is_active:
        raise NotSignedIn
    if passwords.is_outdated(user.password_hash or ""):
        user.password_hash = passwords.make_hash(password)
    forget_tries(PER_ACCOUNT, account.email)
    audit.record("user.signed_in", "user", user.id, {"device": device}, actor=user)
    return open_session(user, device)
