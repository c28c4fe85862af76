"""Greeting people as is right in their language."""

import pytest

from outreach.contacts.models import Contact
from outreach.mail_templates.greetings import greeting

pytestmark = pytest.mark.no_database


def someone(civility=None, given=None, family=None, **more):
    return Contact(
        name="x", civility=civility, given_name=given, family_name=family, greetings=more.get("greetings", {})
    )


@pytest.mark.parametrize(
    ("contact", "language", "expected"),
    [
        (someone("Mme", "Camille", "Exemple"), "fr", "Madame"),
        (someone("M.", "Loïc", "Modèle"), "fr", "Monsieur"),
        (someone("Me", "Inès", "Modèle"), "fr", "Maître"),
        (someone(None, "Sam", "Sample"), "fr", "Bonjour Sam Sample"),
        (someone("Mme", None, None), "fr", "Madame, Monsieur"),
        (someone(), "fr", "Madame, Monsieur"),
        (someone("Mme", "Camille", "Exemple"), "en", "Dear Ms Exemple"),
        (someone("Me", "Inès", "Modèle"), "en", "Dear Maître Modèle"),
        (someone("Mr", "Sam", None), "en", "Dear Sam"),
        (someone(), "en", "Dear Sir or Madam"),
        (someone(None, "Robin", "Muster"), "de", "Guten Tag Robin Muster"),
        (someone("先生", "小明", "王"), "zh", "尊敬的王先生"),
        (someone(None, "小明", "王"), "zh", "尊敬的王小明"),
        (someone(None, "مىسال", "ئەۋرىشكە"), "ug", "ھۆرمەتلىك مىسال ئەۋرىشكە"),
        (someone("Mme", "A", "B"), "eo", None),
    ],
)
def test_a_greeting_follows_the_language(contact, language, expected):
    assert greeting(contact, language) == expected


def test_the_greeting_kept_with_a_contact_goes_first_without_its_comma():
    contact = someone("Mme", "Camille", "Exemple", greetings={"fr": "Chère Camille,"})

    assert greeting(contact, "fr") == "Chère Camille"
