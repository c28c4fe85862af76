"""Whether the audit can be believed."""

import pytest
import sqlalchemy as sa

from outreach.audit import queries, services
from outreach.audit.models import AuditEvent, AuditHead
from outreach.db import db


@pytest.fixture
def _five_acts():
    for number in range(1, 6):
        services.record("contact.opened", "contact", number, {"step": number})
    db.session.commit()


def _change(number, **values):
    db.session.execute(sa.update(AuditEvent).where(AuditEvent.id == number).values(**values))
    db.session.commit()
    db.session.expire_all()


def test_an_audit_without_rows_holds():
    chain = queries.walk_chain()

    assert (chain.holds, chain.rows) == (True, 0)


@pytest.mark.usefixtures("_five_acts")
def test_an_untouched_chain_holds_to_its_head():
    chain = queries.walk_chain()

    assert (chain.holds, chain.rows) == (True, 5)
    assert chain.head == db.session.scalar(sa.select(AuditHead.hash))


@pytest.mark.usefixtures("_five_acts")
def test_a_chain_longer_than_a_batch_is_walked_whole(monkeypatch):
    monkeypatch.setattr(queries, "BATCH", 2)

    assert queries.walk_chain().rows == 5


@pytest.mark.usefixtures("_five_acts")
@pytest.mark.parametrize(
    "values", [{"actor": "Somebody"}, {"details": {"step": 9}}, {"subject_id": 9}, {"action": "x"}, {"actor_id": 9}]
)
def test_a_changed_row_is_found(values):
    _change(3, **values)

    assert queries.walk_chain().broken_id == 3


@pytest.mark.usefixtures("_five_acts")
def test_a_row_taken_out_is_found():
    db.session.execute(sa.delete(AuditEvent).where(AuditEvent.id == 3))
    db.session.commit()

    assert queries.walk_chain().broken_id == 3


@pytest.mark.usefixtures("_five_acts")
def test_rows_cut_off_at_the_end_are_found():
    db.session.execute(sa.delete(AuditEvent).where(AuditEvent.id > 3))
    db.session.commit()

    assert queries.walk_chain().broken_id == 4


@pytest.mark.usefixtures("_five_acts")
def test_an_emptied_table_is_found():
    db.session.execute(sa.delete(AuditEvent))
    db.session.commit()

    assert queries.walk_chain().broken_id == 1
