"""Filling a template: values are data, whatever they hold."""

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach.mail_templates.errors import FaultyTemplate, MissingValue
from outreach.mail_templates.rendering import Words

LINK = {"unsubscribe_url": "https://petition.example/unsubscribe/abc"}


def rendered(body, language="en", subject="News", **values):
    return Words(subject, body, language).render(LINK | values)


def test_the_text_is_as_written_and_links_are_spelt_out():
    mail = rendered(
        "Dear **you**,\n\n[Sign]({{ petition_url }}) or <https://a.example>", petition_url="https://p.example/x"
    )

    assert mail.text.startswith("Dear **you**,\n\nSign (https://p.example/x) or https://a.example\n")


def test_a_value_never_becomes_markdown_or_html():
    mail = rendered("Dear {{ first_name }},", first_name='**<b onload="x">** [a](javascript:b) {{ last_name }} `c`')

    assert 'Dear **<b onload="x">** [a](javascript:b) {{ last_name }} `c`,' in mail.text
    assert "&lt;b onload=" in mail.html
    assert "<strong>" not in mail.html
    assert 'href="javascript' not in mail.html


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip))
def test_any_name_comes_out_as_it_went_in(name):
    mail = rendered("Dear *friend* {{ first_name }} and {{ first_name }}", first_name=name)
    page = html5lib.parse(mail.html, namespaceHTMLElements=False)
    paragraph = "".join(page.find(".//p").itertext())

    assert paragraph == f"Dear friend {name} and {name}"


def test_a_missing_value_without_fallback_names_the_field():
    with pytest.raises(MissingValue) as caught:
        rendered("Dear {{ first_name }}", first_name=None)

    assert caught.value.field == "first_name"


def test_a_fallback_stands_in():
    assert "Dear editor," in rendered('Dear {{ first_name | fallback: "editor" }},', first_name=None).text


def test_a_condition_takes_its_way_in_both_forms():
    body = "{% if beat %}\n**{{ beat }}**\n{% else %}\nnothing\n{% endif %}\n\nend"

    with_beat, without = rendered(body, beat="Asia"), rendered(body, beat=None)

    assert ("<strong>Asia</strong>" in with_beat.html, "nothing" in with_beat.text) == (True, False)
    assert ("<strong>" in without.html, without.text.startswith("nothing\n")) == (False, True)


def test_the_subject_is_clean_text():
    mail = rendered("x", subject="Appel : {{ full_name }}", full_name="مىسال & <b>")

    assert mail.subject == "Appel : مىسال & <b>"


def test_a_name_of_the_other_direction_is_isolated_and_one_of_the_same_is_not():
    mixed = rendered("Dear {{ full_name }}!", full_name="مىسال")
    plain = rendered("Dear {{ full_name }}!", full_name="Anaïs")

    assert "Dear \u2068مىسال\u2069!" in mixed.text
    assert "<bdi>مىسال</bdi>" in mixed.html
    assert "\u2068" not in plain.text
    assert "<bdi>" not in plain.html


def test_a_uyghur_mail_reads_from_right_to_left_and_isolates_figures():
    mail = rendered("{{ petition_count }} كىشى", language="ug", petition_count="312")

    assert '<html lang="ug" dir="rtl">' in mail.html
    assert '<bdi dir="ltr">312</bdi>' in mail.html
    assert "\u2066312\u2069" in mail.text


def test_a_link_field_is_a_link_and_in_a_target_it_is_the_target():
    mail = rendered("{{ petition_url }} [here]({{ petition_url }})", petition_url="https://p.example/?a=1&b=2")

    assert mail.html.count('href="https://p.example/?a=1&amp;b=2"') == 2


def test_a_line_that_tells_how_to_stop_us_is_added_once():
    assert "tell us (https://petition.example/unsubscribe/abc)." in rendered("x").text
    assert rendered("stop: {{ unsubscribe_url }}").text.count("unsubscribe/abc") == 1


def test_nothing_in_the_html_loads_anything():
    mail = rendered("![x](https://spy.example/a.png) <img src=https://spy.example/b.png> text")

    assert "<img" not in mail.html
    assert "src=" not in mail.html.replace("&lt;img src=", "")


@pytest.mark.parametrize("target", ["{{ first_name }}", "page", "/page", "https://x.example/{{ first_name }}"])
def test_a_link_to_anywhere_else_is_refused_when_the_template_is_kept(target):
    with pytest.raises(FaultyTemplate, match="A link leads to"):
        Words("s", f"[x]({target})", "en").check_links()


def test_styles_stand_in_the_elements():
    mail = rendered("Hello")

    assert '<p style="margin: 0 0 16px;">Hello</p>' in mail.html
    assert "<style" not in mail.html
