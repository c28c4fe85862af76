"""What may be said about an exchange, as forms and imports hand it to the services."""

from dataclasses import dataclass
from datetime import date

from outreach.interactions.models import Channel, Direction, FollowUpKind, Outcome


@dataclass(frozen=True)
class InteractionEntry:
    """One exchange, and the next step if there is one (`follow_up_on`). `logged_as` is who spoke, where a list names them."""

    channel: Channel
    direction: Direction
    happened_on: date
    outcome: Outcome | None = None
    summary: str = ""
    follow_up_on: date | None = None
    follow_up_kind: FollowUpKind = FollowUpKind.CHASE
    follow_up_note: str = ""
    logged_as: str = ""
