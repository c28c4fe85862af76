"""Making a mailing, and finding out who gets it."""

from collections.abc import Sequence

import sqlalchemy as sa

from outreach import clock
from outreach.accounts.models import User
from outreach.audit import services as audit
from outreach.contacts.models import Contact
from outreach.contacts.queries import members_of, visible
from outreach.db import db
from outreach.i18n import _
from outreach.mail_templates.models import MailTemplate
from outreach.mailings import queries
from outreach.mailings.assessing import Assessor, Verdict
from outreach.mailings.errors import NobodyInSegment, WrongMoment
from outreach.mailings.models import Mailing, MailingApproval, MailingState, Recipient, RecipientState, SendHours
from outreach.outbox import services as outbox
from outreach.outbox.states import MessageState

CHUNK = 500
# While mails leave, the gate decides; afterwards only those without a mail are looked at again.
_NOT_CHECKED = (MailingState.SENDING, MailingState.CANCELLED)


def create_mailing(
    template: MailTemplate, segment: str, name: str, by: User | None, send_hours: SendHours = SendHours.ANY
) -> Mailing:
    """Draft a mailing of `template` to the members that `segment` has now, each checked.

    `by` is its author; None is the shell, which sees everybody. Members who join later are not in it.

    Raises:
        BadQuestion: the segment cannot be understood.
        NobodyInSegment: it has no members.
    """
    members = members_of(segment) if by is None else visible(members_of(segment), by)
    ids = db.session.scalars(members.with_only_columns(Contact.id).order_by(Contact.folded_name, Contact.id)).all()
    if not ids:
        raise NobodyInSegment
    mailing = Mailing(
        name=name.strip() or template.name,
        template_id=template.id,
        segment=segment,
        send_hours=send_hours,
        created_by_id=by.id if by else None,
    )
    db.session.add(mailing)
    db.session.flush()  # its id stands in the recipients
    _add_recipients(mailing, ids)
    check_mailing(mailing)
    audit.record("mailing.created", "mailing", mailing.id, {"recipients": len(ids)}, actor=by)
    return mailing


def check_mailing(mailing: Mailing) -> None:
    """Find out anew, for every recipient whose mail has not left, whether they get it and what stops them.

    A frozen mail whose contact or template changed since is taken back, with the approval of the mailing, until somebody
    approves it again.
    """
    queries.lock(mailing)
    if mailing.state in _NOT_CHECKED:
        return
    assessor = Assessor(mailing, clock.now())
    for chunk in queries.recipients_in_chunks(mailing.id, CHUNK):
        verdicts = assessor.assess(chunk)
        states = queries.message_states(chunk)
        for recipient in chunk:
            if recipient.is_wanted:
                _apply(recipient, verdicts[recipient.id], states.get(recipient.message_id or 0))
    db.session.flush()
    if mailing.state is MailingState.APPROVED and not queries.is_wholly_approved(mailing.id):
        withdraw_approval(mailing)


def withdraw_approval(mailing: Mailing) -> None:
    """Make an approved mailing a draft again: some of its mails are to be looked at once more."""
    mailing.state = MailingState.DRAFT
    db.session.execute(
        sa.update(MailingApproval)
        .where(MailingApproval.mailing_id == mailing.id, MailingApproval.withdrawn_at.is_(None))
        .values(withdrawn_at=clock.now())
    )


def leave_out(recipient: Recipient) -> None:
    """Take a recipient out by hand; a mail that waits for them is cancelled.

    Raises:
        WrongMoment: their mail has left, or is leaving.
    """
    if recipient.message_id is not None and not _take_mail(recipient, _("left out")):
        raise WrongMoment(_("The mail has left already, so it can no longer be left out."))
    recipient.state, recipient.stop_reason, recipient.stop_details = RecipientState.LEFT_OUT, None, {}
    recipient.voided_because = ""


def take_in(recipient: Recipient) -> None:
    """Take a recipient back in who was left out by hand; the next check says whether something stops them."""
    if recipient.state is RecipientState.LEFT_OUT:
        recipient.state = RecipientState.INCLUDED


def _add_recipients(mailing: Mailing, contact_ids: Sequence[int]) -> None:
    rows = [
        {
            "mailing_id": mailing.id,
            "contact_id": contact_id,
            "step": 0,
            "state": RecipientState.INCLUDED,
            "stop_details": {},
            "values": {},
            "voided_because": "",
        }
        for contact_id in contact_ids
    ]
    for start in range(0, len(rows), CHUNK):
        db.session.execute(sa.insert(Recipient), rows[start : start + CHUNK])


def _apply(recipient: Recipient, verdict: Verdict, state: MessageState | None) -> None:
    """Write down `verdict`, unless the recipient's mail has left; a held mail that no longer fits is taken back."""
    if recipient.message_id is not None:
        if state is not MessageState.HELD or _still_fits(recipient, verdict):
            return
        recipient.voided_because = what_changed(recipient, verdict)
        _take_mail(recipient, "changed after approval")
    recipient.state = RecipientState.STOPPED if verdict.reason else RecipientState.INCLUDED
    recipient.stop_reason, recipient.stop_details = verdict.reason, verdict.details
    recipient.email = verdict.email
    recipient.language = verdict.version.language if verdict.version else None
    recipient.template_version_id = verdict.version.id if verdict.version else None
    recipient.source_hash = verdict.source_hash


def _still_fits(recipient: Recipient, verdict: Verdict) -> bool:
    return verdict.reason is None and verdict.source_hash == recipient.source_hash


def what_changed(recipient: Recipient, verdict: Verdict) -> str:
    """Return which change took a frozen mail back: "stopped", "address", "template" or "contact"."""
    if verdict.reason:
        return "stopped"
    if verdict.email != recipient.email:
        return "address"
    if verdict.version is not None and verdict.version.id != recipient.template_version_id:
        return "template"
    return "contact"


def _take_mail(recipient: Recipient, reason: str) -> bool:
    """Cancel the frozen mail of `recipient` if it has not left, and return whether that was so."""
    taken = bool(outbox.cancel_messages([recipient.message_id or 0], reason))
    if taken:
        recipient.message_id = recipient.frozen_at = None
    return taken
