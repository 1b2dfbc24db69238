"""The pictures of the statistics page by name: what each is made of, and how its address carries its numbers.

A picture is drawn from its address alone: it asks the database nothing, can't differ from the table beside it, and
may be kept by the browser.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask import url_for

from quizapp.services.statistics_views import Step, steps_between
from quizapp.web.statistics.drawing import Look, bars, calendar, calendar_height, lines
from quizapp.web.words import gettext as _
from quizapp.web.words import written_date

Numbers = Sequence[int | None]

TONES = {
    "reviews": ("learning", "relearning", "young", "mature", "ahead"),
    "time": ("plain",),
    "forecast": ("relearning", "plain"),
    "retention": ("young", "mature"),
    "states": ("plain", "learning", "relearning", "young", "mature", "ahead"),
    "stability": ("plain",),
    "difficulty": ("plain",),
    "recall": ("plain",),
}
"""The colours of each picture's series."""
_LONGEST = 400
_LARGEST = 10**9


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: its series, and for one over time the first day of its first bar and how long each lasts."""

    name: str
    series: Sequence[Numbers]
    start: date | None = None
    step: Step = Step.DAY
    levels: str = ""

    def address(self, *, dark: bool = False, narrow: bool = False) -> str:
        """Where the picture is, for a dark page or a light one, a wide or a narrow one."""
        numbers = "~".join(".".join("" if one is None else str(one) for one in numbers) for numbers in self.series)
        given: dict[str, Any] = {name: 1 for name, wanted in (("dark", dark), ("narrow", narrow)) if wanted}
        if self.start is not None:
            given |= {"start": self.start.isoformat(), "step": self.step.value}
        return url_for("statistics.picture", name=self.name, values=self.levels or numbers, **given)

    def size(self, *, narrow: bool = False) -> tuple[int, int]:
        """Its width and height."""
        look = Look(is_narrow=narrow)
        return look.width, calendar_height(look) if self.levels else look.height


def read(name: str, values: str, start: str, step: str) -> Picture:
    """The picture that an address names; raises `ValueError` for one that names none."""
    first = date.fromisoformat(start) if start else None
    if name == "calendar":
        if first is None or first.weekday() or not values or len(values) > _LONGEST or set(values) - set("01234"):
            raise ValueError("no calendar")
        return Picture(name, (), first, levels=values)
    series = [[_number(one) for one in numbers.split(".")] for numbers in values.split("~")]
    lengths = {len(numbers) for numbers in series}
    wanted = len(TONES[name]) if name in TONES and name != "states" else 1
    if name not in TONES or len(series) != wanted or len(lengths) != 1 or max(lengths) > _LONGEST:
        raise ValueError("no such picture")
    if name != "retention" and any(one is None for numbers in series for one in numbers):
        raise ValueError("a number is missing")
    picture = Picture(name, series, first, Step(step) if step else Step.DAY)
    if len(labels(picture)) != max(lengths):
        raise ValueError("not as many numbers as bars")
    return picture


def _number(written: str) -> int | None:
    number = int(written) if written else None
    if number is not None and not 0 <= number <= _LARGEST:
        raise ValueError("too large")
    return number


def draw(picture: Picture, look: Look) -> str:
    """The picture as SVG."""
    if picture.name == "calendar":
        assert picture.start is not None
        return calendar(picture.levels, picture.start, _month_names(), _weekday_names(), look)
    tones = TONES[picture.name]
    words = labels(picture)
    if picture.name == "retention":
        return lines(list(zip(tones, picture.series, strict=True)), words, look)
    series = [[one or 0 for one in numbers] for numbers in picture.series]
    if picture.name == "states":  # each bar has its own colour
        (numbers,) = series
        series = [[one if place == at else 0 for at, one in enumerate(numbers)] for place in range(len(numbers))]
    return bars(list(zip(tones, series, strict=True)), words, look)


def labels(picture: Picture) -> list[str]:
    """What stands under each bar."""
    if picture.name == "states":
        return state_names()
    if picture.name == "stability":
        return stability_names()
    if picture.name == "difficulty":
        return [str(number) for number in range(1, 11)]
    if picture.name == "recall":
        return [f"{5 * number}%" for number in range(20)]
    number = len(picture.series[0])
    if picture.start is None:
        raise ValueError("no start")
    if picture.name == "forecast":
        return [
            _("overdue"),
            *(step_name(day, picture.step) for day in _starts(picture.start, picture.step, number - 1)),
        ]
    return [step_name(day, picture.step) for day in _starts(picture.start, picture.step, number)]


def _starts(start: date, step: Step, number: int) -> list[date]:
    days = {Step.DAY: 1, Step.WEEK: 7, Step.MONTH: 32, Step.YEAR: 367}[step]
    return steps_between(start, start + timedelta(days=days * number), step)[:number]


def step_name(day: date, step: Step) -> str:
    """A day, week, month or year by its first day, short."""
    wanted = {Step.MONTH: "MMM yyyy", Step.YEAR: "yyyy"}.get(step, "d MMM")
    return written_date(day, wanted)


def state_names() -> list[str]:
    """What cards are counted as, in the order of `CLASSES`."""
    return [_("New"), _("Learning"), _("Relearning"), _("Young"), _("Mature"), _("Suspended")]


def stability_names() -> list[str]:
    """From how many days on the bars of stability are."""
    days, weeks, months, years = _("%(n)s d"), _("%(n)s wk"), _("%(n)s mo"), _("%(n)s y")
    of = (("<1", days), ("1", days), ("3", days), ("1", weeks), ("2", weeks), ("1", months), ("3", months))
    return [word % {"n": number} for number, word in (*of, ("6", months), ("1", years), ("2", years), ("5", years))]


def _month_names() -> list[str]:
    return [written_date(date(2024, month, 1), "MMM") for month in range(1, 13)]


def _weekday_names() -> list[str]:
    return [written_date(date(2024, 1, day), "EEE") for day in range(1, 8)]
