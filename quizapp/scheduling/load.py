"""The load of the days ahead: among the days that fuzz allows, the ones with less to do are the likelier."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import date, timedelta

FURTHEST = 90
"""Days ahead for which the reviews of each day are counted; a card that waits longer is spread by chance alone."""
_COMMON = (1.0,) * 7
_LEAST_SHARE = 1e-4
"""What is left of a day that should be free: it is taken only when every other day should be free too."""
_BESIDE_SIBLING = 0.01
"""How likely a day is on which another card of the same note is due, beside one on which none is."""


@dataclass(frozen=True, slots=True)
class Load:
    """The reviews due today, tomorrow and so on, of the decks with the same preset, as far ahead as they are counted.

    ``siblings`` are the days on which other cards of the note are due.
    """

    due: Sequence[int] = ()
    siblings: Set[date] = frozenset()


def balanced(low: int, high: int, factor: float, *, today: date, load: Load, easy_days: tuple[float, ...]) -> int:
    """One of the intervals ``low`` to ``high``, in days from ``today``, that ``factor`` (0 to 1) chooses.

    A day is the likelier the fewer reviews it has for the share that ``easy_days`` gives its weekday, by the square.
    """
    due = load.due[low : high + 1]
    weights = [1.0 / (1 + number) ** 2 for number in due] + [1.0] * (high + 1 - low - len(due))
    if load.siblings or easy_days != _COMMON:
        days_of = (today + timedelta(days=days) for days in range(low, high + 1))
        weights = [weight * _favour(day, load, easy_days) for day, weight in zip(days_of, weights, strict=True)]
    left = factor * sum(weights)
    for days, weight in enumerate(weights, low):
        left -= weight
        if left < 0:
            return days
    return high


def _favour(day: date, load: Load, easy_days: tuple[float, ...]) -> float:
    """How likely the day is beside one as full on which nothing speaks against a review."""
    share = max(_LEAST_SHARE, easy_days[day.weekday()])
    return share**2 * (_BESIDE_SIBLING if day in load.siblings else 1.0)
