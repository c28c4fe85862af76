"""The form for those who can help."""

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from outreach.db import db
from outreach.extensions import csrf
from outreach.offers import services
from outreach.offers.forms import OfferForm
from outreach.petitions import links, queries, wording
from outreach.petitions.models import PUBLIC_STATES
from outreach.petitions.queries import PetitionPage
from outreach.petitions.rendering import in_language
from outreach.security.permissions import anyone
from outreach.security.throttle import TooManyTries

bp = Blueprint("help", __name__)
# No session stands behind this page, so there is none that a forged request could ride on.
csrf.exempt(bp)


@bp.get("/petitions/<slug>/help")
@anyone
def new(slug: str) -> ResponseReturnValue:
    """Show the form."""
    page = _page_or_404(slug)
    with in_language(page.language):
        return _page("offers/new.html", page, form=OfferForm(formdata=None))


@bp.post("/petitions/<slug>/help")
@anyone
def offer(slug: str) -> ResponseReturnValue:
    """Keep an offer."""
    page = _page_or_404(slug)
    with in_language(page.language):
        form = OfferForm()
        if not form.validate():
            return _page("offers/new.html", page, form=form), 422
        try:
            services.make_offer(page.petition_id, form.entry(page.language, request.remote_addr))
        except TooManyTries as error:
            db.session.rollback()
            form.add_error(None, error)
            return _page("offers/new.html", page, form=form), 429
        db.session.commit()
        return _page("offers/received.html", page)


def _page_or_404(slug: str) -> PetitionPage:
    language = request.args.get("language")
    page = (queries.page_of(slug, language) if language else None) or queries.page_of(slug)
    if page is None or page.state not in PUBLIC_STATES:
        abort(404)
    return page


def _page(template: str, page: PetitionPage, **more: object) -> str:
    return render_template(template, page=page, links=links, wording=wording, **more)
