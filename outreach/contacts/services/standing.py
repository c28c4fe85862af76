"""Where we stand with a contact: the stage, and the wish not to be contacted."""

from datetime import date

import sqlalchemy as sa

from outreach.audit import services as audit
from outreach.contacts.errors import ReasonMissing
from outreach.contacts.kinds import AddressState, Stage, Waiting
from outreach.contacts.models import Address, Contact
from outreach.db import db


def move_stage(contact: Contact, stage: Stage) -> bool:
    """Move `contact` to `stage` because of what happened; return whether that changed anything."""
    if contact.stage is stage:
        return False
    contact.stage = stage
    return True


def set_stage(contact: Contact, stage: Stage, reason: str) -> None:
    """Set the stage of `contact` by hand, with a reason that the audit keeps.

    Raises:
        ReasonMissing: no reason was given.
    """
    if not reason.strip():
        raise ReasonMissing
    before = contact.stage
    if move_stage(contact, stage):
        audit.record("contact.stage_set", "contact", contact.id, {"from": before, "to": stage, "reason": reason})


def mark_do_not_contact(contact: Contact, reason: str, on: date) -> None:
    """Keep everybody from contacting a person who asked so on the day `on` (GDPR art. 21); the first wish and day stay.

    Nobody's turn is left, and the addresses say why they are not used.
    """
    if not contact.do_not_contact:
        contact.do_not_contact = True
        contact.do_not_contact_on = on
        contact.do_not_contact_reason = reason
    contact.stage = Stage.CLOSED
    contact.waiting = Waiting.NOBODY
    contact.waiting_since_on = None
    # Told to the database, which knows the addresses of a contact that was loaded without them.
    told = sa.update(Address).where(Address.contact_id == contact.id).values(state=AddressState.OPTED_OUT)
    db.session.execute(told)
