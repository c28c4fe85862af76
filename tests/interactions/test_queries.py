"""Whom to contact today, whose turn it is, what passed."""

from datetime import UTC, date, datetime, timedelta

import pytest

from outreach.contacts.kinds import ContactKind, Secrecy, Stage, Waiting
from outreach.db import db
from outreach.interactions import queries
from outreach.security.permissions import Role
from tests.factories import (
    ClaimFactory,
    ContactFactory,
    FollowUpFactory,
    InteractionFactory,
    OrganisationFactory,
    UserFactory,
)
from tests.support.databases import counted_queries

MONDAY = date(2026, 3, 2)
TUESDAY = date(2026, 3, 3)
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def test_follow_ups_due_come_longest_overdue_first_without_tomorrow():
    today = FollowUpFactory(due_on=MONDAY)
    late = FollowUpFactory(due_on=MONDAY - timedelta(days=9))
    FollowUpFactory(due_on=TUESDAY)
    FollowUpFactory(due_on=MONDAY, closed_at=NOW)

    assert queries.follow_ups_due(MONDAY) == [late, today]
    assert queries.overdue(MONDAY) == [late]


def test_follow_ups_due_can_be_one_persons():
    mine = FollowUpFactory(due_on=MONDAY)
    FollowUpFactory(due_on=MONDAY)

    assert queries.follow_ups_due(MONDAY, mine.owner) == [mine]


def test_nothing_is_due_with_who_opted_out():
    FollowUpFactory(due_on=MONDAY, contact=ContactFactory(opted_out=True))

    assert queries.follow_ups_due(MONDAY) == []


def test_a_confidential_contact_is_listed_for_organisers_alone():
    due = FollowUpFactory(due_on=MONDAY, contact=ContactFactory(secrecy=Secrecy.CONFIDENTIAL))
    waiting = ContactFactory(secrecy=Secrecy.RESTRICTED, waiting=Waiting.US, waiting_since_on=MONDAY)
    organiser, volunteer = UserFactory(role=Role.ORGANISER), UserFactory(role=Role.VOLUNTEER)

    assert queries.follow_ups_due(MONDAY, member=organiser) == [due]
    assert queries.follow_ups_due(MONDAY, member=volunteer) == []
    assert queries.waiting_for_us(member=organiser) == [waiting]
    assert queries.waiting_for_us(member=volunteer) == []


def test_whose_turn_it_is_longest_waiting_first():
    second = ContactFactory(waiting=Waiting.US, waiting_since_on=MONDAY)
    first = ContactFactory(waiting=Waiting.US, waiting_since_on=MONDAY - timedelta(days=1))
    them = ContactFactory(waiting=Waiting.THEM, waiting_since_on=MONDAY)
    ContactFactory()

    assert queries.waiting_for_us() == [first, second]
    assert queries.waiting_for_them() == [them]


def test_whose_turn_it_is_can_be_asked_for_those_one_looks_after():
    mine = ClaimFactory(contact=ContactFactory(waiting=Waiting.US, waiting_since_on=MONDAY))
    ContactFactory(waiting=Waiting.US, waiting_since_on=MONDAY)

    assert queries.waiting_for_us(mine.owner) == [mine.contact]


@pytest.mark.parametrize(
    ("kind", "days"),
    [
        (ContactKind.JOURNALIST, 7),
        (ContactKind.NGO, 14),
        (ContactKind.LAWYER, 21),
        (ContactKind.OFFICIAL, 30),
        (ContactKind.ACADEMIC, 14),
        (ContactKind.OTHER, 14),
    ],
)
def test_each_trade_goes_cold_at_its_own_pace(kind, days):
    cold = ContactFactory(kind=kind, last_outgoing_on=MONDAY - timedelta(days=days), stage=Stage.WRITTEN)
    ContactFactory(kind=kind, last_outgoing_on=MONDAY - timedelta(days=days - 1), stage=Stage.WRITTEN)

    assert queries.going_cold(MONDAY) == [cold]


def test_the_last_word_of_either_side_breaks_the_silence():
    long_ago = MONDAY - timedelta(days=90)
    ContactFactory(last_outgoing_on=long_ago, last_incoming_on=MONDAY, stage=Stage.REPLIED)
    ContactFactory(last_outgoing_on=MONDAY, last_incoming_on=long_ago, stage=Stage.REPLIED)
    cold = ContactFactory(last_incoming_on=long_ago, stage=Stage.REPLIED)

    assert queries.going_cold(MONDAY) == [cold]


def test_a_next_step_or_an_end_keeps_from_going_cold():
    long_ago = MONDAY - timedelta(days=90)
    ContactFactory(last_outgoing_on=long_ago, stage=Stage.CLOSED)
    ContactFactory(last_outgoing_on=long_ago, stage=Stage.HELPED)
    ContactFactory(last_outgoing_on=long_ago, opted_out=True)
    planned = ContactFactory(last_outgoing_on=long_ago, stage=Stage.WRITTEN)
    FollowUpFactory(contact=planned, due_on=TUESDAY)

    assert queries.going_cold(MONDAY) == []


def _a_full_desk(rows):
    for _number in range(rows):
        contact = ContactFactory(
            waiting=Waiting.US, waiting_since_on=MONDAY, last_outgoing_on=MONDAY, organisation=OrganisationFactory()
        )
        ClaimFactory(contact=contact)
        FollowUpFactory(contact=contact, due_on=MONDAY)


@pytest.mark.parametrize(
    "ask",
    [
        lambda: [(one.contact.claim.owner.name, one.contact.addresses) for one in queries.follow_ups_due(MONDAY)],
        lambda: [(one.claim.owner.name, one.affiliations[0].organisation.name) for one in queries.waiting_for_us()],
        lambda: [one.addresses for one in queries.going_cold(MONDAY + timedelta(days=60))],
    ],
)
def test_a_list_asks_the_same_number_of_statements_for_any_number_of_rows(app, ask):
    asked = []
    for rows in (2, 5):
        _a_full_desk(rows)
        db.session.expunge_all()
        with counted_queries(app) as statements:
            ask()
        asked.append(len(statements))

    assert asked[0] == asked[1] <= 4


def test_a_timeline_joins_exchanges_and_steps_taken_newest_first():
    contact = ContactFactory()
    first = InteractionFactory(contact=contact, happened_on=MONDAY - timedelta(days=3))
    last = InteractionFactory(contact=contact, happened_on=TUESDAY)
    done = FollowUpFactory(contact=contact, due_on=MONDAY, closed_at=NOW)
    FollowUpFactory(contact=contact, due_on=MONDAY)
    InteractionFactory()

    moments = queries.timeline(contact).items

    assert [one.interaction or one.follow_up for one in moments] == [last, done, first]
    assert [one.on for one in moments] == [TUESDAY, MONDAY, MONDAY - timedelta(days=3)]


def test_a_timeline_goes_on_where_its_page_ended(app):
    contact = ContactFactory()
    said = [InteractionFactory(contact=contact, happened_on=MONDAY - timedelta(days=n % 7)) for n in range(60)]

    with app.test_request_context("/"):
        page = queries.timeline(contact)
        rest = queries.timeline(contact, page.next)

    shown = [one.interaction for one in (*page, *rest)]
    assert sorted(shown, key=lambda one: one.id) == said
    assert [(one.happened_on, one.id) for one in shown] == sorted(
        ((one.happened_on, one.id) for one in said), reverse=True
    )
