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

TO_NINETEEN = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen
"""
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_SCALES = {"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_VALUES = (
    {word: number for number, word in enumerate(TO_NINETEEN.split())}
    | {word: 10 * number for number, word in enumerate(TENS.split(), 2)}
    | {"a": 1, "an": 1}
)
_SCALE = "|".join(_SCALES)
_WORD = "|".join({*_VALUES, *_SCALES} - {"a", "an"})
_UNITS = {
    form: unit
    for unit, forms in {
        "$": "dollar dollars",
        "€": "euro euros",
        "£": "pound pounds",
        "¥": "yen yuan renminbi",
        "₹": "rupee rupees",
        "cent": "cent cents",
        "km": "km kilometer kilometers kilometre kilometres",
        "m": "m meter meters metre metres",
        "mile": "mile miles",
        "foot": "ft foot feet",
        "kg": "kg kilogram kilograms kilo kilos",
        "ton": "ton tons tonne tonnes",
        "degree": "degree degrees",
        "second": "seconds",
        "minute": "minute minutes",
        "hour": "hour hours",
        "day": "day days",
        "week": "week weeks",
        "month": "month months",
        "year": "year years",
    }.items()
    for form in forms.split()
}
"""Words behind a number that say of what it is; none of these is another."""
_BEHIND = re.compile(rf"[ -](?P<unit>{'|'.join(_UNITS)})\b| ?(?P<sign>[$€£¥₹])", re.IGNORECASE | re.ASCII)
_COUNTED = re.compile(r" (?!as|has|is|its|this|was)[a-z]+(?<![isu])s\b", re.ASCII)
"""Things: the "cars" of "1945 cars", which is no year."""
_NUMBER = re.compile(
    rf"(?P<sign>[$€£¥₹] ?)?(?<![\w.,:/])(?:(?P<figures>\d+(?:[.,:/]\d+)*(?![\w%]*[^\W\d_]))"
    rf"|(?P<words>(?:an?(?= (?:{_SCALE})\b)|\b(?:{_WORD}))(?:(?: | and |-)(?:{_WORD})\b)*))\b"
    rf"(?P<scales>(?:[ -](?:{_SCALE})\b)*)(?P<share> ?%| percentage points?\b| percent\b| per cent\b)?",
    re.IGNORECASE | re.ASCII,
)
_PLAIN = re.compile(r"(?:\d{1,40}|\d{1,3}(?:,\d{3}){1,12})(?:\.\d{1,40})?", re.ASCII)
_PAIR = re.compile(r"(?<![\w-])(\d{1,9})[-–](\d{1,9})(?![\w-])", re.ASCII)
_TO = re.compile(r"[-–]| to | and ")
"""Between two numbers that are of the same: "$5–7 million"."""
_MONTH = "|".join(f"{name}|{name[:3]}\\.?" for name in MONTHS)
_DATE = re.compile(
    rf"\b(?:(?P<before>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? )?(?P<month>Sept\.?|{_MONTH})"
    r"(?: (?P<day>\d{1,2})(?:st|nd|rd|th)?(?![\w.:]|,\d)(?:[-–](?P<last>\d{1,2})\b)?)?"
    r"(?:,?(?: of)? (?P<year>[12]\d{3})\b)?",
    re.ASCII,
)
_OF_YEARS = re.compile(
    r"\b(?:after|around|before|by|during|from|in|of|since|through|to|until|year|spring|summer|autumn|fall|winter)"
    r" (?:(?:early|late|mid) )?$",
    re.IGNORECASE,
)
"""In front of four digits these make a year of them: "1,991" is none."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number or date as ``printed``, and its ``value``: what is printed where it has none, such as "5:30".

    ``unit`` is one of `_UNITS`, "%" or "points", "" for none. ``year`` is True for a number that may be a year,
    ``told_year`` where the words say that it is one, ``counted`` where they say that it is none.
    """

    printed: str
    value: Fraction | Date | str
    unit: str = ""
    year: bool = False
    told_year: bool = False
    counted: bool = False

    def is_told_by(self, other: Quantity) -> bool:
        """True when ``other`` says so too, or more of it: "March 7, 2019" for "March 2019" and for "2019"."""
        if isinstance(self.value, tuple):
            if not isinstance(other.value, tuple):
                return False
            return all(mine in {None, theirs} for mine, theirs in zip(self.value, other.value, strict=True))
        if isinstance(other.value, tuple):
            return self.year and self.value == other.value[0]
        is_other = (self.told_year and not other.year) or (self.counted and other.told_year)
        return self.value == other.value and self.unit in {"", other.unit} and not is_other


def unknown_quantity(text: str, told: Sequence[str]) -> str | None:
    """The first number or date of ``text`` that none of the pieces of ``told`` tells; None where each is told."""
    asked = quantities(text)
    if not asked:
        return None
    known = [one for piece in told for one in quantities(piece)]
    if (unknown := next((one.printed for one in asked if not any(map(one.is_told_by, known))), None)) is not None:
        return unknown
    for pair in _PAIR.finditer(text):
        said = re.compile(rf"\b{pair[1]}(?: ?[-–] ?| to | and ){pair[2]}\b")
        if not any(said.search(piece) for piece in told):
            return pair.group()
    return None


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
    matches = [match for match in _NUMBER.finditer(text) if match.group().lower() != "one"]
    scales = [match["scales"].lower() for match in matches]
    units = [_unit(text, match) for match in matches]
    for at in range(len(matches) - 2, -1, -1):
        if _TO.fullmatch(text, matches[at].end(), matches[at + 1].start()) is not None:
            scales[at] = scales[at] or scales[at + 1]
            units[at] = units[at] or units[at + 1]
            units[at + 1] = units[at + 1] or units[at]
    for match, scale, unit in zip(matches, scales, units, strict=True):
        value = _figures(match["figures"]) if match["figures"] else _worded(match["words"])
        for word in re.findall(r"\w+", scale) if isinstance(value, Fraction) else []:
            value *= _SCALES[word]
        printed = match.group().strip()
        counted = _COUNTED.match(text, match.end()) is not None
        year = printed.isdecimal() and len(printed) == 4 and not counted
        told_year = year and printed[0] in "12" and _OF_YEARS.search(text, 0, match.start()) is not None
        yield Quantity(printed, value, unit, year, told_year, counted)


def _unit(text: str, match: re.Match[str]) -> str:
    """What the number is of, as far as a sign, "percent" or the word behind it tells."""
    if match["share"]:
        return "points" if "point" in match["share"] else "%"
    behind = _BEHIND.match(text, match.end())
    if match["sign"] or behind is None:
        return (match["sign"] or "").strip()
    return str(behind["sign"] or _UNITS[behind["unit"].lower()])


def _figures(printed: str) -> Fraction | str:
    return Fraction(printed.replace(",", "")) if _PLAIN.fullmatch(printed) else printed


def _worded(words: str) -> Fraction | str:
    """The value of "two hundred and five thousand"; the words where they are no number, such as "twenty nineteen"."""
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
            return words.lower()
        part, last = part + value, value
    return Fraction(total + part)
