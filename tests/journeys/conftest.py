"""A house that a browser walks through: its own database, its own address, and time that is moved, never waited for."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from flask import Flask
from playwright.sync_api import expect

from outreach.accounts.current import cookie_name
from outreach.accounts.services.sessions import open_session
from outreach.db import db
from outreach.jobs import worker as engine
from outreach.security.permissions import Role
from tests.factories import UserFactory
from tests.support.browser import PHONE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


# A busy computer is slow, not broken.
expect.set_options(timeout=20_000)


@pytest.fixture
def house(fresh_app: Flask, live_server: str) -> Flask:
    """An application whose mails and pages lead to where it is served."""
    settings = fresh_app.config["OUTREACH"]
    fresh_app.config["OUTREACH"] = replace(settings, public_url=live_server, desk_url=live_server)
    return fresh_app


@pytest.fixture
def work(house: Flask) -> Callable[[], None]:
    """Does what the worker would: mail, counts, pages; all that is due now."""

    def do() -> None:
        # What the test began itself would keep the worker from writing.
        db.session.commit()
        engine.drain(house)

    return do


@pytest.fixture
def at_the_desk(house: Flask, live_server: str) -> "Callable[[Page], Page]":
    """Signs a window in as an organiser."""

    def sign_in(page: "Page") -> "Page":
        token = open_session(UserFactory(role=Role.ORGANISER, language="en"), "a phone")
        db.session.commit()
        page.context.add_cookies([{"name": cookie_name(), "value": token, "url": live_server}])
        return page

    return sign_in


@pytest.fixture
def plain_page(browser: "Browser", house: Flask, live_server: str) -> "Iterator[Page]":
    """A window as wide as a small phone that runs no scripts."""
    context = browser.new_context(base_url=live_server, viewport=PHONE, java_script_enabled=False, locale="en-GB")
    context.set_default_timeout(20_000)
    yield context.new_page()
    context.close()
