"""Rate limits, counted in the database so that every process and host counts together, under keyed hashes that name nobody."""

import ipaddress
import math
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from outreach.db import db
from outreach.errors import OutreachError
from outreach.i18n import _, ngettext
from outreach.security import vault
from outreach.security.models import ThrottleCount

IPV4_BITS = 32
# One household or phone holds a /64 of IPv6, and could otherwise come from another address each time.
IPV6_BITS = 64
LONGEST_WINDOW = timedelta(days=1)


@dataclass(frozen=True)
class Window:
    """At most `tries` in each stretch of `seconds`; the stretches lie end to end, from midnight UTC on."""

    tries: int
    seconds: int


@dataclass(frozen=True)
class Limit:
    """A named limit of two or more windows: the short one stops a burst, each longer one makes the wait grow."""

    name: str
    windows: tuple[Window, ...]


class TooManyTries(OutreachError):
    """A limit is reached; `wait_seconds` from now on, one may try again."""

    def __init__(self, wait_seconds: int) -> None:
        """Keep the wait; the sentence is put together when it is read, in the reader's language."""
        self.wait_seconds = wait_seconds
        super().__init__()

    def __str__(self) -> str:
        """Return the sentence that says when to try again."""
        minutes = math.ceil(self.wait_seconds / 60)
        if minutes < 2 * 60:
            wait = ngettext("%(num)d minute", "%(num)d minutes", minutes)
        else:
            hours = math.ceil(minutes / 60)
            wait = ngettext("%(num)d hour", "%(num)d hours", hours)
        return str(_("There were too many tries. Try again in %(wait)s.", wait=wait))


def count_try(limit: Limit, key: str, now: datetime, session: Session | None = None) -> None:
    """Count one try of `key` (an account, a network) against every window of `limit`.

    It is written in the session's transaction: give one of `short_transaction` where the try must count even if the request
    fails. Tries that come at once are each counted. A refused try is taken back with its transaction, so that knocking on
    does not make the wait longer.

    Raises:
        TooManyTries: a window is full; it says how long the longest full one lasts.
    """
    session = session or db.session()
    waits = [
        _ends_in(window, now)
        for window in limit.windows
        if _counted(session, _key_hash(limit, window, key), _begins_at(window, now)) > window.tries
    ]
    if waits:
        raise TooManyTries(max(waits))


def forget_tries(limit: Limit, key: str, session: Session | None = None) -> None:
    """Forget the tries of `key` against `limit`: it has shown who it is."""
    hashes = [_key_hash(limit, window, key) for window in limit.windows]
    (session or db.session()).execute(sa.delete(ThrottleCount).where(ThrottleCount.key_hash.in_(hashes)))


def remove_ended(now: datetime) -> int:
    """Remove the counts of windows that are surely over, and return how many there were."""
    statement = sa.delete(ThrottleCount).where(ThrottleCount.window_begins_at < now - LONGEST_WINDOW)
    # Called for its count of rows; the session holds no such rows to bring up to date.
    return db.session.connection().execute(statement).rowcount


def network_of(address: str | None) -> str:
    """Return the network that `address` counts for: the address itself in IPv4, its /64 in IPv6, "unknown" without one."""
    try:
        found = ipaddress.ip_address((address or "").partition("%")[0])
    except ValueError:
        return "unknown"
    found = getattr(found, "ipv4_mapped", None) or found
    bits = IPV4_BITS if isinstance(found, ipaddress.IPv4Address) else IPV6_BITS
    return str(ipaddress.ip_network(f"{found}/{bits}", strict=False))


def is_this_computer(network: str) -> bool:
    """Return whether `network` is this computer, or none is known.

    Behind a proxy that was not counted in TRUSTED_PROXIES everybody comes from here. A limit that nobody is told of would
    then shut everybody out without a word.
    """
    return network in {"127.0.0.1/32", "::/64", "unknown"}


def _counted(session: Session, key_hash: bytes, begins_at: datetime) -> int:
    """Add one to the count, making it if it is the first, and return what it is now: one statement, safe against others."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    statement = (
        insert(ThrottleCount)
        .values(key_hash=key_hash, window_begins_at=begins_at, tries=1)
        .on_conflict_do_update(index_elements=["key_hash", "window_begins_at"], set_={"tries": ThrottleCount.tries + 1})
        .returning(ThrottleCount.tries)
    )
    return session.execute(statement).scalar_one()


def _begins_at(window: Window, now: datetime) -> datetime:
    seconds = int(now.timestamp())
    return datetime.fromtimestamp(seconds - seconds % window.seconds, UTC)


def _ends_in(window: Window, now: datetime) -> int:
    return math.ceil((_begins_at(window, now) + timedelta(seconds=window.seconds) - now).total_seconds())


def _key_hash(limit: Limit, window: Window, key: str) -> bytes:
    return vault.keyed_hash("throttle", f"{limit.name}/{window.seconds}/{key}")
