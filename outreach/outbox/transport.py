"""The way mail leaves this application: captured, or over SMTP; tests put their own in its place."""

from typing import cast

from flask import current_app

from outreach.mail.transports import Transport, transport_for
from outreach.settings import settings


def transport_for_app() -> Transport:
    """Return the transport of the running application, made once."""
    found = current_app.extensions.get("outreach_transport")
    if found is None:
        found = current_app.extensions["outreach_transport"] = transport_for(settings())
    return cast("Transport", found)
