"""Names, numbers and days as the reader is used to them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import g
from flask_babel import refresh
from jinja2 import Environment

pytestmark = pytest.mark.one_database

UYGHUR = "ئادىل"
NOW = datetime(2026, 3, 4, 8, 0, tzinfo=UTC)


@pytest.fixture
def show(app):
    """Draw one expression as a page in a language does."""

    def draw(expression, language="en", **values):
        with app.test_request_context("/"):
            g.for_everyone, g.language = True, language
            refresh()
            return app.jinja_env.from_string(f"{{{{ {expression} }}}}").render(**values)

    return draw


@pytest.fixture
def write(app):
    """Draw one expression as a plain-text mail does."""

    def draw(expression, language="en", **values):
        with app.test_request_context("/"):
            g.for_everyone, g.language = True, language
            refresh()
            plain: Environment = app.jinja_env.overlay(autoescape=False)
            return plain.from_string(f"{{{{ {expression} }}}}").render(**values)

    return draw


def test_a_name_stands_apart_and_is_escaped(show):
    assert show("name|person", name="<b>Zoé</b>") == "<bdi>&lt;b&gt;Zoé&lt;/b&gt;</bdi>"


def test_nobody_is_nothing(show):
    assert show("name|person", name=None) == ""


def test_an_address_reads_from_left_to_right(show):
    assert show("phone|ltr", phone="+33 1") == '<bdi dir="ltr">+33 1</bdi>'
    assert show("phone|ltr", phone=None) == ""


def test_plain_text_isolates_only_where_directions_meet(write):
    assert write("name|person", name="Zoé") == "Zoé"
    assert write("name|person", name=UYGHUR) == f"\u2068{UYGHUR}\u2069"
    assert write("name|person", "ug", name="Zoé") == "\u2068Zoé\u2069"
    assert write("name|person", "ug", name=UYGHUR) == UYGHUR
    assert write("phone|ltr", "ug", phone="+33 1") == "\u2066+33 1\u2069"


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "1,234"), ("fr", "1\u202f234"), ("ug", '<bdi dir="ltr">1,234</bdi>'), ("de", "1.234")],
)
def test_a_number_is_written_as_in_the_language(show, language, text):
    assert show("1234|number", language) == text


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "4 March 2026"), ("fr", "4 mars 2026"), ("ug", "4-مارت، 2026"), ("zh", "2026年3月4日")],
)
def test_a_day_is_written_as_in_the_language(show, language, text):
    assert show("on|day", language, on=date(2026, 3, 4)) == f'<time datetime="2026-03-04">{text}</time>'


def test_a_moment_carries_its_zone(show):
    text = "4 March 2026, 08:00 (UTC)"

    assert show("at|moment", at=NOW) == f'<time datetime="2026-03-04T08:00:00+00:00">{text}</time>'


def test_a_moment_is_told_in_the_zone_of_the_reader(app, show, monkeypatch):
    monkeypatch.setattr(app.extensions["babel"], "timezone_selector", lambda: "America/New_York")
    late = datetime(2026, 3, 4, 2, 30, tzinfo=UTC)

    assert "3 March 2026, 21:30 (New York)" in show("at|moment", at=late)
    assert "3 March 2026" in show("at|day", at=late)


def test_a_mail_tells_days_without_markup(write):
    assert write("on|day", "fr", on=date(2026, 3, 4)) == "4 mars 2026"
    assert write("at|moment", at=NOW) == "4 March 2026, 08:00 (UTC)"


@pytest.mark.parametrize("expression", ["none|day", "none|moment", "none|ago", "none|number"])
def test_what_is_not_known_is_not_shown(show, expression):
    assert show(expression) == ""


@pytest.mark.parametrize(
    ("days", "text"), [(-1, "yesterday"), (0, "today"), (1, "tomorrow"), (-3, "3 days ago"), (2, "in 2 days")]
)
def test_a_day_nearby_is_told_by_its_distance(show, time_machine, days, text):
    time_machine.move_to(NOW, tick=False)

    assert f">{text}</time>" in show("on|ago", on=NOW.date() + timedelta(days))


def test_an_instant_nearby_is_told_by_its_distance(show, time_machine):
    time_machine.move_to(NOW, tick=False)

    told = show("at|ago", "fr", at=NOW - timedelta(hours=2))

    assert ">il y a 2 heures</time>" in told
    assert 'title="4 mars 2026, 06:00 (UTC)"' in told
