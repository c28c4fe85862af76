"""Rate limits counted in the database."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from outreach.db import db, short_transaction
from outreach.security import throttle
from outreach.security.models import ThrottleCount
from outreach.security.throttle import Limit, TooManyTries, Window, count_try, forget_tries, network_of

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
LIMIT = Limit("door", (Window(3, 60), Window(5, 3600)))


def _knock(times, now, key="somebody"):
    for _ in range(times):
        count_try(LIMIT, key, now)


def test_a_full_window_says_how_long_to_wait():
    _knock(3, NOON + timedelta(seconds=20))

    with pytest.raises(TooManyTries) as refused:
        _knock(1, NOON + timedelta(seconds=20))

    assert refused.value.wait_seconds == 40
    assert str(refused.value) == "There were too many tries. Try again in 1 minute."


def test_the_next_window_opens_again():
    _knock(3, NOON)

    _knock(1, NOON + timedelta(seconds=60))


def test_the_longer_window_makes_the_wait_grow():
    _knock(3, NOON)
    _knock(2, NOON + timedelta(minutes=1))

    with pytest.raises(TooManyTries) as refused:
        _knock(1, NOON + timedelta(minutes=2))

    assert str(refused.value) == "There were too many tries. Try again in 58 minutes."


def test_a_wait_of_hours_is_told_in_hours():
    assert str(TooManyTries(10 * 3600)) == "There were too many tries. Try again in 10 hours."


def test_each_key_counts_for_itself():
    _knock(3, NOON)

    _knock(3, NOON, key="somebody else")


def test_who_has_shown_who_they_are_begins_anew():
    _knock(3, NOON)

    forget_tries(LIMIT, "somebody")

    _knock(3, NOON)


def test_the_table_names_nobody():
    _knock(1, NOON, key="amina@campaign.example")

    rows = db.session.execute(sa.select(ThrottleCount.key_hash)).all()
    assert {len(row.key_hash) for row in rows} == {32}


def test_windows_that_are_over_are_removed():
    _knock(1, NOON - timedelta(days=2))
    _knock(1, NOON)

    assert throttle.remove_ended(NOON) == 2
    assert db.session.scalar(sa.select(sa.func.count(ThrottleCount.id))) == 2


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7/32"),
        ("::ffff:192.0.2.7", "192.0.2.7/32"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        (None, "unknown"),
        ("junk", "unknown"),
    ],
)
def test_a_network_is_one_address_or_one_household(address, network):
    assert network_of(address) == network


def test_tries_at_once_are_each_counted(fresh_app):
    limit = Limit("crowd", (Window(20, 60), Window(20, 3600)))
    let_in, refused = [], []

    def knock():
        with fresh_app.app_context():
            for _ in range(5):
                try:
                    with short_transaction() as session:
                        count_try(limit, "one", NOON, session)
                    let_in.append(1)
                except TooManyTries:
                    refused.append(1)

    threads = [threading.Thread(target=knock) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (len(let_in), len(refused)) == (20, 10)
