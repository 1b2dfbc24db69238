"""Time phrases made absolute, to the precision they really have, from the day an article was published."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Span as Words

_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTH = r"(?P<month>(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)\.?"
_PREPOSITION = r"(?:(?P<lead>in|on|at|by|since|during|until|before|after|from|around|through|of|for)\s+)?"
_PREPOSITION += r"(?P<edge>(?:the )?(?:early|late|mid|end|start|beginning|middle)(?: of| in)?[ -])?"
_YEAR = re.compile(r"\b(?:1[0-9]|20)\d\d\b")
_RELATIVE = re.compile(
    r"\b(?:last|next|this|past|coming|current|previous|following|yesterday|today|tonight|tomorrow|now|currently|recently|ago|earlier|later"
    rf"|{'|'.join(_DAYS)}|weekend|lately|soon|then|the same|that)\b",
    re.IGNORECASE,
)
_MONTH_WORD = re.compile(
    rf"\b(?:{'|'.join(_MONTHS)}|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?", re.IGNORECASE
)
_PATTERNS = tuple(
    re.compile(_PREPOSITION + body, re.IGNORECASE)
    for body in (
        rf"{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?",
        rf"(?:the )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {_MONTH}",
        rf"{_MONTH}(?: of)? (?P<which>last|this|next) year",
        rf"(?P<which>last|this|next) {_MONTH}",
        _MONTH,
        r"(?P<which>last|this|next) (?P<unit>year|month)",
        r"(?P<which>earlier|later) this (?P<unit>year|month)",
        r"(?P<which>yesterday|today|tonight|tomorrow)(?: morning| afternoon| evening| night)?",
        rf"(?:last |this past )?(?P<weekday>{'|'.join(_DAYS)})(?: morning| afternoon| evening| night)?",
        r"(?P<count>\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten) (?P<unit>year|month|day)s? ago",
    )
)
_COUNTS = {
    word: n
    for n, word in enumerate(("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"))
}
_STEPS = {
    "last": -1,
    "this": 0,
    "next": 1,
    "earlier": 0,
    "later": 0,
    "yesterday": -1,
    "today": 0,
    "tonight": 0,
    "tomorrow": 1,
}


def is_relative(tokens: Words) -> bool:
    """True when the phrase means a time only beside the day the article was published or the time told before."""
    text = str(tokens.text)
    if _RELATIVE.search(text):
        return True
    return bool(_MONTH_WORD.search(text)) and not _YEAR.search(text) and not re.fullmatch(r"may", text.strip())


def absolute(tokens: Words, published: str | None) -> str | None:
    """The phrase in absolute words with its preposition ("last year" -> "in 2024"); None when that can't be known."""
    text = " ".join(str(tokens.text).split()).strip(" ,.")
    if not is_relative(tokens):
        return text
    match = next((found for pattern in _PATTERNS if (found := pattern.fullmatch(text))), None)
    if match is None or not published:
        return None
    future = any(token.lower_ in {"will", "'ll", "shall"} for token in tokens.sent if token.pos_ == "AUX")
    given = {name: value.lower() for name, value in match.groupdict().items() if value}
    said = _resolved(given, published, future=future)
    if said is None:
        return None
    wording, usual = said
    lead = given.get("lead") or usual
    return f"{lead} {given.get('edge', '')}{wording}"


def _resolved(found: dict[str, str], published: str, *, future: bool) -> tuple[str, str] | None:
    """The absolute words and the preposition they usually take."""
    parts = [int(part) for part in published.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else None
    if "month" in found:
        return _month(found, year, month, parts, future=future)
    step = -_count(found["count"]) if "count" in found else _STEPS.get(found.get("which", ""))
    unit = found.get("unit")
    if unit == "year" and step is not None:
        return str(year + step), "in"
    if unit == "month" and step is not None and month is not None:
        index = year * 12 + month - 1 + step
        return f"{_MONTHS[index % 12].capitalize()} {index // 12}", "in"
    if len(parts) < 3:
        return None
    day = date(*parts)
    if "weekday" in found:
        distance = (_DAYS.index(found["weekday"]) - day.weekday()) % 7
        day += timedelta(days=distance if future else (distance - 7 if distance else 0))
    elif step is not None:
        day += timedelta(days=step)
    return f"{_MONTHS[day.month - 1].capitalize()} {day.day}, {day.year}", "on"


def _month(
    found: dict[str, str], year: int, published_month: int | None, parts: list[int], *, future: bool
) -> tuple[str, str] | None:
    number = next((n for n, name in enumerate(_MONTHS, 1) if name.startswith(found["month"][:3])), None)
    if number is None or not _MONTHS[number - 1].startswith(found["month"][:4].rstrip(".")):
        return None
    name = _MONTHS[number - 1].capitalize()
    day = int(found["day"]) if "day" in found else None
    which = found.get("which")
    if which and "day" not in found:
        # "last July" is the July before; "in July last year" a July of last year: the words with "year" come first.
        year += _STEPS[which]
    elif published_month is None:
        return None
    else:
        there = (number, day or 0)
        here = (published_month, parts[2] if day and len(parts) > 2 else (31 if day else 0))
        if future and there < here:
            year += 1
        elif not future and there > here:
            year -= 1
    return (f"{name} {year}", "in") if day is None else (f"{name} {day}, {year}", "on")


def _count(word: str) -> int:
    return int(word) if word.isdigit() else _COUNTS.get(word, 1)
