"""Whose turn it is, and whom we are about to lose."""

from collections.abc import Sequence
from datetime import date, timedelta

import sqlalchemy as sa

from outreach import clock
from outreach.accounts.models import User
from outreach.contacts.kinds import ContactKind, Stage, Waiting
from outreach.contacts.models import Claim, Contact
from outreach.contacts.queries import Contacts, in_list, visible
from outreach.db import db
from outreach.interactions.models import FollowUp

# After so many days without a word from either side a contact goes cold; each trade has its own pace.
SILENCE_DAYS = {
    ContactKind.JOURNALIST: 7,
    ContactKind.NGO: 14,
    ContactKind.LAWYER: 21,
    ContactKind.OFFICIAL: 30,
}
OTHER_SILENCE_DAYS = 14


def waiting_for_us(
    owner: User | None = None, *, member: User | None = None, limit: int | None = None
) -> Sequence[Contact]:
    """Return the contacts whose word we owe an answer, longest waiting first, with what a row shows.

    Those that `owner` looks after, or all; only those that `member` may see (nobody: the open ones).
    """
    statement = sa.select(Contact).where(Contact.waiting == Waiting.US)
    return _listed(statement.order_by(Contact.waiting_since_on, Contact.id), owner, member, limit)


def waiting_for_them(
    owner: User | None = None, *, member: User | None = None, limit: int | None = None
) -> Sequence[Contact]:
    """Return the contacts who owe us an answer, longest waiting first; as `waiting_for_us`."""
    statement = sa.select(Contact).where(Contact.waiting == Waiting.THEM)
    return _listed(statement.order_by(Contact.waiting_since_on, Contact.id), owner, member, limit)


def going_cold(
    on: date, owner: User | None = None, *, member: User | None = None, limit: int | None = None
) -> Sequence[Contact]:
    """Return the contacts who answered once or were written to, and whom silence has lasted too long with, longest first.

    Too long is `SILENCE_DAYS` by kind. Left out are those with a next step on some day, and those where things have ended.
    """
    planned = sa.select(FollowUp.contact_id).where(FollowUp.closed_at.is_(None))
    last = _last_word_on()
    statement = sa.select(Contact).where(
        last <= _too_long_before(on),
        Contact.stage.not_in([Stage.HELPED, Stage.CLOSED]),
        Contact.id.not_in(planned),
    )
    return _listed(statement.order_by(last, Contact.id), owner, member, limit)


def _last_word_on() -> sa.ColumnElement[date | None]:
    # The greater of two, of which either may be missing; SQLite and PostgreSQL name that function differently.
    out, back = Contact.last_outgoing_on, Contact.last_incoming_on
    return sa.case((sa.or_(back.is_(None), out > back), out), else_=back)


def _too_long_before(on: date) -> sa.ColumnElement[date]:
    days = {kind.value: on - timedelta(days=length) for kind, length in SILENCE_DAYS.items()}
    others = on - timedelta(days=OTHER_SILENCE_DAYS)
    by_kind = [(Contact.kind == ContactKind(kind), sa.literal(day, sa.Date)) for kind, day in days.items()]
    return sa.case(*by_kind, else_=sa.literal(others, sa.Date))


def _listed(statement: Contacts, owner: User | None, member: User | None, limit: int | None) -> Sequence[Contact]:
    statement = statement.where(Contact.do_not_contact.is_(False), Contact.merged_into_id.is_(None))
    if owner is not None:
        owned = sa.select(Claim.contact_id).where(Claim.owner_id == owner.id, Claim.expires_at > clock.now())
        statement = statement.where(Contact.id.in_(owned))
    return db.session.scalars(visible(statement, member).limit(limit).options(*in_list())).all()
