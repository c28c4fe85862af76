"""What a question finds."""

from datetime import timedelta

import pytest

from outreach import clock
from outreach.contacts import queries, services
from outreach.contacts.entries import ContactEntry
from outreach.contacts.errors import BadQuestion
from outreach.contacts.kinds import ContactKind, Stage
from outreach.db import db
from tests.factories import UserFactory
from tests.factories.contacts import ClaimFactory


def found(question):
    return sorted(contact.name for contact in db.session.scalars(queries.members_of(question)))


@pytest.fixture
def _people():
    services.add_contact(
        ContactEntry(
            kind=ContactKind.JOURNALIST,
            name="Anaïs",
            organisation="France 24",
            languages=("fr", "zh"),
            country="FR",
            beats=("Asie",),
            tags=("À rappeler",),
            emails=("anais.50%@france24.example",),
        )
    )
    services.add_contact(ContactEntry(kind=ContactKind.LAWYER, name="Inès", languages=("fr",), country="FR"))
    sam = ContactEntry(kind=ContactKind.JOURNALIST, name="Sam", languages=("en",), beats=("human rights",))
    services.add_contact(sam).stage = Stage.TALKING
    services.add_contact(ContactEntry(name="范例", country="HK"))
    db.session.flush()


@pytest.mark.usefixtures("_people")
@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("", ["Anaïs", "Inès", "Sam", "范例"]),
        ("kind:journalist", ["Anaïs", "Sam"]),
        ("kind:journalist language:fr", ["Anaïs"]),
        ("language:fr,en", ["Anaïs", "Inès", "Sam"]),
        ("-language:fr", ["Sam", "范例"]),
        ("country:fr", ["Anaïs", "Inès"]),
        ("country:France,HK", ["Anaïs", "Inès", "范例"]),
        ("-country:FR", ["Sam", "范例"]),
        ("beat:asie", ["Anaïs"]),
        ('beat:"human rights"', ["Sam"]),
        ('tag:"a rappeler"', ["Anaïs"]),
        ("stage:talking", ["Sam"]),
        ("-stage:talking kind:journalist", ["Anaïs"]),
        ('organisation:"france 24"', ["Anaïs"]),
        ("anais", ["Anaïs"]),
        ("24 ANAÏS", ["Anaïs"]),
        ('"france 24"', ["Anaïs"]),
        ('"24 france"', []),
        ("-anais kind:journalist", ["Sam"]),
        ("范", ["范例"]),
        ("50%", ["Anaïs"]),
        ("5%%", []),
        ("Kind:Journalist", ["Anaïs", "Sam"]),
        ("-", ["Anaïs", "Inès", "Sam", "范例"]),
    ],
)
def test_a_question_finds(question, names):
    assert found(question) == names


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("country:fr pays:de", "pays:"),
        ("https://x.example", "https:"),
        ("kind:plumber", "plumber"),
        ("stage:gone", "talking"),
        ("language:french-speaking", "french-speaking"),
        ("country:Atlantis", "Atlantis"),
        ("kind:", "kind:"),
        ("kind:,", "kind:"),
        ("x" * 1001, "1,000"),
    ],
)
def test_a_question_that_cannot_be_understood_is_refused_with_the_word(question, said):
    with pytest.raises(BadQuestion, match=said):
        queries.members_of(question)


def test_an_unknown_word_is_refused_naming_those_that_are_known():
    with pytest.raises(BadQuestion, match=r"kind:, language:, country:, beat:, stage:, tag:, owner:"):
        queries.members_of("colour:blue")


def test_an_owner_is_who_holds_a_claim_that_has_not_ended():
    owner = UserFactory(email="dilnar@collective.example", folded_email="dilnar@collective.example")
    mine = ClaimFactory(owner=owner).contact
    ClaimFactory()
    ClaimFactory(owner=owner, claimed_at=clock.now() - timedelta(days=15))

    assert found("owner:Dilnar@collective.example") == [mine.name]
