"""Taking mail in: kept raw and sealed, once; sorted; matched to the mail it answers; and told to those it concerns."""

from datetime import datetime

import sqlalchemy as sa

from outreach.accounts.models import User
from outreach.contacts.kinds import AddressState
from outreach.contacts.models import Address
from outreach.db import db
from outreach.inbox.models import InboundKind, InboundMail
from outreach.inbox.sorting import Sorted, sort_mail
from outreach.interactions.services import record_reply
from outreach.mail.addresses import folded
from outreach.mailings.models import Recipient
from outreach.outbox.models import Message
from outreach.security.vault import keyed_hash
from outreach.suppressions.models import SuppressionReason
from outreach.suppressions.services import suppress_hash


def receive_mail(raw: bytes, now: datetime, mailbox: str = "") -> InboundMail:
    """Keep a mail that came in and do what follows from it; a mail known already is returned as it is.

    A reply is logged with its contact, stops their follow-ups and makes it our turn. An automatic reply is only kept. A
    permanent bounce marks the address dead; a complaint stops all mail to it.
    """
    found = sort_mail(raw)
    identity = keyed_hash("inbound", found.message_id or raw.decode("latin-1"))
    known = db.session.scalar(sa.select(InboundMail).where(InboundMail.identity_hash == identity))
    if known is not None:
        return known
    mail = _keep(raw, found, identity, mailbox, now)
    _match(mail, found)
    _follow(mail, found, now)
    return mail


def assign(mail: InboundMail, contact_id: int, now: datetime) -> None:
    """Say whose mail it is, for one that nothing matched: from then on it is a reply of theirs."""
    mail.contact_id, mail.matched_by, mail.kind = contact_id, "person", InboundKind.REPLY
    record_reply(contact_id, mail.id, mail.subject or "", now.date())


def mark_handled(mail: InboundMail, by: User, now: datetime) -> None:
    """Note that somebody has dealt with a mail."""
    mail.handled_at, mail.handled_by_id = now, by.id


def _keep(raw: bytes, found: Sorted, identity: bytes, mailbox: str, now: datetime) -> InboundMail:
    mail = InboundMail(
        mailbox=mailbox,
        identity_hash=identity,
        kind=found.kind,
        raw=raw,
        sender=found.sender,
        subject=found.subject,
        received_at=now,
    )
    db.session.add(mail)
    db.session.flush()  # its number is written into the log
    return mail


def _match(mail: InboundMail, found: Sorted) -> None:
    message = db.session.scalar(
        sa.select(Message).where(Message.message_id.in_(found.answered_ids)).order_by(Message.id.desc()).limit(1)
    )
    if message is not None:
        mail.message_id, mail.matched_by = message.id, "message-id"
        mail.contact_id = _contact_of(message)
    elif found.kind is InboundKind.REPLY and (contact_id := _contact_with(found.sender)):
        mail.contact_id, mail.matched_by = contact_id, "sender"
    if mail.contact_id is None and found.kind is InboundKind.REPLY:
        mail.kind = InboundKind.UNSORTED


def _contact_of(message: Message) -> int | None:
    if message.subject_type != "recipient":
        return None
    return db.session.scalar(sa.select(Recipient.contact_id).where(Recipient.id == message.subject_id))


def _contact_with(sender: str) -> int | None:
    """Return the contact whose address `sender` is; None when nobody's, or when several people share it."""
    statement = sa.select(Address.contact_id).where(Address.folded == folded(sender)).distinct().limit(2)
    owners = db.session.scalars(statement).all() if sender else []
    return owners[0] if len(owners) == 1 else None


def _follow(mail: InboundMail, found: Sorted, now: datetime) -> None:
    if mail.kind is InboundKind.REPLY and mail.contact_id is not None:
        record_reply(mail.contact_id, mail.id, found.subject, now.date())
    message = db.session.get(Message, mail.message_id) if mail.message_id else None
    if message is None:
        return
    if mail.kind is InboundKind.COMPLAINT:
        suppress_hash(message.address_hash, SuppressionReason.COMPLAINT, "complaint")
    elif mail.kind is InboundKind.BOUNCE and found.is_permanent:
        _mark_dead(message)


def _mark_dead(message: Message) -> None:
    suppress_hash(message.address_hash, SuppressionReason.BOUNCE, "bounce")
    contact_id, wanted = _contact_of(message), folded(message.recipient or "")
    db.session.execute(
        sa.update(Address)
        .where(Address.contact_id == contact_id, Address.folded == wanted)
        .values(state=AddressState.DEAD)
    )
