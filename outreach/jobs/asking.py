"""Asking for a job: noted in the transaction, handed to the engine once it is committed."""

import logging
from typing import Any

from flask import current_app, has_app_context
from sqlalchemy import event
from sqlalchemy.orm import Session

from outreach.db import db

log = logging.getLogger(__name__)
_ASKED = "outreach_jobs_asked"


def ask(name: str, row_id: int | None = None, delay_seconds: float = 0) -> None:
    """Ask for the job `name` on row `row_id`, `delay_seconds` after the present transaction is committed.

    Asking twice for the same in one transaction is asking once. A transaction that is rolled back asks for nothing.
    """
    asked: dict[tuple[str, int | None], float] = db.session.info.setdefault(_ASKED, {})
    key = (name, row_id)
    asked[key] = min(delay_seconds, asked.get(key, delay_seconds))


@event.listens_for(Session, "after_commit")
def _hand_over(session: Session) -> None:
    if session.in_nested_transaction() or not has_app_context():
        return
    asked: dict[tuple[str, int | None], float] = session.info.pop(_ASKED, {})
    engine: Any = current_app.extensions.get("outreach_jobs") if asked else None
    for (name, row_id), delay in asked.items():
        try:
            engine.put(name, row_id, delay)
        except Exception:
            # The row is committed and the sweep will find it: a queue out of reach must not fail the person's request.
            log.exception("job %s could not be handed to the engine", name)


@event.listens_for(Session, "after_rollback")
def _forget(session: Session) -> None:
    session.info.pop(_ASKED, None)
