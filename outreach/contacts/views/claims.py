"""Claims at the desk: take, give back, hand over. One press each."""

from flask import Blueprint, abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from outreach import clock
from outreach.accounts import queries as team
from outreach.audit import services as audit
from outreach.contacts import queries, services
from outreach.contacts.errors import ClaimedByAnother, NotClaimed, OptedOutNotClaimed
from outreach.contacts.forms import HandOverForm
from outreach.contacts.models import Contact
from outreach.db import db
from outreach.i18n import _
from outreach.security.permissions import Permission, allow, may

bp = Blueprint("claims", __name__, url_prefix="/desk/contacts/<int:contact_id>/claim")


@bp.post("")
@allow(Permission.CLAIM)
def take(contact_id: int) -> ResponseReturnValue:
    """Look after a contact, or go on doing so."""
    contact = _contact(contact_id)
    try:
        services.claim(contact, current_user, clock.now())
    except (ClaimedByAnother, OptedOutNotClaimed) as error:
        flash(str(error), "error")
    else:
        db.session.commit()
        flash(_("You look after %(name)s for the next 14 days.", name=contact.name), "success")
    return _back(contact_id)


@bp.post("/release")
@allow(Permission.CLAIM)
def release(contact_id: int) -> ResponseReturnValue:
    """Look after a contact no more; an organiser ends anybody's claim."""
    contact = _contact(contact_id)
    if not contact.claim or not (contact.claim.owner_id == current_user.id or may(Permission.MANAGE_TEAM)):
        flash(_("Only who looks after this contact, or an organiser, can end that."), "error")
        return _back(contact_id)
    owner = contact.claim.owner.name
    services.release(contact)
    audit.record("contact.released", "contact", contact.id, {"owner": owner})
    db.session.commit()
    flash(_("%(name)s is free for anybody to look after.", name=contact.name), "success")
    return _back(contact_id)


@bp.post("/hand-over")
@allow(Permission.CLAIM)
def hand_over(contact_id: int) -> ResponseReturnValue:
    """Let somebody else in the team look after a contact of mine."""
    contact = _contact(contact_id)
    receivers = {one.id: one for one in team.active_members()}
    form = HandOverForm()
    form.receiver.choices = [(one.id, one.name) for one in receivers.values()]
    if not form.validate_on_submit():
        flash(_("Choose somebody in the team."), "error")
        return _back(contact_id)
    receiver = receivers[form.receiver.data]
    try:
        services.hand_over(contact, current_user, receiver, clock.now())
    except NotClaimed as error:
        flash(str(error), "error")
    else:
        audit.record("contact.handed_over", "contact", contact.id, {"to": receiver.name})
        db.session.commit()
        flash(_("%(receiver)s looks after %(name)s now.", receiver=receiver.name, name=contact.name), "success")
    return _back(contact_id)


def _contact(contact_id: int) -> Contact:
    return queries.whole_contact(contact_id, current_user) or abort(404)


def _back(contact_id: int) -> ResponseReturnValue:
    return redirect(url_for("contacts.show", contact_id=contact_id))
