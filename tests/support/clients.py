"""What a test acts with: a browser without a window, and a shell. Each has its own session, as in real use."""

import contextvars
from collections.abc import Callable
from typing import Any, TypeVar

from click.testing import CliRunner, Result
from flask import has_app_context
from flask.cli import ScriptInfo
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from outreach.cli import cli
from outreach.db import db

Answer = TypeVar("Answer")


def apart(act: Callable[..., Answer], *args: Any, **kwargs: Any) -> Answer:
    """Call `act` as another process would: outside the test's context, so with a session of its own.

    What the test wrote is committed before; what the test holds is read anew after. What `act` does not commit is gone.
    """
    if not has_app_context():
        return act(*args, **kwargs)
    db.session.commit()
    try:
        return contextvars.Context().run(act, *args, **kwargs)
    finally:
        db.session.expire_all()


class Client(FlaskClient):
    """Asks the application for pages; `follow_redirects=True` and the rest as Flask's own."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        kwargs.setdefault("base_url", self.application.config["OUTREACH"].desk_url)
        return apart(super().open, *args, **kwargs)


class Runner:
    """Runs the `outreach` command on one application: `runner("contacts", "import", path)`."""

    def __init__(self, app: Any) -> None:
        self.app = app

    def __call__(self, *words: object, stdin: str | None = None) -> Result:
        """Return the result: `exit_code`, `stdout`, `stderr`. An error nobody foresaw is raised."""
        result = apart(self._invoke, [str(word) for word in words], stdin)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    def _invoke(self, words: list[str], stdin: str | None) -> Result:
        return CliRunner().invoke(cli, words, input=stdin, obj=ScriptInfo(create_app=lambda: self.app))
