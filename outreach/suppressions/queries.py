"""Asking which addresses are not to be written to."""

from collections.abc import Collection

import sqlalchemy as sa

from outreach.db import db
from outreach.suppressions.models import Suppression

# Asked for every few mails that leave, so it is put together once.
_SUPPRESSED = sa.select(Suppression.address_hash).where(
    Suppression.address_hash.in_(sa.bindparam("hashes", expanding=True)),
    Suppression.covers.in_(sa.bindparam("covers", expanding=True)),
    Suppression.lifted_at.is_(None),
)


def suppressed(hashes: Collection[bytes], kind: str) -> set[bytes]:
    """Return those of the keyed address hashes to which mail of `kind` must not go; one statement for all of them."""
    if not hashes:
        return set()
    return set(db.session.scalars(_SUPPRESSED, {"hashes": list(hashes), "covers": ["", kind]}))
