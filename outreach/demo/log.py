"""What passed with the people of the practice case: its days are counted back from today."""

from collections.abc import Mapping
from datetime import date, timedelta

import sqlalchemy as sa

from outreach import clock
from outreach.accounts.models import User
from outreach.contacts.models import Contact
from outreach.contacts.queries import whole_contact
from outreach.db import db
from outreach.demo.people import table
from outreach.interactions.entries import InteractionEntry
from outreach.interactions.models import Channel, Direction, FollowUp, FollowUpKind, Outcome
from outreach.interactions.services import log_interaction


def add_log(contacts: Mapping[str, Contact], team: Mapping[str, User]) -> int:
    """Log all exchanges, oldest first, with their next steps; return how many there are."""
    today = clock.today()
    rows = sorted(table("log.csv"), key=lambda row: int(row["day"]))
    for row in rows:
        author = team[row["by"]]
        contact = whole_contact(contacts[row["contact"]].id, next(iter(team.values())))
        assert contact is not None  # noqa: S101 - for the type checker: it was added a moment ago
        interaction = log_interaction(contact, _entry(row, today), author)
        db.session.flush()  # the next row asks what this one left open
        if row["done"] == "yes":
            _close(interaction.id, author)
    return len(rows)


def _entry(row: Mapping[str, str], today: date) -> InteractionEntry:
    return InteractionEntry(
        channel=Channel(row["channel"]),
        direction=Direction(row["direction"]),
        happened_on=today + timedelta(days=int(row["day"])),
        outcome=Outcome(row["outcome"]) if row["outcome"] else None,
        summary=row["summary"],
        follow_up_on=today + timedelta(days=int(row["next_day"])) if row["next_day"] else None,
        follow_up_kind=FollowUpKind(row["next_kind"] or FollowUpKind.CHASE),
        follow_up_note=row["next_step"],
    )


def _close(interaction_id: int, by: User) -> None:
    db.session.execute(
        sa.update(FollowUp)
        .where(FollowUp.interaction_id == interaction_id, FollowUp.closed_at.is_(None))
        .values(closed_at=clock.now(), closed_by_id=by.id)
    )
