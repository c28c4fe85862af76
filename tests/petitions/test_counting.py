"""The count, exact whatever runs at the same time."""

from concurrent.futures import ThreadPoolExecutor
from contextvars import Context
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from outreach import clock
from outreach.db import db
from outreach.petitions import counting, queries, tasks
from outreach.petitions.models import PetitionCount, Signature, SignatureState
from outreach.petitions.services import own
from tests.factories import PetitionFactory, SignatureFactory


def shown(petition):
    return db.session.scalars(sa.select(PetitionCount.confirmed).where(PetitionCount.petition_id == petition.id)).one()


def test_only_confirmed_signatures_count():
    petition = PetitionFactory()
    for state in SignatureState:
        SignatureFactory(petition=petition, state=state)

    assert counting.count_signatures(petition.id) == 1
    assert shown(petition) == 1


def test_counting_again_changes_nothing(time_machine):
    time_machine.move_to(datetime(2026, 3, 2, 9, tzinfo=UTC), tick=False)
    petition = SignatureFactory(confirmed=True).petition
    counting.count_signatures(petition.id)
    time_machine.shift(timedelta(hours=1))

    assert counting.count_signatures(petition.id) == 0
    assert petition.count.as_of == datetime(2026, 3, 2, 9, tzinfo=UTC)
    assert counting.petitions_to_count() == []


def test_what_is_taken_back_counts_out():
    signature = SignatureFactory(confirmed=True)
    counting.count_signatures(signature.petition_id)
    signature.state = SignatureState.WITHDRAWN

    assert counting.count_signatures(signature.petition_id) == -1
    assert shown(signature.petition) == 0


def test_each_petition_counts_its_own():
    one, other = SignatureFactory(confirmed=True).petition, SignatureFactory(confirmed=True).petition

    counting.count_signatures(one.id)

    assert (shown(one), shown(other)) == (1, 0)
    assert counting.petitions_to_count() == [other.id]


def test_many_are_counted_in_several_pieces(monkeypatch):
    monkeypatch.setattr(counting, "AT_ONCE", 2)
    petition = PetitionFactory()
    SignatureFactory.create_batch(5, petition=petition, confirmed=True)

    changes = [counting.count_signatures(petition.id) for _ in range(4)]

    assert changes == [2, 2, 1, 0]


def test_a_wrong_count_is_corrected_at_night():
    petition = SignatureFactory(confirmed=True).petition
    counting.count_signatures(petition.id)
    petition.count.confirmed = 7

    assert counting.recount_signatures(petition.id) == -6
    assert shown(petition) == 1
    assert petition.count.recounted_at is not None


def test_the_partial_index_is_used():
    plan_of = "EXPLAIN QUERY PLAN" if db.engine.dialect.name == "sqlite" else None
    if plan_of is None:
        return

    plan = db.session.execute(
        sa.text(f"{plan_of} SELECT DISTINCT petition_id FROM signatures WHERE counted != (state = 'confirmed')")
    )

    assert "ix_signatures_to_count" in " ".join(row.detail for row in plan)


def test_the_count_is_right_to_the_one_while_people_confirm_and_withdraw(fresh_app):
    petition = PetitionFactory()
    signatures = [SignatureFactory(petition=petition) for _ in range(60)]
    petition_id, ids = petition.id, [signature.id for signature in signatures]
    db.session.commit()

    def act(number):
        with fresh_app.app_context():
            if number % 4 == 3:
                tasks.count(None)
            else:
                signature = queries.signature_with_text(ids[number % len(ids)])
                (own.withdraw_signature if number % 5 == 0 else own.confirm_signature)(signature)
                db.session.commit()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda number: Context().run(act, number), range(160)))
    tasks.count(None)

    confirmed = sa.select(sa.func.count()).where(Signature.state == SignatureState.CONFIRMED)
    db.session.rollback()
    kept = db.session.get(PetitionCount, petition_id)
    assert kept.confirmed == db.session.scalar(confirmed) > 0
    assert counting.recount_signatures(petition_id) == 0


def test_what_was_never_confirmed_is_forgotten_after_a_week(fresh_app):
    week_ago = clock.now() - timedelta(days=8)
    SignatureFactory(created_at=week_ago)
    SignatureFactory(created_at=clock.now() - timedelta(days=6), name="Young")
    SignatureFactory(created_at=week_ago, confirmed=True, name="Confirmed", network_hash=b"n" * 32)
    db.session.commit()

    tasks.forget(None)

    left = {signature.name: signature.network_hash for signature in db.session.scalars(sa.select(Signature))}
    assert left == {"Young": None, "Confirmed": None}


def test_the_count_job_publishes_what_it_counted(fresh_app):
    petition = PetitionFactory(slug="free-amina")
    SignatureFactory(petition=petition, confirmed=True)
    db.session.commit()

    tasks.count(petition.id)
    tasks.publish(petition.id)

    published = fresh_app.config["OUTREACH"].published_dir / "petitions/free-amina/count.json"
    assert '"count": 1' in published.read_text()
