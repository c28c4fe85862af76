"""The only place that asks the time."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def now() -> datetime:
    """Return this instant, aware, in UTC."""
    return datetime.now(UTC)


def today(zone: str = "UTC") -> date:
    """Return the calendar day it is now in `zone`, a name of the IANA database such as "Europe/Paris"."""
    return now().astimezone(ZoneInfo(zone)).date()
