"""Questions to the contacts. Everything that lists, searches or counts contacts goes through `visible`."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from outreach import clock
from outreach.accounts.models import User
from outreach.contacts import segments
from outreach.contacts.kinds import AddressKind, Secrecy
from outreach.contacts.models import Address, Affiliation, Claim, Contact, Organisation
from outreach.db import db
from outreach.folding import fold
from outreach.mail.addresses import folded as folded_email
from outreach.security.permissions import Role
from outreach.suppressions.queries import suppressed
from outreach.suppressions.services import address_hash

Contacts = sa.Select[Contact]


def visible(statement: Any, member: User | None) -> Any:
    """Return `statement`, which selects from or joins contacts, without those that `member` may not see.

    Restricted and confidential contacts are for organisers, until readers can be named one by one. Nobody (None) sees only
    open ones; a command of the shell, which holds the house, does not ask.
    """
    return statement if sees_secret_ones(member) else statement.where(Contact.secrecy == Secrecy.OPEN)


def sees_secret_ones(member: User | None) -> bool:
    """Return whether `member` sees restricted and confidential contacts."""
    return member is not None and member.role == Role.ORGANISER


def members_of(question: str) -> Contacts:
    """Return a statement of the contacts that a segment `question` describes, in no order; all of them for an empty one.

    It joins nothing, so it can be narrowed, counted, ordered, or used for its ids (`.with_only_columns(Contact.id)`). Those
    who asked not to be contacted are among them: a mailing names each with the reason that stops it.

    Raises:
        BadQuestion: a word is not known; the sentence says which are.
    """
    words = segments.read(question)
    return sa.select(Contact).where(Contact.merged_into_id.is_(None), *segments.conditions(words, clock.now()))


def everything() -> tuple[ExecutableOption, ...]:
    """Return the options that load all that belongs to contacts, in a fixed number of statements for any number of them."""
    return (
        selectinload(Contact.addresses),
        selectinload(Contact.affiliations).joinedload(Affiliation.organisation),
        selectinload(Contact.languages),
        selectinload(Contact.beats),
        selectinload(Contact.tags),
        joinedload(Contact.claim).joinedload(Claim.owner),
    )


def whole_contact(contact_id: int, member: User | None) -> Contact | None:
    """Return a contact with all that belongs to it; None when there is none that `member` may see."""
    statement = visible(sa.select(Contact).where(Contact.id == contact_id), member)
    whole = statement.options(*everything()).execution_options(populate_existing=True)
    return db.session.scalars(whole).one_or_none()


def in_list() -> tuple[ExecutableOption, ...]:
    """Return the options that load what a row of a list shows: where the contact works, addresses, and who looks after it."""
    return (
        selectinload(Contact.affiliations).joinedload(Affiliation.organisation),
        selectinload(Contact.addresses),
        joinedload(Contact.claim).joinedload(Claim.owner),
    )


def count(statement: sa.Select[Any]) -> int:
    """Return how many rows `statement` has."""
    counted = sa.select(sa.func.count()).select_from(statement.order_by(None).subquery())
    return db.session.scalars(counted).one()


def contacts_at(organisation: Organisation, member: User | None) -> Sequence[Contact]:
    """Return the contacts who work at `organisation` now, by name, with what a row shows."""
    at = sa.select(Affiliation.contact_id).where(
        Affiliation.organisation_id == organisation.id, Affiliation.to_on.is_(None)
    )
    statement = sa.select(Contact).where(Contact.id.in_(at), Contact.merged_into_id.is_(None))
    ordered = visible(statement, member).order_by(Contact.folded_name, Contact.id).options(*in_list())
    return db.session.scalars(ordered).all()


def contacts_with(emails: Sequence[str], member: User | None) -> Sequence[Contact]:
    """Return the contacts that have one of these e-mail addresses already, by name; only those that `member` may see."""
    compared = [folded_email(email) for email in emails]
    having = sa.select(Address.contact_id).where(Address.kind == AddressKind.EMAIL, Address.folded.in_(compared))
    statement = sa.select(Contact).where(Contact.id.in_(having), Contact.merged_into_id.is_(None))
    return db.session.scalars(visible(statement, member).order_by(Contact.folded_name, Contact.id)).all()


def organisations(words: str = "") -> sa.Select[Organisation]:
    """Return a statement of the organisations whose name holds all of `words`, in no order."""
    conditions = [Organisation.folded_name.contains(word, autoescape=True) for word in fold(words).split()]
    return sa.select(Organisation).where(*conditions)


def people_at(organisations: Sequence[Organisation], member: User | None) -> dict[int, int]:
    """Return by the id of each of `organisations` how many contacts that `member` may see work there now."""
    ids = [organisation.id for organisation in organisations]
    statement = (
        sa.select(Affiliation.organisation_id, sa.func.count(sa.distinct(Contact.id)))
        .join(Affiliation.contact)
        .where(Affiliation.organisation_id.in_(ids), Affiliation.to_on.is_(None), Contact.merged_into_id.is_(None))
        .group_by(Affiliation.organisation_id)
    )
    return {row[0]: row[1] for row in db.session.execute(visible(statement, member))}


def stopped_mailboxes(contact: Contact) -> set[str]:
    """Return those of the contact's e-mail addresses (folded) to which no mailing goes: opted out, bounced, complained."""
    hashes = {one.folded: address_hash(one.value) for one in contact.addresses if one.kind is AddressKind.EMAIL}
    stopped = suppressed(set(hashes.values()), "mailing")
    return {mailbox for mailbox, hashed in hashes.items() if hashed in stopped}
