from datetime import timedelta

import pytest

from outreach import clock
from outreach.contacts.kinds import Secrecy, Waiting
from outreach.mailings.models import MailingState
from outreach.outbox.states import MessageState
from tests.factories import ContactFactory, FollowUpFactory, MailingFactory, MessageFactory, OrganisationFactory
from tests.support.databases import counted_queries

PAGE = "/desk/"


def test_the_one_overdue_and_the_one_due_today_are_shown_and_tomorrow_is_not(client):
    today = clock.today("Europe/Paris")
    FollowUpFactory(due_on=today - timedelta(days=3), contact=ContactFactory(name="Overdue Sample"))
    FollowUpFactory(due_on=today, contact=ContactFactory(name="Due Sample"))
    FollowUpFactory(due_on=today + timedelta(days=1), contact=ContactFactory(name="Tomorrow Sample"))

    page = client.get(PAGE).text

    assert "Overdue Sample" in page
    assert "Due Sample" in page
    assert "Tomorrow Sample" not in page


def test_a_number_to_ring_is_shown_in_the_groups_of_its_country(client):
    FollowUpFactory(due_on=clock.today("Europe/Paris"), contact=ContactFactory(phone="+33155000005"))

    page = client.get(PAGE).text

    assert 'href="tel:+33155000005"' in page
    assert "+33 1 55 00 00 05" in page


@pytest.mark.parametrize("turn", [Waiting.US, Waiting.THEM])
def test_who_waits_for_whom_is_shown(client, turn):
    ContactFactory(name="Patient Sample", waiting=turn, waiting_since_on=clock.today() - timedelta(days=2))

    assert "Patient Sample" in client.get(PAGE).text


def test_a_journalist_silent_for_eight_days_goes_cold(client):
    ContactFactory(name="Quiet Sample", last_outgoing_on=clock.today() - timedelta(days=8))
    ContactFactory(name="Recent Sample", last_outgoing_on=clock.today() - timedelta(days=2))

    page = client.get(PAGE).text

    assert "Quiet Sample" in page
    assert "Recent Sample" not in page


def test_only_my_own_steps_are_shown_when_asked(client, organiser):
    today = clock.today("Europe/Paris")
    FollowUpFactory(due_on=today, owner=organiser, contact=ContactFactory(name="Mine Sample"))
    FollowUpFactory(due_on=today, contact=ContactFactory(name="Theirs Sample"))

    page = client.get(f"{PAGE}?whose=mine").text

    assert "Mine Sample" in page
    assert "Theirs Sample" not in page


def test_a_volunteer_does_not_see_a_confidential_contact(volunteer_client):
    FollowUpFactory(due_on=clock.today(), contact=ContactFactory(name="Secret Sample", secrecy=Secrecy.CONFIDENTIAL))

    assert "Secret Sample" not in volunteer_client.get(PAGE).text


def test_a_mailing_under_way_says_how_far_it_is(client):
    mailing = MailingFactory(name="Appeal to editors", state=MailingState.SENDING)
    for state in (MessageState.SENT, MessageState.QUEUED, MessageState.REFUSED):
        MessageFactory(batch=mailing.batch, state=state)

    page = client.get(PAGE).text

    assert "Appeal to editors" in page
    assert "1 sent, 1 left" in page


def test_the_page_asks_the_same_number_of_questions_however_much_there_is(app, client):
    def fill():
        for _ in range(3):
            FollowUpFactory(due_on=clock.today())
            ContactFactory(waiting=Waiting.US, waiting_since_on=clock.today(), organisation=OrganisationFactory())
            MailingFactory(state=MailingState.SENDING)

    fill()
    client.get(PAGE)
    with counted_queries(app) as few:
        client.get(PAGE)
    fill()
    with counted_queries(app) as many:
        client.get(PAGE)

    assert len(few) == len(many)


def test_one_tap_on_a_row_leads_to_logging_with_that_person(client):
    contact = ContactFactory(name="Due Sample")
    FollowUpFactory(due_on=clock.today("Europe/Paris"), contact=contact)

    page = client.get(PAGE).text

    address = f"/desk/log?contact={contact.id}"
    assert address in page
    assert "Due Sample" in client.get(address).text
