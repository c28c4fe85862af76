import sqlalchemy as sa

from outreach import clock
from outreach.contacts.models import Contact
from outreach.db import db
from outreach.inbox.models import InboundMail
from outreach.inbox.services import receive_mail
from tests.factories import ContactFactory, MessageFactory, RecipientFactory
from tests.inbox.test_services import REPLY


def test_answering_as_the_recipient_logs_an_answer(client):
    recipient = RecipientFactory(contact=ContactFactory(name="Camille Sample"))
    db.session.flush()
    message = MessageFactory(
        sent=True, subject_type="recipient", subject_id=recipient.id, captured_at=recipient.mailing.created_at
    )
    db.session.commit()

    response = client.post(f"/desk/inbox/answers/{message.id}", data={"text": "Yes, tomorrow."})

    mail = db.session.scalar(sa.select(InboundMail))
    assert response.location.endswith(f"/desk/inbox/{mail.id}")
    assert "Camille Sample" in client.get(response.location).text


def test_a_mail_that_nobody_is_known_for_is_logged_with_whom_a_person_chooses(client):
    contact = ContactFactory(name="Camille Sample")
    db.session.commit()
    raw = REPLY.format(sender="who@else.example", number=9, message_id="<x@y.example>").encode()
    mail = receive_mail(raw, clock.now())
    db.session.commit()

    assert "Camille Sample" in client.get(f"/desk/inbox/{mail.id}?q=camille").text
    client.post(f"/desk/inbox/{mail.id}/contact", data={"contact_id": contact.id})

    db.session.expire_all()
    assert db.session.get(Contact, contact.id).last_incoming_on is not None


def test_html_of_an_inbound_mail_is_shown_as_text_only(client):
    raw = b"From: a@else.example\nContent-Type: text/html\n\n<img src='http://spy.example/x.png'><b>Hello</b>"
    mail = receive_mail(raw, clock.now())
    db.session.commit()

    page = client.get(f"/desk/inbox/{mail.id}").text

    assert "Hello" in page
    assert "spy.example" not in page
