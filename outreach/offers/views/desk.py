"""The board of offers."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from outreach.db import db
from outreach.i18n import _
from outreach.offers import queries, services, wording
from outreach.offers.errors import ImpossibleMove
from outreach.offers.models import Offer, OfferState
from outreach.security.permissions import Permission, allow

bp = Blueprint("offers", __name__)


@bp.get("/desk/offers")
@allow(Permission.ANSWER_OFFERS)
def index() -> ResponseReturnValue:
    """Show the offers, by how far they are."""
    return render_template("offers/index.html", board=queries.board(), moves=services.MOVES, wording=wording)


@bp.post("/desk/offers/<int:offer_id>/move")
@allow(Permission.ANSWER_OFFERS)
def move(offer_id: int) -> ResponseReturnValue:
    """Move an offer; accepted, it becomes a contact."""
    offer = db.get_or_404(Offer, offer_id)
    to = _asked_for()
    try:
        services.move_offer(offer, to, current_user)
    except ImpossibleMove as error:
        db.session.rollback()
        flash(str(error), "error")
        return redirect(url_for(".index"))
    db.session.commit()
    flash(_("Offer of %(name)s: %(state)s.", name=offer.name, state=str(wording.STATES[to]).lower()), "success")
    return redirect(url_for(".index"))


def _asked_for() -> OfferState:
    try:
        return OfferState(request.form.get("to", ""))
    except ValueError:
        abort(400)
