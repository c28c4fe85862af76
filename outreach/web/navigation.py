"""The desk's navigation: only what this process serves, and only what this person may open."""

from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import parseaddr
from typing import Any

from flask import Flask, current_app, request, url_for

from outreach.i18n import _, _l
from outreach.security.permissions import Permission, may
from outreach.settings import settings


@dataclass(frozen=True)
class Item:
    """A place of the desk: where it is, what it is called, who may go there."""

    endpoint: str
    label: Any
    permission: Permission
    icon: str
    # Daily places stand in the bar; the others behind "More".
    daily: bool = False


@dataclass(frozen=True)
class Link:
    """An item as this page shows it."""

    url: str
    label: Any
    icon: str
    daily: bool
    is_current: bool


ITEMS = (
    Item("dashboard.today", _l("Today"), Permission.SEE_DESK, "today", daily=True),
    Item("contacts.index", _l("Contacts"), Permission.SEE_DESK, "people", daily=True),
    Item("interactions.quick", _l("Log"), Permission.LOG, "log", daily=True),
    Item("mailings.index", _l("Mailings"), Permission.DRAFT_MAILINGS, "mail", daily=True),
    Item("organisations.index", _l("Organisations"), Permission.SEE_DESK, "organisations"),
    Item("inbox.index", _l("Inbox"), Permission.SEE_INBOX, "inbox"),
    Item("mail_templates.index", _l("Templates"), Permission.WRITE_TEMPLATES, "template"),
    Item("outbox.index", _l("Outbox"), Permission.SEE_OUTBOX, "outbox"),
    Item("petition_desk.index", _l("Petitions"), Permission.EDIT_PETITIONS, "petition"),
    Item("offers.index", _l("Offers of help"), Permission.ANSWER_OFFERS, "offer"),
    Item("imports.index", _l("Imports"), Permission.IMPORT, "import"),
    Item("team.index", _l("Team"), Permission.MANAGE_TEAM, "team"),
    Item("audit.index", _l("Audit"), Permission.SEE_AUDIT, "audit"),
    Item("settings.index", _l("Settings"), Permission.MANAGE_SETTINGS, "settings"),
    Item("team.sessions", _l("My sessions"), Permission.SEE_DESK, "sessions"),
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
        if serves(item.endpoint) and may(item.permission):
            url = url_for(item.endpoint)
            yield Link(url, item.label, item.icon, item.daily, is_current=_is_current(item.endpoint))


def _is_current(endpoint: str) -> bool:
    here = request.endpoint or ""
    # A slice's other pages (one contact, a new mailing) belong to its index; other single views only to themselves.
    if endpoint.endswith(".index"):
        other = any(item.endpoint == here for item in ITEMS if item.endpoint != endpoint)
        return here.rpartition(".")[0] == endpoint.rpartition(".")[0] and not other
    return here == endpoint
