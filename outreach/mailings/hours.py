"""Working hours where somebody lives."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

BEGIN, END = time(9), time(18)
_SATURDAY = 5


def working_hour(now: datetime, zone: str | None) -> datetime:
    """Return `now` if it is a working hour in `zone` (Monday to Friday, 9 to 18), else when the next one begins.

    Where the zone is not known, any hour will do.
    """
    try:
        local = now.astimezone(ZoneInfo(zone)) if zone else None
    except (ZoneInfoNotFoundError, ValueError):
        local = None
    if local is None or (local.weekday() < _SATURDAY and BEGIN <= local.time() < END):
        return now
    day = local.date() if local.time() < BEGIN else local.date() + timedelta(days=1)
    while day.weekday() >= _SATURDAY:
        day += timedelta(days=1)
    return datetime.combine(day, BEGIN, tzinfo=local.tzinfo).astimezone(now.tzinfo)
