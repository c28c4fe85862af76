"""Next steps: promised, done, dropped, put off, taken up again."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

import sqlalchemy as sa

from outreach.accounts.models import User
from outreach.contacts.models import Contact
from outreach.db import db
from outreach.interactions.entries import InteractionEntry
from outreach.interactions.errors import ContactOptedOut, FollowUpPast, FollowUpTooFar
from outreach.interactions.models import Channel, Direction, FollowUp, FollowUpKind, Interaction, Outcome
from outreach.interactions.services.consequences import ENDING, was_heard

LONGEST_WAIT_DAYS = 731


def add_follow_up(
    contact: Contact,
    due_on: date,
    *,
    owner: User | None = None,
    kind: FollowUpKind = FollowUpKind.CHASE,
    note: str = "",
    interaction: Interaction | None = None,
) -> FollowUp:
    """Add the next step with `contact`, to be done on `due_on` by `owner`.

    Raises:
        ContactOptedOut: `contact` asked not to be contacted (GDPR art. 21).
    """
    if contact.do_not_contact:
        raise ContactOptedOut
    follow_up = FollowUp(contact=contact, due_on=due_on, kind=kind, note=note)
    follow_up.owner_id = owner.id if owner else None
    follow_up.interaction_id = interaction.id if interaction else None
    db.session.add(follow_up)
    return follow_up


def complete_follow_up(follow_up: FollowUp, by: User, now: datetime) -> None:
    """Close `follow_up` as done; a closed one stays as it was closed."""
    _close(follow_up, by, now, dropped=False)


def drop_follow_up(follow_up: FollowUp, by: User, now: datetime) -> None:
    """Close `follow_up` as not to be done; a closed one stays as it was closed."""
    _close(follow_up, by, now, dropped=True)


def reopen_follow_up(follow_up: FollowUp) -> None:
    """Take up again what was closed: the way back from a slip of the thumb.

    Raises:
        ContactOptedOut: its contact (loaded with it) asked not to be contacted.
    """
    if follow_up.contact.do_not_contact:
        raise ContactOptedOut
    follow_up.closed_at = None
    follow_up.closed_by_id = None
    follow_up.was_dropped = False
    follow_up.closed_because = ""


def postpone_follow_up(follow_up: FollowUp, due_on: date, today: date) -> None:
    """Put `follow_up` off until `due_on`, a day from `today` on.

    Raises:
        FollowUpPast, FollowUpTooFar: a day gone by, or years away.
        ContactOptedOut: its contact (loaded with it) asked not to be contacted.
    """
    if follow_up.contact.do_not_contact:
        raise ContactOptedOut
    if due_on < today:
        raise FollowUpPast
    if due_on > today + timedelta(days=LONGEST_WAIT_DAYS):
        raise FollowUpTooFar
    follow_up.due_on = due_on


def open_follow_ups(contact_ids: Collection[int]) -> dict[int, list[FollowUp]]:
    """Return the open follow-ups of contacts, by the contact's id; who has none is not in it."""
    are_open = sa.select(FollowUp).where(FollowUp.contact_id.in_(contact_ids), FollowUp.closed_at.is_(None))
    found: dict[int, list[FollowUp]] = {}
    for follow_up in db.session.scalars(are_open):
        found.setdefault(follow_up.contact_id, []).append(follow_up)
    return found


def close_answered(contact: Contact, entry: InteractionEntry, by: User | None, now: datetime) -> None:
    """Close the open follow-ups of `contact` that the exchange in `entry` answers; see `close_those_answered`."""
    close_those_answered(open_follow_ups([contact.id]).get(contact.id, []), entry, by, now)


def close_those_answered(
    follow_ups: Sequence[FollowUp], entry: InteractionEntry, by: User | None, now: datetime
) -> None:
    """Close those of a contact's open follow-ups that the exchange in `entry` answers.

    A reminder needs no reminding once they were heard or reached, or once another day was set. A promise is kept by
    reaching them on its day or later. When things end, nothing is left to do.
    """
    for follow_up in follow_ups:
        if follow_up.is_open and _answers(entry, follow_up):
            follow_up.closed_at = now
            follow_up.closed_by_id = by.id if by else None
            follow_up.closed_because = _reason(entry)


def _answers(entry: InteractionEntry, follow_up: FollowUp) -> bool:
    is_chase = follow_up.kind is FollowUpKind.CHASE
    if entry.outcome in ENDING:
        return True
    if entry.channel is Channel.NOTE and entry.outcome is None:
        return False
    if entry.outcome is Outcome.NO_ANSWER:
        return is_chase and entry.follow_up_on is not None
    if entry.happened_on < min(follow_up.due_on, follow_up.created_at.date()):
        # An old exchange, from a list, answers nothing that was asked after it.
        return False
    is_kept = entry.direction is not Direction.INCOMING and follow_up.due_on <= entry.happened_on
    return is_chase or is_kept


def _reason(entry: InteractionEntry) -> str:
    if entry.outcome in ENDING:
        return str(entry.outcome)
    return "replied" if was_heard(entry) else "logged"


def _close(follow_up: FollowUp, by: User, now: datetime, *, dropped: bool) -> None:
    if follow_up.is_open:
        follow_up.closed_at = now
        follow_up.closed_by_id = by.id
        follow_up.was_dropped = dropped
