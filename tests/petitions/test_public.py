"""Reading a petition and signing it, as everybody does."""

import json
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outreach import clock
from outreach.db import db
from outreach.outbox.models import Message
from outreach.petitions.models import Petition, PetitionState, PetitionText, Signature, SignatureState, Visibility
from outreach.petitions.services.signing import PER_NETWORK, person_hash
from outreach.security.models import ThrottleCount
from outreach.security.vault import keyed_hash
from tests.factories import PetitionFactory, PetitionTextFactory, SignatureFactory
from tests.support.databases import counted_queries

AMINA = {"name": "Amina Sample", "email": "amina@reader.example", "language": "en"}


def all_signatures():
    return db.session.scalars(sa.select(Signature)).all()


def all_mails():
    return db.session.scalars(sa.select(Message).order_by(Message.id)).all()


def a_signature_of_amina(petition, **values):
    return SignatureFactory(
        petition=petition,
        text=db.session.scalars(sa.select(PetitionText)).first(),
        name=AMINA["name"],
        email=AMINA["email"],
        person_hash=person_hash(AMINA["email"], AMINA["name"]),
        **values,
    )


def test_the_page_shows_text_count_and_form(stranger):
    petition = PetitionFactory(slug="free-amina")

    page = stranger.get("/petitions/free-amina")

    assert page.status_code == 200
    assert "Free Amina Sample" in page.text
    assert '<strong dir="ltr">0</strong> signed. Let’s reach <bdi dir="ltr">500</bdi>!' in page.text
    assert 'action="/petitions/free-amina/sign#sign"' in page.text
    assert f"/petitions/{petition.slug}/help" in page.text


def test_the_page_is_the_same_bytes_for_everybody(stranger, client):
    PetitionFactory(slug="free-amina")

    one = stranger.get("/petitions/free-amina", headers={"Accept-Language": "fr"})
    other = client.get("/petitions/free-amina", headers={"Accept-Language": "de"})

    assert one.data == other.data
    assert "Set-Cookie" not in one.headers
    assert "Cookie" not in one.headers.get("Vary", "")
    assert "csrf" not in one.text


def test_each_language_has_its_address_and_direction(stranger):
    petition = PetitionFactory(slug="free-amina")
    PetitionTextFactory(petition=petition, language="ug", title="ئامىنە", story="ئانام")

    page = stranger.get("/petitions/free-amina/ug")

    assert '<html lang="ug" dir="rtl">' in page.text
    assert 'hreflang="en"' in page.text
    assert stranger.get("/petitions/free-amina/fr").status_code == 404


def test_the_newest_version_of_a_text_is_shown(stranger):
    petition = PetitionFactory(slug="free-amina")
    PetitionTextFactory(petition=petition, version=2, title="Free her now")

    assert "Free her now" in stranger.get("/petitions/free-amina").text


@pytest.mark.parametrize(
    ("state", "status"),
    [("draft", 404), ("open", 200), ("paused", 200), ("closed", 200), ("won", 200), ("archived", 410)],
)
def test_a_petition_is_there_in_its_public_states_alone(stranger, state, status):
    PetitionFactory(slug="free-amina", state=PetitionState(state))

    answers = [stranger.get(f"/petitions/free-amina{more}").status_code for more in ("", "/en", "/count.json")]

    assert answers == [status] * 3


def test_count_json_tells_count_goal_and_time(stranger):
    as_of = datetime(2026, 3, 2, 9, tzinfo=UTC)
    petition = PetitionFactory(slug="free-amina")
    petition.count.confirmed, petition.count.as_of = 612, as_of

    answer = stranger.get("/petitions/free-amina/count.json")

    assert answer.mimetype == "application/json"
    assert json.loads(answer.text) == {"count": 612, "goal": 1000, "as_of": "2026-03-02T09:00:00Z"}


def test_the_front_page_is_the_only_open_petition(stranger):
    PetitionFactory(slug="free-amina")
    PetitionFactory(state=PetitionState.DRAFT)

    assert stranger.get("/").data == stranger.get("/petitions/free-amina").data


def test_the_front_page_lists_several_petitions(stranger):
    PetitionFactory(slug="free-amina")
    PetitionFactory(slug="free-omar")

    page = stranger.get("/").text

    assert "/petitions/free-amina" in page
    assert "/petitions/free-omar" in page


def test_the_front_page_says_when_nothing_is_open(stranger):
    assert "No petition is open" in stranger.get("/").text


def test_html_of_an_author_is_shown_as_text(stranger):
    story = "<script>alert(1)</script> **bold** ![p](https://other.example/p.png) [j](javascript:x)"
    PetitionFactory(slug="free-amina", texts=[PetitionTextFactory.build(story=story)])

    page = stranger.get("/petitions/free-amina").text

    assert "<script>alert" not in page
    assert "<strong>bold</strong>" not in page.split("signing-card")[1]
    assert "<img" not in page
    assert 'href="javascript' not in page


def test_an_address_in_the_appeal_leads_to_the_form(stranger):
    PetitionFactory(slug="free-amina", texts=[PetitionTextFactory.build(appeal="A lawyer? Write to me@family.example")])

    page = stranger.get("/petitions/free-amina").text

    assert "me@family.example" not in page
    assert 'Write to <a href="/petitions/free-amina/help?language=en">our form</a>' in page


def test_signing_leaves_a_pending_signature_and_one_mail(stranger):
    PetitionFactory(slug="free-amina")

    page = stranger.post(
        "/petitions/free-amina/sign",
        data=AMINA | {"country": "FR", "visibility": "initials", "updates": "y", "comment": "For my friend."},
    )

    assert page.status_code == 200
    assert "look into your mailbox" in page.text
    [signature] = all_signatures()
    assert signature.state is SignatureState.PENDING
    assert (signature.name, signature.email, signature.comment) == (
        "Amina Sample",
        "amina@reader.example",
        "For my friend.",
    )
    assert (signature.country, signature.visibility, signature.wants_updates) == ("FR", Visibility.INITIALS, True)
    assert signature.text_hash == db.session.scalars(sa.select(PetitionText.text_hash)).one()
    [mail] = all_mails()
    assert (mail.kind, mail.recipient, mail.subject_id) == ("confirmation", "amina@reader.example", signature.id)


def test_what_is_not_filled_in_is_the_careful_choice(stranger):
    PetitionFactory(slug="free-amina")

    stranger.post("/petitions/free-amina/sign", data=AMINA)

    [signature] = all_signatures()
    assert (signature.visibility, signature.wants_updates, signature.country) == (Visibility.COUNT, False, None)


def test_what_signatories_gave_is_sealed(stranger):
    PetitionFactory(slug="free-amina")

    stranger.post("/petitions/free-amina/sign", data=AMINA)

    row = db.session.execute(sa.select(Signature.__table__)).one()
    assert not any(b"mina" in value.lower() for value in row if isinstance(value, bytes))


def prepared_states(petition):
    """Make Amina known to the petition in each way there is."""
    yield "new", lambda: None
    yield "pending", lambda: a_signature_of_amina(petition)
    yield "confirmed", lambda: a_signature_of_amina(petition, confirmed=True)
    yield "withdrawn", lambda: a_signature_of_amina(petition, state=SignatureState.WITHDRAWN)
    yield "quarantined", lambda: a_signature_of_amina(petition, state=SignatureState.QUARANTINED)
    yield "erased", lambda: a_signature_of_amina(petition, state=SignatureState.ERASED)


@pytest.mark.parametrize("known_as", ["pending", "confirmed", "withdrawn", "quarantined", "erased"])
def test_nobody_learns_who_signed(app, stranger, known_as):
    petition = PetitionFactory(slug="free-amina")
    make_known = dict(prepared_states(petition))[known_as]
    stranger.post("/petitions/free-amina/sign", data=AMINA | {"email": "first@reader.example"})
    with counted_queries(app) as of_new:
        new = stranger.post("/petitions/free-amina/sign", data=AMINA | {"email": "new@reader.example"})
    make_known()

    with counted_queries(app) as of_known:
        known = stranger.post("/petitions/free-amina/sign", data=AMINA)

    assert (known.status_code, known.data, dict(known.headers)) == (new.status_code, new.data, dict(new.headers))
    assert of_known == of_new


@pytest.mark.parametrize(
    ("known_as", "mail", "state"),
    [
        ("pending", "confirmation", "pending"),
        ("confirmed", "already_signed", "confirmed"),
        ("withdrawn", "confirmation", "pending"),
        ("quarantined", "confirmation", "quarantined"),
        ("erased", "confirmation", "erased"),
    ],
)
def test_only_the_owner_of_the_mailbox_sees_a_difference(stranger, known_as, mail, state):
    petition = PetitionFactory(slug="free-amina")
    dict(prepared_states(petition))[known_as]()

    stranger.post("/petitions/free-amina/sign", data=AMINA)

    [signature] = all_signatures()
    assert [one.kind for one in all_mails()] == [mail]
    assert str(signature.state) == state


def test_what_somebody_types_does_not_change_a_confirmed_signature(stranger):
    petition = PetitionFactory(slug="free-amina")
    a_signature_of_amina(petition, confirmed=True)

    stranger.post("/petitions/free-amina/sign", data=AMINA | {"visibility": "full", "comment": "Not mine."})

    [signature] = all_signatures()
    assert (signature.visibility, signature.comment) == (Visibility.COUNT, None)


def test_a_second_try_replaces_what_was_typed_first(stranger):
    PetitionFactory(slug="free-amina")
    stranger.post("/petitions/free-amina/sign", data=AMINA | {"visibility": "full"})

    stranger.post("/petitions/free-amina/sign", data=AMINA | {"visibility": "count", "name": "amina  sample"})

    [signature] = all_signatures()
    assert (signature.visibility, signature.name) == (Visibility.COUNT, "amina  sample")


def test_two_people_may_share_a_mailbox(stranger):
    PetitionFactory(slug="free-amina")

    for name in ("Amina Sample", "Omar Sample"):
        stranger.post("/petitions/free-amina/sign", data=AMINA | {"name": name})

    assert sorted(signature.name for signature in all_signatures()) == ["Amina Sample", "Omar Sample"]


def test_spellings_of_one_mailbox_are_one_person(stranger):
    PetitionFactory(slug="free-amina")

    for email in ("amina.sample@gmail.com", "AminaSample+petition@googlemail.com"):
        stranger.post("/petitions/free-amina/sign", data=AMINA | {"email": email})

    assert len(all_signatures()) == 1
    assert [mail.recipient for mail in all_mails()] == ["amina.sample@gmail.com", "AminaSample+petition@googlemail.com"]


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"name": ""}, "Enter your name"),
        ({"name": "http://buy.example"}, "without a link"),
        ({"name": "A\u202eB"}, "without symbols"),
        ({"email": ""}, "Enter your e-mail address"),
        ({"email": "amina(at)reader.example"}, "Write @"),
        ({"country": "XX"}, "Not a valid choice"),
        ({"visibility": "loud"}, "Not a valid choice"),
        ({"comment": "x" * 501}, "500 characters"),
    ],
)
def test_a_fault_is_told_and_nothing_typed_is_lost(stranger, wrong, says):
    PetitionFactory(slug="free-amina")

    page = stranger.post("/petitions/free-amina/sign", data=AMINA | {"comment": "My reason"} | wrong)

    assert page.status_code == 422
    assert "There is a problem" in page.text
    assert says in page.text
    assert wrong.get("comment", "My reason") in page.text
    assert all_signatures() == []
    assert all_mails() == []


def test_a_slip_in_the_domain_is_pointed_out_and_never_rewritten(stranger):
    PetitionFactory(slug="free-amina")

    page = stranger.post("/petitions/free-amina/sign", data=AMINA | {"email": "amina@gmial.com"})

    assert "gmail.com" in page.text
    assert all_signatures()[0].email == "amina@gmial.com"


def test_a_petition_that_is_not_open_takes_no_signature(stranger):
    PetitionFactory(slug="free-amina", state=PetitionState.PAUSED)

    page = stranger.post("/petitions/free-amina/sign", data=AMINA)

    assert "takes no signatures now" in page.text
    assert all_signatures() == []
    assert "<form" not in stranger.get("/petitions/free-amina").text


def test_a_blocked_network_sees_the_ordinary_page(stranger):
    PetitionFactory(slug="free-amina")
    # One machine per /64, a new address each time.
    posts = [
        stranger.post(
            "/petitions/free-amina/sign",
            data=AMINA | {"email": f"a{number}@reader.example"},
            environ_base={"REMOTE_ADDR": f"2001:db8:1:2::{number:x}"},
        )
        for number in range(1, PER_NETWORK.windows[0].tries + 3)
    ]

    assert len({(post.status_code, post.data) for post in posts}) == 1
    assert len(all_signatures()) == PER_NETWORK.windows[0].tries
    assert db.session.scalar(sa.select(sa.func.count()).select_from(ThrottleCount)) == 2


def test_the_network_is_kept_as_a_hash(stranger):
    PetitionFactory(slug="free-amina")

    stranger.post("/petitions/free-amina/sign", data=AMINA, environ_base={"REMOTE_ADDR": "192.0.2.7"})

    assert all_signatures()[0].network_hash == keyed_hash("network", "192.0.2.7/32")


def test_a_reader_who_reloads_the_form_address_comes_back(stranger):
    PetitionFactory(slug="free-amina")

    assert stranger.get("/petitions/free-amina/sign").location == "/petitions/free-amina"


def test_the_day_before_yesterday_does_not_count_against_today(stranger):
    petition = PetitionFactory(slug="free-amina")
    old = a_signature_of_amina(petition, created_at=clock.now() - timedelta(days=3))

    stranger.post("/petitions/free-amina/sign", data=AMINA)

    db.session.refresh(old)
    assert clock.now() - old.created_at < timedelta(minutes=1)


ANYTHING = st.text(alphabet=st.characters(codec="utf-8"), max_size=120)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(fields=st.fixed_dictionaries(dict.fromkeys(("name", "email", "country", "comment", "language"), ANYTHING)))
def test_whatever_is_typed_gets_a_page(stranger, fields):
    if db.session.scalar(sa.select(Petition.id)) is None:
        PetitionFactory(slug="free-amina")

    page = stranger.post("/petitions/free-amina/sign", data=fields)

    assert page.status_code in {200, 422}


@pytest.mark.parametrize("field", ["name", "email", "comment", "country", "language", "visibility"])
def test_a_megabyte_in_a_field_gets_a_sentence(stranger, field):
    PetitionFactory(slug="free-amina")

    page = stranger.post("/petitions/free-amina/sign", data=AMINA | {field: "x" * 1_000_000})

    assert page.status_code == (200 if field == "language" else 422)


@pytest.mark.parametrize("slug", ["a%00b", "%ff", "%F0%9F%98%80", "..", "x" * 5000])
def test_an_address_that_is_none_is_not_there(stranger, slug):
    for more in ("", "/en", "/count.json", "/help", "/sign"):
        assert stranger.get(f"/petitions/{slug}{more}").status_code in {404, 405}
    assert stranger.post(f"/petitions/{slug}/sign", data=AMINA).status_code in {404, 405}


def test_multipart_junk_gets_a_page(stranger):
    PetitionFactory(slug="free-amina")

    page = stranger.post(
        "/petitions/free-amina/sign", data=b"--x\r\njunk\x00", content_type="multipart/form-data; boundary=x"
    )

    assert page.status_code == 422
