"""Work in a process of its own: it keeps this one answering, uses another core, and can be killed.

A function that runs there is one of a module's top level, and is called with a `Report` before its arguments:

    with children.lend() as child:
        cards = child.call(write_cards, article)
"""

import contextlib
import copyreg
import multiprocessing
import os
import queue
import signal
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from multiprocessing.connection import Connection
from types import MappingProxyType
from typing import Any, TypeVar

from quizapp.errors import QuizError

IDLE_SECONDS = 300.0
"""How long a child without work is kept: it holds the language pipeline in memory."""
MAX_CALLS = 2000
"""Calls after which a child makes room for a fresh one, so that what a library leaks stays small."""
STEP_SECONDS = 0.2
"""A child says how far it is at most this often."""

_T = TypeVar("_T")


def _unchangeable(fields: dict[str, str]) -> MappingProxyType[str, str]:
    return MappingProxyType(fields)


# The values of a note can't be changed, and `pickle` knows no such mapping by itself.
copyreg.pickle(MappingProxyType, lambda fields: (_unchangeable, (dict(fields),)))


class CancelledError(BaseException):
    """The work is to stop here; what it has not committed is undone. No `except Exception` holds it up."""


class ChildDiedError(Exception):
    """The child ended before its work did; the message says how."""

    @property
    def for_person(self) -> str:
        """The same in words for the person, with what to do."""
        return (
            f"The program that worked on this ended before it was done ({self}). Try again; if it happens again, the"
            " computer may have too little memory: close other programs, or cut a large file into parts."
        )


class ChildFailedError(Exception):
    """The work raised what is not meant for the person; the message is the trace."""


class Said(Enum):
    """What a child tells: how far it is, or how its work ended."""

    STEP = "step"
    DONE = "done"
    ERROR = "error"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Step:
    """What is being done, in words, and how much of it is done; no ``total`` when that isn't known."""

    text: str
    done: int = 0
    total: int | None = None


class Report:
    """What a function in a child is given to say how far it is."""

    def __init__(self, connection: Connection, cancelled: threading.Event) -> None:
        self._connection, self._cancelled = connection, cancelled
        self._text, self._last = "", 0.0

    def step(self, text: str, done: int = 0, total: int | None = None) -> None:
        """Say what is being done and how much of it is; cheap enough for every turn of a loop.

        Raises `CancelledError` when the work is to stop.
        """
        if self._cancelled.is_set():
            raise CancelledError
        now = time.monotonic()
        if text != self._text or now - self._last >= STEP_SECONDS:
            self._text, self._last = text, now
            self._connection.send((Said.STEP, Step(text, done, total)))


class Child:
    """A process that does one thing at a time and stays warm between them."""

    def __init__(self) -> None:
        spawn = multiprocessing.get_context("spawn")
        self._connection, theirs = spawn.Pipe()
        self._process = spawn.Process(target=_obey, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()
        self.calls = 0
        self.idle_since = time.monotonic()

    @property
    def pid(self) -> int | None:
        """The number of its process."""
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        """False once it has ended."""
        return not self._connection.closed and self._process.is_alive()

    def start(self, function: Callable[..., Any], *args: Any) -> None:
        """Begin ``function(report, *args)`` there."""
        self.calls += 1
        with contextlib.suppress(OSError):  # it has ended, which `hear` says
            self._connection.send((function, args))

    def hear(self, seconds: float) -> tuple[Said, Any] | None:
        """What it says within that time; None for nothing. `ChildDiedError` when it has ended."""
        try:
            if not self._connection.poll(seconds):
                return None
            said: tuple[Said, Any] = self._connection.recv()
        except (EOFError, OSError) as error:
            self._process.join(5)
            raise ChildDiedError(_how(self._process.exitcode)) from error
        return said

    def cancel(self) -> None:
        """Ask it to stop at its next step."""
        with contextlib.suppress(OSError):
            self._connection.send(None)

    def call(self, function: Callable[..., _T], *args: Any) -> _T:
        """What ``function(report, *args)`` returns there.

        Raises the `QuizError` that it raised, `ChildFailedError` for what else it raised, `ChildDiedError`.
        """
        self.start(function, *args)
        while True:
            said = self.hear(1.0)
            if said is None or said[0] is Said.STEP:
                continue
            return outcome(*said)  # type: ignore[no-any-return]

    def end(self) -> None:
        """Have it end at once; whoever listens to it is told that it died."""
        self._process.kill()

    def kill(self) -> None:
        """End it at once, and forget it."""
        self._process.kill()
        self._process.join()
        self._connection.close()


def outcome(said: Said, value: Any) -> Any:
    """The result that a child told; raises what it raised."""
    match said:
        case Said.ERROR:
            assert isinstance(value, QuizError)
            raise value
        case Said.FAILED:
            raise ChildFailedError(value)
        case Said.CANCELLED:
            raise CancelledError
        case _:
            return value


class Children:
    """Warm children, as many as are in use at once, lent to one thread at a time."""

    def __init__(self) -> None:
        self._free: list[Child] = []
        self._lent: set[Child] = set()
        self._lock = threading.Lock()

    @contextlib.contextmanager
    def lend(self) -> Iterator[Child]:
        """A child for this thread; killed when it is not given back in good order."""
        child = self._take()
        with self._lock:
            self._lent.add(child)
        try:
            yield child
        except QuizError:  # which is an answer like any other
            self._give(child)
            raise
        except BaseException:
            child.kill()
            raise
        else:
            self._give(child)
        finally:
            with self._lock:
                self._lent.discard(child)

    def reap(self, *, idle: float = IDLE_SECONDS) -> None:
        """End the children that had no work for ``idle`` seconds."""
        with self._lock:
            old = [child for child in self._free if time.monotonic() - child.idle_since >= idle]
            self._free = [child for child in self._free if child not in old]
        for child in old:
            child.kill()

    def close(self) -> None:
        """End them all; who waits for one is told that it died."""
        with self._lock:
            lent = list(self._lent)
        for child in lent:
            child.end()
        self.reap(idle=0)

    def _take(self) -> Child:
        self.reap()
        with self._lock:
            while self._free:
                child = self._free.pop()
                if child.is_alive:
                    return child
                child.kill()
        return Child()

    def _give(self, child: Child) -> None:
        if not child.is_alive or child.calls >= MAX_CALLS:
            child.kill()
            return
        child.idle_since = time.monotonic()
        with self._lock:
            self._free.append(child)


def _obey(connection: Connection) -> None:
    """The child's own side: does what it is sent, one thing after the other, until nobody is left to send."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches both; the parent decides
    asked: queue.SimpleQueue[tuple[Callable[..., Any], tuple[Any, ...]]] = queue.SimpleQueue()
    cancelled = threading.Event()
    threading.Thread(target=_listen, args=(connection, asked, cancelled), daemon=True).start()
    while True:
        function, args = asked.get()
        cancelled.clear()
        try:
            said = (Said.DONE, function(Report(connection, cancelled), *args))
        except QuizError as error:
            said = (Said.ERROR, error)
        except CancelledError:
            said = (Said.CANCELLED, None)
        except Exception:
            said = (Said.FAILED, traceback.format_exc())
        connection.send(said)


def _listen(connection: Connection, asked: "queue.SimpleQueue[Any]", cancelled: threading.Event) -> None:
    while True:
        try:
            message = connection.recv()
        except (EOFError, OSError):
            os._exit(1)  # the parent is gone, and with it whoever wants the result
        if message is None:
            cancelled.set()
        else:
            asked.put(message)


def _how(status: int | None) -> str:
    if status is not None and status < 0:
        name = signal.Signals(-status).name
        return f"killed by {name}" + (", perhaps for want of memory" if name == "SIGKILL" else "")
    return f"status {status}"
