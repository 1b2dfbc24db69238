"""What the statistics service gives back: values that need no database any more."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta
from enum import Enum
from operator import attrgetter

from quizapp.storage.statistics import Cards, Recall

_DAY = timedelta(days=1)
_FEW_DAYS = 100
_FEW_WEEKS = 57
_FEW_MONTHS = 120


@dataclass(frozen=True, slots=True)
class Studied:
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


_numbers = attrgetter(*(one.name for one in fields(Studied)))


def total(parts: Iterable[Studied]) -> Studied:
    """The sums of all parts."""
    return Studied(*map(sum, zip(*map(_numbers, parts), strict=True)))  # of no parts: all 0


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
    """Everything the statistics page shows. ``days`` holds the days on which something was studied, oldest first.

    ``start`` is the first day of the period; ``deck_name`` is None for the whole collection. ``decks`` are all there
    are, by number and name.
    """

    deck_id: int | None
    deck_name: str | None
    decks: list[tuple[int, str]]
    today: date
    start: date
    days: Mapping[date, Studied]
    streak: Streak
    forecast: Forecast
    cards: Cards
    articles: list[ArticleRecall]

    @property
    def in_period(self) -> dict[date, Studied]:
        """The days of the period on which something was studied."""
        return {day: studied for day, studied in self.days.items() if self.start <= day <= self.today}

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


def step_start(day: date, step: Step, origin: date) -> date:
    """The first day of the step that ``day`` is in; weeks are counted from ``origin``."""
    if step is Step.DAY:
        return day
    if step is Step.WEEK:
        return day - (day - origin) % timedelta(days=7)
    return day.replace(day=1) if step is Step.MONTH else day.replace(month=1, day=1)


def steps_between(first: date, last: date, step: Step, origin: date) -> list[date]:
    """The first days of all steps from the one with ``first`` to the one with ``last``."""
    found = [step_start(first, step, origin)]
    while (following := _next(found[-1], step)) <= last:
        found.append(following)
    return found


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
