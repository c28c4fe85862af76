"""What mailings do by themselves."""

from datetime import UTC, datetime

import pytest

from outreach.contacts.kinds import AddressState
from outreach.db import db
from outreach.mailings.hours import working_hour
from outreach.mailings.tasks import note_opted_out_addresses
from outreach.suppressions.links import unsubscribe_url
from tests.factories import ContactFactory
from tests.mailings.conftest import mailbox


def test_following_the_link_in_a_mail_reaches_the_contact(started, send, stranger):
    contact, other = ContactFactory(), ContactFactory()
    started()
    send()
    link = unsubscribe_url(mailbox(contact).value, "mailing", "en")

    stranger.post("/unsubscribe/" + link.rpartition("/")[2])

    assert note_opted_out_addresses() == 1
    db.session.flush()
    assert [mailbox(one).state for one in (contact, other)] == [AddressState.OPTED_OUT, AddressState.GOOD]
    assert note_opted_out_addresses() == 0


def test_opting_out_stops_a_batch_that_is_running(started, send, stranger):
    contact, other = ContactFactory(), ContactFactory()
    started()
    link = unsubscribe_url(mailbox(contact).value, "mailing", "en")

    stranger.post("/unsubscribe/" + link.rpartition("/")[2])

    assert [mail.to for mail in send()] == [mailbox(other).value]


@pytest.mark.no_database
@pytest.mark.parametrize(
    ("now", "zone", "expected"),
    [
        ("2026-03-02T10:00", "Europe/Paris", "2026-03-02T10:00"),
        ("2026-03-02T17:00", "Europe/Paris", "2026-03-03T08:00"),
        ("2026-03-06T17:00", "Europe/Paris", "2026-03-09T08:00"),
        ("2026-03-02T03:00", "Europe/Paris", "2026-03-02T08:00"),
        ("2026-03-27T20:00", "Europe/Paris", "2026-03-30T07:00"),  # the clocks change on the 29th
        ("2026-03-02T10:00", "Asia/Hong_Kong", "2026-03-03T01:00"),
        ("2026-03-01T10:00", None, "2026-03-01T10:00"),
        ("2026-03-01T10:00", "Nowhere/Land", "2026-03-01T10:00"),
    ],
)
def test_working_hours_are_those_of_the_place(now, zone, expected):
    at = datetime.fromisoformat(now).replace(tzinfo=UTC)

    assert working_hour(at, zone) == datetime.fromisoformat(expected).replace(tzinfo=UTC)
