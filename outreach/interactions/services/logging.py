"""Logging an exchange."""

from datetime import date, timedelta

from outreach import clock
from outreach.accounts.models import User
from outreach.contacts.kinds import Stage
from outreach.contacts.models import Contact
from outreach.contacts.services.claims import IDLE_DAYS, renew
from outreach.db import db
from outreach.interactions.entries import InteractionEntry
from outreach.interactions.errors import (
    ContactOptedOut,
    FollowUpBeforeExchange,
    FollowUpTooFar,
    NotYetHappened,
    TooLongAgo,
)
from outreach.interactions.models import Channel, Interaction, Outcome
from outreach.interactions.services import consequences
from outreach.interactions.services.follow_ups import LONGEST_WAIT_DAYS, add_follow_up, close_answered

EARLIEST = date(1950, 1, 1)


def log_interaction(contact: Contact, entry: InteractionEntry, author: User | None = None) -> Interaction:
    """Add an exchange with `contact` to the log, with all that follows from it.

    Its contact moves to the stage it led to; open follow-ups that it answers are closed; the next step is opened, for
    `author`; and `author` looks after the contact from now on, unless somebody else does.

    Raises:
        ContactOptedOut: `entry` asks for a follow-up, and `contact` asked not to be contacted (GDPR art. 21), perhaps
            just now. An exchange alone may be logged.
        NotYetHappened, TooLongAgo, FollowUpBeforeExchange, FollowUpTooFar: a day that cannot be meant.
    """
    _check(contact, entry, author)
    interaction = _add(contact, entry, author)
    close_answered(contact, entry, author, clock.now())
    consequences.apply(contact, entry)
    if entry.follow_up_on:
        add_follow_up(
            contact,
            entry.follow_up_on,
            owner=author,
            kind=entry.follow_up_kind,
            note=entry.follow_up_note,
            interaction=interaction,
        )
    if author and _is_looking_after(contact, entry):
        renew(contact, author, clock.now())
    return interaction


def _check(contact: Contact, entry: InteractionEntry, author: User | None) -> None:
    # Without an author's zone, a day that has begun anywhere on Earth will do.
    today = clock.today(author.time_zone if author else "Pacific/Kiritimati")
    if entry.happened_on > today:
        raise NotYetHappened
    if entry.happened_on < EARLIEST:
        raise TooLongAgo
    if entry.follow_up_on is None:
        return
    if contact.do_not_contact or entry.outcome is Outcome.OPTED_OUT:
        raise ContactOptedOut
    if entry.follow_up_on < entry.happened_on:
        raise FollowUpBeforeExchange
    if entry.follow_up_on > today + timedelta(days=LONGEST_WAIT_DAYS):
        raise FollowUpTooFar


def _add(contact: Contact, entry: InteractionEntry, author: User | None) -> Interaction:
    interaction = Interaction(
        contact=contact,
        channel=entry.channel,
        direction=entry.direction,
        outcome=entry.outcome,
        summary=entry.summary,
        happened_on=entry.happened_on,
        logged_by_id=author.id if author else None,
        logged_as=entry.logged_as,
    )
    db.session.add(interaction)
    db.session.flush()  # for its id, which the follow-up keeps
    return interaction


def _is_looking_after(contact: Contact, entry: InteractionEntry) -> bool:
    # Neither a remark nor an old list makes anybody look after somebody today.
    is_recent = entry.happened_on > clock.today() - timedelta(days=IDLE_DAYS)
    is_going_on = contact.stage is not Stage.CLOSED and not contact.do_not_contact
    return is_recent and is_going_on and entry.channel is not Channel.NOTE
