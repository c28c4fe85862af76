"""With whom an exchange was, as a log names people: never by a guess."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from outreach.accounts.models import User
from outreach.contacts.kinds import AddressKind
from outreach.contacts.models import Address, Affiliation, Contact, Organisation
from outreach.contacts.queries import visible
from outreach.db import db
from outreach.folding import fold
from outreach.i18n import _
from outreach.imports.contacts.matching import chunks, spellings
from outreach.mail.addresses import folded as folded_email

_AT_ORGANISATION = re.compile(
    r"(?P<name>.+?)\s*(?:\((?P<inside>[^()]+)\)|\s[–—-]\s(?P<behind>.+)|,\s*(?P<after>.+))\s*"
)
_CIVILITY = re.compile(r"(?:mme|mlle|mrs|ms|mr|m\.|me|maitre|dr|pr|prof|frau|herr|monsieur|madame)\.?\s+")
_EMAIL = re.compile(r"[^\s<>()]+@[^\s<>()]+")


@dataclass(frozen=True)
class Named:
    """How a log names somebody: an address, a name and where they work (each empty where it is not said), or all of it."""

    whole: str
    name: str
    organisation: str
    email: str


@dataclass(frozen=True)
class Match:
    """Whom a log names, and a sentence: why nobody, or by what somebody, could be told (empty: by their name)."""

    contact: Contact | None
    why: str = ""


def named_by(text: str) -> Named:
    """Return how `text` names somebody: "Me Inès Modèle", "Camille Exemple (Le Monde)", "Le Monde", "a@b.example"."""
    email = _EMAIL.search(text)
    match = _AT_ORGANISATION.fullmatch(text)
    name = match["name"] if match else text
    organisation = next(filter(None, match.groups()[1:]), "") if match else ""
    return Named(
        fold(text), _CIVILITY.sub("", fold(name), count=1), fold(organisation), folded_email(email[0]) if email else ""
    )


class People:
    """The contacts whom a log may name: only those that `member` may see (None with `sees_all`: all)."""

    def __init__(self, texts: Iterable[str], member: User | None, *, sees_all: bool) -> None:
        """Load them for all `texts`, in a few statements."""
        self._member, self._sees_all = member, sees_all
        named = [named_by(text) for text in texts]
        self._by_name: dict[str, list[Contact]] = defaultdict(list)
        self._by_organisation: dict[str, list[Contact]] = defaultdict(list)
        self._by_email: dict[str, list[Contact]] = defaultdict(list)
        for contact in self._found(Contact.folded_name, {one for name in named for one in spellings(name.name)}):
            self._by_name[contact.folded_name].append(contact)
        for contact in self._at({name.whole for name in named}):
            for affiliation in contact.affiliations:
                if affiliation.is_current:
                    self._by_organisation[affiliation.organisation.folded_name].append(contact)
        for contact in self._with_email({name.email for name in named if name.email}):
            for one in contact.addresses:
                self._by_email[one.folded].append(contact)

    def match(self, text: str) -> Match:
        """Return the one contact that `text` names; nobody where it may be several, or none."""
        named = named_by(text)
        if named.email and len(found := self._by_email[named.email]) == 1:
            return Match(found[0])
        people = list({one.id: one for spelling in spellings(named.name) for one in self._by_name[spelling]}.values())
        there = [one for one in people if named.organisation in _works_at(one)]
        if named.organisation and people and not there:
            return Match(None, _("Somebody of this name is known, but not there. Choose the person."))
        people = there if named.organisation else people
        if len(people) == 1:
            return Match(people[0])
        return Match(None, _("Several people have this name. Choose the person.")) if people else self._at_desk(named)

    def _at_desk(self, named: Named) -> Match:
        colleagues = self._by_organisation[named.whole]
        if len(colleagues) == 1:
            return Match(colleagues[0], _("Taken for %(name)s, the only contact there.", name=colleagues[0].name))
        if colleagues:
            return Match(None, _("Several contacts work there. Choose the person."))
        return Match(None, _("Nobody here is called that. Choose the person."))

    def _found(self, column: Any, wanted: set[str]) -> Iterator[Contact]:
        for some in chunks(wanted - {""}):
            yield from self._loaded(column.in_(some))

    def _at(self, names: set[str]) -> Iterator[Contact]:
        for some in chunks(names - {""}):
            working = (
                sa.select(Affiliation.contact_id)
                .join(Affiliation.organisation)
                .where(Organisation.folded_name.in_(some), Affiliation.to_on.is_(None))
            )
            yield from self._loaded(Contact.id.in_(working))

    def _with_email(self, emails: set[str]) -> Iterator[Contact]:
        for some in chunks(emails):
            having = sa.select(Address.contact_id).where(Address.kind == AddressKind.EMAIL, Address.folded.in_(some))
            yield from self._loaded(Contact.id.in_(having))

    def _loaded(self, which: sa.ColumnElement[bool]) -> Iterator[Contact]:
        statement = sa.select(Contact).where(which, Contact.merged_into_id.is_(None)).order_by(Contact.id)
        seen = statement if self._sees_all else visible(statement, self._member)
        yield from db.session.scalars(
            seen.options(
                selectinload(Contact.affiliations).joinedload(Affiliation.organisation), selectinload(Contact.addresses)
            )
        )


def _works_at(contact: Contact) -> list[str]:
    # Also where they worked: an old log names the newspaper of its day.
    return [one.organisation.folded_name for one in contact.affiliations]
