"""The gate of mails to signatories."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from outreach.db import db
from outreach.outbox.claiming import claim
from outreach.outbox.models import Message
from outreach.outbox.states import MessageState
from outreach.petitions import queries
from outreach.petitions.models import Signature, SignatureState
from outreach.petitions.services import own
from outreach.petitions.services.signing import SignatureEntry, sign_petition
from tests.factories import PetitionFactory

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def sign(time_machine):
    PetitionFactory(slug="free-amina")
    page = queries.page_of("free-amina")

    def at(minutes, name="Amina Sample", email="amina@reader.example"):
        time_machine.move_to(NOON + timedelta(minutes=minutes), tick=False)
        sign_petition(page, SignatureEntry(name=name, email=email, language="en"))

    return at


def leave_at(minutes):
    """Let what is due leave; return the ids of what left."""
    now = NOON + timedelta(minutes=minutes)
    claimed = [one.id for one in claim("worker", 50, now)]
    statement = sa.update(Message).where(Message.id.in_(claimed)).values(state=MessageState.SENT, sent_at=now)
    db.session.execute(statement)
    db.session.expire_all()
    return claimed


def states():
    return [str(state) for state in db.session.scalars(sa.select(Message.state).order_by(Message.id))]


def test_a_confirmation_leaves_at_once(sign):
    sign(0)

    assert len(leave_at(0)) == 1


def test_a_second_click_writes_no_second_mail(sign):
    sign(0)
    sign(1)

    leave_at(1)
    sign(14)
    leave_at(14)

    assert states() == ["sent", "skipped", "skipped"]


def test_after_a_quarter_of_an_hour_one_may_ask_again(sign):
    sign(0)
    leave_at(0)
    sign(16)

    assert len(leave_at(16)) == 1


def test_three_mails_a_day_reach_a_mailbox_and_no_more(sign):
    for place in range(5):
        sign(place * 20)
        leave_at(place * 20)

    assert states() == ["sent", "sent", "sent", "skipped", "skipped"]


def test_the_next_day_the_mailbox_is_written_to_again(sign):
    for minutes in (0, 20, 40, 60, 25 * 60):
        sign(minutes)
        leave_at(minutes)

    assert states() == ["sent", "sent", "sent", "skipped", "sent"]


def test_a_second_person_of_one_mailbox_waits_and_is_written_to(sign):
    sign(0, name="Amina Sample")
    sign(1, name="Omar Sample")

    first, then, later = leave_at(1), leave_at(10), leave_at(17)

    assert [len(left) for left in (first, then, later)] == [1, 0, 1]


def test_other_spellings_of_a_mailbox_share_its_caps(sign):
    for place, email in enumerate(["a.mina@gmail.com", "amina+1@gmail.com", "amina+2@googlemail.com"]):
        sign(place, email=email)

    leave_at(3)

    assert states() == ["sent", "skipped", "skipped"]


def test_two_hundred_tries_at_one_mailbox_send_three_mails(sign):
    for place in range(200):
        sign(place, name=f"Person {'x' * place}"[:90], email="victim@reader.example")
        leave_at(place)

    assert states().count("sent") == 3


@pytest.mark.parametrize("act", [own.confirm_signature, own.withdraw_signature, own.erase_signature])
def test_a_mail_whose_signature_moved_on_stays(sign, act):
    sign(0)
    signature = queries.signature_with_text(db.session.scalars(sa.select(Signature.id)).one())
    act(signature)

    assert leave_at(1) == []


def test_who_signed_already_is_told_so(sign):
    sign(0)
    leave_at(0)
    db.session.execute(sa.update(Signature).values(state=SignatureState.CONFIRMED))
    sign(20)

    leave_at(20)

    mails = db.session.scalars(sa.select(Message).order_by(Message.id)).all()
    assert [(mail.kind, str(mail.state)) for mail in mails] == [("confirmation", "sent"), ("already_signed", "sent")]
    assert b"already" in mails[1].content


def test_a_quarantined_signature_gets_no_mail(sign):
    sign(0)
    db.session.execute(sa.update(Signature).values(state=SignatureState.QUARANTINED))

    leave_at(0)

    assert states() == ["skipped"]
