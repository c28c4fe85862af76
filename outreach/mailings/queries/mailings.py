"""Which mailings there are, and who approved them."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from outreach.contacts.models import Segment
from outreach.db import db
from outreach.mailings.models import Mailing, MailingApproval, MailingState


def mailing_by_id(mailing_id: int) -> Mailing | None:
    """Return a mailing with its template and author, None where there is none."""
    statement = (
        sa.select(Mailing)
        .where(Mailing.id == mailing_id)
        .options(joinedload(Mailing.template), joinedload(Mailing.created_by))
        .execution_options(populate_existing=True)
    )
    return db.session.scalar(statement)


def newest_mailings(most: int = 200) -> Sequence[Mailing]:
    """Return mailings with template and author, those under way first, then the newest."""
    under_way = sa.case((Mailing.state.in_([MailingState.SENDING, MailingState.PAUSED]), 0), else_=1)
    statement = (
        sa.select(Mailing)
        .order_by(under_way, Mailing.id.desc())
        .limit(most)
        .options(joinedload(Mailing.template), joinedload(Mailing.created_by))
    )
    return db.session.scalars(statement).all()


def mailings_under_way() -> Sequence[Mailing]:
    """Return the mailings that are sending or paused, the oldest first."""
    statement = (
        sa.select(Mailing)
        .where(Mailing.state.in_([MailingState.SENDING, MailingState.PAUSED]))
        .order_by(Mailing.started_at, Mailing.id)
    )
    return db.session.scalars(statement).all()


def lock(mailing: Mailing) -> None:
    """Read `mailing` anew and keep others from changing it until this transaction ends."""
    statement = sa.select(Mailing).where(Mailing.id == mailing.id).with_for_update()
    db.session.scalars(statement.execution_options(populate_existing=True)).one()


def approvals(mailing_id: int) -> Sequence[MailingApproval]:
    """Return who approved the mailing, the newest first."""
    statement = (
        sa.select(MailingApproval)
        .where(MailingApproval.mailing_id == mailing_id)
        .order_by(MailingApproval.approved_at.desc())
    )
    return db.session.scalars(statement).all()


def saved_segments() -> Sequence[Segment]:
    """Return the saved questions, by name."""
    return db.session.scalars(sa.select(Segment).order_by(Segment.name)).all()
