"""What people type arrives tidy, and what cannot be seen is refused."""

from datetime import date
from io import BytesIO

import html5lib
import pytest
from flask import current_app, g
from wtforms import (
    BooleanField,
    DateField,
    FieldList,
    PasswordField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Optional

from outreach.errors import OutreachError
from outreach.web.forms import BaseForm, ChecksField, options

pytestmark = pytest.mark.one_database

HIDDEN = "Remove the hidden characters: type this again instead of pasting it"
OVERRIDE, ISOLATE = "\u202e", "\u2067"


class LetterForm(BaseForm):
    name = StringField("Name", [InputRequired("Enter the name")])
    text = TextAreaField("Text", [Optional()])
    secret = PasswordField("Password", [Optional()])
    others = FieldList(StringField("Other name"))
    outcome = RadioField(
        "Outcome", choices=options({"a": "No answer", "b": "Interested"}.items()), validators=[Optional()]
    )
    beats = ChecksField("Beats", choices=options([("asia", "Asia"), ("law", "Law")]), validators=[Optional()])
    day = DateField("Day", [Optional()])
    agree = BooleanField("I agree")


@pytest.fixture
def form(app):
    def fill(**answers):
        # The request stays open while the test looks at the form.
        context = app.test_request_context("/", method="POST", data={"name": "Aline", **answers})
        context.push()
        g.for_everyone = True
        contexts.append(context)
        return LetterForm()

    contexts = []
    yield fill
    for context in reversed(contexts):
        context.pop()


def drawn(form, template):
    imports = '{% from "components/forms.html" import error_summary, field_row, choices, submit, post_button %}'
    page = current_app.jinja_env.from_string(imports + template).render(form=form)
    return html5lib.parse(page, namespaceHTMLElements=False)


def test_typed_text_is_trimmed_and_composed(form):
    filled = form(name=" \u00a0Zoe\u0301\ufeff ", text="one\r\ntwo\rthree\n")

    assert filled.validate()
    assert (filled.name.data, filled.text.data) == ("Zoé", "one\ntwo\nthree")


def test_a_password_stays_as_it_was_typed(form):
    assert form(secret="  two words ").secret.data == "  two words "


def test_blanks_around_a_day_do_no_harm(form):
    filled = form(day=" 2026-03-04 ")

    assert filled.validate()
    assert filled.day.data == date(2026, 3, 4)


def test_a_field_of_blanks_is_empty(form):
    filled = form(name="   ")

    assert not filled.validate()
    assert filled.name.errors == ["Enter the name"]


@pytest.mark.parametrize("hidden", ["\x00", "\x0b", "\x1b", "\x7f", "\x85", "\u2028", OVERRIDE, ISOLATE, "\n", "\t"])
def test_hidden_characters_are_refused_in_a_line(form, hidden):
    filled = form(name=f"A{hidden}line")

    assert not filled.validate()
    assert filled.name.errors == [HIDDEN]


def test_a_longer_text_may_have_lines_and_tabs(form):
    assert form(text="one\n\ttwo").validate()


@pytest.mark.parametrize("hidden", ["\x00", "\u2029", OVERRIDE])
def test_hidden_characters_are_refused_in_a_longer_text(form, hidden):
    filled = form(text=f"one{hidden}two")

    assert not filled.validate()
    assert filled.text.errors == [HIDDEN]


def test_hidden_characters_are_refused_in_a_list_of_fields(form):
    filled = form(**{"others-0": "Zoé", "others-1": f"A{OVERRIDE}"})

    assert not filled.validate()
    assert filled.errors == {"others": [[], [HIDDEN]]}


@pytest.mark.parametrize("name", ["ئۇيغۇر\u200cچە", "👩\u200d⚖", "a\u200eb"])
def test_joiners_and_direction_marks_stay(form, name):
    filled = form(name=name)

    assert filled.validate()
    assert filled.name.data == name


def test_an_error_can_be_put_beside_a_field_or_above_the_form(form):
    class Late(OutreachError):
        message = "Choose a day from today on"

    filled = form()
    filled.validate()
    filled.add_error("text", Late())
    filled.add_error(None, "Somebody else saved this meanwhile")

    assert filled.errors == {"text": ["Choose a day from today on"], "": ["Somebody else saved this meanwhile"]}


def test_a_field_is_tied_to_its_label_hint_and_errors(form):
    filled = form(name="")
    filled.validate()

    page = drawn(filled, '{{ field_row(form.name, hint="As on the card", autocomplete="name") }}')

    control = page.find(".//input")
    assert control.get("aria-describedby") == "name-hint name-error"
    assert (control.get("aria-invalid"), control.get("autocomplete")) == ("true", "name")
    assert page.find(".//label").get("for") == control.get("id")
    assert {element.get("id") for element in page.iter()} >= {"name-hint", "name-error"}


def test_the_label_says_what_may_be_left_out(form):
    page = drawn(form(), "{{ field_row(form.name) }}{{ field_row(form.text) }}")

    assert ["".join(label.itertext()).strip() for label in page.iter("label")] == ["Name", "Text (optional)"]


@pytest.mark.parametrize(("empty", "label"), [([("", "Not known")], "Kind (optional)"), ([], "Kind")])
def test_a_list_that_always_has_an_answer_is_not_optional(form, empty, label):
    class KindForm(BaseForm):
        kind = SelectField("Kind", choices=options([*empty, ("journalist", "Journalist")]))

    form()

    assert "".join(drawn(KindForm(), "{{ field_row(form.kind) }}").find(".//label").itertext()).strip() == label


@pytest.mark.parametrize("field", ["outcome", "beats"])
def test_choices_stand_in_a_fieldset_with_a_legend(form, field):
    page = drawn(form(), f"{{{{ field_row(form.{field}) }}}}")

    fieldset = page.find(".//fieldset")
    assert fieldset.find("legend") is not None
    controls = {control.get("id") for control in fieldset.iter("input")}
    assert controls == {label.get("for") for label in fieldset.iter("label")} == {f"{field}-0", f"{field}-1"}


def test_the_summary_leads_to_every_field_that_is_wrong(form):
    filled = form(name="", outcome="z", **{"others-0": f"A{OVERRIDE}"})
    filled.validate()
    filled.add_error(None, "Somebody else saved this meanwhile")

    page = drawn(filled, "{{ error_summary(form) }}")

    assert [link.get("href") for link in page.iter("a")] == ["#name", "#others-0", "#outcome-0"]
    assert "Somebody else saved this meanwhile" in "".join(page.itertext())


def test_a_good_form_has_no_summary(form):
    assert drawn(form(), "{{ error_summary(form) }}").find(".//div") is None


def test_a_post_button_is_a_form_with_a_token_and_its_values(form):
    page = drawn(form(), '{{ post_button("/desk/follow-ups/1/done", "Done", day="2026-03-02") }}')

    assert page.find(".//form").attrib.items() >= {"method": "post", "action": "/desk/follow-ups/1/done"}.items()
    hidden = {control.get("name"): control.get("value") for control in page.iter("input")}
    assert hidden["csrf_token"]
    assert hidden["day"] == "2026-03-02"


@pytest.mark.parametrize(
    "sent",
    [
        {"data": {"name": (BytesIO(b"Camille"), "camille.txt")}},
        {"json": {"name": 7, "text": ["a"]}},
        {"json": [1]},
        {"data": "{", "content_type": "application/json"},
    ],
    ids=["file", "numbers", "list", "broken"],
)
def test_what_nobody_can_type_is_as_if_nothing_was_sent(app, sent):
    with app.test_request_context("/", method="POST", **sent):
        form = LetterForm()

        assert not form.validate()
        assert form.errors["name"] == ["Enter the name"]
