import socket
from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest
import sqlalchemy as sa
from flask import current_app

from config import SendCaps
from outreach import clock
from outreach.db import db
from outreach.mail.outcomes import Accepted, Cause, Refused, RetryLater, Uncertain
from outreach.mail.transports import RecordingTransport
from outreach.outbox import kinds, services
from outreach.outbox.claiming import LEASE, claim
from outreach.outbox.errors import NotUncertain
from outreach.outbox.kinds import Go, MailKind, Skip, Wait
from outreach.outbox.models import Attempt, Identity, Message
from outreach.outbox.recording import Result, record
from outreach.outbox.recovery import recover
from outreach.outbox.sending import CONNECTIONS, CONNECTIONS_UNCAPPED, send_due
from outreach.outbox.services import MailDraft
from outreach.outbox.states import AttemptOutcome, MessageState
from outreach.suppressions.models import SuppressionReason
from outreach.suppressions.services import suppress
from tests.support.databases import counted_queries

AN_HOUR = timedelta(hours=1)
_numbers = count(1000)


class Told(list):
    """What a slice was told of its messages."""

    def __call__(self, ended):
        self.extend((one.subject_id, one.state) for one in ended)


@pytest.fixture
def told():
    """Register the kind these tests send, with a gate that opens, and record what it is told."""
    told = Told()
    kinds.register(MailKind("trial_kind", priority=50, settled=told))
    return told


@pytest.fixture
def transport():
    return RecordingTransport()


def a_mail(number=1, **changes):
    facts = {
        "kind": "trial_kind",
        "to": f"camille{number}@sample.example",
        "content": f"Subject: {number}\r\n\r\nHello\r\n".encode(),
        "message_id": f"<{number}@campaign.example>",
        "subject_type": "test",
        "subject_id": number,
    }
    return services.queue(MailDraft(**{**facts, **changes}))


def states():
    return list(db.session.scalars(sa.select(Message.state).order_by(Message.id)))


def send(transport, connections=2):
    db.session.commit()
    run = send_due(transport, "host.1.test", AN_HOUR, connections)
    db.session.expire_all()
    return run.tried


def test_every_queued_mail_leaves_once_with_the_bytes_that_were_frozen(transport, told):
    mails = [a_mail(number) for number in range(5)]

    send(transport)
    send(transport)

    assert sorted(one.content for one in transport.sent) == sorted(mail.content for mail in mails)
    assert states() == [MessageState.SENT] * 5
    assert sorted(told) == [(number, MessageState.SENT) for number in range(5)]


def test_a_claim_is_noted_before_the_first_byte_leaves(told):
    a_mail()
    db.session.flush()

    claim("host.1.test", 1, clock.now())

    rows = db.session.execute(sa.select(Message.state, Message.worker, Attempt.outcome).join(Attempt)).all()
    assert rows == [(MessageState.SENDING, "host.1.test", None)]


def test_a_refused_address_is_refused_alone(transport, told):
    a_mail(1)
    a_mail(2)
    transport.answer_always("camille1@sample.example", Refused(Cause.ADDRESS_DEAD, "550 5.1.1 unknown"))

    send(transport)

    first, second = db.session.scalars(sa.select(Message).order_by(Message.id))
    assert (first.state, first.cause, first.server_words) == (MessageState.REFUSED, "address_dead", "550 5.1.1 unknown")
    assert second.state is MessageState.SENT


def test_a_temporary_refusal_is_tried_again_after_five_minutes(transport, told, time_machine):
    time_machine.move_to("2026-03-02 09:00 +0000", tick=False)
    a_mail()
    transport.answer_next(RetryLater(Cause.TEMPORARY, "450 4.2.1 later"))

    send(transport)
    message = db.session.scalar(sa.select(Message))
    assert message.state is MessageState.DEFERRED
    assert message.due_at - clock.now() == timedelta(minutes=5)
    assert send(transport) == 0

    time_machine.shift(timedelta(minutes=5))
    send(transport)
    assert states() == [MessageState.SENT]


def test_a_mail_that_is_put_off_for_two_days_is_given_up(transport, told, time_machine):
    time_machine.move_to("2026-03-02 09:00 +0000", tick=False)
    began = clock.now()
    a_mail()
    transport.answer_always("camille1@sample.example", RetryLater(Cause.TEMPORARY, "450 4.2.1 later"))

    while states() != [MessageState.REFUSED]:
        send(transport)
        time_machine.move_to(db.session.scalar(sa.select(Message.due_at)), tick=False)

    assert timedelta(hours=40) < clock.now() - began <= timedelta(hours=48)


def test_a_line_cut_after_the_final_dot_is_uncertain_and_never_sent_again(transport, told, time_machine):
    time_machine.move_to("2026-03-02 09:00 +0000", tick=False)
    a_mail()
    transport.answer_next(Uncertain("the line broke"))

    send(transport)
    time_machine.shift(timedelta(days=30))
    send(transport)

    assert states() == [MessageState.UNCERTAIN]
    assert len(transport.given) == 1
    assert told == [(1, MessageState.UNCERTAIN)]


def test_an_unforeseen_fault_is_uncertain(transport, told):
    a_mail()

    class Broken(RecordingTransport):
        def receive(self, mail):
            raise RuntimeError(mail.to)

    send(Broken())

    assert states() == [MessageState.UNCERTAIN]


def test_what_a_gate_skips_or_puts_off_does_not_leave(transport, told, time_machine):
    time_machine.move_to("2026-03-02 09:00 +0000", tick=False)
    verdicts = {1: Skip("they answered"), 2: Wait(clock.now() + AN_HOUR, "it is night there"), 3: Go()}
    kinds.register(
        MailKind("trial_kind", 50, gate=lambda ones, _now: {one.id: verdicts[one.subject_id] for one in ones})
    )
    for number in verdicts:
        a_mail(number)

    send(transport)

    assert states() == [MessageState.SKIPPED, MessageState.QUEUED, MessageState.SENT]
    assert [one.to for one in transport.sent] == ["camille3@sample.example"]
    verdicts[2] = Go()
    time_machine.shift(AN_HOUR)
    send(transport)
    assert states()[1] is MessageState.SENT


def test_a_hundred_skipped_mails_do_not_hide_the_one_behind_them(transport, told):
    kinds.register(
        MailKind(
            "trial_kind",
            50,
            gate=lambda ones, _now: {one.id: Go() if one.subject_id == 100 else Skip("no") for one in ones},
        )
    )
    for number in range(101):
        a_mail(number)

    send(transport)

    assert [one.to for one in transport.sent] == ["camille100@sample.example"]


def test_a_gate_that_waits_for_an_hour_gone_by_does_not_keep_the_worker_busy(transport, told):
    past = clock.now() - AN_HOUR
    kinds.register(MailKind("trial_kind", 50, gate=lambda ones, _now: {one.id: Wait(past, "late") for one in ones}))
    a_mail()

    assert send(transport) == 0
    assert db.session.scalar(sa.select(Message.due_at)) > clock.now()


def test_a_gate_that_fails_lets_nothing_of_its_kind_go(transport, told):
    def broken(_ones, _now):
        raise RuntimeError

    kinds.register(MailKind("broken_kind", 1, gate=broken))
    a_mail(1, kind="broken_kind")
    a_mail(2)

    send(transport)

    assert states() == [MessageState.QUEUED, MessageState.SENT]


def test_a_slice_that_fails_on_hearing_the_news_does_not_lose_the_record(transport):
    def broken(_ended):
        raise RuntimeError

    kinds.register(MailKind("trial_kind", 50, settled=broken))
    a_mail()

    send(transport)

    assert states() == [MessageState.SENT]


def test_a_group_asks_the_database_the_same_few_questions_however_many_mails_it_has(fresh_app, transport, told):
    def questions(mails, first):
        for number in range(first, first + mails):
            a_mail(number)
        db.session.commit()
        with counted_queries(fresh_app) as asked:
            send(transport, connections=20)
        return len(asked)

    questions(1, 0)  # the first one prepares

    assert questions(20, 100) == questions(2, 200)


def test_a_message_settled_by_somebody_while_it_was_sent_is_told_as_they_settled_it(told):
    a_mail(1)
    a_mail(2)
    db.session.flush()
    first, second = claim("host.1.test", 2, clock.now())
    db.session.execute(
        sa.update(Message).where(Message.id == first.message.id).values(state=MessageState.REFUSED, worker=None)
    )

    record([Result(one, Accepted("250 ok"), clock.now()) for one in (first, second)])

    assert states() == [MessageState.REFUSED, MessageState.SENT]
    assert told == [(1, MessageState.REFUSED), (2, MessageState.SENT)]


def test_few_lines_are_opened_where_mails_are_capped_and_many_to_a_relay_of_ones_own(transport, told, monkeypatch):
    opened = {}
    for caps in (SendCaps(per_day=1000), SendCaps()):
        settings = replace(current_app.config["OUTREACH"], send_caps=caps)
        monkeypatch.setitem(current_app.config, "OUTREACH", settings)
        for _ in range(30):
            a_mail(next(_numbers))
        db.session.commit()
        before = transport.opened
        send_due(transport, "host.1.test", AN_HOUR)
        opened[caps.per_day] = transport.opened - before

    assert opened == {1000: CONNECTIONS, None: CONNECTIONS_UNCAPPED}


def test_an_address_suppressed_after_queueing_gets_nothing(transport, told):
    a_mail(1)
    a_mail(2)
    suppress("Camille1@sample.example", SuppressionReason.OPT_OUT, "test")

    send(transport)

    assert states() == [MessageState.SKIPPED, MessageState.SENT]


def test_confirmations_leave_before_mailings_queued_earlier(transport, told):
    kinds.register(MailKind("urgent_kind", priority=0))
    a_mail(1)
    a_mail(2, kind="urgent_kind")

    send(transport, connections=1)

    assert [one.to for one in transport.sent] == ["camille2@sample.example", "camille1@sample.example"]


def test_a_mail_whose_hour_has_passed_is_skipped(transport, told):
    a_mail(expires_at=clock.now() - timedelta(minutes=1))

    send(transport)

    assert states() == [MessageState.SKIPPED]


def test_a_mail_whose_seal_is_broken_stops_itself_alone(transport, told):
    broken = a_mail(1)
    a_mail(2)
    db.session.flush()
    broken.sealed_content = b"\x01x" + b"0" * 40

    send(transport)

    assert states() == [MessageState.REFUSED, MessageState.SENT]


def test_a_held_batch_leaves_when_released_and_not_after_it_was_cancelled(transport, told):
    a_mail(1, batch="mailing:1", is_held=True)
    a_mail(2, batch="mailing:2", is_held=True)
    send(transport)
    assert states() == [MessageState.HELD] * 2

    services.release_batch("mailing:1", clock.now())
    assert services.cancel_batch("mailing:2", "changed our minds") == 1
    services.release_batch("mailing:2", clock.now())
    send(transport)

    assert states() == [MessageState.SENT, MessageState.CANCELLED]


def test_three_sign_in_refusals_in_a_row_pause_the_mailbox(transport, told, time_machine):
    time_machine.move_to("2026-03-02 09:00 +0000", tick=False)
    a_mail()
    transport.answer_opening([Refused(Cause.SIGN_IN, "535 5.7.8 wrong password")] * 3)

    for _ in range(3):
        send(transport, connections=1)
        time_machine.shift(timedelta(hours=1))

    identity = db.session.scalar(sa.select(Identity))
    assert identity.paused_because == "535 5.7.8 wrong password"
    assert send(transport) == 0
    assert states() == [MessageState.DEFERRED]


def test_what_a_dead_worker_was_sending_becomes_uncertain_at_once(told):
    a_mail()
    db.session.flush()

    claim(f"{socket.gethostname().partition('.')[0]}.999999.gone", 1, clock.now())

    assert recover(clock.now()) == 1
    db.session.expire_all()
    attempt = db.session.scalar(sa.select(Attempt))
    assert states() == [MessageState.UNCERTAIN]
    assert attempt.outcome is AttemptOutcome.UNCERTAIN
    assert told == [(1, MessageState.UNCERTAIN)]


def test_a_worker_elsewhere_keeps_its_message_until_the_lease_runs_out(told):
    a_mail()
    db.session.flush()

    claim("another-computer.7.abc", 1, clock.now())

    assert recover(clock.now()) == 0
    assert recover(clock.now() + LEASE) == 1


def test_a_person_settles_an_uncertain_mail_once(transport, told):
    message = a_mail()
    transport.answer_next(Uncertain("the line broke"))
    send(transport)

    services.settle(message, arrived=False, settled_by_id=None, now=clock.now())

    assert message.state is MessageState.REFUSED
    with pytest.raises(NotUncertain):
        services.settle(message, arrived=True, settled_by_id=None, now=clock.now())
