"""FSRS parameters fitted to a person's own reviews, and how well old and new ones foretell reviews not fitted to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import log

import fsrs_rs_python as fsrs

from quizapp.errors import InputError
from quizapp.scheduling.memory import MemoryState, Rating, check_parameters, panics_as_errors, retrievability

LEAST_REVIEWS = 200
"""Reviews on later days that a fit takes: fewer say too little about the person."""
_HELD_OUT = 0.2
"""The last part of the reviews, in order of time, that is not fitted to."""
BINS = 10
"""Groups of equal width in which predicted and true recall are compared."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of a card's history: on which of the learner's days, and its rating."""

    day: date
    rating: Rating


@dataclass(frozen=True, slots=True)
class Bin:
    """Held-out reviews whose predicted recall lies close together: how many, the mean predicted, and the true share."""

    reviews: int
    predicted: float
    recalled: float


@dataclass(frozen=True, slots=True)
class Score:
    """How well parameters foretell reviews: the less both errors, the better."""

    log_loss: float
    rmse_bins: float
    bins: tuple[Bin, ...]


@dataclass(frozen=True, slots=True)
class Fit:
    """Fitted ``parameters``, and how they and those ``before`` foretell the ``tested`` reviews, not fitted to."""

    parameters: tuple[float, ...]
    fitted: int
    tested: int
    before: Score
    after: Score

    @property
    def is_better(self) -> bool:
        """True when neither error grew and the log loss fell."""
        return self.after.log_loss < self.before.log_loss and self.after.rmse_bins <= self.before.rmse_bins


@dataclass(frozen=True, slots=True)
class _Item:
    """A review to foretell, with all that came before it."""

    day: date
    item: fsrs.FSRSItem
    past: fsrs.FSRSItem
    elapsed: int
    recalled: bool


def fit(histories: Iterable[Sequence[Answer]], before: tuple[float, ...]) -> Fit:
    """Fit to the earlier four fifths of the reviews and test on the rest.

    Each history is one card's, whole and in order. Raises `InputError` when there are too few reviews or they can't be
    fitted to.
    """
    check_parameters(before)
    items = sorted((one for history in histories for one in _items(history)), key=lambda one: one.day)
    if len(items) < LEAST_REVIEWS:
        raise InputError(
            f"It takes {LEAST_REVIEWS} reviews of cards that were answered on an earlier day, too, and there are"
            f" {len(items)} so far. Go on studying."
        )
    # Reviews of one day stay on one side.
    edge = items[round(len(items) * (1 - _HELD_OUT))].day
    past, rest = [one for one in items if one.day < edge], [one for one in items if one.day >= edge]
    if not past or len(rest) < LEAST_REVIEWS // 10:
        raise InputError("The reviews lie too close together to test what was learned from them: go on studying.")
    try:
        with panics_as_errors():
            found = tuple(fsrs.FSRS(list(before)).compute_parameters([one.item for one in past]))
        check_parameters(found)
        scores = score(rest, before), score(rest, found)
    except ValueError as error:
        raise InputError("These reviews can't be fitted to: nothing was changed.") from error
    return Fit(found, len(past), len(rest), *scores)


def score(items: Sequence[_Item], parameters: tuple[float, ...]) -> Score:
    """How well the parameters foretell the reviews."""
    model = fsrs.FSRS(list(parameters))
    with panics_as_errors():
        evaluation = model.evaluate([one.item for one in items])
        states = model.memory_state_batch([one.past for one in items])
    pairs = [
        (retrievability(MemoryState(at.stability, at.difficulty), days_elapsed=one.elapsed, parameters=parameters), one)
        for at, one in zip(states, items, strict=True)
    ]
    return Score(_log_loss(pairs), float(evaluation.rmse_bins), _bins(pairs))


def memory_after(histories: Sequence[Sequence[Answer]], parameters: tuple[float, ...]) -> list[MemoryState]:
    """What each history, with at least one answer, leaves in memory by these parameters."""
    if not histories:
        return []
    with panics_as_errors():
        states = fsrs.FSRS(list(parameters)).memory_state_batch([fsrs.FSRSItem(_reviews(one)) for one in histories])
    return [MemoryState(state.stability, state.difficulty) for state in states]


def _items(history: Sequence[Answer]) -> list[_Item]:
    reviews = _reviews(history)
    return [
        _Item(
            answer.day,
            fsrs.FSRSItem(reviews[: place + 1]),
            fsrs.FSRSItem(reviews[:place]),
            (answer.day - history[place - 1].day).days,
            answer.rating > Rating.AGAIN,
        )
        for place, answer in enumerate(history)
        if place and answer.day > history[place - 1].day
    ]


def _reviews(history: Sequence[Answer]) -> list[fsrs.FSRSReview]:
    days = [0, *(max(0, (after.day - at.day).days) for at, after in pairwise(history))]
    return [fsrs.FSRSReview(int(answer.rating), gap) for answer, gap in zip(history, days, strict=True)]


def _log_loss(pairs: Sequence[tuple[float, _Item]]) -> float:
    losses = (-log(max(1e-7, recall if one.recalled else 1 - recall)) for recall, one in pairs)
    return sum(losses) / len(pairs)


def _bins(pairs: Sequence[tuple[float, _Item]]) -> tuple[Bin, ...]:
    of_bin: dict[int, list[tuple[float, bool]]] = {}
    for recall, one in pairs:
        of_bin.setdefault(min(BINS - 1, int(recall * BINS)), []).append((recall, one.recalled))
    return tuple(
        Bin(len(found), sum(recall for recall, _ in found) / len(found), sum(is_ for _, is_ in found) / len(found))
        for _, found in sorted(of_bin.items())
    )
