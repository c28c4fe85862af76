"""What a row of a list of people means: a contact entry, the last contact, the next step, and what is wrong with which cell.

The fault of one optional cell loses nobody: the contact is imported, the cell reported, its text kept in the notes. A row is
stopped when there is no name at all, when it has more cells than headings (then nobody knows which is which), or when
its e-mail address is broken and nothing else leads to the person: mended, it can be imported again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from outreach.contacts.entries import ContactEntry
from outreach.i18n import _
from outreach.imports.cells.days import DayOrder, day_order
from outreach.imports.cells.kinds import truth_of
from outreach.imports.columns import Columns
from outreach.imports.contacts import details, who
from outreach.imports.contacts.cells import Cells, too_many_cells
from outreach.imports.contacts.protection import protection
from outreach.imports.contacts.ways import Ways, ways_of
from outreach.imports.faults import Fault

_DAYS = ("last_contact", "follow_up")
_EARLIEST_YEAR = 1950


@dataclass(frozen=True)
class ListFacts:
    """What holds for every row of one list: its columns, its name, how it writes days, and who is in the team."""

    columns: Columns
    file_name: str
    order: DayOrder
    today: date
    # The id of each member, by folded name and by folded address.
    team: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class ReadRow:
    """What one row means. With `is_stopped` it is left out, and `faults` says why."""

    entry: ContactEntry
    faults: tuple[Fault, ...]
    is_stopped: bool = False
    owner_id: int | None = None
    last_contact: date | None = None
    has_replied: bool | None = None
    # The last contact in the words of the list, for the log.
    said: str = ""
    follow_up_on: date | None = None


def facts_of(
    columns: Columns, rows: Sequence[Sequence[str]], *, file_name: str, today: date, team: Mapping[str, int]
) -> ListFacts:
    """Return what holds for all `rows` of a list."""
    days = (cell for row in rows for name in _DAYS for _heading, cell in columns.values(row, name))
    return ListFacts(columns, file_name, day_order(days, is_english=columns.is_english), today, team)


def read_row(cells: Sequence[str], facts: ListFacts) -> ReadRow:
    """Return what a row of `cells` means."""
    if len(cells) > len(facts.columns.headings):
        return ReadRow(ContactEntry(), (too_many_cells(facts.columns),), is_stopped=True)
    row = Cells(facts.columns, cells)
    reason = who.wish_to_stop(row)
    ways = ways_of(row, details.country(row))
    is_stopped = who.is_nameless(row) or (ways.is_email_broken and not (ways.are_any or reason))
    _say_about_email(row, ways, is_stopped=is_stopped)
    last_contact = details.last_contact(row, facts.order, facts.today)
    follow_up_on = details.follow_up(row, facts.order, facts.today, reason)
    owner_id, owner_tag = who.owner(row, facts.team)
    marks = protection(row, facts.order)
    return ReadRow(
        replace(_entry(row, ways, reason, owner_tag, facts.file_name), **marks),
        tuple(row.faults),
        is_stopped,
        owner_id,
        last_contact,
        has_replied=truth_of(row.text("reply")),
        said=details.said(row),
        follow_up_on=follow_up_on,
    )


def _entry(row: Cells, ways: Ways, reason: str, owner_tag: tuple[str, ...], file_name: str) -> ContactEntry:
    names = who.names(row)
    return ContactEntry(
        kind=who.kind(row),
        name=names.name,
        civility=names.civility,
        given_name=names.given_name,
        family_name=names.family_name,
        organisation=row.text("organisation"),
        job_title=row.text("job_title"),
        emails=ways.emails,
        phones=ways.phones,
        other_ways=ways.others,
        languages=details.languages(row),
        country=ways.country,
        time_zone=row.read("time_zone", details.zone),
        beats=details.beats(row),
        tags=(*details.words(row, "tag"), *owner_tag),
        source=row.text("source") or file_name,
        do_not_contact=bool(reason),
        do_not_contact_reason=reason,
        # Last: all that was read before may have added what is kept of its cell.
        notes="\n".join(filter(None, [row.lines("notes"), *row.kept])),
    )


def _say_about_email(row: Cells, ways: Ways, *, is_stopped: bool) -> None:
    if is_stopped and ways.is_email_broken:
        heading = row.columns.heading_of("email")
        broken = next(place for place, fault in enumerate(row.faults) if fault.column == heading)
        sentence = _(
            "Nothing else leads to this person, so the row was left out. Correct it, and import the row again."
        )
        row.faults[broken] = Fault(heading, f"{row.faults[broken].problem} {sentence}")
    elif "email" in row.columns.fields and not ways.emails and not ways.is_email_broken:
        if ways.phones:
            row.report("email", _("No e-mail address: imported, to be reached by phone."))
        else:
            row.report("email", _("No e-mail address and no phone: imported, but nobody can write or call yet."))
