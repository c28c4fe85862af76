"""What a watcher asks: is the process there, and can it work."""

import sqlalchemy as sa
from flask import Blueprint, Flask
from flask.typing import ResponseReturnValue

from outreach.db import db
from outreach.security.permissions import anyone

bp = Blueprint("health", __name__)


def init_app(app: Flask) -> None:
    """Answer on every face: each process is watched by itself."""
    app.register_blueprint(bp)


@bp.get("/healthz")
@anyone
def process() -> ResponseReturnValue:
    """Say that this process answers, whatever else is broken."""
    return {"ok": True}


@bp.get("/readyz")
@anyone
def ready() -> ResponseReturnValue:
    """Say whether the database answers and the queue, which is a table in it, can be read."""
    checks = {"database": _answers("SELECT 1"), "queue": _answers("SELECT 1 FROM messages LIMIT 1")}
    return {"ok": all(checks.values()), **checks}, 200 if all(checks.values()) else 503


def _answers(question: str) -> bool:
    try:
        db.session.execute(sa.text(question))
    except sa.exc.SQLAlchemyError:
        # PostgreSQL refuses every further question of a transaction in which one failed.
        db.session.rollback()
        return False
    return True
