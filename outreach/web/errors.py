"""The pages shown when something is not there, not possible, or broken: plain sentences, nothing private in them."""

import logging
from dataclasses import dataclass
from typing import Any

from flask import Flask, Response, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import refresh
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError
from werkzeug.exceptions import HTTPException

from outreach.extensions import login_manager
from outreach.i18n import _l
from outreach.web.origin import is_desk

BROKEN = 500
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Explanation:
    """What a page says about one kind of failure: what is so, and what to do."""

    title: Any
    text: Any


_FORM_EXPIRED = Explanation(
    _l("This page was open too long"),
    _l("The form could not be checked, so nothing was saved. Go back, reload the page and send it again."),
)
_EXPLANATIONS = {
    400: Explanation(
        _l("This request could not be read"), _l("Nothing was changed. Go back, reload the page and try again.")
    ),
    403: Explanation(_l("This is not open to you"), _l("Ask an organiser of the campaign if you need it.")),
    404: Explanation(
        _l("There is no such page"),
        _l("The address may be mistyped, or what stood here is gone. Nothing is wrong with your device."),
    ),
    405: Explanation(
        _l("This address is not a page"), _l("It only takes what a form sends. Go back and use the form's button.")
    ),
    410: Explanation(_l("This page is gone"), _l("What stood here was taken away on purpose.")),
    413: Explanation(
        _l("This is too large"), _l("A file may have 32 MB, and a form's text 2 MB. Send less, or in several parts.")
    ),
    429: Explanation(
        _l("Too many attempts"), _l("To protect everybody we wait a little here. Try again in a few minutes.")
    ),
    500: Explanation(
        _l("Something broke on our side"),
        _l("It is not your fault, and what you typed may not be saved. Try again in a few minutes."),
    ),
    503: Explanation(_l("We will be back shortly"), _l("This site is being looked after. Try again in a few minutes.")),
}


def init_app(app: Flask) -> None:
    """Show our own pages for every failure."""
    app.register_error_handler(CSRFError, _form_expired)
    app.register_error_handler(DataError, _unreadable)
    app.register_error_handler(HTTPException, _refused)


def _form_expired(error: CSRFError) -> ResponseReturnValue:
    return _page(_FORM_EXPIRED, error.code or 400), error.code or 400


def _unreadable(error: DataError) -> ResponseReturnValue:
    """Answer what no column can hold (a NUL, which only PostgreSQL refuses) as a fault of the request, and note it."""
    log.warning("the database could not take what was sent to %s: %s", request.endpoint, error.orig)
    return _page(_EXPLANATIONS[400], 400), 400


def _refused(error: HTTPException) -> ResponseReturnValue:
    if error.code is None or error.code < 400 or error.response is not None:  # noqa: PLR2004 - redirects pass as they are
        return error
    explanation = _EXPLANATIONS.get(error.code) or _EXPLANATIONS[BROKEN if error.code >= BROKEN else 400]
    # Headers the error brings (Allow, Retry-After) stay; its own words, which may quote the request, do not.
    kept = [(name, value) for name, value in error.get_headers(request.environ) if name.lower() != "content-type"]
    return Response(_page(explanation, error.code), status=error.code, headers=kept, mimetype="text/html")


def _page(explanation: Explanation, code: int) -> str:
    frame = "desk.html" if is_desk(request.path) and code < BROKEN else "public.html"
    if frame == "public.html":
        # Nobody is asked who they are: the database may be what is broken, and a public page sets no cookie.
        g.for_everyone = True
        g._login_user = login_manager.anonymous_user()  # noqa: SLF001 - where Flask-Login looks before it loads anybody
        refresh()
    home = "/desk/" if frame == "desk.html" else "/"
    return render_template("errors/error.html", explanation=explanation, frame=frame, home=home)
