"""Saying "I can help"."""

import pytest
import sqlalchemy as sa

from outreach.db import db
from outreach.offers.models import Offer, OfferRole, OfferState
from outreach.offers.services import PER_NETWORK
from outreach.petitions.models import PetitionState
from tests.factories import PetitionFactory, PetitionTextFactory

INES = {"name": "Inès Sample", "email": "ines@sample.example", "role": "lawyer", "text": "I take such cases."}


def test_an_offer_is_kept_sealed(stranger):
    petition = PetitionFactory(slug="free-amina")

    page = stranger.post("/petitions/free-amina/help", data=INES | {"organisation": "Sample & Co"})

    assert "Thank you" in page.text
    assert "Set-Cookie" not in page.headers
    offer = db.session.scalars(sa.select(Offer)).one()
    assert (offer.petition_id, offer.state, offer.role) == (petition.id, OfferState.NEW, OfferRole.LAWYER)
    assert (offer.name, offer.email, offer.organisation) == ("Inès Sample", "ines@sample.example", "Sample & Co")
    row = db.session.execute(sa.select(Offer.__table__)).one()
    assert not any(b"cases" in value or b"sample" in value for value in row if isinstance(value, bytes))


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"name": ""}, "Enter your name"),
        ({"name": "www.buy"}, "without a link"),
        ({"email": "nobody"}, "no @"),
        ({"role": ""}, "Choose what comes closest"),
        ({"text": ""}, "in a few words"),
        ({"text": "x" * 3001}, "3,000"),
    ],
)
def test_a_fault_is_told_and_nothing_typed_is_lost(stranger, wrong, says):
    PetitionFactory(slug="free-amina")

    page = stranger.post("/petitions/free-amina/help", data=INES | {"organisation": "Kept & Co"} | wrong)

    assert page.status_code == 422
    assert says in page.text
    assert "Kept &amp; Co" in page.text
    assert db.session.scalars(sa.select(Offer)).all() == []


def test_the_form_speaks_the_language_of_the_page(stranger):
    petition = PetitionFactory(slug="free-amina")
    PetitionTextFactory(petition=petition, language="fr", title="Libérez Amina")

    assert '<html lang="fr"' in stranger.get("/petitions/free-amina/help?language=fr").text
    assert '<html lang="en"' in stranger.get("/petitions/free-amina/help?language=xx").text
    stranger.post("/petitions/free-amina/help?language=fr", data=INES)

    assert db.session.scalars(sa.select(Offer.language)).one() == "fr"


@pytest.mark.parametrize("state", ["draft", "archived"])
def test_where_there_is_no_petition_there_is_no_form(stranger, state):
    PetitionFactory(slug="free-amina", state=PetitionState(state))

    assert stranger.get("/petitions/free-amina/help").status_code == 404


def test_a_flood_is_stopped_with_a_sentence(stranger):
    PetitionFactory(slug="free-amina")
    most = PER_NETWORK.windows[0].tries

    pages = [
        stranger.post("/petitions/free-amina/help", data=INES, environ_base={"REMOTE_ADDR": "192.0.2.7"})
        for _ in range(most + 1)
    ]

    assert [page.status_code for page in pages] == [200] * most + [429]
    assert "too many tries" in pages[-1].text
    assert "I take such cases." in pages[-1].text
