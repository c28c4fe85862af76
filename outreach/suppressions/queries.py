"""Asking which addresses are not to be written to."""

from collections.abc import Collection

import sqlalchemy as sa

from outreach.db import db
from outreach.suppressions.models import Suppression


def suppressed(hashes: Collection[bytes], kind: str) -> set[bytes]:
    """Return those of the keyed address hashes to which mail of `kind` must not go; one statement for all of them."""
    if not hashes:
        return set()
    statement = sa.select(Suppression.address_hash).where(
        Suppression.address_hash.in_(hashes), Suppression.covers.in_(["", kind]), Suppression.lifted_at.is_(None)
    )
    return set(db.session.scalars(statement))
