"""The board of offers."""

import pytest
import sqlalchemy as sa

from outreach.contacts.kinds import ContactKind
from outreach.contacts.models import Address, Contact
from outreach.db import db
from outreach.interactions.models import Direction, Interaction
from outreach.offers import services
from outreach.offers.errors import ImpossibleMove
from outreach.offers.models import OfferState
from tests.factories import ContactFactory, OfferFactory


def test_the_board_shows_who_offers_what(client):
    OfferFactory(name="Inès Sample", text="I take such cases.")

    page = client.get("/desk/offers").text

    assert "Inès Sample" in page
    assert "I take such cases." in page


def test_offers_are_for_those_who_answer_them(volunteer_client, family_client, stranger):
    offer = OfferFactory()

    assert volunteer_client.get("/desk/offers").status_code == 404
    assert volunteer_client.post(f"/desk/offers/{offer.id}/move", data={"to": "vetting"}).status_code == 404
    assert stranger.get("/desk/offers").status_code == 302
    assert family_client.get("/desk/offers").status_code == 200


def test_an_offer_moves_on(client, organiser):
    offer = OfferFactory()

    client.post(f"/desk/offers/{offer.id}/move", data={"to": "vetting"})

    db.session.refresh(offer)
    assert (offer.state, offer.owner_id) == (OfferState.VETTING, organiser.id)


def test_an_accepted_offer_becomes_a_contact_with_its_first_exchange(client):
    offer = OfferFactory(name="Inès Sample", email="ines@sample.example", text="I take such cases.")

    client.post(f"/desk/offers/{offer.id}/move", data={"to": "accepted"})

    db.session.refresh(offer)
    contact = db.session.get(Contact, offer.contact_id)
    assert (contact.name, contact.kind) == ("Inès Sample", ContactKind.LAWYER)
    assert db.session.scalars(sa.select(Address.value)).all() == ["ines@sample.example"]
    exchange = db.session.scalars(sa.select(Interaction)).one()
    assert (exchange.contact_id, exchange.direction) == (contact.id, Direction.INCOMING)
    assert "I take such cases." in exchange.summary


def test_somebody_known_already_stays_one_contact(client):
    contact = ContactFactory(email="ines@sample.example")
    offer = OfferFactory(email="INES@sample.example")

    client.post(f"/desk/offers/{offer.id}/move", data={"to": "accepted"})

    db.session.refresh(offer)
    assert offer.contact_id == contact.id
    assert len(db.session.scalars(sa.select(Contact)).all()) == 1


def test_a_move_somebody_else_was_faster_with_is_told(client, organiser):
    offer = OfferFactory(state=OfferState.THANKED)

    page = client.post(f"/desk/offers/{offer.id}/move", data={"to": "accepted"}, follow_redirects=True)

    assert "stands elsewhere meanwhile" in page.text
    with pytest.raises(ImpossibleMove):
        services.move_offer(offer, OfferState.ACCEPTED, organiser)


def test_a_move_to_nowhere_is_refused(client):
    assert client.post(f"/desk/offers/{OfferFactory().id}/move", data={"to": "moon"}).status_code == 400
