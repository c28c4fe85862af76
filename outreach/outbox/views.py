"""The captured mail: what would have left, as its reader would have seen it; and mails that a person has to settle."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from outreach import clock
from outreach.db import db
from outreach.i18n import _
from outreach.outbox import identities, queries, services
from outreach.outbox.errors import NotUncertain
from outreach.outbox.models import Identity, Message
from outreach.outbox.reading import read_mail
from outreach.security.permissions import Permission, allow, may
from outreach.web.frames import framed_mail, page_with_frame

bp = Blueprint("outbox", __name__, url_prefix="/desk/outbox")


@bp.get("")
@allow(Permission.SEE_OUTBOX)
def index() -> ResponseReturnValue:
    """List the captured mails, newest first, and above them what a person has to look at."""
    page = queries.captured_mails(request.args.get("page"), with_private=_sees_private())
    return render_template(
        "outbox/index.html",
        page=page,
        mails={message.id: read_mail(message.content) for message in page if message.content},
        uncertain=queries.uncertain_messages(with_private=_sees_private()),
        paused=queries.paused_identities(),
    )


@bp.get("/<int:message_id>")
@allow(Permission.SEE_OUTBOX)
def show(message_id: int) -> ResponseReturnValue:
    """Show one captured mail: as HTML in a frame, as text, and its headers."""
    message = queries.captured_mail(message_id, with_private=_sees_private()) or abort(404)
    mail = read_mail(message.content or b"")
    return page_with_frame(render_template("outbox/show.html", message=message, mail=mail))


@bp.get("/<int:message_id>/body")
@allow(Permission.SEE_OUTBOX)
def body(message_id: int) -> ResponseReturnValue:
    """Return the HTML of a captured mail for its frame; a mail without any gets its text."""
    message = queries.captured_mail(message_id, with_private=_sees_private()) or abort(404)
    mail = read_mail(message.content or b"")
    # Nobody else gets these mails: whoever tries the thread out opens their links here.
    return framed_mail(mail.html or render_template("outbox/plain.html", text=mail.text), opens_links=True)


@bp.post("/<int:message_id>/settle")
@allow(Permission.SEND_MAILINGS)
def settle(message_id: int) -> ResponseReturnValue:
    """Settle an uncertain mail by what a person found out; it is not sent again either way."""
    message = db.get_or_404(Message, message_id)
    arrived = request.form.get("arrived") == "yes"
    try:
        services.settle(message, arrived=arrived, settled_by_id=current_user.id, now=clock.now())
    except NotUncertain as error:
        flash(str(error), "warning")
    else:
        db.session.commit()
        flash(_("Noted: the mail arrived.") if arrived else _("Noted: the mail did not arrive."), "success")
    return redirect(url_for("outbox.index"))


@bp.post("/mailboxes/<int:identity_id>/resume")
@allow(Permission.SEND_MAILINGS)
def resume(identity_id: int) -> ResponseReturnValue:
    """Let a paused mailbox send again."""
    identity = db.get_or_404(Identity, identity_id)
    identities.resume(identity)
    services.send_soon()
    db.session.commit()
    flash(_("The mailbox %(address)s sends again.", address=identity.address), "success")
    return redirect(url_for("outbox.index"))


def _sees_private() -> bool:
    return may(Permission.SEE_SIGNATURES)
