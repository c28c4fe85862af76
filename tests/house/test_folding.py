"""One text, typed in many ways, is found."""

import pytest

from outreach.folding import fold

pytestmark = pytest.mark.no_database


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Loïc MODÈLE", "loic modele"),
        ("Œdipe", "oedipe"),
        ("Straße", "STRASSE"),
        ("Gülbahar Çınaroğlu", "gulbahar cinaroglu"),
        ("İlter", "ilter"),
        ("L’Écho  des\u00a0Monts", "l'echo des monts"),
        ("Ｈｏｎｇ Ｋｏｎｇ", "hong kong"),
        # The hamza of Uyghur: as one sign, on an Arabic or a dotless yeh, or left out.
        ("ئاسىيا", "اسىيا"),
        ("\u064a\u0654اسىيا", "\u0649\u0654اسىيا"),
        # Kaf and heh as Persian, Arabic and Uyghur keyboards have them.
        ("كىتاب", "کىتاب"),
        ("ئەركىن", "ئهركىن"),
        ("٢٠١٨", "2018"),
    ],
)
def test_two_ways_of_typing_fold_into_one(one, other):
    assert fold(one) == fold(other)


def test_uyghur_vowels_that_differ_in_more_than_their_keyboard_stay_apart():
    assert len({fold(letter) for letter in "وۇۆۈۋ"}) == 5


def test_chinese_and_devanagari_stay_as_they_are():
    assert fold("沈望舒") == "沈望舒"
    assert fold("हिन्दी").startswith("हि")


def test_nothing_folds_into_nothing():
    assert fold(" \u200e\u200b ") == ""
