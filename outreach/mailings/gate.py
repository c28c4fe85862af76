"""The gate each mail of a mailing passes last, in the transaction that claims it; and what follows when its end is known."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import joinedload
from sqlalchemy.sql.base import ExecutableOption

from outreach.contacts.kinds import AddressKind, AddressState
from outreach.db import db
from outreach.i18n import _
from outreach.interactions.models import Direction, Interaction
from outreach.interactions.services import SentMail, record_sent_mails
from outreach.mail.outcomes import Cause
from outreach.mail_templates.models import TemplateVersion
from outreach.mail_templates.queries import variant_for, variants
from outreach.mailings.assessing import may_be_mailed, preferred_mailbox
from outreach.mailings.composing import KIND, Addressed, Composer
from outreach.mailings.hours import working_hour
from outreach.mailings.models import MailingState, Recipient, RecipientState, SendHours
from outreach.mailings.queries import with_contact
from outreach.mailings.services.running import finish_mailings
from outreach.outbox.kinds import DueMessage, Ended, Go, MailKind, Skip, Verdict, Wait, register
from outreach.outbox.states import MessageState
from outreach.suppressions.models import SuppressionReason
from outreach.suppressions.services import suppress_hash

PRIORITY = 50
_LOOK_AGAIN = timedelta(minutes=5)


def gate(messages: Sequence[DueMessage], now: datetime) -> Mapping[int, Verdict]:
    """Say for each message whether it may leave now, reading anew what may have changed since it was approved."""
    recipients = _recipients([one.subject_id for one in messages], *with_contact())
    asked = _Asked(list(recipients.values()), now)
    verdicts: dict[int, Verdict] = {}
    for message in messages:
        recipient = recipients.get(message.subject_id)
        if recipient is None or recipient.message_id != message.id:
            verdicts[message.id] = Skip(_("This mail was replaced by a newer one."))
        else:
            verdicts[message.id] = asked.verdict(recipient)
    return verdicts


def settled(ended: Sequence[Ended]) -> None:
    """Log what was sent, mark addresses that are dead, and end the mailings that have nothing left to send."""
    # Only a dead address asks for the contact.
    is_dead = any(one.cause == Cause.ADDRESS_DEAD for one in ended)
    recipients = _recipients([one.subject_id for one in ended], *(with_contact() if is_dead else ()))
    sent = []
    for one in ended:
        recipient = recipients.get(one.subject_id)
        if recipient is not None and one.state is MessageState.SENT:
            sent.append(_sent(recipient, one))
        elif recipient is not None and one.cause == Cause.ADDRESS_DEAD:
            _mark_dead(recipient, one)
    if sent:
        record_sent_mails(sent)
    finish_mailings(max(one.ended_at for one in ended), sorted({_mailing_id(one) for one in ended}))


class _Asked:
    """What the gate read for one batch of messages."""

    def __init__(self, recipients: Sequence[Recipient], now: datetime) -> None:
        self._now = now
        self._composer = Composer()
        self._variants = {
            template_id: variants(template_id) for template_id in {one.mailing.template_id for one in recipients}
        }
        self._heard = _heard_since(recipients)

    def verdict(self, recipient: Recipient) -> Verdict:
        """Say whether the mail of one recipient may leave."""
        wait = self._when(recipient)
        if wait is not None:
            return wait
        reason = self._why_not(recipient)
        if reason:
            return Skip(reason)
        change = self._change(recipient)
        if change:
            # The approval of this one mail is over; it may be approved again in its new form.
            recipient.voided_because, recipient.message_id, recipient.frozen_at = change, None, None
            return Skip(_("The contact or the template changed after approval, so this mail was held back."))
        return Go()

    def _when(self, recipient: Recipient) -> Wait | Skip | None:
        mailing = recipient.mailing
        if mailing.state is MailingState.CANCELLED:
            return Skip(_("The mailing was cancelled."))
        if mailing.state not in {MailingState.SENDING, MailingState.SENT}:
            return Wait(self._now + _LOOK_AGAIN, _("The mailing is paused."))
        if mailing.starts_at and mailing.starts_at > self._now:
            return Wait(mailing.starts_at, _("The mailing can still be taken back."))
        if mailing.send_hours is SendHours.WORKING:
            hour = working_hour(self._now, recipient.contact.time_zone)
            if hour > self._now:
                return Wait(hour, _("It leaves during working hours where they live."))
        return None

    def _why_not(self, recipient: Recipient) -> str | None:
        contact = recipient.contact
        if recipient.state is not RecipientState.INCLUDED:
            return str(_("The recipient was left out."))
        if contact.do_not_contact:
            return str(_("This person asked not to be contacted."))
        if contact.never_mailed:
            return str(_("This contact is marked “never mailed”."))
        if not may_be_mailed(contact.addresses):
            return str(_("Their address no longer works, or they told us to stop."))
        if self._heard.get(contact.id, datetime.min.replace(tzinfo=UTC)) > _frozen_at(recipient):
            return str(_("They answered, or somebody spoke with them, after this mail was approved."))
        return self._claimed_since(recipient)

    def _claimed_since(self, recipient: Recipient) -> str | None:
        claim, author = recipient.contact.claim, recipient.mailing.created_by_id
        if claim is None or claim.owner_id == author or claim.expires_at <= self._now:
            return None
        if claim.claimed_at <= _frozen_at(recipient):
            return None
        return str(_("%(owner)s took this contact over after the mail was approved.", owner=claim.owner.name))

    def _change(self, recipient: Recipient) -> str:
        """Return what changed since approval: "address", "template" or "contact"; empty for nothing."""
        address, version = preferred_mailbox(recipient.contact.addresses), self._version(recipient)
        if address is None or address.value != recipient.email:
            return "address"
        if version is None or version.id != recipient.template_version_id:
            return "template"
        made_from = self._composer.source_hash(Addressed(recipient.contact, address.value, version))
        return "" if made_from == recipient.source_hash else "contact"

    def _version(self, recipient: Recipient) -> TemplateVersion | None:
        reads = [one.language for one in recipient.contact.languages]
        return variant_for(self._variants[recipient.mailing.template_id], reads, recipient.contact.kind)


def _recipients(recipient_ids: Sequence[int], *options: ExecutableOption) -> dict[int, Recipient]:
    statement = (
        sa.select(Recipient)
        .where(Recipient.id.in_(recipient_ids))
        .options(joinedload(Recipient.mailing), *options)
        # A worker's session lives on: what it read for the last batch may be old.
        .execution_options(populate_existing=True)
    )
    return {one.id: one for one in db.session.scalars(statement)}


def _heard_since(recipients: Sequence[Recipient]) -> dict[int, datetime]:
    """Return when we last heard from each contact, as it was logged, of exchanges on or after the day of approval."""
    first = min((_frozen_at(one) for one in recipients), default=datetime.max.replace(tzinfo=UTC))
    statement = (
        sa.select(Interaction.contact_id, sa.func.max(Interaction.created_at).label("at"))
        .where(
            Interaction.contact_id.in_([one.contact_id for one in recipients]),
            Interaction.direction.in_([Direction.INCOMING, Direction.BOTH]),
            # An old log brought in today is no news.
            Interaction.happened_on >= first.date() - timedelta(days=1),
            Interaction.created_at > first,
        )
        .group_by(Interaction.contact_id)
    )
    return {row.contact_id: row.at for row in db.session.execute(statement)}


def _frozen_at(recipient: Recipient) -> datetime:
    return recipient.frozen_at or datetime.max.replace(tzinfo=UTC)


def _sent(recipient: Recipient, ended: Ended) -> SentMail:
    subject = str((recipient.values or {}).get("subject", ""))
    return SentMail(recipient.contact_id, ended.id, subject, ended.ended_at.date(), recipient.mailing.created_by_id)


def _mark_dead(recipient: Recipient, ended: Ended) -> None:
    for address in recipient.contact.addresses:
        if address.kind is AddressKind.EMAIL and address.value == recipient.email:
            address.state = AddressState.DEAD
    suppress_hash(ended.address_hash, SuppressionReason.BOUNCE, f"refused when {recipient.mailing.name} was sent")


def _mailing_id(ended: Ended) -> int:
    return int((ended.batch or "mailing:0").rpartition(":")[2])


register(MailKind(KIND, PRIORITY, gate, settled))
