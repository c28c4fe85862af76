"""What stands in one cell."""

from datetime import date

import pytest

from outreach.contacts.kinds import ContactKind
from outreach.imports.cells.days import DayOrder, day_of, day_order
from outreach.imports.cells.kinds import asks_to_stop, kind_by_hints, kind_of
from outreach.imports.cells.languages import languages_of
from outreach.imports.cells.text import is_formula
from outreach.imports.errors import UnknownDay, VagueDay

pytestmark = pytest.mark.one_database


@pytest.mark.parametrize(
    "text",
    [
        "05/04/2018",
        "5.4.2018",
        "5 avril 2018",
        "jeudi 5 avril 2018",
        "2018-04-05",
        "2018/4/5",
        "April 5, 2018",
        "5th April 2018",
        "5. April 2018",
        "5 Nisan 2018",
        "2018年4月5日",
        "05/04/18",
        "05/04/2018 14:30",
        "2018-04-05T10:00:00Z",
    ],
)
def test_a_day_is_read_as_people_write_it(text):
    assert day_of(text) == date(2018, 4, 5)


@pytest.mark.parametrize("text", ["9 avril", "mi-mars", "mars 2018", "2018", "bientôt", "le 12"])
def test_a_vague_day_is_never_guessed(text):
    with pytest.raises(VagueDay, match="does not say which day"):
        day_of(text)


@pytest.mark.parametrize("text", ["31/02/2018", "2018-13-01", "30 février 2018", "00/01/2018"])
def test_an_impossible_day_says_so(text):
    with pytest.raises(UnknownDay, match="no day"):
        day_of(text)


def test_a_number_of_a_spreadsheet_is_no_day():
    with pytest.raises(UnknownDay, match="Format the column"):
        day_of("43195")


def test_an_english_list_proves_its_order_or_leaves_a_day_unread():
    assert day_order(["03/04/2018", "12/31/2018"], is_english=True) is DayOrder.MONTH_FIRST
    assert day_order(["03/04/2018", "31/12/2018"], is_english=True) is DayOrder.DAY_FIRST
    with pytest.raises(UnknownDay, match="one of two days"):
        day_of("03/04/2018", day_order(["03/04/2018"], is_english=True))


def test_a_slip_in_a_french_list_does_not_turn_its_other_days_round():
    assert day_order(["12/03/2018", "02/31/2018"], is_english=False) is DayOrder.DAY_FIRST


@pytest.mark.parametrize(
    "text",
    [
        '=HYPERLINK("http://mal.example";"clic")',
        "'=1+1",
        "= A1",
        "+cmd|' /C calc'!A0",
        "-2+3+cmd|' /C calc'!A0",
        "@SUM(1+9)",
        "+A1",
        "-B2*3",
    ],
)
def test_a_formula_is_known(text):
    assert is_formula(text)


@pytest.mark.parametrize(
    "text",
    ["+33 1 55 00 00 01", "+33155000003", "- a dit non", "-", "@camille", "@AFP", "a = b", "-A dit non (1)", "="],
)
def test_text_that_only_begins_like_one_is_no_formula(text):
    assert not is_formula(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("journaliste", ContactKind.JOURNALIST),
        ("Avocate", ContactKind.LAWYER),
        ("ONG", ContactKind.NGO),
        ("Élu(e)", ContactKind.OFFICIAL),
        ("Barristers", ContactKind.LAWYER),
        ("记者", ContactKind.JOURNALIST),
        ("NE PAS CONTACTER", None),
        ("", None),
    ],
)
def test_a_kind_is_read_in_any_language(text, kind):
    assert kind_of(text) is kind


def test_a_hint_must_be_a_whole_note_and_not_a_word_in_a_sentence():
    assert kind_by_hints("ngo; complaint form", "", "") is ContactKind.NGO
    assert kind_by_hints("Met a lawyer in Geneva", "", "") is None
    assert kind_by_hints("", "", "Barrister at law") is ContactKind.LAWYER


@pytest.mark.parametrize(
    "text", ["NE PAS CONTACTER", "Demande expresse de ne plus écrire", "Please do not contact", "请勿联系"]
)
def test_a_wish_not_to_be_contacted_is_seen(text):
    assert asks_to_stop(text)


@pytest.mark.parametrize("text", ["do not phone", "A contacter en mars", "Ne parle pas anglais", ""])
def test_other_words_are_no_such_wish(text):
    assert not asks_to_stop(text)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Français", ["fr"]),
        ("fr,zh", ["fr", "zh"]),
        ("Ouïghour / chinois", ["ug", "zh"]),
        ("zh-CN", ["zh"]),
        ("uyghurisch", ["ug"]),
    ],
)
def test_languages_are_read_by_name_and_by_code(text, codes):
    assert languages_of(text) == (codes, [])


def test_a_word_that_names_no_language_is_told():
    assert languages_of("fr, Klingonish") == (["fr"], ["Klingonish"])
