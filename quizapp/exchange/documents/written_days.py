"""Days as people write them on web pages: "March 4, 2024", "4 mars 2024", "04.03.2024", "2024年3月4日"."""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from babel import Locale, UnknownLocaleError
from babel.dates import get_date_format, get_month_names

EARLIEST = 1990
"""The year before which there was no web: an older day is that of an event, or of a clock that nobody set."""
_NUMBERS = r"(?P<a>\d{1,2})(?P<sep>[./-])(?P<b>\d{1,2})(?P=sep)(?P<y4>\d{4}|\d{2})(?!\d|[./-]\d)"
_YEAR_FIRST = r"(?P<y1>\d{4})\s?[-/.年]\s?(?P<m1>\d{1,2})\s?[-/.月]\s?(?P<d1>\d{1,2})(?!\d)"


@dataclass(frozen=True, slots=True)
class WrittenDay:
    """Where a day is written, and which it can be, as YYYY-MM-DD: two when day and month may be either way round."""

    start: int
    end: int
    days: tuple[str, ...]


def written_days(text: str, languages: tuple[str, ...] = ()) -> Iterator[WrittenDay]:
    """The days that are written in ``text``, in order; ``languages`` are the tags of the page ("en-GB"), best first."""
    for match in _pattern(languages).finditer(text):
        days = tuple(dict.fromkeys(filter(None, _days(match, languages))))
        if days:
            yield WrittenDay(match.start(), match.end(), days)


def _days(match: re.Match[str], languages: tuple[str, ...]) -> Iterator[str | None]:
    found = match.groupdict()
    if found["y4"]:
        year = int(found["y4"]) + (2000 if len(found["y4"]) == 2 else 0)
        first, second = int(found["a"]), int(found["b"])
        is_day_first = _is_day_first(languages)
        if is_day_first is not False or first > 12:
            yield _iso(year, second, first)
        if is_day_first is not True or second > 12:
            yield _iso(year, first, second)
        return
    for number in "123":
        if found[f"y{number}"]:
            month = found[f"m{number}"]
            months = _months(languages)
            value = int(month) if month.isdigit() else months[month.casefold().rstrip(".")]
            yield _iso(int(found[f"y{number}"]), value, int(found[f"d{number}"]))


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat() if EARLIEST <= year <= 2100 else None
    except ValueError:
        return None


@functools.lru_cache(maxsize=32)
def _pattern(languages: tuple[str, ...]) -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, _months(languages)), key=len, reverse=True))
    clock = r"(?:\s+\d{1,2}:\d{2}(?::\d{2})?(?:\s+[A-Z]{2,4})?)?"
    link = r"(?:\s+(?:de|di|of))?\s+"
    return re.compile(
        rf"(?<![\d\w])(?:{_YEAR_FIRST}|{_NUMBERS}"
        rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th|er|\.|º)?{link}(?P<m2>{names})\b\.?,?(?:{link}|\s*)(?P<y2>\d{{4}})(?!\d)"
        rf"|(?P<m3>{names})\b\.?\s+(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?{clock}(?:,\s*|\s+)(?P<y3>\d{{4}})(?!\d))",
        re.IGNORECASE,
    )


@functools.lru_cache(maxsize=32)
def _months(languages: tuple[str, ...]) -> dict[str, int]:
    """The names of the months, long and short, in English and in the languages."""
    months = {"sept": 9}
    for locale in filter(None, (_locale(one) for one in (*languages, "en"))):
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                for number, name in get_month_names(width, context, locale).items():
                    if not name[0].isdigit():
                        months.setdefault(name.casefold().rstrip("."), number)
    return months


def _is_day_first(languages: tuple[str, ...]) -> bool | None:
    """How the page writes 4/3: None when that can't be told, as in English from no country."""
    for tag in languages:
        locale = _locale(tag)
        if locale is not None and (locale.language != "en" or locale.territory is not None):
            pattern = str(get_date_format("short", locale))
            return pattern.find("d") < pattern.find("M")
    return None


def _locale(tag: str) -> Locale | None:
    try:
        return Locale.parse(tag.strip().replace("_", "-"), sep="-")
    except (ValueError, UnknownLocaleError):
        return None
