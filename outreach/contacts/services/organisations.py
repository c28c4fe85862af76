"""Organisations: found by name, added when new."""

import sqlalchemy as sa

from outreach import clock
from outreach.contacts.models import Organisation
from outreach.db import db, insert_into
from outreach.folding import fold


def find_or_add_organisation(name: str) -> Organisation:
    """Return the organisation called `name`, over accents and case, adding it if there is none."""
    # Two imports may meet the same new outlet at once; the second then finds the first one's row.
    statement = sa.select(Organisation).where(Organisation.folded_name == fold(name))
    found = db.session.scalar(statement)
    if found is None:
        new = {"name": " ".join(name.split()), "folded_name": fold(name), "notes": "", "created_at": clock.now()}
        db.session.execute(insert_into(Organisation).values(new).on_conflict_do_nothing(index_elements=["folded_name"]))
        found = db.session.scalars(statement).one()
    return found
