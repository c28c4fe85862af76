"""The next steps at the desk: done, dropped, put off, taken up again. One press each, from wherever they are listed."""

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from outreach import clock
from outreach.db import db
from outreach.i18n import _
from outreach.interactions import queries, services
from outreach.interactions.errors import ContactOptedOut, FollowUpPast, FollowUpTooFar
from outreach.interactions.forms import PostponeForm
from outreach.interactions.models import FollowUp
from outreach.security.permissions import Permission, allow

bp = Blueprint("follow_ups", __name__, url_prefix="/desk/follow-ups/<int:follow_up_id>")


@bp.post("/done")
@allow(Permission.LOG)
def done(follow_up_id: int) -> ResponseReturnValue:
    """Close a follow-up as done."""
    follow_up = _follow_up(follow_up_id)
    services.complete_follow_up(follow_up, current_user, clock.now())
    return _closed(follow_up, _("Done: the follow-up with %(name)s.", name=follow_up.contact.name))


@bp.post("/drop")
@allow(Permission.LOG)
def drop(follow_up_id: int) -> ResponseReturnValue:
    """Close a follow-up that is not to be done."""
    follow_up = _follow_up(follow_up_id)
    services.drop_follow_up(follow_up, current_user, clock.now())
    return _closed(follow_up, _("Dropped: the follow-up with %(name)s.", name=follow_up.contact.name))


@bp.post("/reopen")
@allow(Permission.LOG)
def reopen(follow_up_id: int) -> ResponseReturnValue:
    """Take a follow-up up again."""
    follow_up = _follow_up(follow_up_id)
    try:
        services.reopen_follow_up(follow_up)
    except ContactOptedOut as error:
        flash(str(error), "error")
    else:
        sentence = _("The follow-up with %(name)s is open again.", name=follow_up.contact.name)
        db.session.commit()
        flash(sentence, "success")
    return _back(follow_up)


@bp.post("/postpone")
@allow(Permission.LOG)
def postpone(follow_up_id: int) -> ResponseReturnValue:
    """Put a follow-up off until a day."""
    follow_up = _follow_up(follow_up_id)
    form = PostponeForm()
    if not form.validate_on_submit():
        flash(" ".join(map(str, form.due_on.errors)), "error")
        return _back(follow_up)
    try:
        services.postpone_follow_up(follow_up, form.due_on.data, clock.today(current_user.time_zone))
    except (ContactOptedOut, FollowUpPast, FollowUpTooFar) as error:
        flash(str(error), "error")
    else:
        sentence = _("The follow-up with %(name)s is put off.", name=follow_up.contact.name)
        db.session.commit()
        flash(sentence, "success")
    return _back(follow_up)


def _follow_up(follow_up_id: int) -> FollowUp:
    return queries.visible_follow_up(follow_up_id, current_user) or abort(404)


def _closed(follow_up: FollowUp, sentence: str) -> ResponseReturnValue:
    where = _back(follow_up)
    undo = url_for("follow_ups.reopen", follow_up_id=follow_up.id, back=request.args.get("back"))
    db.session.commit()
    flash(sentence, "success")
    flash(undo, "undo")
    return where


def _back(follow_up: FollowUp) -> ResponseReturnValue:
    # "today" is the only other page that lists follow-ups; an address from outside is never followed.
    if request.args.get("back") == "today":
        return redirect(url_for("dashboard.today"))
    return redirect(url_for("contacts.show", contact_id=follow_up.contact_id))
