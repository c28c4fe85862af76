"""Logging and the next steps at the desk."""

from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa

from outreach.contacts.kinds import Stage
from outreach.db import db
from outreach.interactions.models import Channel, Direction, FollowUp, FollowUpKind, Interaction, Outcome
from tests.factories import ClaimFactory, ContactFactory, FollowUpFactory, InteractionFactory

MONDAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
ANSWERS = {
    "channel": "call",
    "direction": "incoming",
    "outcome": "asks_for_more",
    "happened_on": "2026-03-02",
    "summary": "Wants a photograph",
    "follow_up_on": "2026-03-04",
    "follow_up_kind": "promise",
    "follow_up_note": "Send it by Signal",
}


@pytest.fixture(autouse=True)
def _monday(time_machine):
    time_machine.move_to(NOW, tick=False)


def text_of(response):
    return response.get_data(as_text=True)


def logged():
    return db.session.scalars(sa.select(Interaction)).all()


def test_a_logged_interaction_returns_to_its_contact(volunteer_client):
    contact = ContactFactory()

    response = volunteer_client.post(f"/desk/contacts/{contact.id}/interactions/new", data=ANSWERS)

    assert response.location == f"/desk/contacts/{contact.id}"
    page = text_of(volunteer_client.get(response.location))
    for shown in ("Wants a photograph", "Send it by Signal", "Asks for more", "Talking", "You look after this contact"):
        assert shown in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"happened_on": "9999-12-31"}, "today or a day before"),
        ({"happened_on": ""}, "Enter the day it happened"),
        ({"happened_on": "1018-03-02"}, "too long ago"),
        ({"follow_up_on": "2026-03-01"}, "from today on"),
        ({"follow_up_on": "9999-12-31"}, "within the next two years"),
        ({"outcome": "opted_out"}, "Remove the follow-up date"),
    ],
)
def test_a_day_that_cannot_be_meant_is_said_and_nothing_typed_is_lost(volunteer_client, typed, said):
    contact = ContactFactory()

    page = text_of(volunteer_client.post(f"/desk/contacts/{contact.id}/interactions/new", data={**ANSWERS, **typed}))

    assert said in page
    assert "Wants a photograph" in page
    assert logged() == []


def test_three_taps_log_an_exchange(volunteer_client):
    contact = ClaimFactory(contact=ContactFactory(name="Camille Exemple")).contact

    person = volunteer_client.get("/desk/log?q=camille")
    assert f"/desk/log?contact={contact.id}" in text_of(person)
    outcome = volunteer_client.get(f"/desk/log?contact={contact.id}")
    assert 'value="asks-for-more"' in text_of(outcome)
    address = f"/desk/log?contact={contact.id}&channel=signal&outcome=asks-for-more"
    assert 'value="14"' in text_of(volunteer_client.get(address))
    response = volunteer_client.post(address, data={"next": "3", "summary": ""})

    assert response.location == "/desk/log"
    (interaction,) = logged()
    assert (interaction.channel, interaction.direction, interaction.outcome, interaction.happened_on) == (
        Channel.SIGNAL,
        Direction.INCOMING,
        Outcome.ASKS_FOR_MORE,
        MONDAY,
    )
    follow_up = db.session.scalars(sa.select(FollowUp)).one()
    assert (follow_up.due_on, follow_up.kind) == (MONDAY + timedelta(days=3), FollowUpKind.PROMISE)


@pytest.mark.parametrize(
    ("pressed", "next_on", "due_on"),
    [
        ("1", "", MONDAY + timedelta(days=1)),
        ("14", "", MONDAY + timedelta(days=14)),
        ("on", "2026-03-20", date(2026, 3, 20)),
        ("none", "2026-03-20", None),
    ],
)
def test_the_third_tap_says_when(volunteer_client, pressed, next_on, due_on):
    contact = ContactFactory()

    volunteer_client.post(
        f"/desk/log?contact={contact.id}&outcome=no-answer", data={"next": pressed, "next_on": next_on}
    )

    assert len(logged()) == 1
    assert db.session.scalar(sa.select(FollowUp.due_on)) == due_on


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"next": "on"}, "Choose a day, or press"),
        ({}, "Choose a day, or press"),
        ({"next": "on", "next_on": "2026-03-01"}, "from today on"),
        ({"next": "on", "next_on": "9999-12-31"}, "within the next two years"),
        ({"next": "none", "happened_on": "2026-03-05"}, "today or a day before"),
    ],
)
def test_a_third_tap_that_cannot_be_meant_is_said(volunteer_client, typed, said):
    contact = ContactFactory()

    page = text_of(
        volunteer_client.post(
            f"/desk/log?contact={contact.id}&outcome=no-answer", data={"summary": "Left word", **typed}
        )
    )

    assert said in page
    assert "Left word" in page
    assert logged() == []


def test_the_quick_log_begins_with_those_i_look_after_then_the_latest(client, organiser):
    older, newer = ContactFactory(name="Older"), ContactFactory(name="Newer")
    InteractionFactory(contact=older, logged_by=organiser)
    InteractionFactory(contact=newer, logged_by=organiser)
    ClaimFactory(contact=ContactFactory(name="Mine"), owner=organiser)
    ContactFactory(name="Stranger")

    page = text_of(client.get("/desk/log"))

    assert page.index("Mine") < page.index("Newer") < page.index("Older")
    assert "Stranger" not in page


def test_an_unknown_word_in_the_quick_log_is_said(client):
    assert "pays:" in text_of(client.get("/desk/log?q=pays:fr"))


def test_an_exchange_with_who_opted_out_is_logged_without_a_next_step(client):
    contact = ContactFactory(opted_out=True, stage=Stage.CLOSED)
    address = f"/desk/log?contact={contact.id}&outcome=heard"

    page = text_of(client.get(address))
    assert 'value="14"' not in page
    refused = text_of(client.post(address, data={"next": "3"}))
    client.post(address, data={"next": "none"})

    assert "Remove the follow-up date" in refused
    assert len(logged()) == 1


def test_a_follow_up_is_done_and_taken_back(client):
    follow_up = FollowUpFactory(due_on=MONDAY)

    done = text_of(client.post(f"/desk/follow-ups/{follow_up.id}/done", follow_redirects=True))
    assert not follow_up.is_open
    assert f"/desk/follow-ups/{follow_up.id}/reopen" in done

    client.post(f"/desk/follow-ups/{follow_up.id}/reopen")
    assert follow_up.is_open


def test_a_follow_up_is_dropped(client):
    follow_up = FollowUpFactory(due_on=MONDAY)

    page = text_of(client.post(f"/desk/follow-ups/{follow_up.id}/drop", follow_redirects=True))

    assert follow_up.was_dropped
    assert "Dropped" in page


@pytest.mark.parametrize(
    ("due_on", "said"),
    [
        ("2026-03-09", "put off"),
        ("2026-03-01", "from today on"),
        ("9999-12-31", "within the next two years"),
        ("", "Choose a day"),
    ],
)
def test_a_follow_up_is_put_off(client, due_on, said):
    follow_up = FollowUpFactory(due_on=MONDAY)

    page = client.post(f"/desk/follow-ups/{follow_up.id}/postpone", data={"due_on": due_on}, follow_redirects=True)

    assert said in text_of(page)
    assert follow_up.due_on == (date(2026, 3, 9) if said == "put off" else MONDAY)


def test_nobody_without_the_log_closes_a_follow_up(viewer_client, stranger):
    follow_up = FollowUpFactory(due_on=MONDAY)

    assert viewer_client.post(f"/desk/follow-ups/{follow_up.id}/done").status_code == 404
    assert stranger.post(f"/desk/follow-ups/{follow_up.id}/done").status_code == 302
    assert follow_up.is_open


def test_a_follow_up_with_a_secret_contact_is_not_there_for_a_volunteer(volunteer_client):
    follow_up = FollowUpFactory(contact=ContactFactory(secrecy="restricted"))

    assert volunteer_client.post(f"/desk/follow-ups/{follow_up.id}/done").status_code == 404
