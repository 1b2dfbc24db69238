"""How jobs reach their workers: Huey, over SQLite in the data folder or over Redis.

The table of jobs says what is true; a message in the queue only says which job to look at, so a lost or doubled message
does no harm. Beside the messages the queue keeps, for as long as a job runs, what changes too often for the table, or
must get through while a long transaction holds SQLite's only write lock: how far the job is, and the wish to cancel it.
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from quizapp.config import Settings
from quizapp.errors import SetupError
from quizapp.services.job_records import Progress

if TYPE_CHECKING:
    from huey.api import Huey

NAME, ATTENDED = "quizapp", "attended"
ALIVE_SECONDS = 30.0
"""A worker that was not heard of for this long is gone."""
UNREACHABLE = "The queue of long work can't be reached: start Redis, or see QUIZAPP_REDIS_URL."


@dataclass(frozen=True, slots=True)
class Live:
    """What a running job's worker last said: how far it is, and when it was last alive, in seconds since 1970."""

    progress: Progress
    alive_at: float


class Queue:
    """The queue of the settings; opened when it is first used, from any thread."""

    def __init__(self, settings: Settings, *, work: Callable[[int], None] | None = None) -> None:
        """``work`` is what a worker does with the number of a job; who only sends needs none."""
        self.settings, self._work = settings, work
        self._opened: Huey | None = None
        self._opening = threading.Lock()

    @property
    def huey(self) -> "Huey":
        """The Huey behind it, for a consumer."""
        with self._opening:
            if self._opened is None:
                self._opened = self._open()
            return self._opened

    def _open(self) -> "Huey":
        from quizapp.jobs.messages import open_huey

        opened = open_huey(NAME, self.settings)

        def work(job_id: int) -> None:  # a task is known by its module and name, which must be the same everywhere
            (self._work or _not_a_worker)(job_id)

        self._task = opened.task()(work)
        return opened

    def send(self, job_id: int) -> None:
        """Tell a worker of the job."""
        self._call(lambda huey: huey.enqueue(self._task.s(job_id)))

    def is_empty(self) -> bool:
        """True when no message waits."""
        return bool(self._call(lambda huey: huey.pending_count()) == 0)

    def attend(self) -> None:
        """Let everybody see that a worker is there."""
        self._call(lambda huey: huey.put(ATTENDED, time.time()))

    def is_attended(self) -> bool:
        """True when a worker was there within `ALIVE_SECONDS`."""
        seen: float = self._call(lambda huey: huey.get(ATTENDED, peek=True)) or 0.0
        return time.time() - seen < ALIVE_SECONDS

    def note(self, job_id: int, progress: Progress) -> None:
        """Let everybody see how far the job is, and that its worker is alive."""
        told = {**asdict(progress), "alive_at": time.time()}
        self._call(lambda huey: huey.put(_live(job_id), told))

    def live(self, job_id: int) -> Live | None:
        """What the job's worker last said, None when it said nothing yet."""
        told = self._call(lambda huey: huey.get(_live(job_id), peek=True))
        if told is None:
            return None
        return Live(Progress(told["step"], told["done"], told["total"]), told["alive_at"])

    def ask_cancel(self, job_id: int) -> None:
        """Let the job's worker know that it is to be cancelled."""
        self._call(lambda huey: huey.put(_cancel(job_id), True))

    def cancel_asked(self, job_id: int) -> bool:
        """True when somebody asked for that."""
        return bool(self._call(lambda huey: huey.storage.has_data_for_key(_cancel(job_id))))

    def forget(self, job_id: int) -> None:
        """Forget how far the job was, and the wish to cancel it."""
        self._call(lambda huey: (huey.delete(_live(job_id)), huey.delete(_cancel(job_id))))

    def close(self) -> None:
        """Close its connections; it opens them again when it is used again."""
        if self._opened is not None:
            self._opened.storage.close()
            if self.settings.redis_url is not None:
                self._opened.storage.pool.disconnect()
            self._opened = None

    def _call(self, function: "Callable[[Huey], Any]") -> Any:
        from quizapp.jobs.messages import RedisError

        try:
            return function(self.huey)
        except RedisError as error:
            logging.getLogger(__name__).warning("%s", error)
            raise SetupError(UNREACHABLE) from error


def _not_a_worker(job_id: int) -> None:
    raise RuntimeError(f"job {job_id} came to a program that is no worker")


def _live(job_id: int) -> str:
    return f"live:{job_id}"


def _cancel(job_id: int) -> str:
    return f"cancel:{job_id}"
