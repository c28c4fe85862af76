"""The job engine (Huey on SQLite, PostgreSQL or Redis), its schedule, and what slices need of it.

A job is a bounded function known by its name. The engine only carries "do this job for row N" and may forget it: what must
happen is a row with a state, and a repeated job (a sweep) finds the rows that nobody asked about again.
"""

from outreach.jobs.asking import ask
from outreach.jobs.book import daily, every, job

__all__ = ["ask", "daily", "every", "job"]
