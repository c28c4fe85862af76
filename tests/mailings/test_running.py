"""The run of a mailing: each person once, and stopped at once."""

import threading
from datetime import timedelta

import pytest

from outreach import clock
from outreach.contacts.kinds import AddressState, Stage, Waiting
from outreach.db import db
from outreach.interactions.models import Direction, Interaction
from outreach.mail.outcomes import Cause, Refused, RetryLater, Uncertain
from outreach.mail_templates.services import TemplateEntry, add_version
from outreach.mailings import services
from outreach.mailings.errors import HoldIsOver, StartedAlready, WrongMoment
from outreach.mailings.models import Mailing, MailingState, SendHours
from outreach.outbox.sending import send_due
from outreach.outbox.states import MessageState
from outreach.suppressions.models import SuppressionReason
from outreach.suppressions.services import suppress
from tests.factories import ClaimFactory, ContactFactory, InteractionFactory, UserFactory
from tests.mailings.conftest import BODY, mailbox, standing


def test_everybody_gets_one_mail_in_an_envelope_of_their_own(started, send):
    contacts = ContactFactory.create_batch(3)
    mailing = started()

    sent = send()
    send()

    assert sorted(mail.to for mail in sent) == sorted(mailbox(one).value for one in contacts)
    assert db.session.get(Mailing, mailing.id).state is MailingState.SENT


def test_what_was_approved_is_what_leaves(draft, send):
    contact = ContactFactory()
    mailing = draft()
    services.approve_mailing(mailing, None)
    frozen = standing(mailing, contact).message.content
    services.start_mailing(mailing.id, None, hold=False)

    assert send()[0].content == frozen


def test_what_was_sent_is_logged_and_it_is_their_turn(started, send):
    contact = ContactFactory()
    mailing = started()

    send()

    logged = db.session.query(Interaction).one()
    assert (logged.contact_id, logged.direction) == (contact.id, Direction.OUTGOING)
    assert logged.summary == f"News for {contact.name}"
    assert (contact.stage, contact.waiting) == (Stage.WRITTEN, Waiting.THEM)
    assert mailing


def test_nothing_leaves_within_the_hold_and_all_of_it_can_be_taken_back(draft, send, time_machine):
    time_machine.move_to("2026-03-02 09:00 +0000", tick=False)
    ContactFactory.create_batch(2)
    mailing = draft()
    services.approve_mailing(mailing, None)
    services.start_mailing(mailing.id, None)

    time_machine.move_to("2026-03-02 09:00:59 +0000", tick=False)
    assert send() == []
    assert services.take_back(mailing.id, None) == 2
    time_machine.move_to("2026-03-02 09:05 +0000", tick=False)
    assert send() == []

    services.start_mailing(mailing.id, None)
    time_machine.move_to("2026-03-02 09:06:01 +0000", tick=False)
    assert len(send()) == 2
    with pytest.raises(HoldIsOver):
        services.take_back(mailing.id, None)


def test_a_pause_within_the_hold_does_not_shorten_it(draft, send, time_machine):
    time_machine.move_to("2026-03-02 09:00 +0000", tick=False)
    ContactFactory.create_batch(2)
    mailing = draft()
    services.approve_mailing(mailing, None)
    services.start_mailing(mailing.id, None)
    time_machine.move_to("2026-03-02 09:00:05 +0000", tick=False)

    services.pause_mailing(mailing.id, None)
    services.resume_mailing(mailing.id, None)

    time_machine.move_to("2026-03-02 09:00:59 +0000", tick=False)
    assert send() == []
    time_machine.move_to("2026-03-02 09:01:01 +0000", tick=False)
    assert len(send()) == 2


def test_a_second_start_does_nothing(started):
    ContactFactory()
    mailing = started()

    with pytest.raises(StartedAlready):
        services.start_mailing(mailing.id, None)


def test_twenty_starts_at_once_are_one(fresh_app):
    ContactFactory.create_batch(3)
    template = add_version(TemplateEntry("Appeal", "en", "News", BODY), None).version.template
    mailing = services.create_mailing(template, "kind:journalist", "x", None)
    services.approve_mailing(mailing, None)
    mailing_id = mailing.id
    db.session.commit()
    answers, gun = [], threading.Barrier(20)

    def start():
        with fresh_app.app_context():
            gun.wait()
            try:
                answers.append(services.start_mailing(mailing_id, None))
                db.session.commit()
            except StartedAlready:
                db.session.rollback()
                answers.append(None)

    threads = [threading.Thread(target=start) for _number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answer for answer in answers if answer is not None) == [3]
    assert len(answers) == 20


def test_pause_holds_everything_and_resume_lets_it_go(started, send):
    ContactFactory.create_batch(3)
    mailing = started()

    assert services.pause_mailing(mailing.id, None) == 3
    assert send() == []
    assert services.resume_mailing(mailing.id, None) == 3
    assert len(send()) == 3


def test_cancel_ends_it_for_good(started, send):
    contact = ContactFactory()
    mailing = started()

    assert services.cancel_mailing(mailing.id, None) == 1

    assert send() == []
    assert standing(mailing, contact).state == "cancelled"
    for again in (services.pause_mailing, services.resume_mailing, services.cancel_mailing):
        with pytest.raises(WrongMoment):
            again(mailing.id, None)


def opt_out(contact):
    suppress(mailbox(contact).value, SuppressionReason.OPT_OUT, "test", "mailing")


def ask_not_to_be_contacted(contact):
    contact.do_not_contact = True


def kill_address(contact):
    mailbox(contact).state = AddressState.DEAD


def answer(contact):
    InteractionFactory(contact=contact, direction=Direction.INCOMING, created_at=clock.now() + timedelta(seconds=1))


def take_over(contact):
    ClaimFactory(contact=contact, owner=UserFactory(), claimed_at=clock.now() + timedelta(seconds=1))


def mark_never_mailed(contact):
    contact.never_mailed = True


@pytest.mark.parametrize(
    "happens", [opt_out, ask_not_to_be_contacted, kill_address, answer, take_over, mark_never_mailed]
)
def test_what_happens_after_the_start_stops_that_mail_alone(started, send, happens):
    stopped, other = ContactFactory(), ContactFactory()
    mailing = started()

    happens(stopped)

    assert [mail.to for mail in send()] == [mailbox(other).value]
    found = standing(mailing, stopped)
    assert found.state == "skipped"
    assert found.message.reason
    assert db.session.get(Mailing, mailing.id).state is MailingState.SENT


def test_a_change_after_the_start_holds_that_mail_for_a_new_approval(started, send):
    changed, _other = ContactFactory(), ContactFactory()
    mailing = started()

    mailbox(changed).value = "new@sample.example"

    assert len(send()) == 1
    assert standing(mailing, changed).recipient.voided_because == "address"
    services.approve_mailing(db.session.get(Mailing, mailing.id), None)
    services.start_mailing(mailing.id, None, hold=False)
    assert [mail.to for mail in send()][1:] == ["new@sample.example"]


def test_an_old_log_brought_in_after_approval_is_no_answer(started, send):
    contact = ContactFactory()
    started()
    InteractionFactory(
        contact=contact,
        direction=Direction.INCOMING,
        happened_on=clock.today() - timedelta(days=400),
        created_at=clock.now() + timedelta(seconds=1),
    )

    assert len(send()) == 1


def test_a_dead_address_is_marked_and_never_written_to_again(started, send, transport):
    contact = ContactFactory()
    mailing = started()
    transport.answer_next(Refused(Cause.ADDRESS_DEAD, "550 5.1.1 no such user"))

    send()

    assert mailbox(contact).state is AddressState.DEAD
    assert standing(mailing, contact).state == "refused"


def test_another_refusal_does_not_blame_the_address(started, send, transport):
    contact = ContactFactory()
    started()
    transport.answer_next(Refused(Cause.MESSAGE, "554 no"))

    send()

    assert mailbox(contact).state is AddressState.GOOD


def test_a_mail_tried_again_later_waits_while_the_mailing_is_paused(started, send, transport, time_machine):
    time_machine.move_to("2026-03-02 09:00 +0000", tick=False)
    ContactFactory()
    mailing = started()
    transport.answer_next(RetryLater(Cause.TEMPORARY, "451 later"))
    send()

    services.pause_mailing(mailing.id, None)
    time_machine.move_to("2026-03-02 10:00 +0000", tick=False)

    assert send() == []


@pytest.mark.parametrize(("arrived", "state"), [(True, MessageState.SENT), (False, MessageState.REFUSED)])
def test_a_doubtful_mail_is_settled_by_a_person_and_never_sent_again(started, send, transport, arrived, state):
    contact = ContactFactory()
    mailing = started()
    transport.answer_next(Uncertain("line broke"))
    send()
    message = standing(mailing, contact).message
    assert message.state is MessageState.UNCERTAIN

    services.settle_uncertain(message, UserFactory(), arrived=arrived)

    assert send() == []
    assert standing(mailing, contact).message.state is state
    assert (contact.stage is Stage.WRITTEN) == arrived


def test_mails_leave_in_working_hours_where_people_live(started, send, time_machine):
    time_machine.move_to("2026-03-06 19:00 +0000", tick=False)  # a Friday evening
    ContactFactory(time_zone="Europe/Paris")
    ContactFactory(time_zone="America/New_York")
    started(send_hours=SendHours.WORKING)

    assert len(send()) == 1
    time_machine.move_to("2026-03-08 12:00 +0000", tick=False)
    assert len(send()) == 1
    time_machine.move_to("2026-03-09 08:01 +0000", tick=False)
    assert len(send()) == 2


def test_the_sweep_ends_only_what_has_nothing_left(started):
    contact = ContactFactory()
    mailing = started()

    assert services.finish_mailings(clock.now()) == 0
    standing(mailing, contact).message.state = MessageState.SENT
    db.session.flush()
    assert services.finish_mailings(clock.now()) == 1


def test_sending_uses_the_gate_of_mailings(started, transport):
    ContactFactory()
    mailing = started()
    services.pause_mailing(mailing.id, None)
    db.session.commit()

    assert send_due(transport, "worker:1", timedelta(seconds=5)).tried == 0
