"""What protects a person, as our own exports say it: who may see them, where they may not appear, since when they opted out."""

from dataclasses import replace
from datetime import date
from typing import Any

from outreach.contacts.entries import ContactEntry
from outreach.contacts.kinds import Secrecy
from outreach.folding import fold
from outreach.i18n import _
from outreach.imports.cells.days import DayOrder, day_of
from outreach.imports.cells.kinds import truth_of
from outreach.imports.contacts.cells import Cells
from outreach.imports.errors import UnreadableCell

MARKS = ("never_public", "never_mailed", "never_exported")
_DAYS = ("verified_on", "do_not_contact_on")
_STRICTER = list(Secrecy)


def protection(row: Cells, order: DayOrder) -> dict[str, Any]:
    """Return the fields of a `ContactEntry` about protection that a row says something of."""
    said: dict[str, Any] = {name: True for name in MARKS if _is_marked(row, name)}
    said |= {name: day for name in _DAYS if (day := row.read(name, lambda text: day_of(text, order)))}
    if secrecy := row.read("secrecy", _secrecy):
        said["secrecy"] = secrecy
    if reason := row.lines("do_not_contact_reason"):
        said["do_not_contact_reason"] = reason
    return said


def protected(current: ContactEntry, new: ContactEntry) -> ContactEntry:
    """Return `current` as protected as `new` or more: a list takes no protection away."""
    marks = {name: getattr(current, name) or getattr(new, name) for name in MARKS}
    return replace(
        current,
        **marks,
        secrecy=max(current.secrecy, new.secrecy, key=_STRICTER.index),
        verified_on=max(current.verified_on or date.min, new.verified_on or date.min)
        if new.verified_on
        else current.verified_on,
    )


def _is_marked(row: Cells, name: str) -> bool:
    # What is neither yes nor no protects: "see Dilnar first" was not written there for nothing.
    text = row.text(name)
    return bool(text) and truth_of(text) is not False


def _secrecy(text: str) -> Secrecy:
    if fold(text) not in set(Secrecy):
        raise UnreadableCell(
            _(
                "“%(text)s” does not say who may see a contact. Write one of: %(known)s.",
                text=text,
                known=", ".join(Secrecy),
            )
        )
    return Secrecy(fold(text))
