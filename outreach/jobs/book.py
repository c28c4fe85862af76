"""The book of jobs: which function a job's name stands for, and which jobs repeat."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

Job = Callable[[int | None], None]

_jobs: dict[str, Job] = {}
_repeated: dict[str, "Repetition"] = {}


@dataclass(frozen=True)
class Repetition:
    """How often a job repeats: every so many seconds, or daily at a time in UTC."""

    seconds: int | None = None
    at: time | None = None

    def after(self, now: datetime) -> datetime:
        """Return the first due time after `now`; times missed meanwhile count as one."""
        if self.at is None:
            return now + timedelta(seconds=self.seconds or 0)
        slot = datetime.combine(now.date(), self.at, tzinfo=UTC)
        return slot if slot > now else slot + timedelta(days=1)

    def is_beyond_reach(self, due: datetime, now: datetime) -> bool:
        """Whether `due` lies so far ahead that the clock must have been set back since it was noted.

        A daily job is left alone: it may have run today already.
        """
        return self.at is None and due - now > timedelta(seconds=self.seconds or 0)


def job(name: str) -> Callable[[Job], Job]:
    """Register the decorated function as the job `name`. It takes a row's id or None, is bounded, and commits itself."""

    def register(function: Job) -> Job:
        _jobs[name] = function
        return function

    return register


def every(seconds: int, name: str) -> Callable[[Job], Job]:
    """Register a job that repeats every `seconds`, with None for its row."""
    _repeated[name] = Repetition(seconds=seconds)
    return job(name)


def daily(at: time, name: str) -> Callable[[Job], Job]:
    """Register a job that runs once a day at `at`, in UTC, with None for its row."""
    _repeated[name] = Repetition(at=at)
    return job(name)


def function_of(name: str) -> Job | None:
    """Return the function of the job `name`; None for one that an older version left in the queue."""
    return _jobs.get(name)


def repeated() -> dict[str, Repetition]:
    """Return the repeated jobs by name."""
    return dict(_repeated)
