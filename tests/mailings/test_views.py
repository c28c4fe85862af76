"""Mailings at the desk."""

import re

import pytest

from outreach.db import db
from outreach.mail.outcomes import Uncertain
from outreach.mailings import queries, services
from outreach.mailings.models import Mailing, MailingState
from outreach.outbox.states import MessageState
from tests.factories import ContactFactory, UserFactory
from tests.mailings.conftest import standing
from tests.support.people import signed_in


@pytest.fixture
def mailing(draft, organiser):
    ContactFactory(name="Camille Exemple", given_name="Camille", email="camille@sample.example")
    ContactFactory(name="Sans Adresse", email=None)
    return draft(by=organiser)


def seen(page):
    return re.search(r'name="seen"[^>]*value="([^"]+)"', page.text)[1]


def state(mailing):
    return db.session.get(Mailing, mailing.id, populate_existing=True).state


def test_a_mailing_is_drafted_after_its_people_were_counted(client, template):
    ContactFactory.create_batch(2)
    answers = {"template": template.id, "segment": "kind:journalist", "name": "To all", "send_hours": "any"}

    counted = client.post("/desk/mailings/new", data=answers | {"count": "1"})
    drafted = client.post("/desk/mailings/new", data=answers, follow_redirects=True)

    assert "2 people belong to it now." in counted.text
    assert "Mailing “To all” drafted: 2 people get it." in drafted.text
    assert len(queries.newest_mailings()) == 1


def test_the_number_of_people_is_answered_while_typing(client):
    ContactFactory()

    assert "1 person belongs to it now." in client.get("/desk/mailings/count?segment=kind:journalist").text
    assert "is not known" in client.get("/desk/mailings/count?segment=colour:red").text


@pytest.mark.parametrize(
    ("segment", "sentence"),
    [
        ("", "Say whom to write to"),
        ("colour:red", "is not known"),
        ("kind:lawyer", "Nobody belongs to this segment"),
    ],
)
def test_a_segment_that_will_not_do_says_why(client, template, segment, sentence):
    answers = {"template": template.id, "segment": segment, "send_hours": "any"}

    assert sentence in client.post("/desk/mailings/new", data=answers).text


def test_the_page_names_who_gets_it_and_who_is_stopped_why_and_what_frees_them(client, mailing):
    page = client.get(f"/desk/mailings/{mailing.id}").text

    assert "Camille Exemple" in page
    assert "There is no e-mail address." in page
    assert "Add an e-mail address to the contact." in page


def test_each_mail_is_shown_as_it_will_arrive(client, mailing):
    recipient = queries.standings(mailing.id)[0].recipient
    address = f"/desk/mailings/{mailing.id}/mails/{recipient.id}"

    page, frame = client.get(address), client.get(f"{address}/body")

    assert "Dear Camille" in page.text
    assert "List-Unsubscribe" in page.text
    assert "<strong>this</strong>" in frame.text
    assert "sandbox" in frame.headers["Content-Security-Policy"]
    assert "frame-src 'self'" in page.headers["Content-Security-Policy"]


def test_the_whole_way_from_approval_to_sent(client, mailing, send, time_machine):
    time_machine.move_to("2026-03-02 09:00 +0000", tick=False)
    address = f"/desk/mailings/{mailing.id}"
    page = client.get(f"{address}/approve")
    assert "Approve 1 mail" in page.text

    approved = client.post(f"{address}/approve", data={"seen": seen(page)}, follow_redirects=True)
    assert "1 mail approved." in approved.text
    assert "Send to 1 person" in client.get(f"{address}/start").text

    started = client.post(f"{address}/start", follow_redirects=True)
    assert "1 mail leaves in 60 seconds." in started.text
    assert "Take back" in started.text
    assert started.headers["Refresh"]

    time_machine.move_to("2026-03-02 09:01:01 +0000", tick=False)
    assert len(send()) == 1
    fragment = client.get(f"{address}/progress")
    assert "1 of 1 sent, 0 left" in fragment.text
    assert fragment.headers["X-Refresh"] == "done"


def test_the_back_button_starts_nothing_twice(client, mailing):
    services.approve_mailing(mailing, None)
    address = f"/desk/mailings/{mailing.id}"

    client.post(f"{address}/start")
    again = client.post(f"{address}/start", follow_redirects=True)

    assert "Nothing was sent twice." in again.text
    assert db.session.query(Mailing).one().state is MailingState.SENDING


def test_what_changed_since_the_page_was_opened_is_not_approved(client, mailing):
    address = f"/desk/mailings/{mailing.id}"
    page = client.get(f"{address}/approve")
    contact = queries.standings(mailing.id)[0].recipient.contact
    contact.name = "Somebody Else"

    answer = client.post(f"{address}/approve", data={"seen": seen(page)}, follow_redirects=True)

    assert "Something changed since this page was opened" in answer.text
    assert state(mailing) is MailingState.DRAFT


def test_the_author_of_a_large_mailing_cannot_approve_it_in_another_window_either(app, client, draft, organiser):
    ContactFactory.create_batch(51)
    mailing = draft(by=organiser)
    address = f"/desk/mailings/{mailing.id}/approve"
    mark = queries.fingerprint(mailing.id)

    page = client.get(address)
    refused = client.post(address, data={"seen": mark}, follow_redirects=True)

    assert "a second organiser has to approve it" in page.text
    assert "<button" not in page.text.partition("<h2>Languages")[2].partition("</main>")[0]
    assert "More than 50 need the approval" in refused.text

    second = signed_in(app, UserFactory())
    assert "51 mails approved." in second.post(address, data={"seen": mark}, follow_redirects=True).text


def test_pause_go_on_take_back_and_cancel(client, mailing):
    services.approve_mailing(mailing, None)
    address = f"/desk/mailings/{mailing.id}"
    client.post(f"{address}/start")

    assert "Taken back: 1 mail" in client.post(f"{address}/take-back", follow_redirects=True).text
    client.post(f"{address}/start")
    assert "Paused: 1 mail" in client.post(f"{address}/pause", follow_redirects=True).text
    assert "1 mail goes on" in client.post(f"{address}/resume", follow_redirects=True).text
    assert "Cancel 1 mail that has not left" in client.get(f"{address}/cancel").text
    assert "Cancelled: 1 mail" in client.post(f"{address}/cancel", follow_redirects=True).text
    assert state(mailing) is MailingState.CANCELLED


def test_one_is_left_out_and_taken_in_again(client, mailing):
    recipient = queries.standings(mailing.id)[0].recipient
    address = f"/desk/mailings/{mailing.id}/mails/{recipient.id}"

    assert "is left out" in client.post(f"{address}/leave-out", follow_redirects=True).text
    assert "Left out by hand." in client.get(f"/desk/mailings/{mailing.id}").text
    assert "is in again" in client.post(f"{address}/take-in", follow_redirects=True).text


def test_a_doubtful_mail_is_settled_on_the_page(client, started, send, transport):
    contact = ContactFactory()
    mailing = started()
    transport.answer_next(Uncertain("line broke"))
    send()
    recipient = standing(mailing, contact).recipient
    assert "It did not arrive" in client.get(f"/desk/mailings/{mailing.id}").text

    answer = client.post(
        f"/desk/mailings/{mailing.id}/mails/{recipient.id}/settle", data={"arrived": "no"}, follow_redirects=True
    )

    assert "may be written to again in a new mailing" in answer.text
    assert standing(mailing, contact).message.state is MessageState.REFUSED


def test_a_volunteer_drafts_and_neither_approves_nor_sends(volunteer_client, viewer_client, mailing):
    address = f"/desk/mailings/{mailing.id}"

    assert volunteer_client.get(address).status_code == 200
    for path in ("approve", "start", "cancel"):
        assert volunteer_client.get(f"{address}/{path}").status_code == 404
    assert volunteer_client.post(f"{address}/pause").status_code == 404
    assert viewer_client.get("/desk/mailings/new").status_code == 404


def test_the_list_shows_every_mailing_with_its_numbers(client, mailing):
    page = client.get("/desk/mailings").text

    assert "Appeal to editors" in page
    assert "Draft" in page
