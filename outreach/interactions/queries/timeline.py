"""All that passed with a contact, in one line."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from outreach.contacts.models import Contact
from outreach.db import db
from outreach.interactions.models import FollowUp, Interaction
from outreach.web.paging import Page, page_of


@dataclass(frozen=True)
class Moment:
    """A point of a timeline: an exchange, or a next step that was done or dropped (the other one is None)."""

    on: date
    interaction: Interaction | None = None
    follow_up: FollowUp | None = None


def timeline(contact: Contact, mark: str | None = None) -> Page[Moment]:
    """Return what passed with `contact`, newest first, a page at a time from `mark` on; each with who wrote it down.

    Open follow-ups are not among it: they are still to come.
    """
    line = _line(contact)
    # One number for both tables: even for exchanges, odd for next steps.
    page = page_of(sa.select(line.c.number), [sa.desc(line.c.day), sa.desc(line.c.number)], mark=mark)
    interactions = _interactions([number // 2 for number in page if not number % 2])
    follow_ups = _follow_ups([number // 2 for number in page if number % 2])
    moments = [_done(follow_ups[number // 2]) if number % 2 else _said(interactions[number // 2]) for number in page]
    return Page(moments, page.previous, page.next)


def _line(contact: Contact) -> sa.Subquery:
    said = sa.select(Interaction.happened_on.label("day"), (Interaction.id * 2).label("number")).where(
        Interaction.contact_id == contact.id
    )
    closed_on = sa.func.date(FollowUp.closed_at, type_=sa.Date())
    done = sa.select(closed_on.label("day"), (FollowUp.id * 2 + 1).label("number")).where(
        FollowUp.contact_id == contact.id, FollowUp.closed_at.is_not(None)
    )
    return sa.union_all(said, done).subquery()


def _interactions(ids: Sequence[int]) -> dict[int, Interaction]:
    statement = sa.select(Interaction).where(Interaction.id.in_(ids)).options(joinedload(Interaction.logged_by))
    return {one.id: one for one in db.session.scalars(statement)}


def _follow_ups(ids: Sequence[int]) -> dict[int, FollowUp]:
    statement = sa.select(FollowUp).where(FollowUp.id.in_(ids)).options(joinedload(FollowUp.owner))
    return {one.id: one for one in db.session.scalars(statement)}


def _said(interaction: Interaction) -> Moment:
    return Moment(interaction.happened_on, interaction=interaction)


def _done(follow_up: FollowUp) -> Moment:
    assert follow_up.closed_at is not None  # noqa: S101 - for the type checker; only closed ones are in the line
    return Moment(follow_up.closed_at.date(), follow_up=follow_up)
