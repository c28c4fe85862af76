"""Questions about signatures: for the shell and the desk, and for their owners; never for a page that many read."""

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from outreach.db import db
from outreach.petitions.models import Signature, SignatureState


def signature_counts(petition_id: int) -> dict[SignatureState, int]:
    """Return how many signatures stand in each state, counted now: for the shell and the desk, never for a public page."""
    statement = (
        sa.select(Signature.state, sa.func.count())
        .where(Signature.petition_id == petition_id)
        .group_by(Signature.state)
    )
    found = {row[0]: row[1] for row in db.session.execute(statement)}
    return {state: found.get(state, 0) for state in SignatureState}


def signatures_by_text(petition_id: int) -> dict[int, int]:
    """Return how many signatures each version of the text has, erased ones included; versions without any are left out."""
    statement = (
        sa.select(Signature.text_id, sa.func.count())
        .where(Signature.petition_id == petition_id)
        .group_by(Signature.text_id)
    )
    return {row[0]: row[1] for row in db.session.execute(statement)}


def signature_with_text(signature_id: int) -> Signature | None:
    """Return a signature with its petition and the text that was signed."""
    statement = (
        sa.select(Signature)
        .where(Signature.id == signature_id)
        .options(joinedload(Signature.petition), joinedload(Signature.text))
    )
    return db.session.scalars(statement).one_or_none()
