"""One-time links: a random token in the link, its hash in a row, 48 hours, one use."""

import hashlib
import secrets
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from outreach import clock
from outreach.accounts.errors import LinkExpired, LinkUnknown, LinkUsed, MemberPaused
from outreach.accounts.models import LinkPurpose, OneTimeLink, User, UserState
from outreach.db import db

LASTS = timedelta(hours=48)
TOKEN_BYTES = 24


def make_link(user: User, purpose: LinkPurpose) -> tuple[OneTimeLink, str]:
    """Return a new link for `user` and its token. Unused older ones of the same purpose stop working."""
    stop_links(user, purpose)
    # Digits and a to f: no mail program breaks them, and they can be read out on the telephone.
    token = secrets.token_hex(TOKEN_BYTES)
    expires_at = clock.now() + LASTS
    link = OneTimeLink(user_id=user.id, purpose=purpose, token_hash=_hash(token), expires_at=expires_at)
    db.session.add(link)
    return link, token


def stop_links(user: User, *purposes: LinkPurpose) -> None:
    """Stop the unused links of `user` for these purposes: from now on nobody knows them."""
    statement = sa.select(OneTimeLink).where(
        OneTimeLink.user_id == user.id, OneTimeLink.purpose.in_(purposes), OneTimeLink.used_at.is_(None)
    )
    for link in db.session.scalars(statement):
        # Not deleted: SQLite would give its id to the next one, and a mail on its way would take that for its own.
        link.token_hash, link.expires_at = secrets.token_bytes(32), clock.now()


def read_one_time_link(purpose: LinkPurpose, token: str) -> OneTimeLink:
    """Return the link of `token`, with its user, as long as its button may still be pressed. Nothing changes.

    Raises:
        LinkUnknown, LinkUsed, LinkExpired, MemberPaused: why it may not.
    """
    link = db.session.scalar(
        sa.select(OneTimeLink)
        .where(OneTimeLink.purpose == purpose, OneTimeLink.token_hash == _hash(token))
        .options(joinedload(OneTimeLink.user))
    )
    if link is None:
        raise LinkUnknown
    if link.used_at is not None:
        raise LinkUsed
    if link.expires_at <= clock.now():
        raise LinkExpired
    if link.user.state is UserState.PAUSED:
        raise MemberPaused(MemberPaused.for_themself)
    return link


def use_link(link: OneTimeLink) -> None:
    """Mark `link` used; of two who press at once, one is let in.

    Raises:
        LinkUsed: somebody was faster.
    """
    statement = (
        sa.update(OneTimeLink)
        .where(OneTimeLink.id == link.id, OneTimeLink.used_at.is_(None))
        .values(used_at=clock.now())
        .returning(OneTimeLink.id)
    )
    if db.session.execute(statement).first() is None:
        raise LinkUsed


def remove_old_links(now: datetime) -> None:
    """Remove links that ended a month ago; until then their sentence tells why they no longer work."""
    db.session.execute(sa.delete(OneTimeLink).where(OneTimeLink.expires_at < now - timedelta(days=30)))


def _hash(token: str) -> bytes:
    # Random enough that a plain hash cannot be turned back; found by equality in an index, which tells an attacker nothing of use.
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()
