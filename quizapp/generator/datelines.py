"""Datelines: the place, agency and date that stand before an article's first sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_MONTH_NAMES = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
MONTH_NUMBERS = {name.lower(): number for number, name in enumerate(_MONTH_NAMES, 1)}
MONTH_NUMBERS |= {name[:3]: number for name, number in tuple(MONTH_NUMBERS.items())} | {"sept": 9}

_MONTH = rf"(?:(?:{'|'.join(_MONTH_NAMES)})\b|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
_DAY_OF_WEEK = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?"
_DATE = (
    rf"{_DAY_OF_WEEK}(?:(?P<m1>{_MONTH})\s+(?P<d1>\d{{1,2}})(?:,?\s+(?P<y1>\d{{4}}))?"
    rf"|(?P<d2>\d{{1,2}})\s+(?P<m2>{_MONTH})(?:,?\s+(?P<y2>\d{{4}}))?|(?P<y3>\d{{4}})-(?P<m3>\d{{2}})-(?P<d3>\d{{2}}))"
)
_DASH = r"\s*(?:--+|[-–—])\s+"
_OPENS = r"(?=[\"“‘'„«(\[]*[A-ZÀ-Þ])"  # a sentence starts here: "IBM - a giant" has no dateline
_WORD = r"[A-ZÀ-Þ][\w.'’-]*"
_UPPER = r"[A-ZÀ-Þ][A-ZÀ-Þ.'’-]+"
_PLACE = rf"(?P<place>{_UPPER}(?:\s+{_UPPER}){{0,3}}(?:,\s+{_WORD}(?:\s+{_WORD}){{0,2}})?)"
_ANY_PLACE = rf"(?P<place>{_WORD}(?:\s+{_WORD}){{0,3}}(?:,\s+{_WORD}(?:\s+{_WORD}){{0,2}})?)"
_AGENCY = r"(?:\((?P<agency>[A-Z][\w .,&/-]{1,40})\)|/[A-Z][\w .-]{1,30}/)"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"\s*(?i:date|published(?: on)?):?\s+{_DATE}(?!\d)[\s:.,;–—-]*",
        rf"\s*{_PLACE}(?:,?\s*{_DATE})?\s*{_AGENCY}{_DASH}",
        rf"\s*{_ANY_PLACE},\s*{_DATE}(?:\s*{_AGENCY})?(?:{_DASH}|:\s+){_OPENS}",
        rf"\s*{_ANY_PLACE}\s*{_AGENCY}{_DASH}{_OPENS}",
        rf"\s*{_PLACE}{_DASH}{_OPENS}",
        rf"\s*{_AGENCY}{_DASH}{_OPENS}",
        rf"\s*{_DATE}(?:\s*{_AGENCY})?(?:{_DASH}|:\s+){_OPENS}",
        rf"\s*{_DATE}[^\S\n]*\.?[^\S\n]*(?:\n\s*|\Z)",
    )
)
# Upper-case words before a dash that name no place.
_NO_PLACES = frozenset(
    [
        "NASA",
        "FBI",
        "CIA",
        "EU",
        "NATO",
        "BBC",
        "AP",
        "VOA",
        "UPDATE",
        "BREAKING",
        "NEWS",
        "VIDEO",
        "PHOTO",
        "PHOTOS",
        "WATCH",
        "OPINION",
        "ANALYSIS",
        "NOTE",
        "WARNING",
        "EXCLUSIVE",
        "FILE",
        "LIVE",
    ]
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where a dateline ends in its text, the date it gives (YYYY-MM-DD) and the place as printed."""

    end: int
    published: str | None
    place: str | None


def find_dateline(text: str) -> Dateline | None:
    """The dateline that ``text`` starts with, if it does: "WASHINGTON (VOA) -", "date 2025-01-28"."""
    for form in _FORMS:
        match = form.match(text[:200])
        if match is None:
            continue
        found = match.groupdict()
        place = found.get("place")
        if place is not None and not _is_place(place, text[match.end() :], bare=match.re is _FORMS[4]):
            continue
        return Dateline(match.end(), _iso(found), _spelled(place))
    return None


def _is_place(place: str, after: str, *, bare: bool) -> bool:
    """False for an acronym, a label, a day of the week; ``bare`` when nothing but the dash says that it is a place."""
    name = place.split(",")[0]
    if name in _NO_PLACES or len(place) < 3 or name.endswith("day"):
        return False
    if not bare:
        return True
    # A city is printed in capitals only in its dateline, an acronym wherever it stands.
    return len(re.sub(r"[^\w]", "", name)) > 3 and re.search(rf"\b{re.escape(name)}\b", after) is None


def _iso(found: dict[str, str | None]) -> str | None:
    for number in "123":
        year, month, day = (found.get(part + number) for part in "ymd")
        if year and month and day:
            value = int(month) if month.isdigit() else MONTH_NUMBERS[month.rstrip(".").lower()]
            try:
                return date(int(year), value, int(day)).isoformat()
            except ValueError:  # it only looks like a date
                return None
    return None


def _spelled(place: str | None) -> str | None:
    """The place with capitals as in running text: "HARBOUR FALLS" -> "Harbour Falls"; "U.S." stays."""
    if place is None:
        return None
    words = (
        word
        if "." in word.strip(",")[:-1] or not word.strip(",").isupper() or len(word.strip(",")) < 3
        else "-".join(part.capitalize() for part in word.split("-"))
        for word in place.split()
    )
    return " ".join(words)
