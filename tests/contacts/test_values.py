"""Countries, phone numbers and cells, read and written."""

import pytest

from outreach.contacts.cells import plain_cell, safe_cell
from outreach.contacts.errors import BadPhone, UnknownCountry
from outreach.contacts.phones import e164, shown
from outreach.contacts.places import countries, country_name, country_of


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("FR", "FR"),
        ("fr", "FR"),
        ("france", "FR"),
        ("États-Unis", "US"),
        ("Etats Unis", "US"),
        ("U.S.A.", "US"),
        ("UK", "GB"),
        ("Royaume-Uni", "GB"),
        ("Deutschland", "DE"),
        ("Türkiye", "TR"),
        ("Turkey", "TR"),
        ("Hong Kong", "HK"),
        ("中国", "CN"),
        ("جۇڭگو", "CN"),
        ("Côte d’Ivoire", "CI"),
    ],
)
def test_a_country_is_read_as_people_write_it(text, code):
    assert country_of(text) == code


@pytest.mark.parametrize("text", ["", "France / Allemagne", "Atlantis", "EU", "ZZ", "XX"])
def test_what_is_not_one_country_is_refused(text):
    with pytest.raises(UnknownCountry):
        country_of(text)


def test_countries_are_named_in_the_language_asked_for():
    assert country_name("DE", "fr") == "Allemagne"
    assert country_name(None) == ""
    assert ("FR", "France") in countries()


@pytest.mark.parametrize(
    ("text", "country", "number"),
    [
        ("+33 1 55 00 00 01", None, "+33155000001"),
        ("01 55 00 00 02", "FR", "+33155000002"),
        ("0044 20 7946 0107", "FR", "+442079460107"),
        ("+1 (202) 555-0109 ext. 12", None, "+12025550109;ext=12"),
        ("٠١ ٥٥ ٠٠ ٠٠ ٠٢", "FR", "+33155000002"),
    ],
)
def test_a_phone_number_is_read(text, country, number):
    assert e164(text, country) == number


@pytest.mark.parametrize(
    ("text", "country", "said"),
    [("01 55 00 00 02", None, "choose a country"), ("ring me", "FR", "not a phone number"), ("12", "FR", "too short")],
)
def test_what_is_no_phone_number_is_refused_saying_why(text, country, said):
    with pytest.raises(BadPhone, match=said):
        e164(text, country)


def test_a_number_is_shown_in_groups():
    assert shown("+33155000001") == "+33 1 55 00 00 01"
    assert shown("camille.42") == "camille.42"


@pytest.mark.parametrize("text", ["=1+1", "+33 1", "-5", "@x", "\tx", "'t Hooft", "''", "'=1", "plain", "", "＝1", "'"])
def test_a_cell_is_no_formula_and_reads_back(text):
    cell = safe_cell(text)

    assert not cell.startswith(tuple("=+-@\t＝"))
    assert plain_cell(cell) == text


def test_a_cell_that_we_never_wrote_stays_as_it_is():
    assert plain_cell("'t Hooft") == "'t Hooft"
