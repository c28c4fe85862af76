"""docs/settings.md is the one place where settings are explained."""

import re
from pathlib import Path

import pytest

import config

pytestmark = pytest.mark.no_database

PAGE = Path(__file__).parents[2] / "docs" / "settings.md"


def test_the_page_explains_every_setting_and_no_other():
    headings = re.findall(r"^#+ `?([A-Z][A-Z_]+)`?$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)

    assert sorted(headings) == sorted(config.NAMES)


def test_every_setting_that_is_read_is_named():
    source = Path(config.__file__).read_text(encoding="utf-8")
    read = re.findall(r"self\.(?:value|url|origin|choice|whole_number)\(\s*\"([A-Z_]+)\"", source)

    assert set(read) == set(config.NAMES)
