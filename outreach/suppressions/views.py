"""The public page behind "tell us to stop": it asks, and its button acts. Mail programs act by themselves (RFC 8058)."""

from flask import Blueprint, g, render_template
from flask.typing import ResponseReturnValue
from flask_babel import refresh

from outreach.db import db
from outreach.extensions import csrf
from outreach.security.permissions import anyone
from outreach.security.tokens import BadLink
from outreach.suppressions.links import StopLink, read_unsubscribe
from outreach.suppressions.models import SuppressionReason
from outreach.suppressions.services import suppress_hash

bp = Blueprint("suppressions", __name__)


@bp.get("/unsubscribe/<token>")
@anyone
def unsubscribe(token: str) -> ResponseReturnValue:
    """Ask whether mail is to stop: scanners open links, so opening it changes nothing."""
    g.for_everyone = True
    try:
        _speak_as(read_unsubscribe(token))
    except BadLink as error:
        return render_template("suppressions/bad_link.html", sentence=str(error)), 404
    return render_template("suppressions/unsubscribe.html", token=token)


@bp.post("/unsubscribe/<token>")
@anyone
@csrf.exempt  # type: ignore[untyped-decorator]  # RFC 8058: mail programs post without cookie or token; the link is the proof
def stop(token: str) -> ResponseReturnValue:
    """Stop mail at once, whatever the form holds. Asked again, the answer is the same."""
    g.for_everyone = True
    try:
        link = read_unsubscribe(token)
    except BadLink as error:
        return render_template("suppressions/bad_link.html", sentence=str(error)), 404
    _speak_as(link)
    suppress_hash(link.address_hash, SuppressionReason.OPT_OUT, "unsubscribe link", link.covers)
    db.session.commit()
    return render_template("suppressions/stopped.html")


def _speak_as(link: StopLink) -> None:
    g.language = link.language
    refresh()
