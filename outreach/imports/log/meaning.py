"""What a row of a log means: with whom, on which day, what was said, what comes next, and what is wrong with which cell.

A day or a person that is vague ("mid-March", "somebody at Libé") is never guessed: the row waits for a person. The fault of
any other cell loses nothing: it is reported, and its text kept in what was said.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from outreach.folding import fold
from outreach.i18n import _
from outreach.imports.cells.days import DayOrder, day_of, day_order
from outreach.imports.columns import Columns
from outreach.imports.contacts.cells import Cells, too_many_cells
from outreach.imports.faults import Fault
from outreach.imports.log.words import channel_of, direction_of, step_kind
from outreach.interactions.entries import InteractionEntry
from outreach.interactions.models import Channel, Direction, FollowUpKind
from outreach.interactions.services.follow_ups import LONGEST_WAIT_DAYS
from outreach.interactions.services.logging import EARLIEST

_ORIGIN = date(1970, 1, 1)


@dataclass(frozen=True)
class LogFacts:
    """What holds for every row of one log: its columns, how it writes days, and who is in the team."""

    columns: Columns
    order: DayOrder
    today: date
    team: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class ReadLogRow:
    """What one row means. `day` is None where it is vague; with `is_stopped` the row is left out, and `faults` says why."""

    person: str
    faults: tuple[Fault, ...]
    is_stopped: bool = False
    day: date | None = None
    channel: Channel = Channel.NOTE
    direction: Direction = Direction.BOTH
    summary: str = ""
    author_id: int | None = None
    logged_as: str = ""
    next_on: date | None = None
    next_step: str = ""
    next_kind: FollowUpKind = FollowUpKind.CHASE

    def entry(self, day: date, next_on: date | None) -> InteractionEntry:
        """Return the exchange as the log takes it, on `day`, with the next step on `next_on`."""
        return InteractionEntry(
            self.channel,
            self.direction,
            day,
            summary=self.summary,
            follow_up_on=next_on,
            follow_up_kind=self.next_kind,
            follow_up_note=self.next_step,
            logged_as=self.logged_as,
        )


def log_facts_of(columns: Columns, rows: Sequence[Sequence[str]], *, today: date, team: Mapping[str, int]) -> LogFacts:
    """Return what holds for all `rows` of a log."""
    days = (cell for row in rows for name in ("day", "next_on") for _heading, cell in columns.values(row, name))
    return LogFacts(columns, day_order(days, is_english=columns.is_english), today, team)


def read_log_row(cells: Sequence[str], facts: LogFacts) -> ReadLogRow:
    """Return what a row of `cells` means."""
    if len(cells) > len(facts.columns.headings):
        return ReadLogRow("", (too_many_cells(facts.columns),), is_stopped=True)
    row = Cells(facts.columns, cells)
    person = row.text("contact")
    if not fold(person):
        row.report("contact", _("Nobody is named here. Enter with whom it was."))
        return ReadLogRow("", tuple(row.faults), is_stopped=True)
    day = _day(row, facts)
    next_on = _next_on(row, facts, day)
    author_id = facts.team.get(fold(row.text("by")))
    channel = _channel(row)
    return ReadLogRow(
        person,
        day=day,
        channel=channel,
        direction=_direction(row),
        author_id=author_id,
        logged_as="" if author_id else row.text("by"),
        next_on=next_on,
        next_step=row.text("next_step"),
        next_kind=step_kind(row.text("next_step")),
        # Last: all that was read before may have added what is kept of its cell.
        summary=_summary(row, next_on),
        faults=tuple(row.faults),
    )


def _day(row: Cells, facts: LogFacts) -> date | None:
    if not row.text("day"):
        row.report("day", _("No day stands here. Say when it was."))
        return None
    day = row.read("day", lambda text: day_of(text, facts.order))
    if day and not EARLIEST <= day <= facts.today:
        row.report("day", _("This day has not come yet, or is too long ago. Check the year."), row.text("day"))
        return None
    return day


def _next_on(row: Cells, facts: LogFacts, day: date | None) -> date | None:
    next_on = row.read("next_on", lambda text: day_of(text, facts.order))
    if next_on and not (day or _ORIGIN) <= next_on <= facts.today + timedelta(days=LONGEST_WAIT_DAYS):
        row.report(
            "next_on",
            _("The next step comes before the exchange, or years after it. Check the day."),
            row.text("next_on"),
        )
        return None
    return next_on


def _channel(row: Cells) -> Channel:
    text = row.text("channel")
    found = channel_of(text) if text else Channel.NOTE
    if found is None:
        row.report("channel", _("“%(text)s” is no way known here, so this was put down as a note.", text=text), text)
    return found or Channel.NOTE


def _direction(row: Cells) -> Direction:
    text = row.text("direction")
    found = direction_of(text) if text else Direction.BOTH
    if found is None:
        row.report(
            "direction", _("“%(text)s” does not say who reached out. Write “received” or “sent”.", text=text), text
        )
    return found or Direction.BOTH


def _summary(row: Cells, next_on: date | None) -> str:
    step = row.text("next_step")
    if step and next_on is None:
        row.kept.append(f"{row.columns.heading_of('next_step')}: {step}")
        if not row.text("next_on"):
            row.note("next_step", _("No day is set for the next step: it is kept in what was said."))
    return "\n".join(filter(None, [row.lines("summary"), *row.kept]))
