"""Petitions at the desk."""

import io

import pytest
import sqlalchemy as sa

from outreach.db import db
from outreach.petitions.models import Petition, PetitionState, PetitionText
from tests.factories import PetitionFactory, PetitionTextFactory, SignatureFactory

WORDS = {"title": "Free Amina now", "story": "Her **whole** story.", "appeal": "", "closing": "Soon."}
TEXT = "Free Amina\n\n0 a signé. Allez jusqu'à 500 !\n\nHer story.\n"


def texts():
    return db.session.scalars(sa.select(PetitionText).order_by(PetitionText.id)).all()


def test_the_list_shows_petitions_with_their_count(client):
    petition = PetitionFactory(slug="free-amina")
    petition.count.confirmed = 1234

    page = client.get("/desk/petitions").text

    assert "Free Amina Sample" in page
    assert "1,234" in page
    assert "5,000" in page


def test_a_petition_shows_its_numbers_and_texts(client):
    petition = PetitionFactory()
    SignatureFactory.create_batch(3, petition=petition)

    page = client.get(f"/desk/petitions/{petition.id}").text

    assert "Waiting to be confirmed" in page
    assert "English" in page


def test_petitions_are_for_those_who_edit_them(volunteer_client, family_client, stranger):
    petition = PetitionFactory()

    for address in ("/desk/petitions", f"/desk/petitions/{petition.id}", "/desk/petitions/new"):
        assert volunteer_client.get(address).status_code == 404
        assert stranger.get(address).status_code == 302
        assert family_client.get(address).status_code == 200


def test_the_family_edits_and_only_organisers_open(family_client, client):
    petition = PetitionFactory(draft=True)

    assert family_client.post(f"/desk/petitions/{petition.id}/open").status_code == 404
    page = client.post(
        f"/desk/petitions/{petition.id}/open", data={"reason": "Asked the family."}, follow_redirects=True
    )

    assert "open" in page.text
    db.session.refresh(petition)
    assert (petition.state, petition.state_reason) == (PetitionState.OPEN, "Asked the family.")


def test_a_move_there_is_no_way_to_is_told(client):
    petition = PetitionFactory(draft=True)

    page = client.post(f"/desk/petitions/{petition.id}/archived", follow_redirects=True)

    assert "cannot become" in page.text
    db.session.refresh(petition)
    assert petition.state is PetitionState.DRAFT


@pytest.mark.parametrize("way", ["file", "pasted"])
def test_a_text_is_brought_in_as_a_draft(client, organiser, way):
    given = {"file": (io.BytesIO(TEXT.encode()), "petition.txt")} if way == "file" else {"pasted": TEXT}

    page = client.post(
        "/desk/petitions/new", data={"slug": "free-amina", "language": "en"} | given, follow_redirects=True
    )

    assert "version 1" in page.text
    petition = db.session.scalars(sa.select(Petition)).one()
    assert (petition.state, petition.first_goal, petition.created_by_id) == (PetitionState.DRAFT, 500, organiser.id)
    assert texts()[0].story == "Her story."


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"slug": "Free Amina"}, "small letters"),
        ({"slug": ""}, "Enter a short name"),
        ({"pasted": ""}, "Choose a file, or paste"),
        ({"pasted": "Title alone"}, "no text below"),
        ({"language": "xx"}, "There is a problem"),
    ],
)
def test_a_text_that_cannot_be_brought_in_is_told(client, wrong, says):
    page = client.post("/desk/petitions/new", data={"slug": "free-amina", "language": "en", "pasted": TEXT} | wrong)

    assert says in page.text
    assert texts() == []


def test_saving_makes_a_new_version_and_leaves_the_signed_one(client):
    petition = PetitionFactory()
    signed = SignatureFactory(petition=petition).text

    client.post(f"/desk/petitions/{petition.id}/texts/en", data=WORDS | {"seen_version": "1"})

    old, new = texts()
    assert (old.id, old.title) == (signed.id, "Free Amina Sample")
    assert (new.version, new.title, new.story) == (2, "Free Amina now", "Her **whole** story.")


def test_a_first_text_in_a_language_is_version_one(client):
    petition = PetitionFactory()

    client.post(f"/desk/petitions/{petition.id}/texts/ug", data=WORDS | {"seen_version": "0"})

    assert [(text.language, text.version) for text in texts()] == [("en", 1), ("ug", 1)]


def test_looking_first_saves_nothing(client):
    petition = PetitionFactory()

    page = client.post(f"/desk/petitions/{petition.id}/texts/en", data=WORDS | {"seen_version": "1", "preview": "1"})

    assert "<strong>whole</strong>" in page.text
    assert "Nothing is saved yet" in page.text
    assert len(texts()) == 1


def test_the_second_of_two_savers_is_told_and_loses_nothing(client):
    petition = PetitionFactory()
    PetitionTextFactory(petition=petition, version=2, title="Somebody else’s")

    address = f"/desk/petitions/{petition.id}/texts/en"
    page = client.post(address, data=WORDS | {"seen_version": "1"})

    assert "newer version meanwhile" in page.text
    assert "Her **whole** story." in page.text
    assert len(texts()) == 2
    client.post(address, data=WORDS | {"seen_version": "2"})
    assert texts()[-1].version == 3


def test_a_text_without_words_is_not_saved(client):
    petition = PetitionFactory()

    page = client.post(f"/desk/petitions/{petition.id}/texts/en", data={"title": " ", "seen_version": "1"})

    assert "Enter a title" in page.text
    assert len(texts()) == 1


def test_a_language_nobody_offers_is_not_there(client):
    assert client.get(f"/desk/petitions/{PetitionFactory().id}/texts/xx").status_code == 404
