"""Approving: every mail is frozen whole, and what was shown is what will be sent."""

from collections.abc import Sequence

from outreach import clock
from outreach.accounts.models import User, UserState
from outreach.audit import services as audit
from outreach.contacts.models import Contact
from outreach.db import db
from outreach.i18n import _
from outreach.mailings import queries
from outreach.mailings.composing import KIND, Addressed, Composed, Composer
from outreach.mailings.errors import (
    ChangedSinceShown,
    MayNotApprove,
    NeedsSecondOrganiser,
    NothingToApprove,
    WrongMoment,
)
from outreach.mailings.models import Mailing, MailingApproval, MailingState, Recipient
from outreach.mailings.services.drafting import CHUNK, check_mailing
from outreach.outbox.models import Message
from outreach.outbox.services import MailDraft, queue
from outreach.security.permissions import Permission, holds

# So many recipients one organiser may approve alone.
APPROVED_ALONE = 50
SUBJECT_TYPE = "recipient"
_CAN_BE_APPROVED = (MailingState.DRAFT, MailingState.PAUSED, MailingState.SENT)


def approve_mailing(mailing: Mailing, by: User | None, seen: str | None = None) -> int:
    """Freeze the mail of every recipient whom nothing stops and who has none yet, and return how many were frozen.

    `by` is an organiser; None is the shell without a name, which may approve what one organiser may. `seen` is the
    fingerprint (`queries.fingerprint`) of what a page showed: anything else is not approved.

    Raises:
        MayNotApprove: `by` is no organiser of this team.
        NeedsSecondOrganiser: there are more than 50 recipients, and `by` is nobody or their author.
        NothingToApprove: nobody is left, or everything is approved.
        ChangedSinceShown: what would be frozen is not what was seen.
        WrongMoment: it is cancelled, or its mails are leaving.
    """
    if by is not None and not _is_organiser(by):
        raise MayNotApprove
    check_mailing(mailing)
    if mailing.state is MailingState.APPROVED:
        raise NothingToApprove
    if mailing.state not in _CAN_BE_APPROVED:
        raise WrongMoment(_("This mailing is cancelled or under way, so it cannot be approved now. Pause it first."))
    if seen is not None and seen != queries.fingerprint(mailing.id):
        raise ChangedSinceShown
    included = queries.included_count(mailing.id)
    if included > APPROVED_ALONE and (by is None or by.id == mailing.created_by_id):
        raise NeedsSecondOrganiser(included)
    frozen = _freeze(mailing)
    if not frozen:
        raise NothingToApprove
    _note(mailing, by, included, frozen)
    return frozen


def _is_organiser(member: User) -> bool:
    return member.state is not UserState.PAUSED and holds(member, Permission.APPROVE_MAILINGS)


def _freeze(mailing: Mailing) -> int:
    composer = Composer()
    frozen = 0
    for chunk in queries.recipients_in_chunks(mailing.id, CHUNK, only_to_freeze=True):
        _freeze_chunk(mailing, composer, chunk)
        frozen += len(chunk)
    return frozen


def _freeze_chunk(mailing: Mailing, composer: Composer, recipients: Sequence[Recipient]) -> None:
    # The outbox asks for the mailbox of each mail; writing the mails so far before every such question would triple the time.
    with db.session.no_autoflush:
        messages = [_frozen(mailing, composer, recipient) for recipient in recipients]
    db.session.flush()  # the messages' ids stand in the recipients
    now = clock.now()
    for recipient, message in zip(recipients, messages, strict=True):
        recipient.message_id, recipient.frozen_at = message.id, now


def _frozen(mailing: Mailing, composer: Composer, recipient: Recipient) -> Message:
    assert recipient.email is not None  # noqa: S101 - for the type checker: nothing stops this recipient
    assert recipient.template_version is not None  # noqa: S101 - as above
    composed = composer.compose(Addressed(recipient.contact, recipient.email, recipient.template_version))
    recipient.values = {"subject": composed.mail.subject, "fields": composed.values}
    recipient.source_hash = composed.source_hash
    recipient.voided_because = ""
    return queue(_draft(mailing, recipient, composed))


def _draft(mailing: Mailing, recipient: Recipient, composed: Composed) -> MailDraft:
    return MailDraft(
        kind=KIND,
        to=composed.mail.to.address,
        content=composed.mail.freeze(),
        message_id=composed.mail.message_id,
        subject_type=SUBJECT_TYPE,
        subject_id=recipient.id,
        batch=mailing.batch,
        cap_group=_cap_group(recipient.contact),
        is_held=True,
    )


def _cap_group(contact: Contact) -> str | None:
    """Return what shares the cap of an outlet: the organisation where the contact works now."""
    current = next((one for one in contact.affiliations if one.is_current), None)
    return f"organisation:{current.organisation_id}" if current else None


def _note(mailing: Mailing, by: User | None, included: int, frozen: int) -> None:
    now = clock.now()
    approver = by.name if by else audit.FROM_THE_SHELL
    db.session.add(
        MailingApproval(
            mailing_id=mailing.id,
            user_id=by.id if by else None,
            approver=approver,
            approved_at=now,
            recipients=included,
        )
    )
    mailing.approved_at = now
    # A paused mailing stays paused: resuming lets the mails that were approved now go with the others.
    if mailing.state is not MailingState.PAUSED:
        mailing.state = MailingState.APPROVED
    audit.record("mailing.approved", "mailing", mailing.id, {"recipients": included, "frozen": frozen, "by": approver})
