"""Datelines: the place, agency and date that stand before an article's first sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_MONTH_NAMES = "January February March April May June July August September October November December".split()
MONTH_NUMBERS = {name.lower(): number for number, name in enumerate(_MONTH_NAMES, 1)}
MONTH_NUMBERS |= {name[:3]: number for name, number in tuple(MONTH_NUMBERS.items())} | {"sept": 9}

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)(?:[a-z]*)\.?"
_DAY_OF_WEEK = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?"
_DATE = (
    rf"{_DAY_OF_WEEK}(?:(?P<m1>{_MONTH})\s+(?P<d1>\d{{1,2}})(?:,?\s+(?P<y1>\d{{4}}))?"
    rf"|(?P<d2>\d{{1,2}})\s+(?P<m2>{_MONTH}),?\s+(?P<y2>\d{{4}})|(?P<y3>\d{{4}})-(?P<m3>\d{{2}})-(?P<d3>\d{{2}}))"
)
_DASH = r"\s*(?:--+|[-–—])\s+"
_WORD = r"[A-ZÀ-Þ][\w.'’-]*"
_UPPER = r"[A-ZÀ-Þ][A-ZÀ-Þ.'’-]+"
_PLACE = rf"(?P<place>{_UPPER}(?:\s+{_UPPER}){{0,3}}(?:,\s+{_WORD}(?:\s+{_WORD}){{0,2}})?)"
_ANY_PLACE = rf"(?P<place>{_WORD}(?:\s+{_WORD}){{0,3}}(?:,\s+{_WORD}(?:\s+{_WORD}){{0,2}})?)"
_AGENCY = r"\((?P<agency>[A-Z][\w .&/]{1,30})\)"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"\s*date:?\s+{_DATE}[\s:.,;-]*",
        rf"\s*{_PLACE}(?:,\s*{_DATE})?\s*{_AGENCY}{_DASH}",
        rf"\s*{_PLACE},\s*{_DATE}(?:\s*\([\w .&/]+\))?{_DASH}",
        rf"\s*{_ANY_PLACE},\s*{_DATE}(?:\s*\([\w .&/]+\))?{_DASH}",
        rf"\s*{_ANY_PLACE}\s*{_AGENCY}{_DASH}",
        rf"\s*{_PLACE}{_DASH}",
        rf"\s*{_AGENCY}{_DASH}",
        rf"\s*{_DATE}{_DASH}",
        rf"\s*{_DATE}\s*(?:\n|\Z)",
    )
)
# Upper-case words before a dash that name no place: "NASA - ", "BREAKING - ".
_NO_PLACES = {"NASA", "UPDATE", "BREAKING", "NEWS", "VIDEO", "PHOTO", "PHOTOS", "WATCH", "OPINION", "ANALYSIS", "NOTE", "WARNING", "EXCLUSIVE"}


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
        if place is not None and (place.split(",")[0] in _NO_PLACES or len(place) < 3):
            continue
        if match.end() >= len(text) and "m1" not in found:
            continue
        return Dateline(match.end(), _iso(found), _spelled(place))
    return None


def _iso(found: dict[str, str | None]) -> str | None:
    for number in "123":
        year, month, day = (found.get(part + number) for part in "ymd")
        if year and month and day:
            name = month.rstrip(".").lower()
            value = int(month) if month.isdigit() else MONTH_NUMBERS.get(name) or MONTH_NUMBERS.get(name[:3], 0)
            try:
                return date(int(year), value, int(day)).isoformat()
            except ValueError:  # it only looks like a date
                return None
    return None


def _spelled(place: str | None) -> str | None:
    """The place with capitals as in running text: "HARBOUR FALLS" -> "Harbour Falls"; "U.S." stays."""
    if place is None:
        return None
    words = (w if "." in w or not w.strip(",").isupper() else "-".join(p.capitalize() for p in w.split("-")) for w in place.split())
    return " ".join(words)
