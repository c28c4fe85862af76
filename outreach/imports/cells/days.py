"""Days as people write them in lists, in English, French, German, Turkish and Chinese."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from babel import Locale

from outreach.folding import fold
from outreach.i18n import _
from outreach.imports.errors import UnknownDay, VagueDay

_LANGUAGES = ("en", "fr", "de", "tr")
_CLOCK = r"(?:[ t,]+(?:a |um |at )?\d{1,2}[:h]\d{0,2}(?::\d{2})?(?:\.\d+)?(?: ?[ap]m)?z?)?"
_BY_YEAR = re.compile(
    rf"(?P<year>\d{{4}})\s*[-/.年]\s*(?P<month>\d{{1,2}})\s*[-/.月]\s*(?P<day>\d{{1,2}})\s*日?{_CLOCK}"
)
_BY_FIGURES = re.compile(
    rf"(?P<first>\d{{1,2}})\s*[-/.]\s*(?P<second>\d{{1,2}})\s*[-/.]\s*(?P<year>\d{{4}}|\d{{2}}){_CLOCK}"
)
_WEEKDAY = r"(?:[^\W\d]+\.?,? )?(?:the |le |den )?"
_BY_WORDS = re.compile(
    rf"{_WEEKDAY}(?P<day>\d{{1,2}})(?:er|st|nd|rd|th|\.)?(?: of)? ?(?P<month>[^\W\d]+)\.?,? (?P<year>\d{{4}}){_CLOCK}"
)
_MONTH_FIRST = re.compile(
    rf"{_WEEKDAY}(?P<month>[^\W\d]+)\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>\d{{4}}){_CLOCK}"
)
_SERIAL = re.compile(r"[34]\d{4}(?:[.,]\d+)?")
# Two figures mean this century up to here: nobody's list speaks of 1968, or of 2070.
_CENTURY = 2000
_MONTHS_IN_YEAR = 12


class DayOrder(StrEnum):
    """What stands first in 03/12/2018, as far as the list itself tells."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class _Parts:
    year: int
    month: int
    day: int


def day_order(cells: Iterable[str], *, is_english: bool) -> DayOrder:
    """Return which order the days in `cells` have: as one of them proves; unproved, day first unless the list is English."""
    found = [
        (int(match["first"]), int(match["second"])) for cell in cells if (match := _BY_FIGURES.fullmatch(cell.lower()))
    ]
    if any(first > _MONTHS_IN_YEAR >= second for first, second in found):
        return DayOrder.DAY_FIRST
    # An impossible day of a list that is not English is a slip, and says nothing about the other days.
    if is_english and any(second > _MONTHS_IN_YEAR >= first for first, second in found):
        return DayOrder.MONTH_FIRST
    return DayOrder.UNKNOWN if is_english else DayOrder.DAY_FIRST


def day_of(text: str, order: DayOrder = DayOrder.DAY_FIRST) -> date:
    """Return the day that `text` names; a time behind it is left out.

    Raises:
        VagueDay: it speaks of a day without saying which ("9 April", "mid-March").
        UnknownDay: there is no such day, or 3/12 may be either; the sentence says what to write.
    """
    parts = _parts(" ".join(fold(text).split()), text, order)
    if parts is None:
        raise VagueDay(
            _("“%(text)s” does not say which day. Write day, month and year, such as 2018-04-05.", text=text)
        )
    try:
        return date(parts.year, parts.month, parts.day)
    except ValueError as error:
        raise UnknownDay(_("There is no day “%(text)s” in the calendar. Check day and month.", text=text)) from error


def _parts(key: str, text: str, order: DayOrder) -> _Parts | None:
    if match := _BY_YEAR.fullmatch(key):
        return _Parts(int(match["year"]), int(match["month"]), int(match["day"]))
    if match := _BY_FIGURES.fullmatch(key):
        return _by_figures(int(match["first"]), int(match["second"]), match["year"], text, order)
    match = _BY_WORDS.fullmatch(key) or _MONTH_FIRST.fullmatch(key)
    if match and (month := _months().get(match["month"])):
        return _Parts(int(match["year"]), month, int(match["day"]))
    if _SERIAL.fullmatch(key):
        raise UnknownDay(
            _(
                "“%(text)s” is how a spreadsheet counts days. Format the column as a date, and save the list again.",
                text=text,
            )
        )
    return None


def _by_figures(first: int, second: int, year: str, text: str, order: DayOrder) -> _Parts:
    if order is DayOrder.UNKNOWN and first != second:
        raise UnknownDay(_("“%(text)s” may be one of two days. Write it as 2018-12-31.", text=text))
    whole = int(year) + (_CENTURY if len(year) == 2 else 0)  # noqa: PLR2004 - 12/03/18
    return _Parts(whole, first, second) if order is DayOrder.MONTH_FIRST else _Parts(whole, second, first)


@cache
def _months() -> dict[str, int]:
    found: dict[str, int] = {}
    for language in _LANGUAGES:
        for width in ("wide", "abbreviated"):
            for number, name in Locale(language).months["format"][width].items():
                found[fold(name).rstrip(".")] = number
    return found | {"sept": 9, "fevr": 2, "avr": 4}
