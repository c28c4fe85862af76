"""`outreach audit verify`."""

import json

import sqlalchemy as sa

from outreach.audit import services
from outreach.audit.models import AuditEvent
from outreach.db import db


def test_a_chain_that_holds_prints_its_head(runner):
    event = services.record("contact.opened")

    result = runner("audit", "verify")

    assert result.exit_code == 0
    assert event.hash.hex() in result.stdout


def test_a_broken_chain_names_its_first_broken_row_and_fails(runner):
    services.record("contact.opened")
    db.session.execute(sa.update(AuditEvent).values(actor="Somebody"))

    result = runner("audit", "verify")

    assert result.exit_code == 1
    assert "broken at row 1" in result.stderr


def test_a_program_can_read_the_answer(runner):
    services.record("contact.opened")

    answer = json.loads(runner("audit", "verify", "--json").stdout)

    assert (answer["holds"], answer["rows"], answer["broken"]) == (True, 1, None)
