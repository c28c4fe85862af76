"""The switch between the languages of the desk."""

import pytest

from outreach.web.language import safe_path

pytestmark = pytest.mark.one_database


@pytest.mark.parametrize(
    "wanted",
    [
        None,
        "",
        "desk",
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "/\t/evil.example",
        "javascript:alert(1)",
        "///evil.example",
    ],
)
def test_a_way_back_never_leads_elsewhere(wanted):
    assert safe_path(wanted) == "/desk/"


def test_a_way_back_keeps_its_question():
    assert safe_path("/desk/contacts?q=a%20b#top") == "/desk/contacts?q=a%20b#top"
