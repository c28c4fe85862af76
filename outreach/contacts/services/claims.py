"""Claims: one of us looks after a contact, so that nobody writes twice. Taken by one statement, ended when idle."""

from datetime import datetime, timedelta

import sqlalchemy as sa

from outreach.accounts.models import User
from outreach.contacts.errors import ClaimedByAnother, NotClaimed, OptedOutNotClaimed
from outreach.contacts.kinds import Stage
from outreach.contacts.models import Claim, Contact
from outreach.contacts.services.standing import move_stage
from outreach.db import db, insert_into

# A claim without anything logged or sent for so long is free again: people fall ill, and contacts must not wait for them.
IDLE_DAYS = 14


def claim(contact: Contact, user: User, now: datetime) -> Claim:
    """Let `user` look after `contact` for 14 days from `now`, or renew it; a new contact becomes claimed.

    Raises:
        ClaimedByAnother: somebody else does; the error says who.
        OptedOutNotClaimed: the contact asked not to be contacted.
    """
    if contact.do_not_contact:
        raise OptedOutNotClaimed
    taken = renew(contact, user, now)
    if taken is None:
        raise ClaimedByAnother(db.session.scalar(sa.select(Claim.owner_id).where(Claim.contact_id == contact.id)))
    return taken


def renew(contact: Contact, user: User, now: datetime) -> Claim | None:
    """As `claim`, without raising: return None when somebody else looks after `contact`."""
    # One statement, so that of a thousand who press at once one wins; reading first would let two through.
    insert = insert_into(Claim).values(
        contact_id=contact.id, owner_id=user.id, claimed_at=now, expires_at=now + timedelta(days=IDLE_DAYS)
    )
    new = insert.excluded
    is_own = Claim.owner_id == new.owner_id
    since = sa.case((sa.and_(is_own, Claim.expires_at > now), Claim.claimed_at), else_=new.claimed_at)
    statement = insert.on_conflict_do_update(
        index_elements=["contact_id"],
        set_={"owner_id": new.owner_id, "claimed_at": since, "expires_at": new.expires_at},
        where=sa.or_(is_own, Claim.expires_at <= now),
    ).returning(Claim)
    taken = db.session.scalars(statement, execution_options={"populate_existing": True}).first()
    if taken is not None and contact.stage is Stage.FOUND:
        move_stage(contact, Stage.CLAIMED)
    return taken


def release(contact: Contact) -> bool:
    """End the claim on `contact`, whoever holds it; return whether there was one.

    Who may end whose claim is a matter of permissions, asked before.
    """
    ended = db.session.execute(sa.delete(Claim).where(Claim.contact_id == contact.id).returning(Claim.contact_id)).all()
    if ended and contact.stage is Stage.CLAIMED:
        move_stage(contact, Stage.FOUND)
    return bool(ended)


def hand_over(contact: Contact, giver: User, receiver: User, now: datetime) -> Claim:
    """Let `receiver` look after `contact` instead of `giver`, for 14 days from `now`.

    Raises:
        NotClaimed: `giver` does not hold the claim any more.
    """
    statement = (
        sa.update(Claim)
        .where(Claim.contact_id == contact.id, Claim.owner_id == giver.id, Claim.expires_at > now)
        .values(owner_id=receiver.id, claimed_at=now, expires_at=now + timedelta(days=IDLE_DAYS))
        .returning(Claim)
    )
    given = db.session.scalars(statement, execution_options={"populate_existing": True}).first()
    if given is None:
        raise NotClaimed
    return given
