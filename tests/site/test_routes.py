"""Every route: who may come in, how its address is written, and that nobody comes in who may not."""

import re

import pytest
from flask import Flask

from outreach.security.permissions import ANYONE, PERMISSIONS, Permission, Role, access_of
from tests.support import site
from tests.support.html import needs_no_token

pytestmark = pytest.mark.one_database

every_route = pytest.mark.parametrize("rule", site.rules(), ids=site.name)
every_form = pytest.mark.parametrize("rule", site.forms(), ids=site.name)


@every_route
def test_access_is_declared(app: Flask, rule):
    access = access_of(app.view_functions[rule.endpoint])

    assert access == ANYONE or access in set(Permission)


@every_route
def test_the_address_is_kebab_case(rule):
    for part in re.sub(r"<[^>]*>", "x", rule.rule).strip("/").split("/"):
        assert re.fullmatch(r"[a-z0-9]+([-.][a-z0-9]+)*|", part), part


@every_route
def test_numbers_in_the_address_are_typed(rule):
    untyped = re.findall(r"<(?!int:)(?:\w+:)?((?:\w+_)?id)>", rule.rule)

    assert untyped == []


@every_route
def test_a_stranger_is_sent_to_the_sign_in_page(app: Flask, stranger, rule):
    if site.is_public(app, rule):
        pytest.skip("everybody may open it")
    method = "GET" if "GET" in rule.methods else "POST"

    response = stranger.open(site.address(app, rule), method=method)

    assert response.status_code == 302
    assert response.location.startswith("/sign-in")


@every_route
def test_what_a_role_may_not_do_is_not_there(app: Flask, viewer_client, rule):
    access = access_of(app.view_functions[rule.endpoint])
    if access == ANYONE or Permission(access) in PERMISSIONS[Role.VIEWER]:
        pytest.skip("a viewer may open it")
    method = "GET" if "GET" in rule.methods else "POST"

    response = viewer_client.open(site.address(app, rule), method=method)

    assert response.status_code == 404


@every_form
def test_a_form_from_elsewhere_is_refused(app: Flask, client, monkeypatch, rule):
    path = site.address(app, rule)
    if needs_no_token(app, path):
        pytest.skip("it is declared to need no token")
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)

    response = client.post(path, data={"csrf_token": "made up"})

    assert response.status_code == 400
