"""Numbers and dates of a text by what they say: "4 million" is neither 4 nor 5 million, "March 4" no "March 7"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import TypeAlias

from quizapp.generator.date_anchors import month_number
from quizapp.notes import MONTHS

Date: TypeAlias = tuple[int | None, int, int | None]
"""Year, month and day, None for what is not told."""

_TO_NINETEEN = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen
"""
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_SCALES = {"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_VALUES = (
    {word: number for number, word in enumerate(_TO_NINETEEN.split())}
    | {word: 10 * number for number, word in enumerate(_TENS.split(), 2)}
    | {"a": 1, "an": 1}
)
_SCALE = "|".join(_SCALES)
_WORD = "|".join({*_VALUES, *_SCALES} - {"a", "an"})
_NUMBER = re.compile(
    rf"(?P<sign>[$€£¥₹] ?)?(?<![\w.,:/])(?:(?P<figures>\d+(?:[.,:/]\d+)*(?![\w%]*[^\W\d_]))"
    rf"|(?P<words>(?:an?(?= (?:{_SCALE})\b)|\b(?:{_WORD}))(?:(?: | and |-)(?:{_WORD})\b)*))\b"
    rf"(?P<scales>(?:[ -](?:{_SCALE})\b)*)(?P<share> ?%| percent\b| per cent\b)?",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"\d+(?:\.\d+)?|\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_MONTH = "|".join(f"{name}|{name[:3]}\\.?" for name in MONTHS)
_DATE = re.compile(
    rf"\b(?:(?P<before>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? )?(?P<month>Sept\.?|{_MONTH})"
    r"(?: (?P<day>\d{1,2})(?:st|nd|rd|th)?(?![\w.:]|,\d)(?:[-–](?P<last>\d{1,2})\b)?)?"
    r"(?:,? (?P<year>[12]\d{3})\b)?"
)
_OF_YEARS = re.compile(r"\b(?:after|before|by|during|from|in|of|since|through|to|until|year) $", re.IGNORECASE)
"""In front of four digits these make a year of them: "1,991" is none."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number or date as ``printed``, and its ``value``; ``unit`` is "%" or the sign of a currency, "" for none.

    ``year`` is True for a number that is printed as years are, ``told_year`` where the words say that it is one.
    """

    printed: str
    value: Fraction | Date
    unit: str = ""
    year: bool = False
    told_year: bool = False

    def is_told_by(self, other: Quantity) -> bool:
        """True when ``other`` says so too, or more of it: "March 7, 2019" for "March 2019" and for "2019"."""
        if isinstance(self.value, tuple):
            told = zip(self.value, other.value, strict=True) if isinstance(other.value, tuple) else [(0, 1)]
            return all(mine in {None, theirs} for mine, theirs in told)
        if isinstance(other.value, tuple):
            return self.year and self.value == other.value[0]
        return self.value == other.value and self.unit in {"", other.unit} and (other.year or not self.told_year)


def unknown_quantity(text: str, told: Sequence[str]) -> str | None:
    """The first number or date of ``text`` that none of the pieces of ``told`` tells; None where each is told."""
    known = [one for piece in told for one in quantities(piece)] if quantities(text) else []
    return next((one.printed for one in quantities(text) if not any(map(one.is_told_by, known))), None)


@lru_cache(1_000)
def quantities(text: str) -> tuple[Quantity, ...]:
    """The numbers and dates of a text; "one", "half" and what has letters in it ("18F", "the 3rd") are none."""
    text = " ".join(text.split())
    dates = [match for match in _DATE.finditer(text) if match["before"] or match["day"] or match["year"]]
    rest = _blanked(text, dates)
    return (*(one for match in dates for one in _dates(match)), *_numbers(rest))


def _blanked(text: str, matches: Sequence[re.Match[str]]) -> str:
    for match in matches:
        text = text[: match.start()] + "_" * len(match.group()) + text[match.end() :]
    return text


def _dates(match: re.Match[str]) -> Iterator[Quantity]:
    month = month_number(match["month"].lower()) or 0
    year = int(match["year"]) if match["year"] else None
    days = [day for day in match.group("before", "day", "last") if day]
    for day in days or [None]:
        yield Quantity(match.group(), (year, month, int(day) if day is not None else None))


def _numbers(text: str) -> Iterator[Quantity]:
    for match in _NUMBER.finditer(text):
        value = _figures(match["figures"]) if match["figures"] else _worded(match["words"])
        if value is None or match.group().lower() == "one":
            continue
        for scale in re.findall(r"\w+", match["scales"]):
            value *= _SCALES[scale.lower()]
        year = match.group().isdecimal() and len(match.group()) == 4
        told_year = year and match.group()[0] in "12" and _OF_YEARS.search(text, 0, match.start()) is not None
        unit = (match["sign"] or "").strip() or ("%" if match["share"] else "")
        yield Quantity(match.group().strip(), value, unit, year, told_year)


def _figures(printed: str) -> Fraction | None:
    return Fraction(printed.replace(",", "")) if _PLAIN.fullmatch(printed) else None


def _worded(words: str) -> Fraction | None:
    """The value of "two hundred and five thousand"; None for what is no number, such as "twenty nineteen"."""
    total = part = last = 0
    for word in re.findall(r"[a-z]+", words.lower()):
        if word == "and":
            continue
        if word in _SCALES:
            scale = _SCALES[word]
            part = max(part, 1) * scale
            if scale > 100:
                total, part = total + part, 0
            last = scale
            continue
        value = _VALUES[word]
        if last and not (last >= 100 or (last in range(20, 100) and value < 10)):
            return None
        part, last = part + value, value
    return Fraction(total + part)
