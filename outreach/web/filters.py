"""What templates show names, numbers, days and moments with, in the language and time zone of the reader.

In HTML a name stands in `<bdi>`, so that a Uyghur name in a French line (or the reverse) disturbs nothing around it; in plain
text (mails, subjects) the isolates of Unicode do the same, and only where directions really meet.
"""

import unicodedata
from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal

from babel import Locale
from babel.dates import format_date, format_time, format_timedelta, get_timezone_location
from babel.numbers import format_decimal
from flask import Flask
from flask_babel import get_timezone
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup

from outreach import clock
from outreach.i18n import _, direction, get_locale, language_code

_FIRST_STRONG, _LEFT_TO_RIGHT, _END = "\u2068", "\u2066", "\u2069"
_SECONDS_IN_DAY = 86_400


def init_app(app: Flask) -> None:
    """Give every template the filters, and the language and direction of the page."""
    for one in (person, ltr, day, moment, number, ago):
        app.add_template_filter(one)
    app.jinja_env.globals.update(language_code=language_code, direction=direction)


@pass_eval_context
def person(context: EvalContext, name: Any) -> str:
    """Return the name of somebody (a string, or anything with a `name`), kept apart from the direction around it."""
    text = str(getattr(name, "name", name) or "")
    if context.autoescape:
        return Markup("<bdi>{}</bdi>").format(text) if text else ""
    return f"{_FIRST_STRONG}{text}{_END}" if _is_rtl(text) != (direction() == "rtl") and text else text


@pass_eval_context
def ltr(context: EvalContext, text: Any) -> str:
    """Return an address, a phone number or a code, which reads from left to right in every language."""
    if text is None or text == "":
        return ""
    if context.autoescape:
        return Markup('<bdi dir="ltr">{}</bdi>').format(text)
    return f"{_LEFT_TO_RIGHT}{text}{_END}" if direction() == "rtl" else str(text)


@pass_eval_context
def number(context: EvalContext, value: float | None) -> str:
    """Return a number with the separators of the language; nothing for None."""
    if value is None:
        return ""
    text = str(format_decimal(value, locale=_locale()))
    return ltr(context, text) if direction() == "rtl" else text


@pass_eval_context
def day(context: EvalContext, value: date | None) -> str:
    """Return a calendar day, "4 March 2026"; of an instant, the day it is for the reader; nothing for None."""
    if value is None:
        return ""
    value = _local(value).date() if isinstance(value, datetime) else value
    return _time(context, value.isoformat(), day_in_words(value))


def day_in_words(value: date) -> str:
    """Return a calendar day as `day` writes it, for sentences made outside of templates."""
    return str(format_date(value, "long", locale=_locale()))


@pass_eval_context
def moment(context: EvalContext, value: datetime | None) -> str:
    """Return an instant with the reader's zone, "4 March 2026, 09:00 (Paris)"; nothing for None."""
    if value is None:
        return ""
    return _time(context, value.astimezone(UTC).isoformat(timespec="seconds"), _in_words(value))


@pass_eval_context
def ago(context: EvalContext, value: date | None) -> str:
    """Return how far off a day or an instant is, "3 days ago", "in 2 hours"; nothing for None."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        text = _distance(value - clock.now())
        return _time(context, value.astimezone(UTC).isoformat(timespec="seconds"), text, title=_in_words(value))
    today = _local(clock.now()).date()
    near = {-1: _("yesterday"), 0: _("today"), 1: _("tomorrow")}
    text = near.get((value - today).days) or _distance(value - today)
    return _time(context, value.isoformat(), text, title=day_in_words(value))


def _distance(delta: timedelta) -> str:
    smallest: Literal["day", "minute"] = "day" if abs(delta.total_seconds()) >= _SECONDS_IN_DAY else "minute"
    return str(format_timedelta(delta, granularity=smallest, add_direction=True, threshold=1.5, locale=_locale()))


def _in_words(value: datetime) -> str:
    local, locale = _local(value), _locale()
    when = locale.datetime_formats["long"].format(
        format_time(local, "short", locale=locale, tzinfo=local.tzinfo), format_date(local, "long", locale=locale)
    )
    return f"{when} ({get_timezone_location(local.tzinfo, locale=locale, return_city=True)})"


def _local(value: datetime) -> datetime:
    return value.astimezone(get_timezone() or UTC)


def _time(context: EvalContext, machine: str, text: str, title: str | None = None) -> str:
    if not context.autoescape:
        return text
    if title is None:
        return Markup('<time datetime="{}">{}</time>').format(machine, text)
    return Markup('<time datetime="{}" title="{}">{}</time>').format(machine, title, text)


def _locale() -> Locale:
    """Return the locale dates are written in; English is British, days before months."""
    found = get_locale() or Locale("en")
    return Locale("en", "GB") if str(found) == "en" else found


def _is_rtl(text: str) -> bool:
    """Return whether the first letter with a direction reads from right to left."""
    return next((kind != "L" for kind in map(unicodedata.bidirectional, text) if kind in {"L", "R", "AL"}), False)
