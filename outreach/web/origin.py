"""Absolute links on the configured origins, and how many proxies stand before us; the Host header decides nothing."""

from typing import Any
from urllib.parse import urlsplit

from flask import Flask, current_app
from werkzeug.middleware.proxy_fix import ProxyFix

from outreach.settings import settings

# What the team uses beside /desk itself. Everything else is the public face.
_DESK_PATHS = ("/desk", "/sign-in", "/sign-out", "/sign-in-link", "/invitation", "/start", "/language")


def init_app(app: Flask) -> None:
    """Believe the forwarding headers of as many proxies as are configured, and let templates make absolute links."""
    proxies = app.config["OUTREACH"].trusted_proxies
    if proxies:
        # x_host stays 0: no header, from no proxy, decides where a link leads.
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies)  # type: ignore[method-assign] # Flask's documented way
    app.jinja_env.globals.update(external_url=external_url)


def external_url(endpoint: str, **values: Any) -> str:
    """Return the absolute address of a view, on DESK_URL or PUBLIC_URL by the face it belongs to.

    Works outside a request too, as in mails and commands.
    """
    path = _path(endpoint, values)
    return f"{settings().desk_url if is_desk(path) else settings().public_url}{path}"


def is_desk(path: str) -> bool:
    """Return whether `path` belongs to the desk."""
    return any(path == one or path.startswith((f"{one}/", f"{one}?")) for one in _DESK_PATHS)


def _path(endpoint: str, values: dict[str, Any]) -> str:
    origin = urlsplit(settings().public_url)
    anchor = values.pop("_anchor", None)
    current_app.inject_url_defaults(endpoint, values)
    path = current_app.url_map.bind(origin.netloc, url_scheme=origin.scheme).build(endpoint, values)
    return f"{path}#{anchor}" if anchor else path
