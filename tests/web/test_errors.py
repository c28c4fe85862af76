"""The pages of failures: plain sentences, nothing private."""

import pytest
from flask import abort, request
from werkzeug.exceptions import TooManyRequests

from outreach import create_app
from outreach.extensions import login_manager

pytestmark = pytest.mark.no_database

SECRET = "Gulhumar’s number is 0123456789"


@pytest.fixture
def app(tmp_path):
    app = create_app(INSTANCE_DIR=str(tmp_path))
    app.config["MAX_CONTENT_LENGTH"] = 10

    @app.get("/broken")
    def broken():
        raise RuntimeError(SECRET)

    @app.get("/busy")
    def busy():
        raise TooManyRequests(retry_after=90)

    @app.get("/refused/<int:code>")
    def refused(code):
        abort(code, SECRET)

    @app.post("/sent")
    def sent():
        return request.form

    return app


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        (400, "could not be read"),
        (403, "not open to you"),
        (404, "no such page"),
        (410, "This page is gone"),
        (418, "could not be read"),
        (503, "back shortly"),
    ],
)
def test_a_failure_says_what_is_so_and_keeps_the_rest_to_itself(app, code, sentence):
    answer = app.test_client().get(f"/refused/{code}")

    assert answer.status_code == code
    assert sentence in answer.text
    assert SECRET not in answer.text


def test_a_page_that_breaks_tells_nothing_private(app, caplog):
    answer = app.test_client().get("/broken")

    assert answer.status_code == 500
    assert "Something broke on our side" in answer.text
    assert SECRET not in answer.text
    assert SECRET in caplog.text


def test_a_failure_is_shown_even_when_nobody_can_be_looked_up(app, monkeypatch):
    def no_database(_request):
        raise RuntimeError(SECRET)

    monkeypatch.setattr(login_manager, "_request_callback", no_database)

    answer = app.test_client().get("/desk/nothing-here")

    assert answer.status_code == 500
    assert "Something broke on our side" in answer.text


def test_an_address_that_only_takes_forms_says_so(app):
    answer = app.test_client().get("/sent")

    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]
    assert "only takes what a form sends" in answer.text


def test_a_form_without_its_token_saves_nothing_and_says_so(app):
    answer = app.test_client().post("/sent", data={"a": "b"})

    assert answer.status_code == 400
    assert "nothing was saved" in answer.text


def test_too_much_is_refused_with_what_may_be_sent(app):
    app.config["WTF_CSRF_ENABLED"] = False

    answer = app.test_client().post("/sent", data={"a": "b" * 100})

    assert answer.status_code == 413
    assert "32 MB" in answer.text


def test_too_often_says_when_to_come_back(app):
    answer = app.test_client().get("/busy")

    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "90")


def test_a_failure_speaks_the_language_of_the_browser(app):
    answer = app.test_client().get("/nothing-here", headers={"Accept-Language": "fr"})

    assert '<html lang="fr"' in answer.text


def test_a_failure_sets_no_cookie(app):
    assert "Set-Cookie" not in app.test_client().get("/nothing-here").headers
