"""What follows from an exchange."""

from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa

from outreach.contacts import queries as contact_queries
from outreach.contacts.kinds import AddressState, Stage, Waiting
from outreach.contacts.models import Address, Claim
from outreach.db import db
from outreach.interactions import services
from outreach.interactions.entries import InteractionEntry
from outreach.interactions.errors import (
    ContactOptedOut,
    FollowUpBeforeExchange,
    FollowUpPast,
    FollowUpTooFar,
    NotYetHappened,
    TooLongAgo,
)
from outreach.interactions.models import Channel, Direction, FollowUp, FollowUpKind, Interaction, Outcome
from tests.factories import ClaimFactory, ContactFactory, FollowUpFactory, UserFactory
from tests.support.databases import counted_queries

MONDAY = date(2026, 3, 2)
TUESDAY = date(2026, 3, 3)
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
IN, OUT, BOTH = Direction.INCOMING, Direction.OUTGOING, Direction.BOTH


@pytest.fixture(autouse=True)
def _monday(time_machine):
    time_machine.move_to(NOW, tick=False)


def an_entry(**changes):
    return InteractionEntry(**{"channel": Channel.CALL, "direction": OUT, "happened_on": MONDAY, **changes})


@pytest.mark.parametrize(
    ("before", "direction", "outcome", "after"),
    [
        (Stage.FOUND, OUT, None, Stage.WRITTEN),
        (Stage.FOUND, IN, None, Stage.REPLIED),
        (Stage.FOUND, BOTH, None, Stage.TALKING),
        (Stage.FOUND, BOTH, Outcome.NO_ANSWER, Stage.WRITTEN),
        (Stage.TALKING, OUT, Outcome.NO_ANSWER, Stage.TALKING),
        (Stage.WRITTEN, OUT, Outcome.INTERESTED, Stage.TALKING),
        (Stage.WRITTEN, IN, Outcome.ASKS_FOR_MORE, Stage.TALKING),
        (Stage.TALKING, IN, Outcome.DECLINED, Stage.CLOSED),
        (Stage.TALKING, OUT, Outcome.WRONG_PERSON, Stage.CLOSED),
        (Stage.TALKING, IN, Outcome.PUBLISHED, Stage.HELPED),
        (Stage.REPLIED, BOTH, Outcome.TOOK_THE_CASE, Stage.HELPED),
        (Stage.HELPED, IN, Outcome.INTERESTED, Stage.HELPED),
        (Stage.CLOSED, OUT, None, Stage.CLOSED),
        (Stage.CLOSED, IN, None, Stage.REPLIED),
    ],
)
def test_the_stage_moves_by_what_happened(before, direction, outcome, after):
    contact = ContactFactory(stage=before)

    services.log_interaction(contact, an_entry(direction=direction, outcome=outcome))

    assert contact.stage is after


def test_a_note_moves_nothing():
    contact = ContactFactory()

    services.log_interaction(contact, an_entry(channel=Channel.NOTE), UserFactory())

    assert contact.stage is Stage.FOUND
    assert contact.waiting is Waiting.NOBODY
    assert contact.last_outgoing_on is None
    assert db.session.get(Claim, contact.id) is None


@pytest.mark.parametrize(
    ("direction", "outcome", "turn"),
    [
        (OUT, None, Waiting.THEM),
        (OUT, Outcome.NO_ANSWER, Waiting.THEM),
        (IN, None, Waiting.US),
        (IN, Outcome.INTERESTED, Waiting.US),
        (OUT, Outcome.ASKS_FOR_MORE, Waiting.US),
        (BOTH, None, Waiting.NOBODY),
        (IN, Outcome.DECLINED, Waiting.NOBODY),
        (IN, Outcome.PUBLISHED, Waiting.NOBODY),
    ],
)
def test_whose_turn_it_is(direction, outcome, turn):
    contact = ContactFactory()

    services.log_interaction(contact, an_entry(direction=direction, outcome=outcome))

    assert contact.waiting is turn
    assert contact.waiting_since_on == (None if turn is Waiting.NOBODY else MONDAY)


def test_waiting_goes_on_from_the_first_day():
    contact = ContactFactory()
    services.log_interaction(contact, an_entry(happened_on=date(2026, 2, 20)))

    services.log_interaction(contact, an_entry())

    assert contact.waiting_since_on == date(2026, 2, 20)
    assert contact.last_outgoing_on == MONDAY


def test_an_older_exchange_turns_nothing_back():
    contact = ContactFactory()
    services.log_interaction(contact, an_entry(direction=BOTH, outcome=Outcome.INTERESTED))

    services.log_interaction(
        contact, an_entry(direction=IN, outcome=Outcome.DECLINED, happened_on=MONDAY - timedelta(days=30))
    )

    assert contact.stage is Stage.TALKING
    assert contact.waiting is Waiting.NOBODY
    assert contact.last_incoming_on == MONDAY


def test_opting_out_keeps_everybody_from_contacting():
    contact = ContactFactory(email="a@b.example")
    chase = FollowUpFactory(contact=contact, due_on=TUESDAY)
    promise = FollowUpFactory(contact=contact, due_on=TUESDAY, kind=FollowUpKind.PROMISE)

    services.log_interaction(contact, an_entry(direction=IN, outcome=Outcome.OPTED_OUT, summary="Do not write again"))

    assert contact.do_not_contact
    assert contact.do_not_contact_on == MONDAY
    assert contact.do_not_contact_reason == "Do not write again"
    assert contact.stage is Stage.CLOSED
    assert not chase.is_open
    assert promise.closed_because == "opted_out"
    assert db.session.scalars(sa.select(Address.state)).all() == [AddressState.OPTED_OUT]


def test_a_follow_up_is_refused_when_the_contact_opted_out():
    contact = ContactFactory(opted_out=True)

    with pytest.raises(ContactOptedOut):
        services.log_interaction(contact, an_entry(follow_up_on=TUESDAY))

    assert db.session.scalar(sa.select(sa.func.count(Interaction.id))) == 0


def test_a_follow_up_is_refused_when_the_contact_opts_out_just_now():
    with pytest.raises(ContactOptedOut):
        services.log_interaction(ContactFactory(), an_entry(outcome=Outcome.OPTED_OUT, follow_up_on=TUESDAY))


def test_an_exchange_alone_may_be_logged_with_who_opted_out():
    contact = ContactFactory(opted_out=True, stage=Stage.CLOSED)

    services.log_interaction(contact, an_entry(), UserFactory())

    assert db.session.get(Claim, contact.id) is None


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"happened_on": date(9999, 12, 31)}, NotYetHappened),
        ({"happened_on": MONDAY + timedelta(days=2)}, NotYetHappened),
        ({"happened_on": date(18, 3, 2)}, TooLongAgo),
        ({"follow_up_on": date(2026, 3, 1)}, FollowUpBeforeExchange),
        ({"follow_up_on": date(9999, 12, 31)}, FollowUpTooFar),
    ],
)
def test_a_day_that_cannot_be_meant_is_refused(changes, error):
    with pytest.raises(error):
        services.log_interaction(ContactFactory(), an_entry(**changes), UserFactory())


@pytest.mark.parametrize(
    ("kind", "due_on", "changes", "closes"),
    [
        (FollowUpKind.CHASE, TUESDAY, {"direction": IN}, True),
        (FollowUpKind.PROMISE, MONDAY, {"direction": IN}, False),
        (FollowUpKind.CHASE, TUESDAY, {"direction": OUT}, True),
        (FollowUpKind.PROMISE, MONDAY, {"direction": OUT}, True),
        (FollowUpKind.PROMISE, TUESDAY, {"direction": OUT}, False),
        (FollowUpKind.CHASE, MONDAY, {"outcome": Outcome.NO_ANSWER}, False),
        (FollowUpKind.CHASE, MONDAY, {"outcome": Outcome.NO_ANSWER, "follow_up_on": TUESDAY}, True),
        (FollowUpKind.PROMISE, TUESDAY, {"direction": IN, "outcome": Outcome.DECLINED}, True),
        (FollowUpKind.CHASE, MONDAY, {"channel": Channel.NOTE}, False),
    ],
)
def test_an_exchange_closes_the_follow_ups_it_answers(kind, due_on, changes, closes):
    contact = ContactFactory()
    follow_up = FollowUpFactory(contact=contact, kind=kind, due_on=due_on)
    elsewhere = FollowUpFactory(kind=kind, due_on=due_on)

    services.log_interaction(contact, an_entry(**changes), UserFactory())

    assert follow_up.is_open is not closes
    assert elsewhere.is_open


def test_the_next_step_belongs_to_who_logged():
    author, contact = UserFactory(), ContactFactory()

    interaction = services.log_interaction(
        contact, an_entry(follow_up_on=TUESDAY, follow_up_note="Send the photograph"), author
    )

    follow_up = db.session.scalars(sa.select(FollowUp)).one()
    assert (follow_up.owner_id, follow_up.due_on, follow_up.note) == (author.id, TUESDAY, "Send the photograph")
    assert follow_up.interaction_id == interaction.id


def test_who_logs_looks_after_the_contact():
    author, contact = UserFactory(), ContactFactory()

    services.log_interaction(contact, an_entry(), author)

    assert db.session.get(Claim, contact.id).owner_id == author.id


def test_logging_takes_no_claim_away():
    claim = ClaimFactory()

    services.log_interaction(claim.contact, an_entry(), UserFactory())

    assert db.session.get(Claim, claim.contact_id).owner_id == claim.owner_id


def test_an_old_list_claims_nobody():
    contact = ContactFactory()

    services.log_interaction(contact, an_entry(happened_on=date(2018, 3, 12)), UserFactory())

    assert db.session.get(Claim, contact.id) is None


def a_sent_mail(contact, message_id=7, on=MONDAY):
    return services.SentMail(contact.id, message_id, "Mon père, Nurmemet Kasim", on)


def test_a_sent_mail_is_logged_once():
    contact = ContactFactory()

    (logged,) = services.record_sent_mails([a_sent_mail(contact)])
    again = services.record_sent_mails([a_sent_mail(contact)])

    assert (logged.message_id, logged.summary) == (7, "Mon père, Nurmemet Kasim")
    assert again == []
    assert contact.stage is Stage.WRITTEN
    assert (contact.waiting, contact.waiting_since_on) == (Waiting.THEM, MONDAY)


def test_sent_mails_are_logged_together_each_with_what_follows_for_its_reader(app):
    written, other = ContactFactory(), ContactFactory()
    chase = FollowUpFactory(contact=written, due_on=MONDAY)
    db.session.flush()

    with counted_queries(app) as asked:
        logged = services.record_sent_mails([a_sent_mail(written, 7), a_sent_mail(other, 8), a_sent_mail(written, 9)])
    on_two_more = [ContactFactory() for _ in range(2)]
    db.session.flush()
    with counted_queries(app) as asked_again:
        services.record_sent_mails([a_sent_mail(one, 10 + number) for number, one in enumerate(on_two_more)])

    assert [one.message_id for one in logged] == [7, 8, 9]
    assert chase.closed_because == "logged"
    assert other.stage is Stage.WRITTEN
    assert len(asked) == len(asked_again) == 3


def test_a_reply_is_logged_once_and_opens_our_turn():
    contact = ContactFactory()
    services.record_sent_mails([a_sent_mail(contact, on=date(2026, 2, 27))])
    chase = FollowUpFactory(contact=contact, due_on=TUESDAY)

    first = services.record_reply(contact.id, 3, "Re: Appeal", MONDAY)
    again = services.record_reply(contact.id, 3, "Re: Appeal", MONDAY)

    assert again is first
    assert first.direction is IN
    assert contact.stage is Stage.REPLIED
    assert (contact.waiting, contact.waiting_since_on) == (Waiting.US, MONDAY)
    assert chase.closed_because == "replied"


def test_a_follow_up_done_is_taken_up_again():
    follow_up, member = FollowUpFactory(), UserFactory()
    services.complete_follow_up(follow_up, member, NOW)
    assert (follow_up.is_open, follow_up.closed_by_id, follow_up.was_dropped) == (False, member.id, False)

    services.reopen_follow_up(follow_up)

    assert (follow_up.is_open, follow_up.closed_by_id) == (True, None)


def test_a_second_press_changes_nothing():
    follow_up, member = FollowUpFactory(), UserFactory()
    services.complete_follow_up(follow_up, member, NOW)

    services.drop_follow_up(follow_up, UserFactory(), NOW + timedelta(minutes=1))

    assert (follow_up.closed_at, follow_up.closed_by_id, follow_up.was_dropped) == (NOW, member.id, False)


@pytest.mark.parametrize(("due_on", "error"), [(date(2026, 3, 1), FollowUpPast), (date(9999, 12, 31), FollowUpTooFar)])
def test_a_follow_up_is_put_off_to_a_day_that_can_be_meant(due_on, error):
    with pytest.raises(error):
        services.postpone_follow_up(FollowUpFactory(), due_on, MONDAY)


def test_nothing_is_taken_up_again_with_who_opted_out():
    follow_up = FollowUpFactory(contact=ContactFactory(opted_out=True), closed_at=NOW)

    with pytest.raises(ContactOptedOut):
        services.reopen_follow_up(follow_up)
    with pytest.raises(ContactOptedOut):
        services.postpone_follow_up(follow_up, TUESDAY, MONDAY)


def test_what_is_logged_spoils_no_form_that_somebody_has_open():
    contact = ContactFactory()
    read = contact.row_version

    services.log_interaction(contact, an_entry(), UserFactory())
    db.session.flush()

    assert contact_queries.whole_contact(contact.id, None).row_version == read
