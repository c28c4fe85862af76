"""Behind the links of a mail: confirming, and what signatories do with their own signature."""

from collections.abc import Callable

from flask import Blueprint, abort, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from outreach import clock
from outreach.db import db
from outreach.extensions import csrf
from outreach.petitions import links, markup, queries, wording
from outreach.petitions.errors import NotConfirmedInTime
from outreach.petitions.forms import VisibilityForm
from outreach.petitions.models import Signature, Visibility
from outreach.petitions.rendering import in_language
from outreach.petitions.services import own
from outreach.security.permissions import anyone
from outreach.security.tokens import BadLink

bp = Blueprint("signatures", __name__)
# The right to act is the link itself, which only the owner of the mailbox has; there is no session to ride on.
csrf.exempt(bp)


@bp.get("/confirm/<token>")
@anyone
def confirm(token: str) -> ResponseReturnValue:
    """Ask whether to confirm. Opening the link does nothing: mail scanners open it before its owner does."""
    signature = _found(links.confirmed_id, token)
    return _page("signatures/confirm.html", signature, form=_form(signature), can_confirm=_can_confirm(signature))


@bp.post("/confirm/<token>")
@anyone
def press_confirm(token: str) -> ResponseReturnValue:
    """Confirm the signature; pressing again changes nothing."""
    signature = _found(links.confirmed_id, token)
    form = _form(signature)
    try:
        own.confirm_signature(signature, Visibility(form.visibility.data) if form.validate() else None)
    except NotConfirmedInTime:
        db.session.rollback()
    db.session.commit()
    return redirect(request.path, 303)


@bp.get("/signature/<token>")
@anyone
def show(token: str) -> ResponseReturnValue:
    """Show somebody their own signature and the text they signed."""
    signature = _found(links.own_id, token)
    # Nothing else can say so: the page sets no cookie.
    return _page("signatures/show.html", signature, form=_form(signature), was_saved="saved" in request.args)


@bp.post("/signature/<token>")
@anyone
def change(token: str) -> ResponseReturnValue:
    """Change what is shown."""
    signature = _found(links.own_id, token)
    form = _form(signature)
    if form.validate():
        own.change_visibility(signature, Visibility(form.visibility.data))
        db.session.commit()
        return redirect(f"{request.path}?saved=1", 303)
    return redirect(request.path, 303)


@bp.get("/signature/<token>/<any(withdraw, erase):act>")
@anyone
def ask(token: str, act: str) -> ResponseReturnValue:
    """Say what withdrawing or erasing means, and ask."""
    return _page("signatures/ask.html", _found(links.own_id, token), act=act)


@bp.post("/signature/<token>/<any(withdraw, erase):act>")
@anyone
def act(token: str, act: str) -> ResponseReturnValue:
    """Withdraw or erase the signature."""
    signature = _found(links.own_id, token)
    {"withdraw": own.withdraw_signature, "erase": own.erase_signature}[act](signature)
    db.session.commit()
    return redirect(links.signature_path(signature.id), 303)


def _found(read: Callable[[str], int], token: str) -> Signature:
    try:
        signature = queries.signature_with_text(read(token))
    except BadLink as error:
        abort(make_response(render_template("signatures/bad_link.html", sentence=str(error)), 404))
    # Who never confirmed within a week was forgotten, and the mail with the link is older than that.
    return signature or abort(404)


def _form(signature: Signature) -> VisibilityForm:
    with in_language(signature.language):
        return VisibilityForm(visibility=str(signature.visibility))


def _can_confirm(signature: Signature) -> bool:
    return own.takes_confirmations(signature.petition, clock.now())


def _page(template: str, signature: Signature, **more: object) -> ResponseReturnValue:
    with in_language(signature.language):
        text = render_template(template, signature=signature, links=links, wording=wording, markup=markup, **more)
    response = make_response(text)
    # The address is the key: it must not be told to the next site, nor found by a search.
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
