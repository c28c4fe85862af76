"""The inbox: what came in, whose it is, and what waits for us."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from outreach import clock
from outreach.contacts import queries as queries_of_contacts
from outreach.contacts.errors import BadQuestion
from outreach.db import db
from outreach.i18n import _
from outreach.inbox import practice, queries, services
from outreach.inbox.models import InboundMail
from outreach.inbox.sorting import sort_mail
from outreach.inbox.words import KIND_NAMES, KIND_TONES
from outreach.outbox.queries import captured_mail
from outreach.security.permissions import Permission, allow
from outreach.settings import settings

bp = Blueprint("inbox", __name__, url_prefix="/desk/inbox")


@bp.get("")
@allow(Permission.SEE_INBOX)
def index() -> ResponseReturnValue:
    """List what came in, newest first."""
    page = queries.inbound_mails(current_user, request.args.get("page"))
    return render_template("inbox/index.html", page=page, names=KIND_NAMES, tones=KIND_TONES)


@bp.get("/<int:mail_id>")
@allow(Permission.SEE_INBOX)
def show(mail_id: int) -> ResponseReturnValue:
    """Show one mail as text; whatever else it holds is neither shown nor loaded. `q` looks for whose it may be."""
    mail = _mail(mail_id)
    words = request.args.get("q", "")
    try:
        writers = queries.possible_writers(words, current_user)
    except BadQuestion as error:
        flash(str(error), "error")
        writers = []
    return render_template(
        "inbox/show.html",
        mail=mail,
        text=sort_mail(mail.raw).text if mail.raw else "",
        names=KIND_NAMES,
        tones=KIND_TONES,
        words=words,
        writers=writers,
    )


@bp.post("/<int:mail_id>/handled")
@allow(Permission.LOG)
def handled(mail_id: int) -> ResponseReturnValue:
    """Note that somebody has dealt with a mail."""
    mail = _mail(mail_id)
    services.mark_handled(mail, current_user, clock.now())
    db.session.commit()
    flash(_("The mail “%(subject)s” is dealt with.", subject=mail.subject or _("no subject")), "success")
    return redirect(url_for("inbox.index"))


@bp.post("/<int:mail_id>/contact")
@allow(Permission.LOG)
def assign(mail_id: int) -> ResponseReturnValue:
    """Say whose mail it is."""
    mail = _mail(mail_id)
    contact = queries_of_contacts.whole_contact(request.form.get("contact_id", 0, type=int), current_user) or abort(404)
    services.assign(mail, contact.id, clock.now())
    db.session.commit()
    flash(_("The mail is logged with %(name)s.", name=contact.name), "success")
    return redirect(url_for("contacts.show", contact_id=contact.id))


@bp.post("/answers/<int:message_id>")
@allow(Permission.LOG)
def answer_as(message_id: int) -> ResponseReturnValue:
    """Answer a captured mail as its recipient would, in practice and trial."""
    message = captured_mail(message_id, with_private=False)
    text = request.form.get("text", "").strip()
    if message is None or not settings().captures_mail:
        abort(404)
    if not text:
        flash(_("Write what the person answers."), "error")
        return redirect(url_for("outbox.show", message_id=message_id))
    mail = services.receive_mail(practice.answer_to(message, text), clock.now())
    db.session.commit()
    flash(_("The answer came in, and the log knows of it."), "success")
    return redirect(url_for("inbox.show", mail_id=mail.id))


def _mail(mail_id: int) -> InboundMail:
    return queries.inbound_mail(mail_id, current_user) or abort(404)
