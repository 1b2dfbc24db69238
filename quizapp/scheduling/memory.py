"""How well a card is remembered: FSRS-6 as Anki runs it, through the same Rust library, in whole calendar days."""

import math
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from types import TracebackType
from typing import NamedTuple

import fsrs_rs_python as fsrs

from quizapp.errors import InputError

DEFAULT_PARAMETERS: tuple[float, ...] = tuple(fsrs.DEFAULT_PARAMETERS)
"""The 21 weights of FSRS-6 that Anki starts with."""

_LENGTHS = (17, 19, 21)
"""How many weights FSRS 4.5, 5 and 6 have; the library fills up the older ones."""
_MOST_DAYS = 100_000
"""Beyond this many days nothing changes any more, and the library counts days in 32 bits."""
_SM2_EASE = 2.5


class Rating(IntEnum):
    """The four answers; the value is the one written to review logs."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


@dataclass(frozen=True, slots=True)
class MemoryState:
    """``stability``: days until recall falls to 90%, above 0; ``difficulty``: 1 (easy) to 10."""

    stability: float
    difficulty: float

    def __post_init__(self) -> None:
        # The library answers nonsense for nonsense instead of refusing it.
        if not (0 < self.stability < math.inf and 1 <= self.difficulty <= 10):
            raise ValueError(f"not a memory: stability {self.stability}, difficulty {self.difficulty}")


class NextMemory(NamedTuple):
    """The memory after an answer, and the unrounded interval in days until recall falls to the desired retention."""

    stability: float
    difficulty: float
    interval_days: float

    @property
    def memory(self) -> MemoryState:
        """Stability and difficulty together."""
        return MemoryState(self.stability, self.difficulty)


def next_states(
    state: MemoryState | None,
    *,
    days_elapsed: int,
    desired_retention: float,
    parameters: tuple[float, ...] = DEFAULT_PARAMETERS,
) -> Mapping[Rating, NextMemory]:
    """What each rating makes of a memory last used ``days_elapsed`` calendar days ago; None is a card never seen.

    0 days is a second review on the same day. Raises `InputError` for parameters or a retention that can't be used.
    """
    if days_elapsed < 0:
        raise ValueError(f"a card can't have been reviewed {-days_elapsed} days from now")
    check_retention(desired_retention)
    before = None if state is None else fsrs.MemoryState(state.stability, state.difficulty)
    with panics_as_errors():
        found = _model(parameters).next_states(before, desired_retention, min(days_elapsed, _MOST_DAYS))
    return {
        Rating.AGAIN: _next_memory(found.again),
        Rating.HARD: _next_memory(found.hard),
        Rating.GOOD: _next_memory(found.good),
        Rating.EASY: _next_memory(found.easy),
    }


def _next_memory(found: fsrs.ItemState) -> NextMemory:
    memory = found.memory
    return NextMemory(memory.stability, memory.difficulty, found.interval)


def interval_for(
    state: MemoryState, *, desired_retention: float, parameters: tuple[float, ...] = DEFAULT_PARAMETERS
) -> float:
    """The unrounded interval in days until recall of this memory falls to the desired retention."""
    decay = -decay_of(parameters)
    factor = math.pow(0.9, 1 / decay) - 1
    return state.stability / factor * (math.pow(check_retention(desired_retention), 1 / decay) - 1)


def memory_from_interval(
    interval_days: int, *, parameters: tuple[float, ...] = DEFAULT_PARAMETERS, retention: float = 0.9
) -> MemoryState:
    """The memory to assume of a card whose reviews are not known, only that it was last due after ``interval_days``."""
    with panics_as_errors():
        found = _model(parameters).memory_state_from_sm2(_SM2_EASE, float(max(1, interval_days)), retention)
    return MemoryState(found.stability, found.difficulty)


def retrievability(
    state: MemoryState, *, days_elapsed: float, parameters: tuple[float, ...] = DEFAULT_PARAMETERS
) -> float:
    """The probability, 0 to 1, of recalling now what was last recalled ``days_elapsed`` days ago.

    The power curve of FSRS-6, which passes through 0.9 when ``stability`` days have gone by.
    """
    decay = -decay_of(parameters)
    factor = math.pow(0.9, 1 / decay) - 1
    return math.pow(1 + factor * max(0.0, days_elapsed) / state.stability, decay)


def decay_of(parameters: tuple[float, ...]) -> float:
    """The exponent, above 0, of the curve along which recall falls."""
    return _filled(parameters)[20]


def check_retention(desired_retention: float) -> float:
    """``desired_retention`` when it is a probability to aim for; else `InputError`."""
    if not 0 < desired_retention < 1:
        raise InputError(
            f"Desired retention can't be {desired_retention}: give a number between 0 and 1, such as 0.9.",
            field="desired_retention",
        )
    return desired_retention


def check_parameters(parameters: tuple[float, ...]) -> tuple[float, ...]:
    """``parameters`` when FSRS can use them; else `InputError`."""
    _model(parameters)
    return parameters


@lru_cache(maxsize=256)
def _filled(parameters: tuple[float, ...]) -> tuple[float, ...]:
    try:
        if len(parameters) not in _LENGTHS:  # the library takes an empty list for its defaults
            raise ValueError("wrong number of parameters")
        with panics_as_errors():
            return tuple(fsrs.check_and_fill_parameters(list(parameters)))
    except ValueError as error:
        raise InputError(
            "The FSRS parameters can't be used: give 21 finite numbers, or none for the standard ones.",
            field="parameters",
        ) from error


@lru_cache(maxsize=256)
def _model(parameters: tuple[float, ...]) -> fsrs.FSRS:
    filled = _filled(parameters)
    with panics_as_errors():
        return fsrs.FSRS(list(filled))


class _PanicsAsErrors(AbstractContextManager[None]):
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None and kind.__name__ == "PanicException":
            raise ValueError(f"FSRS failed: {error}") from error


_PANICS_AS_ERRORS = _PanicsAsErrors()


def panics_as_errors() -> AbstractContextManager[None]:
    """Turns a panic of the Rust library, which is no `Exception` and has no importable class, into a ValueError."""
    return _PANICS_AS_ERRORS
