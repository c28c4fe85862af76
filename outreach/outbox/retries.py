"""When a mail that could not be handed over is tried again."""

from datetime import datetime, timedelta

_PAUSES = tuple(timedelta(minutes=minutes) for minutes in (5, 15, 30, 60, 120, 240, 480))
# RFC 5321 4.5.4.1 asks for four to five days; a journalist reads yesterday's mail, not last week's.
GIVE_UP_AFTER = timedelta(hours=48)


def next_try(tries: int, first_due_at: datetime, now: datetime) -> datetime | None:
    """Return when to try again after `tries` tries; None when it is time to give up."""
    pause = _PAUSES[min(tries, len(_PAUSES)) - 1]
    due = now + pause
    return due if due - first_due_at <= GIVE_UP_AFTER else None
