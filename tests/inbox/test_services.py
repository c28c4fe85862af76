import pytest
import sqlalchemy as sa

from outreach import clock
from outreach.contacts.kinds import AddressState, Stage, Waiting
from outreach.contacts.models import Address, Contact
from outreach.db import db
from outreach.inbox import services
from outreach.inbox.models import InboundKind, InboundMail
from outreach.interactions.models import FollowUp, Interaction
from outreach.suppressions.models import Suppression
from tests.factories import ContactFactory, FollowUpFactory, MessageFactory, RecipientFactory

REPLY = """From: Camille <{sender}>
To: campaign@campaign.example
Subject: Re: our mother
Message-ID: <answer-{number}@sample.example>
In-Reply-To: {message_id}

Yes, call me tomorrow.
"""

BOUNCE = """From: MAILER-DAEMON@sample.example
To: campaign@campaign.example
Subject: Undelivered Mail Returned to Sender
Message-ID: <bounce@sample.example>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

I could not deliver it.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.sample.example

Final-Recipient: rfc822; {sender}
Action: failed
Status: {status}
Diagnostic-Code: smtp; 550 unknown

--b
Content-Type: message/rfc822

From: campaign@campaign.example
Message-ID: {message_id}
Subject: our mother

Hello

--b--
"""


@pytest.fixture
def contact():
    return ContactFactory(email="camille@sample.example")


@pytest.fixture
def sent(contact):
    """A mail of a mailing that left for `contact`."""
    recipient = RecipientFactory(contact=contact)
    db.session.flush()
    message = MessageFactory(
        sent=True, recipient="camille@sample.example", subject_type="recipient", subject_id=recipient.id
    )
    db.session.flush()
    return message


def receive(text, sent, **values):
    facts = {"sender": "camille@sample.example", "number": 1, "message_id": sent.message_id, "status": "5.1.1"}
    mail = services.receive_mail(text.format(**{**facts, **values}).encode(), clock.now())
    db.session.flush()
    db.session.expire_all()
    return mail


def test_a_reply_is_matched_by_the_mail_it_answers_and_makes_it_our_turn(contact, sent):
    FollowUpFactory(contact=contact)

    mail = receive(REPLY, sent, sender="another.address@sample.example")

    assert (mail.kind, mail.contact_id, mail.matched_by) == (InboundKind.REPLY, contact.id, "message-id")
    assert db.session.get(Contact, contact.id).waiting is Waiting.US
    assert db.session.get(Contact, contact.id).stage is Stage.REPLIED
    assert db.session.scalar(sa.select(FollowUp.closed_at)) is not None
    assert db.session.scalar(sa.select(Interaction.inbound_mail_id)) == mail.id


def test_the_same_mail_is_taken_in_once(sent):
    first = receive(REPLY, sent)
    second = receive(REPLY, sent)

    assert first.id == second.id
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Interaction)) == 1


def test_an_automatic_reply_is_no_answer(contact, sent):
    automatic = REPLY.replace("Subject:", "Auto-Submitted: auto-replied\nSubject:")

    mail = receive(automatic, sent)

    assert mail.kind is InboundKind.AUTO_REPLY
    assert db.session.get(Contact, contact.id).stage is Stage.FOUND


def test_a_permanent_bounce_marks_the_address_dead_and_suppresses_it(contact, sent):
    mail = receive(BOUNCE, sent)

    assert mail.kind is InboundKind.BOUNCE
    assert db.session.scalar(sa.select(Address.state)) is AddressState.DEAD
    assert db.session.scalar(sa.select(Suppression.address_hash)) == sent.address_hash


def test_a_temporary_bounce_blames_nobody(contact, sent):
    receive(BOUNCE, sent, status="4.2.2")

    assert db.session.scalar(sa.select(Address.state)) is AddressState.GOOD
    assert db.session.scalar(sa.select(Suppression)) is None


def test_a_mail_from_a_known_address_without_a_thread_is_theirs(contact, sent):
    mail = receive(REPLY, sent, message_id="<unknown@nowhere.example>")

    assert (mail.contact_id, mail.matched_by) == (contact.id, "sender")


def test_a_mail_from_nobody_we_know_waits_for_a_person(contact, sent):
    mail = receive(REPLY, sent, message_id="<unknown@nowhere.example>", sender="stranger@else.example")

    assert (mail.kind, mail.contact_id) == (InboundKind.UNSORTED, None)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x00\xff\xfe",
        b"From: a@b@c\nSubject: =?utf-8?q?=FF?=\n\n\xff",
        b"Content-Type: text/plain; charset=nowhere\n\nhello",
        b"Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\nStatus\n--b--",
        b"From: =?utf-8?b?!!!?= <x@y.example\nTo: \n\n",
    ],
)
def test_whatever_comes_in_is_kept(raw):
    mail = services.receive_mail(raw, clock.now())

    assert mail.raw == raw
    assert db.session.scalar(sa.select(sa.func.count()).select_from(InboundMail)) == 1
