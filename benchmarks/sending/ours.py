"""Send all that is due, as the worker does: `python -m benchmarks.sending.ours`. Prints how many and how long it took."""

import json
import sys
import time

import sqlalchemy as sa
from sqlalchemy.orm import configure_mappers

from benchmarks.sending.prepare import KIND
from outreach import create_app
from outreach.db import db
from outreach.jobs.liveness import my_name
from outreach.outbox import kinds
from outreach.outbox.models import Attempt
from outreach.outbox.sending import send_due
from outreach.outbox.states import AttemptOutcome
from outreach.outbox.tasks import AT_A_STRETCH
from outreach.outbox.transport import transport_for_app
from outreach.settings import settings


def main() -> None:
    """Send, and print it."""
    kinds.register(KIND)
    app = create_app()
    with app.app_context():
        seconds = _send()
        sent = db.session.scalar(sa.select(sa.func.count()).where(Attempt.outcome == AttemptOutcome.SENT))
        db.session.remove()
        db.engine.dispose()
    print(json.dumps({"sent": sent, "seconds": seconds}), file=sys.stdout)


def _send() -> float:
    # Once in the life of a worker, long before it has a mail to send.
    configure_mappers()
    transport, worker = transport_for_app(), my_name(settings().instance_dir)
    began = time.perf_counter()
    while not send_due(transport, worker, AT_A_STRETCH).is_finished:
        pass
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
