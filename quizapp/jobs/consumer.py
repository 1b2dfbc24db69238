"""Workers that take jobs from the queue: inside `quizapp serve`, or as `quizapp worker`."""

import contextlib
import logging
import os
import threading
from collections.abc import Iterator

from huey.consumer import Consumer

from quizapp.config import Settings
from quizapp.errors import SetupError
from quizapp.jobs.work import run_job
from quizapp.jobs.worker import Run, Worker

DEFAULT_JOBS = min(2, os.cpu_count() or 1)
"""At once: a short job needn't wait for a long one, and each may hold the language pipeline in memory."""
ATTEND_SECONDS = 5.0
SLOWEST_LOOK = 0.5
"""Seconds between two looks for a job in SQLite; Redis tells at once."""


class _Consumer(Consumer):  # type: ignore[misc]
    def _set_signal_handlers(self) -> None:
        """None: signals are the program's, and only the main thread may set them."""


@contextlib.contextmanager
def working(settings: Settings, *, jobs: int, run: Run = run_job) -> Iterator[Worker]:
    """Threads of this process that do jobs, ``jobs`` at once, until the block ends.

    Then what runs is stopped and waits for the next start. `SetupError` when the queue can't be reached.
    """
    worker = Worker(settings, run)
    try:
        worker.queue.is_empty()  # says so now when the queue can't be reached
        consumer = _Consumer(
            worker.queue.huey,
            workers=jobs,
            periodic=False,
            max_delay=SLOWEST_LOOK,
            scheduler_interval=60,
            check_worker_health=False,
        )
        attending = threading.Thread(target=_attend, args=(worker,), name="Attending")
        attending.start()
        consumer.start()
        try:
            yield worker
        finally:
            worker.stopping.set()
            consumer.stop(graceful=True)
            attending.join()
    finally:
        worker.close()


def _attend(worker: Worker) -> None:
    while True:
        try:
            worker.attend()
        except SetupError:
            pass  # the queue is away; it was logged, and is looked for again
        except Exception:
            logging.getLogger(__name__).exception("looking after jobs failed")
        if worker.stopping.wait(ATTEND_SECONDS):
            return
