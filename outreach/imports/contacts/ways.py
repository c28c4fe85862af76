"""The e-mail addresses and phone numbers in the cells of one row."""

import re
from dataclasses import dataclass

from outreach.contacts.errors import BadPhone
from outreach.contacts.kinds import AddressKind
from outreach.contacts.phones import e164
from outreach.imports.contacts.cells import Cells
from outreach.imports.faults import Fault
from outreach.mail.addresses import BadAddress, parse_address

_BETWEEN = re.compile(r"[;,|\n]|\s/\s|\s+(?:ou|or|et|and)\s+")
_SEMICOLON = re.compile(";")
_OTHER = (
    ("signal", AddressKind.SIGNAL),
    ("whatsapp", AddressKind.WHATSAPP),
    ("social", AddressKind.SOCIAL),
    ("postal", AddressKind.POSTAL),
)


@dataclass(frozen=True)
class Ways:
    """How to reach somebody, as far as a row says it rightly. National numbers are those of `country`."""

    country: str | None
    emails: tuple[str, ...]
    is_email_broken: bool
    phones: tuple[str, ...]
    others: tuple[tuple[AddressKind, str], ...]

    @property
    def are_any(self) -> bool:
        """Whether anything leads to this person."""
        return bool(self.emails or self.phones or self.others)


def ways_of(cells: Cells, country: str | None) -> Ways:
    """Return the ways to reach somebody in a row; each that cannot be one is reported and kept in the notes."""
    emails, is_email_broken = _emails(cells)
    return Ways(country, emails, is_email_broken, _phones(cells, country), _others(cells, country))


def _emails(cells: Cells) -> tuple[tuple[str, ...], bool]:
    """Return the good addresses of a row, and whether a broken one stands there."""
    good: dict[str, None] = {}
    is_any_broken = False
    for heading, cell in cells.all("email"):
        for part in _parts(cell, _BETWEEN):
            try:
                good[str(parse_address(re.sub(r"^mailto:", "", part, flags=re.IGNORECASE)))] = None
            except BadAddress as error:
                is_any_broken = True
                cells.faults.append(Fault(heading, f"“{part}”: {error}"))
                cells.kept.append(f"{heading}: {part}")
    return tuple(good), is_any_broken


def _phones(cells: Cells, country: str | None) -> tuple[str, ...]:
    """Return the phone numbers of a row, those of `country` written as dialled there, in E.164."""
    good: dict[str, None] = {}
    for heading, cell in cells.all("phone"):
        for part in _parts(cell, _BETWEEN):
            try:
                good[e164(part, country)] = None
            except BadPhone as error:
                cells.faults.append(Fault(heading, str(error)))
                cells.kept.append(f"{heading}: {part}")
    return tuple(good)


def _others(cells: Cells, country: str | None) -> tuple[tuple[AddressKind, str], ...]:
    """Return Signal, WhatsApp and network names of a row; what cannot be one is reported."""
    good: list[tuple[AddressKind, str]] = []
    for field, kind in _OTHER:
        # A postal address has commas of its own; several of one kind stand with semicolons between.
        parts = [(heading, part) for heading, cell in cells.all(field) for part in _parts(cell, _SEMICOLON)]
        for heading, part in parts:
            is_number = kind is AddressKind.WHATSAPP or (kind is AddressKind.SIGNAL and not re.search(r"[^\W\d]", part))
            try:
                good.append((kind, e164(part, country) if is_number else part))
            except BadPhone as error:
                cells.faults.append(Fault(heading, str(error)))
                cells.kept.append(f"{heading}: {part}")
    return tuple(good)


def _parts(cell: str, between: re.Pattern[str]) -> list[str]:
    return [part for one in between.split(cell) if (part := " ".join(one.split()))]
