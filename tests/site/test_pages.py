"""Every page that is shown, as the organiser and as everybody sees it."""

import pytest
from flask import Flask

from tests.support import site
from tests.support.databases import counted_queries
from tests.support.html import (
    Page,
    form_faults,
    frame_faults,
    header_faults,
    is_framed_mail,
    is_page,
    label_faults,
    markup_faults,
    safety_faults,
)

pytestmark = pytest.mark.one_database

every_page = pytest.mark.parametrize("route", site.pages(), ids=site.name)


@every_page
def test_a_page_is_sound(app: Flask, client, stranger, monkeypatch, route):
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    path = site.address(app, route)
    site.crowd()

    with site.settings_for(app, route):
        response = (stranger if route.is_public else client).get(path)

    assert response.status_code in {200, 302, 303}
    assert header_faults(response) == []
    if is_page(response):
        page = Page(response)
        faults = (
            markup_faults(page)
            + frame_faults(page)
            + label_faults(page)
            + form_faults(page, app, path)
            + safety_faults(page)
        )
        assert faults == []


@every_page
def test_a_part_of_a_page_is_sound(app: Flask, client, route):
    path = site.address(app, route)
    site.crowd()

    response = client.get(path)

    if response.mimetype == "text/html" and not is_page(response) and not is_framed_mail(response):
        part = Page(response)
        assert label_faults(part) + form_faults(part, app, path) + safety_faults(part) == []


@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_is_not_there_is_told_in_a_sound_page(stranger, language):
    response = stranger.get("/nothing-here", headers={"Accept-Language": language})

    page = Page(response)
    assert response.status_code == 404
    assert header_faults(response) == []
    assert markup_faults(page) + frame_faults(page) + label_faults(page) + safety_faults(page) == []
    assert page.root.get("lang") == language


@pytest.mark.parametrize("route", site.lists(), ids=site.name)
def test_a_list_runs_as_many_queries_for_many_rows_as_for_few(app: Flask, client, route):
    path = site.address(app, route)
    site.crowd()
    client.get(path)
    with counted_queries(app) as few:
        client.get(path)
    for _ in range(3):
        site.crowd()

    with counted_queries(app) as many:
        client.get(path)

    assert len(many) == len(few), "\n".join(statement for statement in many if many.count(statement) > 1)
