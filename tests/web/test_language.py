"""The switch between the languages of the desk."""

import pytest

from outreach.web.language import safe_path

pytestmark = pytest.mark.one_database


def test_a_chosen_language_stays_with_the_person(client, organiser):
    answer = client.post("/language", data={"language": "fr", "next": "/desk/contacts?tag=a"})

    assert answer.location == "/desk/contacts?tag=a"
    assert organiser.language == "fr"


def test_a_language_we_do_not_have_changes_nothing(client, organiser):
    before = organiser.language

    client.post("/language", data={"language": "tlh"})

    assert organiser.language == before


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
