"""Pictures as SVG: bars on top of each other, lines, and a calendar, for a light or a dark page, wide or narrow.

What they show is given as numbers and words, so equal arguments give equal pictures. No style, script or link is in
them: the pages' security policy holds for them too.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import drawsvg

TONES = {
    "learning": ("#3d86c6", "#93c3ec"),
    "relearning": ("#a3392c", "#d9776a"),
    "young": ("#5a9e74", "#a8d9b8"),
    "mature": ("#1e5a38", "#4f9c6d"),
    "ahead": ("#857f74", "#8b8478"),
    "plain": ("#2f7180", "#8accd6"),
    "none": ("#ebe7de", "#2b2926"),
}
"""What a colour stands for, on a light page and on a dark one; the style sheet has the same for the keys."""
_CALENDAR_TONES = (
    ("#ebe7de", "#b5d3d6", "#74aab1", "#33808d", "#14505c"),
    ("#2b2926", "#2c4a4f", "#3f7780", "#62a6b0", "#a3e0ea"),
)
_INK = ("#57534c", "#b5aea2")
_LINE = ("#dfdad0", "#3a3732")
_FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', sans-serif"
_LETTER = 0.6
"""The width of a letter beside its height, on average."""
_LINES = 4
_FEW = 8
"""So many labels may stand in two rows where one has no room for them."""
WEEKS, NARROW_WEEKS = 53, 26
"""Weeks that a calendar shows, and those of them that a phone does."""
_CALENDAR_LEFT, _CALENDAR_TOP = 30.0, 16.0


@dataclass(frozen=True, slots=True)
class Look:
    """For which page a picture is drawn."""

    is_dark: bool = False
    is_narrow: bool = False

    @property
    def width(self) -> int:
        """Its width; on the page it fills the column."""
        return 328 if self.is_narrow else 680

    @property
    def height(self) -> int:
        """Its height."""
        return 190 if self.is_narrow else 220

    def of(self, pair: tuple[Any, Any]) -> Any:
        """The one of the two that is for this page."""
        return pair[self.is_dark]


def bars(series: Sequence[tuple[str, Sequence[int]]], labels: Sequence[str], look: Look) -> str:
    """One bar for each label, the series (a tone and its numbers) on top of each other."""
    sums = [sum(numbers) for numbers in zip(*(numbers for _, numbers in series), strict=True)]
    frame = _Frame.of(look, 0, max(sums, default=0), labels)
    step = frame.step(len(labels))
    gap = min(step * 0.2, 8.0)
    below = [0] * len(labels)
    for tone, numbers in series:
        path = drawsvg.Path(fill=look.of(TONES[tone]))
        for place, number in enumerate(numbers):
            if number:
                top, bottom = frame.y(below[place] + number), frame.y(below[place])
                # A thin line of the page between two parts tells them apart without colour.
                top += 0.5 if below[place] + number < sums[place] and bottom - top > 2 else 0.0
                path.M(_round(frame.left + place * step + gap / 2), _round(top)).h(_round(step - gap))
                path.V(_round(bottom)).h(_round(gap - step)).Z()
                below[place] += number
        frame.drawing.append(path)
    frame.words(labels)
    return _text(frame.drawing)


def lines(series: Sequence[tuple[str, Sequence[int | None]]], labels: Sequence[str], look: Look) -> str:
    """Percentages as points joined by lines, broken where there is no number. Round points, then square ones."""
    given = [number for _, numbers in series for number in numbers if number is not None]
    lowest = min([*given, 90]) // 10 * 10
    frame = _Frame.of(look, lowest, 100, labels, unit="%")
    step = frame.step(len(labels))
    for place, (tone, numbers) in enumerate(series):
        colour = look.of(TONES[tone])
        points = [
            None if number is None else (_round(frame.left + (at + 0.5) * step), _round(frame.y(number)))
            for at, number in enumerate(numbers)
        ]
        path = drawsvg.Path(fill="none", stroke=colour, stroke_width=2, stroke_linejoin="round")
        for before, point in zip([None, *points], points, strict=False):
            if point is not None:
                path.L(*point) if before is not None else path.M(*point)
        frame.drawing.append(path)
        for x, y in (point for point in points if point is not None):
            frame.drawing.append(
                drawsvg.Circle(x, y, 3.5, fill=colour)
                if place == 0
                else drawsvg.Rectangle(x - 3, y - 3, 6, 6, fill=colour)
            )
    frame.words(labels)
    return _text(frame.drawing)


def calendar(levels: str, first: date, months: Sequence[str], weekdays: Sequence[str], look: Look) -> str:
    """A square for each day from ``first``, a Monday, in columns of weeks; ``levels`` are digits from 0 to 4."""
    weeks = -(-len(levels) // 7)
    skipped = max(0, weeks - _weeks_shown(look))
    step, left, top = _calendar_step(look), _CALENDAR_LEFT, _CALENDAR_TOP
    size = step * 0.84
    drawing = drawsvg.Drawing(look.width, calendar_height(look))
    tones = look.of(_CALENDAR_TONES)
    last_label = -math.inf
    for week in range(skipped, weeks):
        x = left + (week - skipped) * step
        day = first + timedelta(days=7 * week)
        if day.day <= 7 and x - last_label > 30 and x < look.width - 24:
            drawing.append(_word(months[day.month - 1], x, 10, look))
            last_label = x
        for weekday, level in enumerate(levels[7 * week : 7 * week + 7]):
            y = top + weekday * step
            drawing.append(
                drawsvg.Rectangle(_round(x), _round(y), _round(size), _round(size), rx=2, fill=tones[int(level)])
            )
    for weekday in (0, 2, 4, 6):
        drawing.append(_word(weekdays[weekday], 0, top + weekday * step + size / 2 + 3.5, look))
    return _text(drawing)


def calendar_height(look: Look) -> int:
    """How high a calendar is."""
    return math.ceil(_CALENDAR_TOP + 7 * _calendar_step(look))


def _weeks_shown(look: Look) -> int:
    return NARROW_WEEKS if look.is_narrow else WEEKS


def _calendar_step(look: Look) -> float:
    return (look.width - _CALENDAR_LEFT - 1) / _weeks_shown(look)


@dataclass(frozen=True, slots=True)
class _Frame:
    """A picture with its scale: ``lowest`` is at the bottom, ``highest`` at the top."""

    drawing: Any
    look: Look
    left: float
    top: float
    bottom: float
    lowest: int
    highest: int

    @classmethod
    def of(cls, look: Look, lowest: int, most: int, labels: Sequence[str], *, unit: str = "") -> "_Frame":
        """The scale with its lines, from ``lowest`` to a round number that is not below ``most``."""
        every = _round_number((most - lowest) / _LINES)
        highest = max(lowest + every, lowest + -(-(most - lowest) // every) * every)
        numbers = [f"{number:,}{unit}" for number in range(lowest, highest + 1, every)]
        left = 8 + max(map(_width, numbers))
        frame = cls(drawsvg.Drawing(look.width, look.height), look, left, 10, look.height - 24, lowest, highest)
        for place, number in enumerate(numbers):
            y = _round(frame.y(lowest + place * every))
            frame.drawing.append(
                drawsvg.Line(left, y, look.width, y, stroke=look.of(_LINE if place else _INK), stroke_width=1)
            )
            frame.drawing.append(_word(number, left - 6, y + 4, look, anchor="end"))
        return frame

    def y(self, number: float) -> float:
        """How far down the number is."""
        share = (number - self.lowest) / (self.highest - self.lowest)
        return self.bottom - share * (self.bottom - self.top)

    def step(self, number: int) -> float:
        """The width that one of so many bars has with the space round it."""
        return (self.look.width - self.left) / max(number, 1)

    def words(self, labels: Sequence[str]) -> None:
        """Write the labels under their bars: all where there is room, else in two rows if they are few, else some."""
        step = self.step(len(labels))
        widest = max((_width(label) for label in labels), default=0) + 8
        is_staggered = step < widest <= 2 * step and len(labels) <= _FEW
        every = 1 if is_staggered else max(1, math.ceil(widest / step))
        end = -math.inf
        for place in range(0, len(labels), every):
            half = _width(labels[place]) / 2
            x = min(max(self.left + (place + 0.5) * step, half), self.look.width - half)
            if is_staggered or x - half > end:
                row = 11 * (place % 2) if is_staggered else 4
                self.drawing.append(_word(labels[place], x, self.bottom + 11 + row, self.look, anchor="middle"))
                end = x + half


def _width(word: str) -> float:
    return len(word) * 11 * _LETTER


def _round_number(least: float) -> int:
    """The smallest of 1, 2, 5, 10, 20, 50 ... that is not below ``least``."""
    power = 10 ** max(0, math.floor(math.log10(least))) if least > 0 else 1
    return next(int(factor * power) for factor in (1, 2, 5, 10) if factor * power >= least)


def _word(word: str, x: float, y: float, look: Look, *, anchor: str = "start") -> Any:
    return drawsvg.Text(word, 11, _round(x), _round(y), fill=look.of(_INK), font_family=_FONT, text_anchor=anchor)


def _round(number: float) -> float:
    return round(number, 2)


def _text(drawing: Any) -> str:
    return str(drawing.as_svg())
