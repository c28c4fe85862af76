"""The headers of every answer: what a page may load, who may frame it, what is told to the next site, what is kept."""

from flask import Flask, Response, request
from werkzeug.exceptions import BadRequest

# Everything comes from here and nothing runs inside the page: an injected script or style has no way to act.
_CONTENT = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}
_NEVER_ASKED = ("camera", "microphone", "geolocation", "payment", "usb", "browsing-topics")
_YEAR = 365 * 24 * 3600


def init_app(app: Flask) -> None:
    """Set the headers on every answer; one that a view has set itself stays."""
    app.after_request(set_headers)


def content_policy(**changes: str) -> str:
    """Return the Content-Security-Policy with directives added or replaced: `content_policy(frame_src="'self'")`."""
    rules = _CONTENT | {name.replace("_", "-"): value for name, value in changes.items()}
    return "; ".join(f"{name} {value}".strip() for name, value in rules.items())


def set_headers(response: Response) -> Response:
    """Set on `response` what every answer carries."""
    headers = response.headers
    headers.setdefault("Content-Security-Policy", content_policy())
    # Not no-referrer: under https the check of a form's token reads the referrer of our own pages.
    headers.setdefault("Referrer-Policy", "same-origin")
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
    headers.setdefault("Permissions-Policy", ", ".join(f"{name}=()" for name in _NEVER_ASKED))
    _set_caching(response)
    if request.is_secure:
        headers.setdefault("Strict-Transport-Security", f"max-age={_YEAR}")
    return response


def _set_caching(response: Response) -> None:
    is_file = request.endpoint == "static" and response.status_code < BadRequest.code
    if not is_file:
        # Whatever did not ask to be kept is private: names, addresses, a link that acts.
        response.headers.setdefault("Cache-Control", "no-store")
    elif "v" in request.args:
        response.headers["Cache-Control"] = f"public, max-age={_YEAR}, immutable"
