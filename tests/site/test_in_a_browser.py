"""Every page in real Chromium: WCAG 2.2 AA by axe, nothing wider than a small phone, nothing that the browser complains of."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from urllib.parse import urlsplit

import pytest
from flask import Flask

from outreach.db import db
from outreach.security.permissions import Role
from tests.factories import PetitionFactory, UserFactory
from tests.support import site
from tests.support.accessibility import overflow, violations
from tests.support.html import is_page
from tests.support.people import signed_in

pytestmark = pytest.mark.one_database

# What else axe looks at does not change with the colours.
IN_THE_DARK = {"colours": "dark", "runOnly": {"type": "rule", "values": ["color-contrast"]}, "rules": {}}


@pytest.fixture
def complaints(page) -> list[str]:
    """What the browser complains of meanwhile: errors, refused resources, requests to other hosts."""
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("request", lambda request: heard.append(request.url) if _leads_elsewhere(request.url) else None)
    return heard


@pytest.fixture
def prepared(fresh_app: Flask, page, live_server) -> Iterator[Callable[..., str | None]]:
    """Fills the database, signs the window in where one must be, and returns the address to open."""
    with ExitStack() as stack:

        def prepare(route, language):
            stack.enter_context(site.settings_for(fresh_app, route))
            return _prepared(fresh_app, page, live_server, route, language)

        yield prepare


# In French, whose words are longer than the English ones.
@pytest.mark.parametrize("route", site.pages(), ids=site.name)
def test_a_page_is_accessible_on_a_phone(prepared, page, complaints, route):
    path = prepared(route, language="fr")
    if path is None:
        return  # a redirection, a file, a part: nothing that a person reads by itself
    page.set_extra_http_headers({"Accept-Language": "fr"})

    answer = page.goto(path)

    assert answer.status == 200
    assert overflow(page) == []
    assert violations(page) == []
    assert violations(page, **IN_THE_DARK) == []
    assert complaints == []


def test_a_petition_is_read_from_right_to_left_in_uyghur(fresh_app: Flask, page, live_server, complaints):
    slug = PetitionFactory(languages=("en", "ug")).slug
    db.session.commit()

    page.goto(f"/petitions/{slug}/ug")

    assert page.locator("html").get_attribute("lang") == "ug"
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).direction") == "rtl"
    assert violations(page) == []
    assert overflow(page) == []
    assert complaints == []


def _prepared(app: Flask, page, origin: str, route, language: str) -> str | None:
    path = site.address(app, route)
    site.crowd()
    organiser = UserFactory(role=Role.ORGANISER, language=language)
    db.session.commit()
    if not is_page(signed_in(app, organiser).get(path)):
        return None
    if not route.is_public:
        _carry_cookies(app, organiser, page, origin)
    # What this test began would keep the server's threads waiting.
    db.session.commit()
    return path


def _carry_cookies(app: Flask, user, page, origin: str) -> None:
    cookies = signed_in(app, user)._cookies.values()  # noqa: SLF001 - the test client does not list them
    page.context.add_cookies(
        [{"name": cookie.decoded_key, "value": cookie.decoded_value, "url": origin} for cookie in cookies]
    )


def _leads_elsewhere(url: str) -> bool:
    return urlsplit(url).hostname not in {"127.0.0.1", None}
