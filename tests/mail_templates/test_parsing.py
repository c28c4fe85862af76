"""The language of templates."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.mail_templates import fields
from outreach.mail_templates.errors import FaultyTemplate
from outreach.mail_templates.parsing import Condition, Place, Text, parse


def faults(text):
    with pytest.raises(FaultyTemplate) as caught:
        parse(text)
    return caught.value.faults


def test_a_field_is_read_with_and_without_a_fallback():
    assert parse('Dear {{ first_name }} of {{organisation|fallback:"your paper"}}!') == (
        Text("Dear "),
        Place("first_name"),
        Text(" of "),
        Place("organisation", "your paper"),
        Text("!"),
    )


@pytest.mark.parametrize(
    "name", ["first_name", "First Name", "prénom", "prenom", "PRÉNOM", "pre\u0301nom", "first-name", "given name"]
)
def test_a_field_is_found_under_each_of_its_names(name):
    assert parse(f"{{{{ {name} }}}}") == (Place("first_name"),)


@pytest.mark.parametrize(
    "quoted", ['"à vous"', "'à vous'", "“à vous”", "„à vous“", "« à vous »", "«\u00a0à vous\u202f»"]
)
def test_quotes_may_be_those_a_telephone_makes(quoted):
    assert parse(f"{{{{ prénom | à défaut : {quoted} }}}}") == (Place("first_name", "à vous"),)


def test_an_empty_fallback_is_a_fallback():
    assert parse('{{ first_name | fallback: "" }}') == (Place("first_name", ""),)


def test_a_condition_has_two_ways():
    assert parse("{% if beat %}On {{ beat }}.{% else %}Hello.{% endif %}") == (
        Condition("beat", (Text("On "), Place("beat"), Text(".")), (Text("Hello."),)),
    )


def test_a_condition_can_be_written_in_french():
    assert parse("{% si prénom %}a{% sinon %}b{% fin %}") == (Condition("first_name", (Text("a"),), (Text("b"),)),)


def test_a_line_that_holds_only_a_tag_leaves_no_line():
    assert parse("one\n{% if beat %}\ntwo\n{% endif %}\nthree") == (
        Text("one\n"),
        Condition("beat", (Text("two\n"),)),
        Text("three"),
    )


def test_an_unknown_field_is_told_with_its_place_and_the_closest_name():
    assert faults("Hello\nDear {{ frist_name }}") == [
        "Line 2, column 9: There is no field “frist_name”. Did you mean “first_name”?"
    ]


def test_a_french_name_misspelt_gets_a_french_name_back():
    assert "Did you mean “prénom”?" in faults("{{ prénnom }}")[0]


def test_braces_left_open_are_told_with_their_place():
    assert faults("Dear {{ first_name,\nyours") == [
        "Line 1, column 6: These braces are not closed. Write }} behind the name."
    ]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{% if beat %}x", "This condition has no end"),
        ("x{% endif %}", "This {% endif %} belongs to no condition"),
        ("x{% else %}", "This {% else %} belongs to no condition"),
        ("{% if beat %}{% if country %}{% endif %}{% endif %}", "cannot stand inside another"),
        ("{{ first_name | upper }}", "This cannot be read"),
        ("{{ 7 * 7 }}", "This cannot be read"),
        ("{% for x in y %}", "This cannot be read"),
        ("{{ first_name.__class__ }}", "This cannot be read"),
    ],
)
def test_what_cannot_be_read_says_so(text, sentence):
    assert sentence in " ".join(faults(text))


def test_every_fault_is_told_at_once():
    assert len(faults("{{ x1 }} {{ x2 }} {% if x3 %}")) == 4


@given(st.text(alphabet=st.sampled_from("{}%| \"'«»abfirst_name\n\u202eé:"), max_size=80))
def test_any_text_is_read_or_refused_with_places_inside_it(text):
    try:
        nodes = parse(text)
    except FaultyTemplate:
        return

    assert "{{" not in "".join(node.text for node in nodes if isinstance(node, Text))


def test_every_field_has_a_description_an_example_and_french_names():
    assert all(field.description and field.example and field.names["fr"] for field in fields.FIELDS)


def test_no_two_fields_share_a_name():
    owners = {}
    for field in fields.FIELDS:
        for name in (field.key, *(name for names in field.names.values() for name in names)):
            assert owners.setdefault(name, field.key) == field.key
            assert fields.key_named(name) == field.key


def test_the_page_for_writers_names_every_field():
    page = (Path(__file__).parents[2] / "docs" / "templates.md").read_text(encoding="utf-8")

    for field in fields.FIELDS:
        assert f"| `{field.key}` | `{field.names['fr'][0]}`" in page
