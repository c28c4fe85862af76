"""Stopping mail to an address."""

import sqlalchemy as sa

from outreach.db import db
from outreach.mail.addresses import folded
from outreach.security.vault import keyed_hash
from outreach.suppressions.models import Suppression, SuppressionReason


def address_hash(address: str) -> bytes:
    """Return the keyed hash under which `address` is known to the suppressions and the outbox."""
    return keyed_hash("address", folded(address))


def suppress(address: str, reason: SuppressionReason, source: str, covers: str = "") -> Suppression:
    """Stop mail to `address`: all of it, or the kind of mail named by `covers`. Doing it again changes nothing."""
    return suppress_hash(address_hash(address), reason, source, covers)


def suppress_hash(hashed: bytes, reason: SuppressionReason, source: str, covers: str = "") -> Suppression:
    """Stop mail to the address behind a keyed hash, for where the address itself is sealed."""
    found = db.session.scalar(
        sa.select(Suppression).where(Suppression.address_hash == hashed, Suppression.covers == covers)
    )
    if found is None:
        found = Suppression(address_hash=hashed, covers=covers, reason=reason, source=source)
        db.session.add(found)
    elif found.lifted_at is not None:
        found.lifted_at, found.reason, found.source = None, reason, source
    return found
