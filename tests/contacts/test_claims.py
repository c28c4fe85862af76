"""One of us looks after a contact."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from outreach.accounts.models import User
from outreach.contacts import services
from outreach.contacts.errors import ClaimedByAnother, NotClaimed, OptedOutNotClaimed
from outreach.contacts.kinds import Stage
from outreach.contacts.models import Claim, Contact
from outreach.db import db
from tests.factories import UserFactory
from tests.factories.contacts import ContactFactory

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def test_a_claim_lasts_fourteen_days_and_moves_a_new_contact():
    contact, user = ContactFactory(), UserFactory()

    claim = services.claim(contact, user, NOW)

    assert claim.owner_id == user.id
    assert claim.expires_at == NOW + timedelta(days=14)
    assert contact.stage is Stage.CLAIMED


def test_a_claim_of_somebody_else_is_refused_saying_whose():
    contact, first, second = ContactFactory(), UserFactory(), UserFactory()
    services.claim(contact, first, NOW)

    with pytest.raises(ClaimedByAnother) as refusal:
        services.claim(contact, second, NOW + timedelta(days=13))

    assert refusal.value.owner_id == first.id


def test_an_own_claim_is_renewed_and_keeps_its_beginning():
    contact, user = ContactFactory(), UserFactory()
    services.claim(contact, user, NOW)

    claim = services.claim(contact, user, NOW + timedelta(days=3))

    assert claim.claimed_at == NOW
    assert claim.expires_at == NOW + timedelta(days=17)


def test_an_idle_claim_is_free_after_fourteen_days():
    contact, first, second = ContactFactory(), UserFactory(), UserFactory()
    services.claim(contact, first, NOW)

    claim = services.claim(contact, second, NOW + timedelta(days=14))

    assert (claim.owner_id, claim.claimed_at) == (second.id, NOW + timedelta(days=14))


def test_who_opted_out_cannot_be_claimed():
    with pytest.raises(OptedOutNotClaimed):
        services.claim(ContactFactory(opted_out=True), UserFactory(), NOW)


def test_a_release_frees_the_contact():
    contact, user = ContactFactory(), UserFactory()
    services.claim(contact, user, NOW)

    assert services.release(contact)
    assert not services.release(contact)
    assert contact.stage is Stage.FOUND


def test_a_claim_is_handed_over_by_its_owner_alone():
    contact, giver, receiver = ContactFactory(), UserFactory(), UserFactory()
    services.claim(contact, giver, NOW)

    assert services.hand_over(contact, giver, receiver, NOW).owner_id == receiver.id
    with pytest.raises(NotClaimed):
        services.hand_over(contact, giver, receiver, NOW)


def test_of_a_thousand_who_claim_at_once_one_wins(fresh_app):
    contact = ContactFactory()
    users = [UserFactory() for _number in range(8)]
    ids, contact_id = [user.id for user in users], contact.id
    db.session.commit()

    def try_it(turn):
        with fresh_app.app_context():
            try:
                services.claim(db.session.get(Contact, contact_id), db.session.get(User, ids[turn % 8]), NOW)
                db.session.commit()
            except ClaimedByAnother:
                db.session.rollback()
                return None
            return ids[turn % 8]

    with ThreadPoolExecutor(8) as pool:
        winners = Counter(pool.map(try_it, range(1_000)))

    del winners[None]
    assert len(winners) == 1
    assert db.session.scalars(db.select(Claim.owner_id)).all() == list(winners)
