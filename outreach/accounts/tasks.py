"""What is cleared away daily: sessions, one-time links and counted tries that can matter no more."""

from datetime import time

from outreach import clock, jobs
from outreach.accounts.services.links import remove_old_links
from outreach.accounts.services.sessions import remove_old_sessions
from outreach.db import db
from outreach.security import throttle


@jobs.daily(time(3, 20), name="accounts.clear_away")
def clear_away(_row_id: int | None) -> None:
    """Remove what ended long enough ago."""
    now = clock.now()
    remove_old_sessions(now)
    remove_old_links(now)
    throttle.remove_ended(now)
    db.session.commit()
