import pytest
import sqlalchemy as sa

from outreach import clock
from outreach.db import db
from outreach.outbox.models import Identity, Message
from outreach.outbox.states import MessageState
from tests.factories import IdentityFactory, MessageFactory


@pytest.fixture
def captured():
    message = MessageFactory(sent=True, captured_at=clock.now(), recipient="camille@sample.example")
    db.session.commit()
    return message


def test_a_captured_mail_is_listed_and_shown(client, captured):
    assert "Our mother, held since 2017" in client.get("/desk/outbox").text

    page = client.get(f"/desk/outbox/{captured.id}")

    assert "camille@sample.example" in page.text
    assert "frame-src 'self'" in page.headers["Content-Security-Policy"]


def test_the_body_of_a_mail_can_load_and_run_nothing(client, captured):
    response = client.get(f"/desk/outbox/{captured.id}/body")

    assert "held since 2017" in response.text
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert "sandbox" in response.headers["Content-Security-Policy"]


def test_a_mail_that_left_is_not_shown_as_captured(client):
    message = MessageFactory(sent=True)
    db.session.commit()

    assert client.get(f"/desk/outbox/{message.id}").status_code == 404


def test_a_volunteer_does_not_read_mails_to_signatories(volunteer_client, client):
    message = MessageFactory(sent=True, kind="confirmation", captured_at=clock.now())
    db.session.commit()

    assert volunteer_client.get(f"/desk/outbox/{message.id}").status_code == 404
    assert "held since 2017" not in volunteer_client.get("/desk/outbox").text
    assert client.get(f"/desk/outbox/{message.id}").status_code == 200


def test_an_uncertain_mail_is_settled_by_a_person_and_not_sent_again(client):
    message = MessageFactory(state=MessageState.UNCERTAIN, kind="invitation")
    db.session.commit()
    assert message.recipient in client.get("/desk/outbox").text

    client.post(f"/desk/outbox/{message.id}/settle", data={"arrived": "yes"})
    again = client.post(f"/desk/outbox/{message.id}/settle", data={"arrived": "no"}, follow_redirects=True)

    assert db.session.scalar(sa.select(Message.state)) is MessageState.SENT
    assert "settled this mail already" in again.text


def test_a_paused_mailbox_says_why_and_goes_on_when_told(client):
    identity = IdentityFactory(paused_at=clock.now(), paused_because="535 5.7.8 wrong password")
    db.session.commit()
    assert "535 5.7.8 wrong password" in client.get("/desk/outbox").text

    client.post(f"/desk/outbox/mailboxes/{identity.id}/resume")

    assert db.session.scalar(sa.select(Identity.paused_at)) is None


def test_a_volunteer_does_not_read_the_link_in_an_invitation(volunteer_client):
    message = MessageFactory(sent=True, kind="invitation", captured_at=clock.now())
    db.session.commit()

    assert volunteer_client.get(f"/desk/outbox/{message.id}").status_code == 404


def test_a_link_in_a_captured_mail_opens_in_a_window_of_its_own(client, captured):
    page = client.get(f"/desk/outbox/{captured.id}")
    body = client.get(f"/desk/outbox/{captured.id}/body")

    assert 'sandbox="allow-popups allow-popups-to-escape-sandbox"' in page.text
    assert '<base target="_blank">' in body.text
    assert "allow-popups" in body.headers["Content-Security-Policy"]
