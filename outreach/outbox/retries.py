"""When a mail that could not be handed over is tried again."""

from datetime import datetime, timedelta

_PAUSES_MINUTES = (5, 15, 30, 60, 120, 240, 480, 480, 480, 480, 480)


def next_try(tries: int, now: datetime) -> datetime | None:
    """Return when to try again after `tries` tries; None when it is time to give up, 48 hours after the first.

    RFC 5321 4.5.4.1 asks for four to five days; but a journalist reads yesterday's mail, not last week's.
    """
    if tries > len(_PAUSES_MINUTES):
        return None
    return now + timedelta(minutes=_PAUSES_MINUTES[tries - 1])
