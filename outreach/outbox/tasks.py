"""The outbox's jobs: send what is due, and find what was forgotten."""

import threading
from datetime import timedelta

from flask import current_app

from outreach import clock, jobs
from outreach.db import db
from outreach.jobs.liveness import my_name
from outreach.mail.transports import Transport
from outreach.outbox.recovery import recover
from outreach.outbox.sending import send_due
from outreach.outbox.services import SEND
from outreach.outbox.transport import transport_for_app

AT_A_STRETCH = timedelta(seconds=20)
_sending = threading.Lock()
_asked_again = threading.Event()


@jobs.job(SEND)
def send(_row_id: int | None) -> None:
    """Send what is due, unless another thread of this process is at it; that one then looks again."""
    _asked_again.set()
    while _asked_again.is_set() and _sending.acquire(blocking=False):
        try:
            _asked_again.clear()
            _send_once(transport_for_app())
        finally:
            _sending.release()


@jobs.every(seconds=30, name="outbox.sweep")
def sweep(_row_id: int | None) -> None:
    """Settle what dead workers left, and send what nobody asked about again: retries, and mails whose asking was lost."""
    recover(clock.now())
    jobs.ask(SEND)
    db.session.commit()


def _send_once(transport: Transport) -> None:
    worker = my_name(current_app.config["OUTREACH"].instance_dir)
    run = send_due(transport, worker, AT_A_STRETCH)
    if not run.is_finished:
        jobs.ask(SEND)
        db.session.commit()
