"""Confirming a signature, and what signatories do with their own."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import sqlalchemy as sa

from outreach import clock
from outreach.db import db
from outreach.outbox.models import Message
from outreach.outbox.states import MessageState
from outreach.petitions import counting, links
from outreach.petitions.models import PetitionState, Signature, SignatureState, Visibility
from tests.factories import PetitionFactory, SignatureFactory

CONFIRMED = SignatureState.CONFIRMED


def path(url):
    return urlsplit(url).path


def state_of(signature):
    db.session.refresh(signature)
    return signature.state


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_opening_the_link_confirms_nothing(stranger, method):
    signature = SignatureFactory()

    for _ in range(3):
        answer = getattr(stranger, method)(
            path(links.confirm_url(signature.id)), headers={"Sec-Purpose": "prefetch", "User-Agent": "MailScanner"}
        )

    assert answer.status_code == 200
    assert state_of(signature) is SignatureState.PENDING


def test_the_page_behind_the_link_is_for_nobody_elses_eyes(stranger):
    page = stranger.get(path(links.confirm_url(SignatureFactory().id)))

    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["X-Robots-Tag"] == "noindex"
    assert "Set-Cookie" not in page.headers


def test_pressing_the_button_confirms_once_however_often(stranger):
    signature = SignatureFactory()
    address = path(links.confirm_url(signature.id))

    pages = [stranger.post(address, data={"visibility": "initials"}, follow_redirects=True) for _ in range(3)]

    assert all("Your signature counts" in page.text for page in pages)
    assert state_of(signature) is CONFIRMED
    assert signature.visibility is Visibility.INITIALS
    assert counting.count_signatures(signature.petition_id) == 1
    assert counting.count_signatures(signature.petition_id) == 0


def test_a_second_press_does_not_change_what_is_shown(stranger):
    signature = SignatureFactory(confirmed=True, visibility=Visibility.COUNT)

    stranger.post(path(links.confirm_url(signature.id)), data={"visibility": "full"})

    assert state_of(signature) is CONFIRMED
    assert signature.visibility is Visibility.COUNT


@pytest.mark.parametrize("state", ["withdrawn", "quarantined", "erased"])
def test_an_old_link_brings_nothing_back(stranger, state):
    signature = SignatureFactory(state=SignatureState(state), withdrawn_at=clock.now(), erased_at=clock.now())

    page = stranger.post(path(links.confirm_url(signature.id)), follow_redirects=True)

    assert page.status_code == 200
    assert state_of(signature) == state


@pytest.mark.parametrize(("hours", "state"), [(23, "confirmed"), (25, "pending")])
def test_a_signature_given_in_time_counts_for_a_day_after_closing(stranger, hours, state):
    petition = PetitionFactory(state=PetitionState.CLOSED, closed_at=clock.now() - timedelta(hours=hours))
    signature = SignatureFactory(petition=petition)

    stranger.post(path(links.confirm_url(signature.id)))

    assert state_of(signature) == state


@pytest.mark.parametrize("token", ["x", "MQ.AAAA", "💥", "..", "%00"])
def test_a_link_that_was_cut_says_so(stranger, token):
    for face in ("confirm", "signature"):
        page = stranger.get(f"/{face}/{token}")

        assert page.status_code == 404
        assert "This link does not work" in page.text


def test_a_link_for_one_thing_does_not_open_another(stranger):
    signature = SignatureFactory()
    token = links.confirm_url(signature.id).rpartition("/")[2]

    assert stranger.get(f"/signature/{token}").status_code == 404


def test_signatories_see_their_name_and_the_text_they_signed(stranger):
    signature = SignatureFactory(confirmed=True, name="Amina Sample")
    story = signature.text.story

    page = stranger.get(links.signature_path(signature.id)).text

    assert "Amina Sample" in page
    assert story in page


def test_signatories_choose_again_what_is_shown(stranger):
    signature = SignatureFactory(confirmed=True, visibility=Visibility.FULL)

    page = stranger.post(links.signature_path(signature.id), data={"visibility": "count"}, follow_redirects=True)

    db.session.refresh(signature)
    assert signature.visibility is Visibility.COUNT
    assert "Saved." in page.text


@pytest.mark.parametrize("act", ["withdraw", "erase"])
def test_taking_back_asks_first(stranger, act):
    signature = SignatureFactory(confirmed=True)

    page = stranger.get(f"{links.signature_path(signature.id)}/{act}")

    assert "<form" in page.text
    assert state_of(signature) is CONFIRMED


def test_a_withdrawn_signature_stops_counting(stranger):
    signature = SignatureFactory(confirmed=True, counted=True, wants_updates=True)
    signature.petition.count.confirmed = 1

    page = stranger.post(f"{links.signature_path(signature.id)}/withdraw", follow_redirects=True)

    assert "is withdrawn" in page.text
    assert state_of(signature) is SignatureState.WITHDRAWN
    assert not signature.wants_updates
    assert counting.count_signatures(signature.petition_id) == -1


def test_erasing_leaves_nothing_of_the_person(stranger):
    petition = PetitionFactory(slug="free-amina")
    stranger.post("/petitions/free-amina/sign", data={"name": "Amina S", "email": "a@reader.example", "country": "FR"})
    signature = db.session.scalars(sa.select(Signature)).one()

    page = stranger.post(f"{links.signature_path(signature.id)}/erase", follow_redirects=True)

    assert "is erased" in page.text
    db.session.expire_all()
    assert signature.state is SignatureState.ERASED
    given = (signature.name, signature.email, signature.comment, signature.country, signature.network_hash)
    assert given == (None, None, None, None, None)
    mail = db.session.scalars(sa.select(Message)).one()
    assert (mail.state, mail.recipient, mail.content) == (MessageState.CANCELLED, None, None)
    assert counting.count_signatures(petition.id) == 0


def test_a_confirmed_signature_that_is_erased_is_counted_out(stranger):
    signature = SignatureFactory(confirmed=True, counted=True)
    signature.petition.count.confirmed = 1

    stranger.post(f"{links.signature_path(signature.id)}/erase")

    assert counting.count_signatures(signature.petition_id) == -1


def test_the_pages_speak_the_language_that_was_signed_in(stranger):
    signature = SignatureFactory(language="fr")

    assert '<html lang="fr"' in stranger.get(links.signature_path(signature.id)).text
