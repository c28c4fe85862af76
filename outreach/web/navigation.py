"""The desk's navigation: only what this process serves, and only what this person may open."""

from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import parseaddr
from typing import Any

from flask import Flask, current_app, request, url_for

from outreach.i18n import _, _l
from outreach.security.permissions import ANYONE, Permission, access_of, may
from outreach.settings import settings


@dataclass(frozen=True)
class Item:
    """A place of the desk: where it is, and what it is called; its view says who may go there."""

    endpoint: str
    label: Any
    # Daily places have an icon and stand in the bar; the others stand behind "More".
    icon: str | None = None


@dataclass(frozen=True)
class Link:
    """An item as this page shows it."""

    url: str
    label: Any
    icon: str | None
    is_current: bool


ITEMS = (
    Item("dashboard.today", _l("Today"), "today"),
    Item("contacts.index", _l("Contacts"), "people"),
    Item("interactions.quick", _l("Log"), "log"),
    Item("mailings.index", _l("Mailings"), "mail"),
    Item("organisations.index", _l("Organisations")),
    Item("inbox.index", _l("Inbox")),
    Item("mail_templates.index", _l("Templates")),
    Item("outbox.index", _l("Outbox")),
    Item("petition_desk.index", _l("Petitions")),
    Item("offers.index", _l("Offers of help")),
    Item("imports.index", _l("Imports")),
    Item("team.index", _l("Team")),
    Item("audit.index", _l("Audit")),
    Item("team.sessions", _l("My sessions")),
)


def init_app(app: Flask) -> None:
    """Let desk.html draw the navigation."""
    app.jinja_env.globals.update(
        navigation=navigation, serves=serves, campaign_name=campaign_name, outreach_settings=settings
    )


def navigation() -> list[Link]:
    """Return the links this person sees, in order; those to unfinished or forbidden places are left out."""
    return list(_links())


def serves(endpoint: str) -> bool:
    """Return whether this process has the view `endpoint`."""
    return endpoint in current_app.view_functions


def campaign_name() -> str:
    """Return what the campaign calls itself in its mails, or a plain name while it has said nothing."""
    return parseaddr(settings().mail_from)[0] or _("Campaign desk")


def _links() -> Iterator[Link]:
    for item in ITEMS:
        if serves(item.endpoint) and _may_open(item.endpoint):
            url = url_for(item.endpoint)
            yield Link(url, item.label, item.icon, is_current=_is_current(item.endpoint))


def _may_open(endpoint: str) -> bool:
    access = access_of(current_app.view_functions[endpoint])
    return access == ANYONE or (access is not None and may(Permission(access)))


def _is_current(endpoint: str) -> bool:
    here = request.endpoint or ""
    # A slice's other pages (one contact, a new mailing) belong to its index; other single views only to themselves.
    if endpoint.endswith(".index"):
        other = any(item.endpoint == here for item in ITEMS if item.endpoint != endpoint)
        return here.rpartition(".")[0] == endpoint.rpartition(".")[0] and not other
    return here == endpoint
