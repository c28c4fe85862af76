"""The worker: runs queued jobs as they come, or works off what is due now and ends."""

import signal
from typing import Any

from flask import Flask
from huey import Huey
from huey.consumer import Consumer, Scheduler

from outreach import clock
from outreach.jobs.book import repeated
from outreach.jobs.engine import JobEngine, engine_of
from outreach.jobs.schedule import take_due

THREADS = 2
# Rounds of `drain`: each may ask for more, and what goes on asking is left to the next worker.
ROUNDS = 1000


def work(app: Flask) -> None:
    """Run jobs until the process is told to stop (SIGINT or SIGTERM); a job under way is finished first.

    Every sweep runs at the start: what a worker that died left behind does not wait for its next time.
    """
    engine = engine_of(app)
    for name in _sweeps():
        engine.put(name)
    clock_class = type("BoundClock", (_Clock,), {"engine": engine})
    worker_class = type("BoundWorker", (_Worker,), {"scheduler_class": clock_class})
    worker_class(engine.huey, workers=THREADS, periodic=False, max_delay=0.5).run()


def drain(app: Flask) -> int:
    """Run everything that is due now, in this thread, and return how many jobs ran.

    Every sweep runs once, whatever its schedule, because a row may be due that nobody asked about.
    """
    engine = engine_of(app)
    with app.app_context():
        due = set(take_due(clock.now())) | _sweeps()
    for name in sorted(due):
        engine.run(name, None)
    ran = len(due)
    for _ in range(ROUNDS):
        done = _run_queued(engine)
        if not done:
            break
        ran += done
    return ran


def _sweeps() -> set[str]:
    return {name for name, repetition in repeated().items() if repetition.at is None}


def _run_queued(engine: JobEngine) -> int:
    huey: Huey = engine.huey
    for task in huey.read_schedule():
        huey.enqueue(task)
    ran = 0
    # As many as lie there now: one that asks for itself again is met in the next round.
    for _ in range(huey.pending_count()):
        task = huey.dequeue()
        if task is None:
            break
        huey.execute(task)
        ran += 1
    return ran


class _Clock(Scheduler):  # type: ignore[misc]  # Huey ships no types
    """Huey's scheduler, which also looks at our schedule once a second."""

    engine: JobEngine

    def loop(self, now: Any = None) -> None:
        try:
            with self.engine.app.app_context():
                for name in take_due(clock.now()):
                    self.engine.put(name)
        except Exception:
            self._logger.exception("the schedule could not be read")
        super().loop(now)


class _Worker(Consumer):  # type: ignore[misc]  # Huey ships no types
    """Huey's consumer, which lets a job under way finish whichever way it is told to stop."""

    def _set_signal_handlers(self) -> None:
        self._signal_actions |= {signal.SIGINT: (False, True), signal.SIGTERM: (False, True)}
        super()._set_signal_handlers()
