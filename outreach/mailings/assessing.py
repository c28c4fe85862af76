"""Deciding for each recipient of a mailing whether they get it, in which words, and if not, why."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from outreach.contacts.kinds import AddressKind, AddressState
from outreach.contacts.models import Address, Contact
from outreach.db import db
from outreach.mail.addresses import BadAddress
from outreach.mail.envelope import UnsendableText
from outreach.mail_templates.errors import MissingValue
from outreach.mail_templates.models import TemplateVersion
from outreach.mail_templates.queries import variant_for, variants
from outreach.mailings.composing import KIND, Addressed, Composer, TooLongValue
from outreach.mailings.models import Mailing, MailingState, Recipient, StopReason
from outreach.mailings.reasons import REST_DAYS
from outreach.outbox.kinds import team_addresses
from outreach.outbox.models import Message
from outreach.outbox.states import MessageState
from outreach.settings import settings
from outreach.suppressions.queries import suppressed
from outreach.suppressions.services import address_hash

_UNDER_WAY = (MailingState.SENDING, MailingState.PAUSED)
_MAY_STILL_ARRIVE = (
    MessageState.HELD,
    MessageState.QUEUED,
    MessageState.SENDING,
    MessageState.DEFERRED,
    MessageState.UNCERTAIN,
)
_USABLE = (AddressState.GOOD, AddressState.SOFT)


@dataclass(frozen=True)
class Verdict:
    """What was decided for one recipient; without a reason they get the mail."""

    email: str | None = None
    version: TemplateVersion | None = None
    reason: StopReason | None = None
    details: dict[str, Any] = field(default_factory=dict)
    source_hash: bytes | None = None


class Assessor:
    """Assesses the recipients of one mailing, in their order: of two with one address the first gets the mail."""

    def __init__(self, mailing: Mailing, now: datetime) -> None:
        """Read what all recipients share."""
        self._mailing = mailing
        self._now = now
        self._variants = variants(mailing.template_id)
        self._composer = Composer()
        # By address: the recipient who gets the mail there, and their name.
        self._taken = self._frozen_for()
        self._only_team = settings().trial_mode and not settings().captures_mail

    def assess(self, recipients: Sequence[Recipient]) -> dict[int, Verdict]:
        """Return a verdict for each of `recipients`, by id. They come with contact and all that belongs to it.

        Those left out by hand are looked at as well, but do not take an address from anybody.
        """
        chosen = {one.id: preferred_mailbox(one.contact.addresses) for one in recipients}
        hashes = {key: address_hash(address.value) for key, address in chosen.items() if address}
        stopped = suppressed(set(hashes.values()), KIND)
        team = team_addresses(set(hashes.values())) if self._only_team else set()
        lately = self._written_lately([one.contact_id for one in recipients])
        verdicts = {}
        for one in recipients:
            address, hashed = chosen[one.id], hashes.get(one.id)
            verdict = self._before_address(one.contact, address)
            if verdict is None and address and hashed:
                verdict = self._of_address(address, hashed, stopped, team)
                verdict = verdict or self._of_team(one.contact, lately) or self._of_words(one, address, hashed)
            verdicts[one.id] = verdict or Verdict(reason=StopReason.NO_ADDRESS)
        return verdicts

    def _frozen_for(self) -> dict[bytes, tuple[int, str]]:
        statement = (
            sa.select(Message.address_hash, Recipient.id, Contact.name)
            .join(Recipient, Recipient.message_id == Message.id)
            .join(Contact, Contact.id == Recipient.contact_id)
            .where(Recipient.mailing_id == self._mailing.id)
        )
        return {row.address_hash: (row.id, row.name) for row in db.session.execute(statement)}

    def _before_address(self, contact: Contact, address: Address | None) -> Verdict | None:
        if contact.do_not_contact:
            return Verdict(reason=StopReason.DO_NOT_CONTACT)
        if contact.never_mailed:
            return Verdict(reason=StopReason.NEVER_MAILED)
        mailboxes = _mailboxes(contact.addresses)
        # Who asked us to stop at one address did not mean: write to my other one.
        opted_out = next((one for one in mailboxes if one.state is AddressState.OPTED_OUT), None)
        if opted_out:
            return Verdict(opted_out.value, reason=StopReason.SUPPRESSED, details={"email": opted_out.value})
        if address is None and mailboxes:
            dead = mailboxes[0].value
            return Verdict(dead, reason=StopReason.ADDRESS_DEAD, details={"email": dead})
        return None

    def _of_address(self, address: Address, hashed: bytes, stopped: set[bytes], team: set[bytes]) -> Verdict | None:
        if hashed in stopped:
            return Verdict(address.value, reason=StopReason.SUPPRESSED, details={"email": address.value})
        if self._only_team and hashed not in team:
            return Verdict(address.value, reason=StopReason.TRIAL)
        return None

    def _of_team(self, contact: Contact, lately: dict[int, dict[str, Any]]) -> Verdict | None:
        claim, author = contact.claim, self._mailing.created_by_id
        # A mailing made in the shell has no author whose contacts these could be, and whoever holds the shell holds the
        # house: claims, which imports make from a "looked after by" column, do not stop it.
        if claim and author is not None and claim.owner_id != author and claim.expires_at > self._now:
            return Verdict(reason=StopReason.CLAIMED, details={"owner": claim.owner.name})
        if contact.id in lately:
            return Verdict(reason=StopReason.WRITTEN_LATELY, details=lately[contact.id])
        return None

    def _of_words(self, recipient: Recipient, address: Address, hashed: bytes) -> Verdict:
        contact, email = recipient.contact, address.value
        reads = [one.language for one in contact.languages]
        version = variant_for(self._variants, reads, contact.kind)
        if version is None:
            return Verdict(email, reason=StopReason.NO_LANGUAGE, details={"reads": reads})
        try:
            composed = self._composer.compose(Addressed(contact, email, version))
            composed.mail.freeze()
        except MissingValue as error:
            return Verdict(email, version, StopReason.MISSING_VALUE, {"field": error.field})
        except (UnsendableText, TooLongValue, BadAddress) as error:
            return Verdict(email, version, StopReason.UNSENDABLE, {"sentence": str(error)})
        taker, name = self._taken.get(hashed, (recipient.id, ""))
        if taker != recipient.id:
            return Verdict(email, version, StopReason.SAME_ADDRESS, {"contact": name})
        if recipient.is_wanted:
            self._taken[hashed] = recipient.id, contact.name
        return Verdict(email, version, source_hash=composed.source_hash)

    def _written_lately(self, contact_ids: Sequence[int]) -> dict[int, dict[str, Any]]:
        """Return which contacts another mailing wrote to within 14 days, or is about to, with what the sentence needs."""
        since = self._now - timedelta(days=REST_DAYS)
        arrived = sa.and_(Message.state == MessageState.SENT, Message.sent_at > since)
        coming = sa.and_(Message.state.in_(_MAY_STILL_ARRIVE), Mailing.state.in_(_UNDER_WAY))
        statement = (
            sa.select(Recipient.contact_id, Mailing.name, Message.sent_at)
            .join(Message, Message.id == Recipient.message_id)
            .join(Mailing, Mailing.id == Recipient.mailing_id)
            .where(
                Recipient.contact_id.in_(contact_ids),
                Recipient.mailing_id != self._mailing.id,
                sa.or_(arrived, coming),
            )
            .order_by(Message.id)
        )
        return {
            row.contact_id: {
                "mailing": row.name,
                "was_sent": row.sent_at is not None,
                "days": (self._now - row.sent_at).days if row.sent_at else 0,
            }
            for row in db.session.execute(statement)
        }


def _mailboxes(addresses: Sequence[Address]) -> list[Address]:
    return [one for one in addresses if one.kind is AddressKind.EMAIL]


def may_be_mailed(addresses: Sequence[Address]) -> bool:
    """Return whether one of a contact's mailboxes works, and its owner stopped us at none of them."""
    mailboxes = _mailboxes(addresses)
    return preferred_mailbox(mailboxes) is not None and all(
        one.state in {*_USABLE, AddressState.DEAD} for one in mailboxes
    )


def preferred_mailbox(addresses: Sequence[Address]) -> Address | None:
    """Return the mailbox to write to: the one marked as preferred, one that never refused, the oldest; None for none."""
    usable = [one for one in _mailboxes(addresses) if one.state in _USABLE]
    return min(usable, key=lambda one: (not one.is_preferred, one.state is AddressState.SOFT, one.id), default=None)
