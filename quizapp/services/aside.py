"""A second thread that calculates while the one that asks for it waits for the disk."""

import os
import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any, TypeVar

T = TypeVar("T")
Told = SimpleQueue[tuple[Any, BaseException | None]]


class _Other:
    """The other thread, which starts with its first work and ends with the process."""

    def __init__(self) -> None:
        self.works: SimpleQueue[tuple[Callable[[], Any], threading.Lock, Told]] = SimpleQueue()
        self._starts = threading.Lock()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        if self._thread is None:
            with self._starts:
                if self._thread is None:
                    self._thread = threading.Thread(target=self._run, name="Aside", daemon=True)
                    self._thread.start()

    def _run(self) -> None:
        while True:
            work, taken, told = self.works.get()
            if taken.acquire(blocking=False):
                try:
                    told.put((work(), None))
                except BaseException as error:
                    told.put((None, error))


_other = _Other()


def aside(work: Callable[[], T]) -> Callable[[], T]:
    """Begin ``work`` in the other thread; what is given back waits until it is done and gives what came of it, or
    raises what it raised. Where the other thread had no turn until then, the one that waits does it.

    It must ask the database for nothing, whose connections belong to one thread. A pool of the standard library takes
    a quarter as long to hand work over as it takes to make a card ready.
    """
    taken, told = threading.Lock(), Told()
    _other.start()
    _other.works.put((work, taken, told))

    def result() -> T:
        if taken.acquire(blocking=False):
            return work()
        found, error = told.get()
        if error is not None:
            raise error
        done: T = found
        return done

    return result


def _start_anew() -> None:
    """In a process that was split off, where no thread but the one that split it runs on."""
    global _other
    _other = _Other()


os.register_at_fork(after_in_child=_start_anew)
