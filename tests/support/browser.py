"""A real Chromium, driven by Playwright: `page` is a new window on `live_server`."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.support.needs import needs

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

FLAGS = [
    "--no-sandbox",  # we may be root in a container, where Chromium's own sandbox cannot start
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PHONE = {"width": 360, "height": 740}


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """One Chromium for all tests of this process."""
    chromium = needs("chromium")
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - slow to load, and few tests need it

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: "Browser", live_server: str) -> "Iterator[Page]":
    """A window as wide as a small phone, on `live_server`: `page.goto("/sign-in")`."""
    context = browser.new_context(
        base_url=live_server, viewport=PHONE, locale="en-GB", timezone_id="Europe/Paris", reduced_motion="reduce"
    )
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()
