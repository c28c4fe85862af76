"""Names of every script, and what is no name."""

import pytest

from outreach.petitions.mail_domains import likely_domain
from outreach.petitions.names import BadName, check_name, folded_name

pytestmark = pytest.mark.no_database


@pytest.mark.parametrize(
    "name",
    [
        "Gulhumar",
        "李明",
        "O’Brien",
        "J.R.R. Tolkien III",
        "ئايگۈل ئەخمەت",
        "Mary-Jane d’Arc",
        "Nguyễn Thị Hằng",
        "Ə",
        "Җәмилә",
        "محمد\u200cرضا",
        "Zoë` Smith",
    ],
)
def test_names_of_every_script_are_names(name):
    check_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "http://buy.example",
        "www.example",
        "buy-now.com",
        "me@mail.example",
        "<b>Bold</b>",
        "😀 Smile",
        "123",
        "…",
        "A\u202eB",
        "A\x00B",
        "Z\u0338\u0322\u031b\u0304\u0301\u0305lgo",
        "x" * 101,
    ],
)
def test_what_is_no_name_is_refused(name):
    with pytest.raises(BadName):
        check_name(name)


def test_two_spellings_of_one_name_fold_to_the_same():
    assert folded_name("  José  DUPONT-Durand ") == folded_name("jose dupont durand")
    assert folded_name("Anna") != folded_name("Anne")


@pytest.mark.parametrize(
    ("address", "domain"),
    [
        ("a@gmial.com", "gmail.com"),
        ("a@hotmial.fr", "hotmail.fr"),
        ("a@gmail.com", None),
        ("a@lemonde.fr", None),
        ("a@gmx.at", None),
        ("nothing", None),
    ],
)
def test_a_slip_in_a_known_domain_is_noticed(address, domain):
    assert likely_domain(address) == domain
