"""What else a row says: country, languages, time zone, subjects, and the days of the last contact and of the next step."""

import re
from datetime import date
from zoneinfo import ZoneInfo

from outreach.contacts.errors import UnknownCountry
from outreach.contacts.places import country_of
from outreach.i18n import _
from outreach.imports.cells.days import DayOrder, day_of
from outreach.imports.cells.kinds import kind_of
from outreach.imports.cells.languages import languages_of
from outreach.imports.contacts.cells import Cells
from outreach.imports.errors import UnreadableCell

_EARLIEST_YEAR = 1950


def country(row: Cells) -> str | None:
    """Return the country of a row; of several the first, which is reported."""
    text = row.text("country")
    if not text:
        return None
    try:
        return country_of(text)
    except UnknownCountry as error:
        first = next(
            filter(None, (_known_country(part) for part in re.split(r"[/,;&+]|\s(?:et|and|und)\s", text))), None
        )
        if first is None:
            row.report("country", str(error), text)
            return None
        row.report(
            "country",
            _("There is more than one country here: the first was taken, the cell is kept in the notes."),
            text,
        )
        return first


def _known_country(text: str) -> str | None:
    try:
        return country_of(text) if text.strip() else None
    except UnknownCountry:
        return None


def languages(row: Cells) -> tuple[str, ...]:
    """Return the codes of the languages in a row; words that name none are reported."""
    text = row.text("language")
    codes, unknown = languages_of(text)
    if unknown:
        row.report(
            "language",
            _("No language is known as “%(words)s”. Write its name, or its code such as fr.", words=", ".join(unknown)),
            text,
        )
    return tuple(codes)


def zone(text: str) -> str:
    """Return the name of a time zone.

    Raises:
        UnreadableCell: there is none of this name.
    """
    try:
        return ZoneInfo(text).key
    except (ValueError, OSError, LookupError) as error:
        raise UnreadableCell(_("No time zone is called “%(text)s”. Write it as Europe/Paris.", text=text)) from error


def beats(row: Cells) -> tuple[str, ...]:
    """Return the subjects in a row."""
    # "NGO" under "beat" says what they are, and is no subject.
    return tuple(word for word in words(row, "beat") if kind_of(word) is None)


def words(row: Cells, field: str) -> tuple[str, ...]:
    """Return the words in the cells of `field`, however they are separated."""
    parts = [part.strip() for _heading, cell in row.all(field) for part in re.split(r"[,;|\n，；、]|\s/\s", cell)]
    return tuple(filter(None, parts))


def last_contact(row: Cells, order: DayOrder, today: date) -> date | None:
    """Return the day of the last contact; one to come or from before anybody's time is reported."""
    day = row.read("last_contact", lambda text: day_of(text, order))
    if day is None and (reply := row.text("reply")):
        row.kept.append(f"{row.columns.heading_of('reply')}: {reply}")
    if day and not date(_EARLIEST_YEAR, 1, 1) <= day <= today:
        row.report("last_contact", _("This day has not come yet, or is too long ago. Check the year."), said(row))
        return None
    return day


def follow_up(row: Cells, order: DayOrder, today: date, reason: str) -> date | None:
    """Return the day of the next step, unless they asked to be left alone (`reason`) or it is years away."""
    day = row.read("follow_up", lambda text: day_of(text, order))
    if day and reason:
        row.report(
            "follow_up", _("They asked not to be contacted, so nobody is reminded to do it."), row.text("follow_up")
        )
        return None
    if day and not _EARLIEST_YEAR <= day.year <= today.year + 2:
        row.report("follow_up", _("This day is too far away. Check the year."), row.text("follow_up"))
        return None
    return day


def said(row: Cells) -> str:
    """Return the cells about the last contact in the words of the list, for the log."""
    return ". ".join(f"{heading} : {cell}" for name in ("last_contact", "reply") for heading, cell in row.all(name))
