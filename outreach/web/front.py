"""Where a bare host name leads on a process that serves the desk alone; elsewhere the petition stands there."""

from flask import Flask, redirect
from flask.typing import ResponseReturnValue

from outreach.security.permissions import anyone


def init_app(app: Flask) -> None:
    """Give the desk's own host name a first page."""
    if app.config["OUTREACH"].faces == "desk":
        app.add_url_rule("/", "front", to_desk)


@anyone
def to_desk() -> ResponseReturnValue:
    """Lead who types the host name alone to the desk, and so to signing in."""
    return redirect("/desk/")
