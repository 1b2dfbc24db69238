"""Dates as far as they are known: a year, a month or a day; the one told before "a month later"."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Words

When = tuple[int, ...]
"""Year; year and month; or year, month and day."""
MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NAMES = r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|December)"
_DATES = re.compile(
    rf"\b(?:{_NAMES} (?:(?P<day>\d{{1,2}}), )?(?P<year>(?:1[0-9]|20)\d\d)|(?P<alone>(?:1[5-9]|20)\d\d)(?!,\d|\d|-))\b"
)
# Any other time told in between is as likely to be what "later" counts from.
_TIMES = re.compile(
    r"\b(?:yesterday|today|tomorrow|last|next|this) ?(?:year|month|week|day|summer|spring|autumn|fall|winter)?\b"
    r"|\b(?:January|February|March|April|June|July|August|September|October|November|December)\b"
    r"|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b(?:later|earlier|ago)\b"
)
_SENTENCES_BACK = 3
_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_COUNTS = {word: number for number, word in enumerate(_WORDS)} | {"twenty": 20, "thirty": 30}


def count_of(word: str) -> int:
    """The number that a word or digits stand for; "a" is one."""
    return int(word) if word.isdigit() else _COUNTS.get(word, 1)


def month_number(name: str) -> int | None:
    """1 to 12 for a month's name or its short form."""
    short = name.rstrip(".")
    if short == "sept":
        return 9
    fitting = (
        n for n, month in enumerate(MONTHS, 1) if short == month or (len(short) == 3 and month.startswith(short))
    )
    return next(fitting, None)


def worded(when: When) -> tuple[str, str]:
    """The date in words and the preposition it takes: "May 2023", "in"."""
    if len(when) == 1:
        return str(when[0]), "in"
    name = MONTHS[when[1] - 1].capitalize()
    return (f"{name} {when[0]}", "in") if len(when) == 2 else (f"{name} {when[2]}, {when[0]}", "on")


def shifted(when: When, step: int, unit: str) -> When | None:
    """The date ``step`` units on, no more exact than the unit; None when it is not known that exactly."""
    if unit == "year":
        return (when[0] + step,)
    if unit == "month" and len(when) >= 2:
        index = when[0] * 12 + when[1] - 1 + step
        return index // 12, index % 12 + 1
    if unit == "day" and len(when) == 3:
        moved = date(when[0], when[1], when[2]) + timedelta(days=step)
        return moved.year, moved.month, moved.day
    return None


def anchor_before(tokens: Words) -> tuple[When, Token] | None:
    """The date told last before the phrase, in its sentence or the two before, and its word; None if it may be another.

    Of several dates it is the last where they are told one after another, each of a deed of its own.
    """
    sentences = [s for s in tokens.doc.sents if s.start <= tokens.start]
    start = sentences[max(0, len(sentences) - _SENTENCES_BACK)].start if sentences else 0
    before = tokens.doc[start : tokens.start]
    text = str(before.text)
    found = list(_DATES.finditer(text))
    if not found or _TIMES.search(_DATES.sub(" ", text) if len(found) == 1 else text[found[-1].end() :]):
        return None
    dates = [_date(match) for match in found]
    words = [_word(tokens.doc, before.start_char + match.start()) for match in found]
    told = [when for when in dates if when is not None]
    in_order = all(one[: len(other)] < other[: len(one)] for one, other in pairwise(told))
    if len(told) < len(found) or not in_order or len({_deed(word) for word in words}) < len(words):
        return None
    return told[-1], words[-1]


def year_beside(tokens: Words, published: str) -> int | None:
    """The year that "this year" or "last year" gives the month of the phrase, where both tell when one thing was."""
    deed = _deed(tokens[0])
    found = {
        word.nbor(-1).lower_
        for word in tokens.sent
        if word.lower_ == "year" and word.i > tokens.sent.start and _deed(word) == deed
    }
    return int(published[:4]) - (found == {"last"}) if len(found) == 1 and found <= {"this", "last"} else None


def _date(match: re.Match[str]) -> When | None:
    if match.group("alone"):
        return (int(match.group("alone")),)
    when: When = (int(match.group("year")), MONTHS.index(match.group("month").lower()) + 1)
    day = match.group("day")
    try:
        return (*when, date(when[0], when[1], int(day)).day) if day else when
    except ValueError:
        return None


def _word(doc: Doc, at: int) -> Token:
    return next(token for token in doc if at < token.idx + len(token.text))


def _deed(token: Token) -> int:
    """The place of the verb, or of the last word there is, that ``token`` belongs to."""
    while token.pos_ not in {"VERB", "AUX"} and token.head != token:
        token = token.head
    return int(token.i)
