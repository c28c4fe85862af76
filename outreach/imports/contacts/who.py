"""Who a row is about: names, kind, who looks after them, and whether they asked not to be contacted.

A name in one column stays one name: which part of it is the given one differs from country to country, and a wrong guess
would greet somebody by half a name. A family name alone, without civility, is the name of a desk ("Rédaction Monde").
"""

from collections.abc import Mapping
from dataclasses import dataclass

from outreach.contacts.kinds import ContactKind
from outreach.folding import fold
from outreach.i18n import _
from outreach.imports.cells.kinds import asks_to_stop, kind_by_hints, kind_of, truth_of
from outreach.imports.contacts.cells import Cells
from outreach.imports.faults import Fault


@dataclass(frozen=True)
class Names:
    """What a row calls somebody; the parts are empty where nobody can tell them."""

    name: str
    civility: str = ""
    given_name: str = ""
    family_name: str = ""


def is_nameless(row: Cells) -> bool:
    """Return whether neither a name nor an organisation stands in a row, and report it then."""
    if any(fold(row.text(name)) for name in ("name", "given_name", "family_name", "organisation")):
        return False
    row.faults.append(
        Fault(
            row.columns.heading_of("name") or row.columns.heading_of("family_name"),
            _("There is no name in this row, nor an organisation. Enter one."),
        )
    )
    return True


def names(row: Cells) -> Names:
    """Return the names in a row; the whole one is made of its parts where it does not stand there."""
    given, family, civility = row.text("given_name"), row.text("family_name"), row.text("civility")
    name = row.text("name")
    if family and not given and not civility:
        # A desk: "Chère Madame Rédaction Monde" must never be made of it.
        return Names(name or family)
    return Names(name or f"{given} {family}".strip(), civility, given, family)


def kind(row: Cells) -> ContactKind:
    """Return the kind a row names, or else hints at; who stands in a list of newspapers and stations is a journalist."""
    text = row.text("kind")
    found = kind_of(text) if text else None
    if text and found is None and not asks_to_stop(text):
        row.report(
            "kind", _("“%(text)s” is no kind of contact known here, so it was put under “other”.", text=text), text
        )
        return ContactKind.OTHER
    beats = " ; ".join(cell for _heading, cell in row.all("beat"))
    found = found or kind_by_hints(row.lines("notes"), beats, row.text("job_title"))
    return found or (ContactKind.JOURNALIST if row.columns.is_list_of_media and not text else ContactKind.OTHER)


def wish_to_stop(row: Cells) -> str:
    """Return the words in which this person asked not to be contacted; empty if they did not."""
    places = [name for name in ("kind", "notes", "reply") if asks_to_stop(row.lines(name))]
    said = row.text("do_not_contact")
    if said and truth_of(said) is not False:
        places.append("do_not_contact")
    if not places:
        return ""
    row.note(places[0], _("Asked not to be contacted: nobody will write to them."))
    words = row.lines("notes") if "notes" in places else row.text(places[0])
    return words if truth_of(words) is None else row.columns.heading_of(places[0])


def owner(row: Cells, team: Mapping[str, int]) -> tuple[int | None, tuple[str, ...]]:
    """Return the member who looks after somebody, or else how the list calls them, as a tag."""
    text = row.text("owner")
    if not text:
        return None, ()
    if found := team.get(fold(text)):
        return found, ()
    row.note("owner", _("Nobody in the team is called “%(text)s”: kept in the notes and as a tag.", text=text))
    row.kept.append(f"{row.columns.heading_of('owner')}: {text}")
    return None, (text,)
