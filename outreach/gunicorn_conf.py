"""What gunicorn does beside serving, under `outreach run`."""

from typing import Any

from outreach.supervisor import end_with_parent


def on_starting(_server: Any) -> None:
    """Watch over the process that started this one."""
    end_with_parent()
