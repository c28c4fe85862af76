"""Questions to the log and the next steps."""

from outreach.interactions.queries.follow_ups import (
    follow_ups_due,
    follow_ups_of,
    follow_ups_on,
    overdue,
    visible_follow_up,
)
from outreach.interactions.queries.people import people_to_log
from outreach.interactions.queries.silence import SILENCE_DAYS, going_cold, waiting_for_them, waiting_for_us
from outreach.interactions.queries.timeline import Moment, timeline

__all__ = [
    "SILENCE_DAYS",
    "Moment",
    "follow_ups_due",
    "follow_ups_of",
    "follow_ups_on",
    "going_cold",
    "overdue",
    "people_to_log",
    "timeline",
    "visible_follow_up",
    "waiting_for_them",
    "waiting_for_us",
]
