"""Pages that show the mails of a mailing one by one, as they will arrive, and what can be done about each."""

from dataclasses import dataclass

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from outreach.db import db
from outreach.errors import OutreachError
from outreach.i18n import _
from outreach.mailings import queries, services
from outreach.mailings.composing import Addressed, Composer
from outreach.mailings.models import MailingState
from outreach.mailings.queries import Standing
from outreach.mailings.reasons import what_frees, why_not_sent, why_stopped, why_voided
from outreach.mailings.views.shared import RECIPIENT_STATES, bp, mailing_or_404
from outreach.outbox.reading import ReadMail, read_mail
from outreach.security.permissions import Permission, allow, require
from outreach.web.frames import framed_mail, page_with_frame


@dataclass(frozen=True)
class _Shown:
    """A mail to look at: frozen as it is, or as it would be frozen now; without one, what is in the way."""

    mail: ReadMail | None
    is_frozen: bool = False
    problem: str = ""


@bp.get("/<int:mailing_id>/mails/<int:recipient_id>")
@allow(Permission.SEE_DESK)
def mail(mailing_id: int, recipient_id: int) -> ResponseReturnValue:
    """Show one mail as it will arrive, with ways to the one before and after it."""
    mailing, standing = mailing_or_404(mailing_id), _standing(mailing_id, recipient_id)
    before, after = queries.neighbours(mailing_id, recipient_id)
    page = render_template(
        "mailings/mail.html",
        mailing=mailing,
        standing=standing,
        shown=_shown(standing),
        before=before,
        after=after,
        place=queries.place_among_included(mailing_id, recipient_id),
        states=RECIPIENT_STATES,
        reason=why_not_sent(standing.message) if standing.message else why_stopped(standing.recipient),
        frees="" if standing.message else what_frees(standing.recipient),
        voided=why_voided(standing.recipient),
        can_change=mailing.state is not MailingState.CANCELLED,
    )
    return page_with_frame(page)


@bp.get("/<int:mailing_id>/mails/<int:recipient_id>/body")
@allow(Permission.SEE_DESK)
def body(mailing_id: int, recipient_id: int) -> Response:
    """Answer with the HTML of one mail, for its frame."""
    shown = _shown(_standing(mailing_id, recipient_id))
    return framed_mail((shown.mail.html if shown.mail else "") or "")


@bp.post("/<int:mailing_id>/mails/<int:recipient_id>/leave-out")
@allow(Permission.DRAFT_MAILINGS)
def leave_out(mailing_id: int, recipient_id: int) -> ResponseReturnValue:
    """Leave one recipient out."""
    mailing, recipient = mailing_or_404(mailing_id), _standing(mailing_id, recipient_id).recipient
    name = recipient.contact.name
    try:
        services.leave_out(recipient)
        services.check_mailing(mailing)
    except OutreachError as error:
        db.session.rollback()
        flash(str(error), "warning")
    else:
        db.session.commit()
        flash(_("%(name)s is left out.", name=name), "success")
    return _back(mailing_id, recipient_id)


@bp.post("/<int:mailing_id>/mails/<int:recipient_id>/take-in")
@allow(Permission.DRAFT_MAILINGS)
def take_in(mailing_id: int, recipient_id: int) -> ResponseReturnValue:
    """Take one recipient back in; the check then says whether something stops them."""
    mailing, recipient = mailing_or_404(mailing_id), _standing(mailing_id, recipient_id).recipient
    services.take_in(recipient)
    services.check_mailing(mailing)
    reason = why_stopped(recipient)
    name = recipient.contact.name
    db.session.commit()
    if reason:
        flash(_("%(name)s is in again, and stopped: %(reason)s", name=name, reason=reason), "warning")
    else:
        flash(_("%(name)s is in again.", name=name), "success")
    return _back(mailing_id, recipient_id)


@bp.post("/<int:mailing_id>/mails/<int:recipient_id>/settle")
@allow(Permission.SEND_MAILINGS)
def settle(mailing_id: int, recipient_id: int) -> ResponseReturnValue:
    """Settle a doubtful mail by what somebody found out; neither answer sends it again."""
    message = queries.message_of(mailing_id, recipient_id) or abort(404)
    arrived = request.form.get("arrived") == "yes"
    try:
        services.settle_uncertain(message, current_user, arrived=arrived)
    except OutreachError as error:
        db.session.rollback()
        flash(str(error), "warning")
    else:
        db.session.commit()
        flash(
            _("Noted: the mail arrived.")
            if arrived
            else _("Noted: it did not arrive. This person may be written to again in a new mailing."),
            "success",
        )
    return redirect(url_for("mailings.show", mailing_id=mailing_id))


def _standing(mailing_id: int, recipient_id: int) -> Standing:
    standing = queries.standing_of(mailing_id, recipient_id) or abort(404)
    require(Permission.SEE_DESK, standing.recipient.contact)
    return standing


def _shown(standing: Standing) -> _Shown:
    recipient, message = standing.recipient, standing.message
    if message is not None:
        return _Shown(read_mail(message.content or b""), is_frozen=True)
    if recipient.email is None or recipient.template_version is None:
        return _Shown(None, problem=why_stopped(recipient))
    try:
        composed = Composer().compose(Addressed(recipient.contact, recipient.email, recipient.template_version))
        return _Shown(read_mail(composed.mail.freeze()))
    except OutreachError as error:
        return _Shown(None, problem=str(error))


def _back(mailing_id: int, recipient_id: int) -> ResponseReturnValue:
    if request.form.get("from") == "mail":
        return redirect(url_for("mailings.mail", mailing_id=mailing_id, recipient_id=recipient_id))
    return redirect(url_for("mailings.show", mailing_id=mailing_id))
