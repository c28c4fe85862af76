"""Logging what was judged, and what a person settled."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from outreach.accounts.models import User
from outreach.contacts.models import Contact
from outreach.db import db
from outreach.imports.log.judging import LogJudged
from outreach.imports.log.meaning import ReadLogRow
from outreach.imports.models import Verdict
from outreach.interactions.models import FollowUp, Interaction
from outreach.interactions.services import log_interaction


class LogApplier:
    """Logs the rows of one import."""

    def __init__(self, now: datetime) -> None:
        """Begin an import."""
        self.now = now

    def order(self, judged: LogJudged) -> Any:
        """Return what rows are brought in by: the day, so that what was said later answers what was asked before."""
        return judged.read.day or date.min, judged.row.number

    def apply(self, judged: LogJudged) -> dict[str, Any]:
        """Log one row, and return what that made, so that it can be taken back."""
        if judged.verdict is not Verdict.NEW or judged.contact is None or judged.read.day is None:
            return {}
        interaction = log_row(judged.contact, judged.read, judged.read.day, judged.read.next_on)
        if judged.waited is not None:
            judged.waited.verdict, judged.waited.settled_at = Verdict.SAME, self.now
            judged.waited.contact_id, judged.waited.interaction_id = judged.contact.id, interaction.id
        return {"interaction": interaction.id}


def log_row(contact: Contact, read: ReadLogRow, day: date, next_on: date | None) -> Interaction:
    """Log what a row says, with `contact` on `day`; a reminder that stands for the day of the next step is not doubled.

    Raises:
        OutreachError: the log refuses it; the sentence says why.
    """
    if contact.do_not_contact:
        next_on = None
    standing = _reminder(contact, next_on) if next_on else None
    author = db.session.scalar(sa.select(User).where(User.id == read.author_id)) if read.author_id else None
    entry = read.entry(day, next_on)
    interaction = log_interaction(contact, replace(entry, follow_up_on=None) if standing else entry, author)
    if standing:
        standing.note = standing.note or read.next_step
        standing.interaction_id = standing.interaction_id or interaction.id
        standing.closed_at, standing.closed_because = None, ""
    return interaction


def _reminder(contact: Contact, due_on: date) -> FollowUp | None:
    statement = sa.select(FollowUp).where(
        FollowUp.contact_id == contact.id, FollowUp.due_on == due_on, FollowUp.closed_at.is_(None)
    )
    return db.session.scalars(statement.order_by(FollowUp.id)).first()
