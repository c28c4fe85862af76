"""Every route of the site, and how to fill in its parameters: a new page is walked through by itself."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from werkzeug.routing import Rule

from outreach import clock
from outreach.accounts.models import LinkPurpose, UserSession, UserState
from outreach.accounts.services.links import make_link
from outreach.accounts.services.sessions import open_session
from outreach.db import db
from outreach.petitions import links
from outreach.security.permissions import ANYONE, PERMISSIONS, Role, access_of
from outreach.suppressions.links import unsubscribe_url
from tests import factories
from tests.support.databases import make_app
from tests.support.html import is_exempt


def _template_version_id() -> int:
    return factories.MailTemplateFactory().versions[0].id


def _invitation_token() -> str:
    _link, token = make_link(factories.UserFactory(state=UserState.INVITED), LinkPurpose.INVITATION)
    return token


def _sign_in_token() -> str:
    _link, token = make_link(factories.UserFactory(), LinkPurpose.SIGN_IN)
    return token


def _confirmation_token() -> str:
    return links.confirm_url(factories.SignatureFactory().id).rpartition("/")[2]


def _signatory_token() -> str:
    return links.signature_path(factories.SignatureFactory(confirmed=True).id).rpartition("/")[2]


def _session_id() -> int:
    member = factories.UserFactory()
    open_session(member, "Firefox, Linux")
    return db.session.scalars(sa.select(UserSession.id).where(UserSession.user_id == member.id)).one()


def _captured_message_id() -> int:
    return factories.MessageFactory(sent=True, captured_at=clock.now()).id


def _unsubscribe_token() -> str:
    return unsubscribe_url("camille@sample.example", "mailing", "en").rpartition("/")[2]


def _recipient_of_a_mailing() -> dict[str, object]:
    recipient = factories.RecipientFactory()
    return {"mailing_id": recipient.mailing.id, "recipient_id": recipient.id}


def _slug() -> str:
    return factories.PetitionFactory(languages=("en", "fr", "ug")).slug


# What stands for a parameter of an address. A route may have its own, under "endpoint:parameter".
PARAMETERS: dict[str, Callable[[], object]] = {
    "accounts.invitation:token": _invitation_token,
    "accounts.sign_in_link:token": _sign_in_token,
    "act": lambda: "withdraw",
    "contact_id": lambda: factories.ContactFactory().id,
    "filename": lambda: "css/base.css",
    "follow_up_id": lambda: factories.FollowUpFactory().id,
    "identity_id": lambda: factories.IdentityFactory().id,
    "import_id": lambda: factories.ImportFactory().id,
    "interaction_id": lambda: factories.InteractionFactory().id,
    "language": lambda: "en",
    "mail_id": lambda: factories.InboundMailFactory().id,
    "mailing_id": lambda: factories.MailingFactory().id,
    "message_id": lambda: factories.MessageFactory().id,
    "offer_id": lambda: factories.OfferFactory().id,
    "organisation_id": lambda: factories.OrganisationFactory().id,
    "outbox.body:message_id": _captured_message_id,
    "outbox.show:message_id": _captured_message_id,
    "petition_desk.move:to": lambda: "closed",
    "petition_id": lambda: factories.PetitionFactory().id,
    "recipient_id": lambda: factories.RecipientFactory().id,
    "row_id": lambda: factories.LogImportFactory().rows[0].id,
    "segment_id": lambda: factories.SegmentFactory().id,
    "session_id": _session_id,
    "signatures.act:token": _signatory_token,
    "signatures.ask:token": _signatory_token,
    "signatures.change:token": _signatory_token,
    "signatures.confirm:token": _confirmation_token,
    "signatures.press_confirm:token": _confirmation_token,
    "signatures.show:token": _signatory_token,
    "slug": _slug,
    "suppressions.stop:token": _unsubscribe_token,
    "suppressions.unsubscribe:token": _unsubscribe_token,
    "template_id": lambda: factories.MailTemplateFactory().id,
    "user_id": lambda: factories.UserFactory().id,
    "version_id": _template_version_id,
}
# Parameters that belong together, by the route's parameters.
TOGETHER: dict[frozenset[str], Callable[[], dict[str, object]]] = {
    frozenset({"mailing_id", "recipient_id"}): _recipient_of_a_mailing,
}
# Pages that are there only with other settings than those of the tests.
SETTINGS: dict[str, dict[str, object]] = {"start.begin": {"practice": True}}


@dataclass(frozen=True)
class Route:
    """One route: its rule, who may open it, and whether its form needs no token."""

    rule: Rule
    access: str | None
    is_exempt: bool

    @property
    def endpoint(self) -> str:
        return str(self.rule.endpoint)

    @property
    def methods(self) -> set[str]:
        return set(self.rule.methods or ())

    @property
    def is_public(self) -> bool:
        return self.access == ANYONE

    @property
    def is_for_viewers(self) -> bool:
        return self.is_public or self.access in PERMISSIONS[Role.VIEWER]


@cache
def routes() -> tuple[Route, ...]:
    """Return every route but the static files, in a fixed order."""
    with tempfile.TemporaryDirectory() as folder:
        app = make_app(Path(folder), "sqlite://")
        found = [
            Route(rule, access_of(app.view_functions[rule.endpoint]), is_exempt(app, rule.endpoint))
            for rule in app.url_map.iter_rules()
            if rule.endpoint != "static"
        ]
    return tuple(sorted(found, key=lambda route: (route.rule.rule, sorted(route.methods))))


def name(route: Route) -> str:
    """Return what a test of `route` is called."""
    return f"{route.endpoint}:{route.rule.rule}"


def pages() -> tuple[Route, ...]:
    """Return the routes that answer GET."""
    return tuple(route for route in routes() if "GET" in route.methods)


def lists() -> tuple[Route, ...]:
    """Return the pages without parameters: the lists, and the forms beside them."""
    return tuple(route for route in pages() if not route.rule.arguments)


def forms() -> tuple[Route, ...]:
    """Return the routes that answer POST."""
    return tuple(route for route in routes() if "POST" in route.methods)


def address(app: Flask, route: Route) -> str:
    """Return an address of `route`, its parameters filled with fresh rows."""
    together = TOGETHER.get(frozenset(route.rule.arguments))
    values = (
        together() if together else {parameter: _value(route, parameter) for parameter in sorted(route.rule.arguments)}
    )
    return app.url_map.bind("localhost").build(route.endpoint, values)


@contextmanager
def settings_for(app: Flask, route: Route) -> Iterator[None]:
    """Give `app` the settings that the page of `route` is there with, while the block lasts."""
    usual = app.config["OUTREACH"]
    app.config["OUTREACH"] = replace(usual, **SETTINGS.get(route.endpoint, {}))
    try:
        yield
    finally:
        app.config["OUTREACH"] = usual


def _value(route: Route, parameter: str) -> object:
    make = PARAMETERS.get(f"{route.endpoint}:{parameter}") or PARAMETERS.get(parameter)
    if make is None:
        pytest.fail(
            f"Nothing stands for <{parameter}> of {route.rule.rule}: add “{parameter}” or “{route.endpoint}:{parameter}” "
            "to PARAMETERS in tests/support/site.py."
        )
    return make()


def crowd() -> None:
    """Make some of everything, so that lists have rows."""
    organisation = factories.OrganisationFactory()
    contact = factories.ContactFactory(
        organisation=organisation, job_title="Editor", covers=("Asia",), tagged=("urgent",), reads=("fr", "en")
    )
    member = factories.UserFactory()
    factories.ClaimFactory(contact=contact, owner=member)
    factories.InteractionFactory(contact=contact, logged_by=member)
    factories.FollowUpFactory(contact=contact, owner=member)
    factories.SegmentFactory()
    factories.ImportFactory()
    template = factories.MailTemplateFactory(languages=("en", "fr"))
    mailing = factories.MailingFactory(template=template)
    factories.RecipientFactory(mailing=mailing, contact=contact)
    factories.AttemptFactory()
    petition = factories.PetitionFactory()
    factories.SignatureFactory(petition=petition, confirmed=True)
    factories.OfferFactory(petition=petition)
    factories.InboundMailFactory(contact=contact)
    factories.SuppressionFactory()
