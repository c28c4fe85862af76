"""The people who act in tests: a member of each role, signed in, and a stranger."""

import pytest
from flask import Flask

from tests.support.clients import Client, Runner


@pytest.fixture
def stranger(app: Flask) -> Client:
    """Somebody who is not signed in."""
    return Client(app, app.response_class)


@pytest.fixture
def runner(app: Flask) -> Runner:
    """The shell: `runner("contacts", "import", path)`."""
    return Runner(app)
