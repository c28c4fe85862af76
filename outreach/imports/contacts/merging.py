"""A list meets what the desk knows of somebody: what the list says newly is taken, what people wrote at the desk stays.

New is what the last import of that person did not say already. So a correction made at the desk survives the same list
imported again, a cell changed in the list is taken, and an empty cell empties nothing. Of people whom no list brought, a list
fills in what is missing.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from outreach.contacts.entries import ContactEntry
from outreach.contacts.kinds import ContactKind
from outreach.folding import fold
from outreach.imports.contacts.protection import protected

_SINGLE = ("kind", "organisation", "job_title", "country", "time_zone")
_GATHERED = ("emails", "phones", "other_ways", "beats", "tags")
_NAMES = ("name", "civility", "given_name", "family_name")


def merged(current: ContactEntry, new: ContactEntry, old: ContactEntry | None) -> ContactEntry:
    """Return `current` with what `new` says and `old`, what the last import said, did not; equal to `current` if nothing."""
    changed: dict[str, Any] = {name: _single(name, current, new, old) for name in _SINGLE}
    changed |= {
        name: _gathered(getattr(current, name), getattr(new, name), getattr(old, name, ())) for name in _GATHERED
    }
    changed |= _names(current, new, old)
    changed["languages"] = _languages(current, new, old)
    changed["notes"] = _notes(current.notes, new.notes, old.notes if old else "")
    if new.do_not_contact and not current.do_not_contact:
        changed |= {"do_not_contact": True, "do_not_contact_reason": new.do_not_contact_reason}
        changed["do_not_contact_on"] = new.do_not_contact_on
    return protected(replace(current, **changed), new)


def _single(name: str, current: ContactEntry, new: ContactEntry, old: ContactEntry | None) -> Any:
    here, there = getattr(current, name), getattr(new, name)
    if there in {None, "", ContactKind.OTHER} or fold(str(here or "")) == fold(str(there)):
        return here
    if old is None:
        return there if here in {None, "", ContactKind.OTHER} else here
    return here if getattr(old, name) == there else there


def _gathered(here: Sequence[Any], there: Sequence[Any], before: Sequence[Any]) -> tuple[Any, ...]:
    known = {_compared(one) for one in (*here, *before)}
    return (*here, *(one for one in there if _compared(one) not in known))


def _compared(one: Any) -> Any:
    return fold(one) if isinstance(one, str) else one


def _names(current: ContactEntry, new: ContactEntry, old: ContactEntry | None) -> dict[str, str]:
    here = {name: getattr(current, name) for name in _NAMES}
    there = {name: getattr(new, name) for name in _NAMES if getattr(new, name)}
    if old is not None:
        return here | {name: value for name, value in there.items() if getattr(old, name) != value}
    return here | {name: value for name, value in there.items() if not here[name]}


def _languages(current: ContactEntry, new: ContactEntry, old: ContactEntry | None) -> tuple[str, ...]:
    if not current.languages or (old is not None and new.languages and new.languages != old.languages):
        return (*new.languages, *(one for one in current.languages if one not in new.languages))
    return current.languages


def _notes(here: str, there: str, before: str) -> str:
    known = {fold(line) for text in (here, before) for line in text.splitlines()}
    added = [line for line in there.splitlines() if fold(line) and fold(line) not in known]
    return "\n".join(filter(None, [here, *added]))
