"""Whom one is likeliest to log an exchange with."""

from collections.abc import Sequence

import sqlalchemy as sa

from outreach import clock
from outreach.accounts.models import User
from outreach.contacts.models import Claim, Contact
from outreach.contacts.queries import in_list, members_of, visible
from outreach.db import db
from outreach.interactions.models import Interaction

_SHOWN = 20


def people_to_log(member: User, words: str = "") -> Sequence[Contact]:
    """Return up to 20 contacts that `words` (a segment question) find: those `member` looks after, then the latest heard of.

    Without words, those whom `member` looks after or has logged something with.

    Raises:
        BadQuestion: a word of the question is not known.
    """
    mine = sa.select(Claim.contact_id).where(Claim.owner_id == member.id, Claim.expires_at > clock.now())
    logged = (
        sa.select(Interaction.contact_id, sa.func.max(Interaction.id).label("last"))
        .where(Interaction.logged_by_id == member.id)
        .group_by(Interaction.contact_id)
        .subquery()
    )
    statement = members_of(words).outerjoin(logged, logged.c.contact_id == Contact.id)
    if not words.strip():
        statement = statement.where(sa.or_(Contact.id.in_(mine), logged.c.last.is_not(None)))
    first = sa.case((Contact.id.in_(mine), 0), else_=1)
    order = (first, sa.func.coalesce(logged.c.last, 0).desc(), Contact.folded_name, Contact.id)
    listed = visible(statement, member).order_by(*order).limit(_SHOWN).options(*in_list())
    return db.session.scalars(listed).all()
