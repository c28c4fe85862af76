"""Every route: who may come in, how its address is written, and that nobody comes in who may not."""

import re

import pytest
from flask import Flask

from outreach.security.permissions import ANYONE, Permission
from tests.support import site

pytestmark = pytest.mark.one_database


def each(routes):
    return pytest.mark.parametrize("route", routes, ids=site.name)


@each(site.routes())
def test_access_is_declared(route):
    assert route.access == ANYONE or route.access in set(Permission)


@each(site.routes())
def test_the_address_is_kebab_case(route):
    for part in re.sub(r"<[^>]*>", "x", route.rule.rule).strip("/").split("/"):
        assert re.fullmatch(r"[a-z0-9]+([-.][a-z0-9]+)*|", part), part


@each(site.routes())
def test_numbers_in_the_address_are_typed(route):
    untyped = re.findall(r"<(?!int:)(?:\w+:)?((?:\w+_)?id)>", route.rule.rule)

    assert untyped == []


@each([route for route in site.routes() if not route.is_public])
def test_a_stranger_is_sent_to_the_sign_in_page(app: Flask, stranger, route):
    method = "GET" if "GET" in route.methods else "POST"

    response = stranger.open(site.address(app, route), method=method)

    assert response.status_code == 302
    assert response.location.startswith("/sign-in")


@each([route for route in site.routes() if not route.is_for_viewers])
def test_what_a_role_may_not_do_is_not_there(app: Flask, viewer_client, route):
    method = "GET" if "GET" in route.methods else "POST"

    response = viewer_client.open(site.address(app, route), method=method)

    assert response.status_code == 404


@each([route for route in site.forms() if not route.is_exempt])
def test_a_form_from_elsewhere_is_refused(app: Flask, client, monkeypatch, route):
    path = site.address(app, route)
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)

    response = client.post(path, data={"csrf_token": "made up"})

    assert response.status_code == 400
