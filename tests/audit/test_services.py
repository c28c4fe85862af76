"""Adding to the audit."""

import threading
from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa

from outreach.audit import services
from outreach.audit.chain import BEGINNING
from outreach.audit.models import AuditEvent
from outreach.audit.queries import walk_chain
from outreach.db import db


def test_each_row_is_bound_to_the_one_before_it():
    first = services.record("contact.opened", "contact", 3)
    second = services.record("contact.closed", "contact", 3)

    assert (first.id, second.id) == (1, 2)
    assert first.previous_hash == BEGINNING
    assert second.previous_hash == first.hash


def test_a_row_says_who_did_what_when(time_machine):
    noon = datetime(2026, 3, 2, 12, tzinfo=UTC)
    time_machine.move_to(noon, tick=False)

    event = services.record("export.made", details={"rows": 12, "on": date(2026, 3, 2), "kinds": {"b", "a"}})

    assert (event.actor, event.actor_id, event.happened_at) == (services.FROM_THE_SHELL, None, noon)
    assert event.details == {"rows": 12, "on": "2026-03-02", "kinds": ["a", "b"]}


def test_what_a_database_would_give_back_changed_is_refused():
    with pytest.raises(TypeError, match="float"):
        services.record("export.made", details={"share": 0.1})


def test_the_chain_holds_after_the_database_gave_the_rows_back():
    services.record("export.made", details={"z": [1, {"ü": True, "a": None}], "a": "名字"})
    db.session.commit()
    db.session.expire_all()

    assert walk_chain().holds


def test_what_is_undone_leaves_no_row():
    services.record("contact.opened")
    db.session.commit()
    services.record("contact.closed")
    db.session.rollback()
    services.record("contact.moved")
    db.session.commit()

    assert db.session.scalars(sa.select(AuditEvent.action).order_by(AuditEvent.id)).all() == [
        "contact.opened",
        "contact.moved",
    ]
    assert walk_chain().holds


def test_acts_at_once_stand_in_one_chain(fresh_app):
    def act():
        with fresh_app.app_context():
            for _ in range(5):
                services.record("contact.opened", actor=services.THE_PROGRAM)
                db.session.commit()

    threads = [threading.Thread(target=act) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    chain = walk_chain()
    assert (chain.holds, chain.rows) == (True, 20)
