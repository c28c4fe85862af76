"""Next steps: due, overdue, of one contact."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload

from outreach.accounts.models import User
from outreach.contacts.models import Affiliation, Claim, Contact
from outreach.contacts.queries import visible
from outreach.db import db
from outreach.interactions.models import FollowUp


def follow_ups_due(
    on: date, owner: User | None = None, *, member: User | None = None, limit: int | None = None
) -> Sequence[FollowUp]:
    """Return the open follow-ups due on or before `on`, longest overdue first; of `owner`, or of everybody.

    Only those with contacts that `member` may see (nobody: the open ones) and that may be contacted. Each comes with its
    owner and its contact, who looks after that one, where they work and their addresses: a row shows them.
    """
    return _of(FollowUp.due_on <= on, owner, member, limit)


def overdue(
    on: date, owner: User | None = None, *, member: User | None = None, limit: int | None = None
) -> Sequence[FollowUp]:
    """Return the open follow-ups that were due before `on`, as `follow_ups_due`."""
    return _of(FollowUp.due_on < on, owner, member, limit)


def follow_ups_on(
    day: date, owner: User | None = None, *, member: User | None = None, limit: int | None = None
) -> Sequence[FollowUp]:
    """Return the open follow-ups due on `day` itself, as `follow_ups_due`."""
    return _of(FollowUp.due_on == day, owner, member, limit)


def follow_ups_of(contact: Contact) -> Sequence[FollowUp]:
    """Return the open follow-ups with `contact`, soonest first, each with its owner."""
    statement = (
        sa.select(FollowUp)
        .where(FollowUp.contact_id == contact.id, FollowUp.closed_at.is_(None))
        .order_by(FollowUp.due_on, FollowUp.id)
        .options(joinedload(FollowUp.owner))
    )
    return db.session.scalars(statement).all()


def visible_follow_up(follow_up_id: int, member: User) -> FollowUp | None:
    """Return a follow-up with its contact; None when there is none that `member` may see."""
    statement = sa.select(FollowUp).join(FollowUp.contact).where(FollowUp.id == follow_up_id)
    loaded = visible(statement, member).options(contains_eager(FollowUp.contact))
    return db.session.scalars(loaded).one_or_none()


def _of(when: sa.ColumnElement[bool], owner: User | None, member: User | None, limit: int | None) -> Sequence[FollowUp]:
    contact = contains_eager(FollowUp.contact)
    statement: sa.Select[Any] = (
        sa.select(FollowUp)
        .join(FollowUp.contact)
        .where(when, FollowUp.closed_at.is_(None), Contact.do_not_contact.is_(False))
        .order_by(FollowUp.due_on, FollowUp.id)
        .limit(limit)
        .options(
            joinedload(FollowUp.owner),
            contact.selectinload(Contact.affiliations).joinedload(Affiliation.organisation),
            contact.selectinload(Contact.addresses),
            contact.joinedload(Contact.claim).joinedload(Claim.owner),
        )
    )
    if owner is not None:
        statement = statement.where(FollowUp.owner_id == owner.id)
    return db.session.scalars(visible(statement, member)).all()
