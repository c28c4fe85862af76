"""The settings of the running application."""

from flask import current_app

from config import Settings


def settings() -> Settings:
    """Return the typed settings of the current application."""
    found = current_app.config["OUTREACH"]
    assert isinstance(found, Settings)  # noqa: S101 - for the type checker; create_app puts nothing else there
    return found
