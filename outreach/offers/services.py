"""Offers of help: taken from the page, looked into, and turned into contacts."""

from dataclasses import dataclass

import sqlalchemy as sa

from outreach import clock
from outreach.accounts.models import User
from outreach.audit import services as audit
from outreach.contacts import services as contacts
from outreach.contacts.entries import ContactEntry
from outreach.contacts.kinds import AddressKind, ContactKind
from outreach.contacts.models import Address, Contact
from outreach.contacts.queries import visible
from outreach.db import db
from outreach.i18n import _
from outreach.interactions import services as interactions
from outreach.interactions.entries import InteractionEntry
from outreach.interactions.models import Channel, Direction, Outcome
from outreach.mail.addresses import folded
from outreach.offers.errors import ImpossibleMove
from outreach.offers.models import Offer, OfferRole, OfferState
from outreach.security.throttle import Limit, Window, count_try, is_this_computer, network_of

PER_NETWORK = Limit("offer", (Window(5, 600), Window(30, 86_400)))
MOVES: dict[OfferState, tuple[OfferState, ...]] = {
    OfferState.NEW: (OfferState.VETTING, OfferState.ACCEPTED, OfferState.DECLINED),
    OfferState.VETTING: (OfferState.ACCEPTED, OfferState.DECLINED),
    OfferState.ACCEPTED: (OfferState.THANKED,),
    OfferState.THANKED: (),
    OfferState.DECLINED: (OfferState.VETTING,),
}
_KINDS = {
    OfferRole.JOURNALIST: ContactKind.JOURNALIST,
    OfferRole.LAWYER: ContactKind.LAWYER,
    OfferRole.NGO: ContactKind.NGO,
    OfferRole.OFFICIAL: ContactKind.OFFICIAL,
}


@dataclass(frozen=True)
class OfferEntry:
    """What somebody who wants to help filled in, and the network address it came from."""

    name: str
    email: str
    role: OfferRole
    text: str
    language: str
    organisation: str = ""
    network_address: str | None = None


def make_offer(petition_id: int, entry: OfferEntry) -> Offer:
    """Keep an offer, sealed.

    Raises:
        TooManyTries: too many came from this network.
    """
    network = network_of(entry.network_address)
    if not is_this_computer(network):
        count_try(PER_NETWORK, network, clock.now())
    offer = Offer(
        petition_id=petition_id,
        state=OfferState.NEW,
        role=entry.role,
        language=entry.language,
        name=entry.name,
        email=entry.email,
        organisation=entry.organisation or None,
        text=entry.text,
        created_at=clock.now(),
    )
    db.session.add(offer)
    return offer


def move_offer(offer: Offer, to: OfferState, member: User) -> None:
    """Bring `offer` where `to` says; accepted, it becomes a contact with this exchange as the first of its log.

    Raises:
        ImpossibleMove: it stands where there is no way from, perhaps since somebody else just moved it.
    """
    if to not in MOVES[offer.state]:
        raise ImpossibleMove
    before = offer.state
    moved = sa.update(Offer).where(Offer.id == offer.id, Offer.state == before).values(state=to, owner_id=member.id)
    result = db.session.execute(moved, execution_options={"synchronize_session": False})
    if not result.rowcount:  # type: ignore[attr-defined]  # an UPDATE's result has it
        raise ImpossibleMove
    db.session.refresh(offer)
    if to is OfferState.ACCEPTED:
        offer.contact_id = _contact_for(offer, member).id
    if to in {OfferState.THANKED, OfferState.DECLINED}:
        offer.answered_at = clock.now()
    audit.record("offer.moved", "offer", offer.id, {"before": before, "after": to}, member)


def _contact_for(offer: Offer, member: User) -> Contact:
    """Return the contact with the offer's address, or a new one, the offer logged with it."""
    contact = _known(offer.email, member) or contacts.add_contact(_entry(offer), member)
    entry = InteractionEntry(
        channel=Channel.NOTE,
        direction=Direction.INCOMING,
        happened_on=offer.created_at.date(),
        outcome=Outcome.INTERESTED,
        summary=_("Offered help on the petition page:") + f"\n\n{offer.text}",
    )
    interactions.log_interaction(contact, entry, member)
    return contact


def _known(email: str, member: User) -> Contact | None:
    statement = (
        sa.select(Contact)
        .join(Address, Address.contact_id == Contact.id)
        .where(Address.kind == AddressKind.EMAIL, Address.folded == folded(email), Contact.merged_into_id.is_(None))
        .order_by(Contact.id)
        .limit(1)
    )
    return db.session.scalars(visible(statement, member)).one_or_none()


def _entry(offer: Offer) -> ContactEntry:
    return ContactEntry(
        kind=_KINDS.get(offer.role, ContactKind.OTHER),
        name=offer.name,
        organisation=offer.organisation or "",
        emails=(offer.email,),
        languages=(offer.language,),
        source=_("offer of help on the petition page, %(day)s", day=offer.created_at.date().isoformat()),
    )
