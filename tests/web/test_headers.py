"""What every answer carries."""

import pytest
from flask import Response

from outreach import create_app
from outreach.web.headers import content_policy

pytestmark = pytest.mark.no_database


@pytest.fixture
def pages(tmp_path):
    app = create_app(INSTANCE_DIR=str(tmp_path))
    app.add_url_rule("/plain", view_func=lambda: "plain")
    app.add_url_rule("/own", view_func=_own_headers, endpoint="own")
    return app.test_client()


def _own_headers():
    policy = content_policy(frame_ancestors="*", sandbox="")
    return Response("own", headers={"Cache-Control": "public, max-age=60", "Content-Security-Policy": policy})


def test_nothing_is_loaded_from_elsewhere_and_nothing_runs_inside_a_page(pages):
    policy = pages.get("/plain").headers["Content-Security-Policy"].split("; ")

    assert policy[0] == "default-src 'none'"
    assert {"script-src 'self'", "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'"} <= set(policy)
    assert "unsafe" not in "".join(policy)


@pytest.mark.parametrize("path", ["/plain", "/healthz", "/nothing-here", "/static/css/base.css"])
def test_every_answer_is_guarded(pages, path):
    headers = pages.get(path, buffered=True).headers

    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


def test_what_did_not_ask_to_be_kept_is_not_kept(pages):
    assert pages.get("/plain").headers["Cache-Control"] == "no-store"


def test_what_a_view_set_itself_stays(pages):
    headers = pages.get("/own").headers

    assert headers["Cache-Control"] == "public, max-age=60"
    assert "frame-ancestors *" in headers["Content-Security-Policy"]
    assert headers["Content-Security-Policy"].endswith("; sandbox")


def test_https_is_kept_where_it_is_spoken(pages):
    assert "Strict-Transport-Security" not in pages.get("/plain").headers
    assert "Strict-Transport-Security" in pages.get("/plain", base_url="https://petition.example").headers


def test_a_marked_static_file_is_kept_a_year_and_its_mark_follows_its_content(pages):
    with pages.application.test_request_context("/"):
        address = pages.application.url_for("static", filename="css/base.css")

    assert "immutable" in pages.get(address, buffered=True).headers["Cache-Control"]
    assert "immutable" not in pages.get("/static/css/base.css", buffered=True).headers["Cache-Control"]
    assert "immutable" not in pages.get("/static/nothing.css?v=1", buffered=True).headers["Cache-Control"]
