"""What gunicorn does beside serving, under `outreach run`."""

import sys
from typing import Any

from outreach.db import db
from outreach.supervisor import end_with_parent


def on_starting(_server: Any) -> None:
    """Watch over the process that started this one."""
    end_with_parent()


def post_fork(_server: Any, _worker: Any) -> None:
    """Begin without the connections of the process that loaded the application: a connection is of one process only."""
    loaded = sys.modules.get("outreach.wsgi")
    if loaded is not None:  # benchmarks serve other applications the same way
        with loaded.app.app_context():
            db.engine.dispose(close=False)
