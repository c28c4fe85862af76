"""Light passwords: with the real parameters of argon2 each try would take a tenth of a second."""

import pytest

from tests.factories.accounts import LIGHT


@pytest.fixture(autouse=True)
def _light_passwords(monkeypatch):
    monkeypatch.setattr("outreach.security.passwords._hasher", LIGHT)
