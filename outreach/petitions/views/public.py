"""Reading a petition and signing it."""

from flask import Blueprint, Response, abort, redirect, request
from flask.typing import ResponseReturnValue

from outreach.db import db
from outreach.extensions import csrf
from outreach.petitions import links, queries, rendering
from outreach.petitions.forms import SignForm
from outreach.petitions.mail_domains import likely_domain
from outreach.petitions.models import PetitionState
from outreach.petitions.queries import PetitionPage
from outreach.petitions.services.signing import sign_petition
from outreach.petitions.short_path import CACHE_CONTROL, etag_of
from outreach.security.permissions import anyone
from outreach.security.throttle import TooManyTries

bp = Blueprint("petitions", __name__)
# These pages are the same bytes for everybody and know no session, so there is nothing that a forged request could ride on:
# signing has a mail written to an address that was typed, and every other form carries its right in its own address.
csrf.exempt(bp)


@bp.get("/")
@anyone
def front() -> ResponseReturnValue:
    """Show the petition, or the list of petitions if several are open."""
    return _published(rendering.front_page(queries.open_pages()))


@bp.get("/petitions/<slug>")
@anyone
def show(slug: str) -> ResponseReturnValue:
    """Show a petition in its own language."""
    return _published(rendering.petition_page(_page_or_404(slug, None)))


@bp.get("/petitions/<slug>/<language>")
@anyone
def show_in(slug: str, language: str) -> ResponseReturnValue:
    """Show a petition in one of its languages."""
    return _published(rendering.petition_page(_page_or_404(slug, language)))


@bp.get("/petitions/<slug>/count.json")
@anyone
def count(slug: str) -> ResponseReturnValue:
    """Tell count and goal."""
    _page_or_404(slug, None)
    found = queries.count_of(slug)
    return _published(rendering.count_json(found), "application/json") if found else abort(404)


@bp.post("/petitions/<slug>/sign")
@anyone
def sign(slug: str) -> ResponseReturnValue:
    """Take a signature. The answer tells nobody whether this person was known."""
    page = _page_to_sign(slug, request.form.get("language"))
    if not page.takes_signatures:
        return rendering.no_more_signatures(page)
    with rendering.in_language(page.language):
        form = SignForm()
        is_good = form.validate()
    if not is_good:
        return rendering.petition_page(page, form), 422
    try:
        sign_petition(page, form.entry(page.language, request.remote_addr))
        db.session.commit()
    except TooManyTries:
        # A blocked program sees what everybody sees, and learns nothing.
        db.session.rollback()
    return rendering.look_into_mailbox(page, likely_domain(form.email.data))


@bp.get("/petitions/<slug>/sign")
@anyone
def sign_again(slug: str) -> ResponseReturnValue:
    """Lead back to the form whoever reloads or comes back to the address it was sent to."""
    _page_or_404(slug, None)
    return redirect(links.petition_path(slug))


def _page_to_sign(slug: str, language: str | None) -> PetitionPage:
    found = queries.page_of(slug, language) if language else None
    return _page_or_404(slug, language if found else None)


def _page_or_404(slug: str, language: str | None) -> PetitionPage:
    """Return the page if it is public. What was taken away on purpose is gone (410), all else is not there."""
    page = queries.page_of(slug, language)
    if page is not None and page.state is PetitionState.ARCHIVED:
        abort(410)
    if page is None or page.state is PetitionState.DRAFT:
        abort(404)
    return page


def _published(text: str, mimetype: str = "text/html") -> Response:
    """Return what the published file would be, for as long as it is not written."""
    response = Response(text, mimetype=mimetype, headers={"Cache-Control": CACHE_CONTROL})
    response.set_etag(etag_of(text.encode()))
    response.make_conditional(request)
    return response
