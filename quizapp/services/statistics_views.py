"""What the statistics service gives back: values that need no database any more."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from itertools import pairwise
from typing import NamedTuple

from quizapp.storage.statistics import Cards, Recall

_DAY = timedelta(days=1)
_FEW_DAYS = 100
_FEW_WEEKS = 57
_FEW_MONTHS = 120


class Studied(NamedTuple):
    """Answers by kind, and what true retention is made of, in the order of `review_days.SUMS`; see `ReviewSumRow`."""

    learning: int = 0
    relearning: int = 0
    young: int = 0
    mature: int = 0
    ahead: int = 0
    introduced: int = 0
    again: int = 0
    young_asked: int = 0
    young_recalled: int = 0
    mature_asked: int = 0
    mature_recalled: int = 0
    milliseconds: int = 0

    @property
    def answers(self) -> int:
        """All answers."""
        return self.learning + self.relearning + self.young + self.mature + self.ahead

    @property
    def asked(self) -> int:
        """The answers that true retention counts."""
        return self.young_asked + self.mature_asked

    @property
    def recalled(self) -> int:
        """Those of them that were not Again."""
        return self.young_recalled + self.mature_recalled


def total(parts: Iterable[Studied]) -> Studied:
    """The sums of all parts."""
    return Studied(*map(sum, zip(*parts, strict=True)))  # of no parts: all 0


@dataclass(frozen=True, slots=True)
class Streak:
    """Days studied one after the other: up to today, or yesterday while today is still ahead; and the most ever."""

    current: int
    longest: int
    days: int


@dataclass(frozen=True, slots=True)
class Forecast:
    """Cards that will be due if nothing more is learned: those overdue, and those of each day from today on."""

    overdue: int
    days: Sequence[int]

    @property
    def total(self) -> int:
        """All of them."""
        return self.overdue + sum(self.days)


@dataclass(frozen=True, slots=True)
class ArticleRecall:
    """An article and how well what was studied of it is remembered today."""

    id: int
    title: str
    recall: Recall


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything the statistics page shows. ``days`` holds the days on which something was studied, oldest first, and
    ``in_period`` those of the period.

    ``start`` is the first day of the period; ``deck_name`` is None for the whole collection. ``decks`` are all there
    are, by number and name.
    """

    deck_id: int | None
    deck_name: str | None
    decks: list[tuple[int, str]]
    today: date
    start: date
    days: Mapping[date, Studied]
    in_period: Mapping[date, Studied]
    streak: Streak
    forecast: Forecast
    cards: Cards
    articles: list[ArticleRecall]

    @property
    def is_empty(self) -> bool:
        """True when there is nothing to show: no card and no review."""
        return not self.days and not any(self.cards.classes.values())


class Step(Enum):
    """How long one bar of a picture lasts."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


def step_for(days: int) -> Step:
    """The step that shows so many days in a number of bars that can be told apart."""
    if days <= _FEW_DAYS:
        return Step.DAY
    if days <= 7 * _FEW_WEEKS:
        return Step.WEEK
    return Step.MONTH if days <= 31 * _FEW_MONTHS else Step.YEAR


def steps_between(first: date, last: date, step: Step) -> list[date]:
    """The first days of all steps from that of ``first``, from which weeks are counted, to that of ``last``."""
    found = [{Step.MONTH: first.replace(day=1), Step.YEAR: first.replace(month=1, day=1)}.get(step, first)]
    while (following := _next(found[-1], step)) <= last:
        found.append(following)
    return found


def in_steps(days: Mapping[date, Studied], starts: Sequence[date]) -> dict[date, Studied]:
    """What was studied in each step; ``days`` are in order, and the first is not before the first step."""
    studied = list(days.values())
    dates = list(days)
    bounds = [bisect_left(dates, start) for start in starts]
    parts = pairwise([*bounds, len(dates)])
    return {start: total(studied[first:end]) for start, (first, end) in zip(starts, parts, strict=True)}


def _next(start: date, step: Step) -> date:
    if step is Step.DAY:
        return start + _DAY
    if step is Step.WEEK:
        return start + 7 * _DAY
    if step is Step.MONTH:
        return (start + 31 * _DAY).replace(day=1)
    return start.replace(year=start.year + 1)


def streak_of(days: Iterable[date], today: date) -> Streak:
    """The streaks in the ``days`` on which something was studied."""
    current = longest = run = number = 0
    previous: date | None = None
    for day in sorted(day for day in days if day <= today):
        run = run + 1 if previous is not None and day - previous == _DAY else 1
        longest, previous, number = max(longest, run), day, number + 1
    if previous is not None and today - previous <= _DAY:
        current = run
    return Streak(current=current, longest=longest, days=number)
