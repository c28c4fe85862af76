"""What mailings do by themselves: end when nothing is left to send, and carry an opt-out to the contact it came from."""

import sqlalchemy as sa

from outreach import clock, jobs
from outreach.contacts.kinds import AddressKind, AddressState
from outreach.contacts.models import Address
from outreach.db import db
from outreach.mailings.models import Recipient
from outreach.mailings.services import finish_mailings
from outreach.outbox.models import Message
from outreach.suppressions.models import Suppression, SuppressionReason

_AT_ONCE = 500


@jobs.every(seconds=60, name="mailings.finish")
def finish(_row_id: int | None) -> None:
    """End the mailings whose last two mails were recorded at the same moment by two workers, neither seeing the other."""
    finish_mailings(clock.now())
    db.session.commit()


@jobs.every(seconds=60, name="mailings.opt_outs")
def note_opt_outs(_row_id: int | None) -> None:
    """Mark at the contact the addresses whose owners told us to stop; the stop itself is in force without this."""
    note_opted_out_addresses()
    db.session.commit()


def note_opted_out_addresses() -> int:
    """Mark addresses whose owners followed a link of ours to stop; return how many were marked.

    The public page knows no contact, only the keyed hash of an address: the mail that carried the link leads to it.
    """
    statement = (
        sa.select(Address)
        .join(Recipient, sa.and_(Recipient.contact_id == Address.contact_id, Recipient.email == Address.value))
        .join(Message, Message.id == Recipient.message_id)
        .join(Suppression, Suppression.address_hash == Message.address_hash)
        .where(
            Address.kind == AddressKind.EMAIL,
            Address.state != AddressState.OPTED_OUT,
            Suppression.reason == SuppressionReason.OPT_OUT,
            Suppression.lifted_at.is_(None),
        )
        .limit(_AT_ONCE)
    )
    addresses = set(db.session.scalars(statement))
    for address in addresses:
        address.state = AddressState.OPTED_OUT
    return len(addresses)
