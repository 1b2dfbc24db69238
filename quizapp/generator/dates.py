"""Time phrases made absolute, to the precision they really have, from the day an article was published."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from quizapp.generator.date_anchors import (
    DAYS,
    MONTHS,
    anchor_before,
    count_of,
    month_number,
    shifted,
    worded,
    year_beside,
)
from quizapp.generator.vocabulary import CLAIMS, word_set

if TYPE_CHECKING:
    from spacy.tokens import Span as Words
    from spacy.tokens import Token

Tense = Literal["past", "present", "future"]
_MONTH = r"(?P<month>(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)\.?"
_PREPOSITION = (
    r"(?:(?P<lead>in|on|at|by|since|during|until|till|before|after|from|around|through|of|for|over|within)\s+)?"
)
_PREPOSITION += r"(?P<edge>(?:the )?(?:very )?(?:early|late|mid|end|start|beginning|middle)(?: of| in)?[ -])?"
_COUNT = r"(?P<count>\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty)"
_OF_YEAR = r"(?P<that> (?:of )?(?P<which>last|this|next) year)?"
_YEAR = re.compile(r"\b(?:1[0-9]|20)\d\ds?\b")
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 14)}
_SEASON = "|".join(_SEASONS)
_RELATIVE = re.compile(
    r"\b(?:last|next|this|past|coming|current|previous|following|preceding|yesterday|today|tonight|tomorrow|now|currently"
    r"|recently|recent|ago|earlier|later|lately|soon|then|shortly|so far|the same|that|these|those|those days|nowadays"
    rf"|{'|'.join(DAYS)}|weekend|year[- ]end|the (?:year|month|week|day|night|morning|afternoon|evening)(?! \d))\b",
    re.IGNORECASE,
)
# Parts of a year, without the year.
_PART = re.compile(
    r"\b(?:(?:(?:the|that|first|second|third|fourth|final|1st|2nd|3rd|4th)"
    r" (?:quarter|half|decade|season|semester|term))"
    rf"|(?:in|the|by|during|until|since|early|late|every|each) (?:{_SEASON})|^(?:{_SEASON}))\b",
    re.IGNORECASE,
)
_MONTH_WORD = re.compile(rf"\b(?:{'|'.join(MONTHS)}|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?", re.IGNORECASE)
_PATTERNS = tuple(
    re.compile(_PREPOSITION + body, re.IGNORECASE)
    for body in (
        rf"(?:(?:{'|'.join(DAYS)}),? )?{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?{_OF_YEAR}",
        rf"(?:the )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {_MONTH}{_OF_YEAR}",
        rf"{_MONTH}(?: of)? (?P<which>last|this|next) year",
        rf"(?P<which>last|this|next) {_MONTH}",
        _MONTH,
        r"(?P<which>last|this|next) (?P<unit>year|month|week)",
        r"(?P<which>earlier|later) (?:this|in the) (?P<unit>year|month|week)",
        r"(?:earlier |later )?(?P<which>yesterday|today|tonight|tomorrow)(?: morning| afternoon| evening| night)?",
        r"(?P<which>this) (?:morning|afternoon|evening)",
        rf"(?:last |this past )?(?P<weekday>{'|'.join(DAYS)})(?: morning| afternoon| evening| night)?",
        rf"{_COUNT} (?P<unit>year|month|week|day)s? ago",
        rf"(?P<which>last|this|next) (?P<season>{_SEASON})",
        rf"the (?:past|last) (?:{_COUNT} )?(?P<span>year|decade|month)s?",
        rf"{_COUNT} (?P<unit>year|month|day)s? (?P<then>later|earlier|before|after)",
        r"the (?P<then>next|following|previous|same) (?P<unit>year|month|day)",
        r"(?P<end>the year|year[- ]end)",
    )
)
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


def names_year(text: str) -> bool:
    """True when a year, or a decade by its first year, stands in a time."""
    return _YEAR.search(text) is not None


def is_relative(tokens: Words) -> bool:
    """True when the phrase means a time only beside the day the article was published or the time told before."""
    text = str(tokens.text)
    if _RELATIVE.search(text):
        return True
    if _YEAR.search(text):
        return False
    return bool(_PART.search(text)) or (bool(_MONTH_WORD.search(text)) and not re.fullmatch(r"may", text.strip()))


def absolute(tokens: Words, published: str | None) -> str | None:
    """The phrase in absolute words with its preposition ("last year" -> "in 2024"); None when that can't be known."""
    text = " ".join(str(tokens.text).split()).strip(" ,.")
    if not is_relative(tokens):
        return text
    match = next((found for pattern in _PATTERNS if (found := pattern.fullmatch(text))), None)
    if match is None:
        return None
    given = {name: value.lower() for name, value in match.groupdict().items() if value}
    said = _told_before(given, tokens) if "then" in given else _resolved(given, published, tokens)
    if said is None:
        return None
    wording, usual = said
    edge = "the end of " if given.get("end", "").endswith("end") else given.get("edge", "")
    edge = "" if usual == "on" and edge.strip() in {"early", "late", "mid"} else edge  # "early yesterday"
    lead = given.get("lead") or ("in" if edge and usual == "on" else usual)
    if lead in {"on", "in"} and "span" not in given:
        lead = "in" if edge else usual
    return f"{lead} {edge}{wording}"


def counted_from(tokens: Words) -> Token | None:
    """The word of the date told before that "a month later" counts from; None for a phrase that counts from none."""
    text = " ".join(str(tokens.text).split()).strip(" ,.")
    match = next((found for pattern in _PATTERNS if (found := pattern.fullmatch(text))), None)
    anchor = anchor_before(tokens) if match is not None and match.groupdict().get("then") else None
    return anchor[1] if anchor is not None else None


def _tense(tokens: Words) -> Tense:
    """The tense of the verb that the phrase belongs to."""
    verb: Token = tokens.root
    while verb.pos_ not in {"VERB", "AUX"} and verb.head != verb:
        verb = verb.head
    while verb.tag_ == "VBG" and verb.dep_ == "xcomp" and verb.head.pos_ in {"VERB", "AUX"}:
        verb = verb.head  # "is to begin testing on June 4"
    helpers = {child.lower_ for child in verb.children if child.dep_ in {"aux", "auxpass"}}
    if helpers & {"will", "shall", "'ll", "wo"}:
        return "future"
    if "to" in helpers:
        above = next((word for word in verb.ancestors if word.pos_ in {"VERB", "AUX"}), verb.head)
        return "future" if above.tag_ in {"VBZ", "VBP", "VB"} or above.lemma_ in {"plan", "expect"} else "past"
    if helpers & {"has", "have", "had", "was", "were", "did", "'ve"} or verb.tag_ in {"VBD", "VBN"}:
        return "present" if helpers & {"is", "are"} else "past"
    return "present" if verb.tag_ in {"VBZ", "VBP"} or helpers & {"is", "are"} else "past"


_ON_A_DAY = CLAIMS | word_set(
    """
    arrive begin close come expect face go hope intend launch leave meet open plan play return schedule set start take
    vote
    """
)
"""What the present tense tells of one day: "The bridge opens today"."""


def _nowadays(tokens: Words) -> bool:
    """True for "today" of what is so at all times: "The choir sings in twelve villages today"."""
    verb = tokens.root.head
    while verb.dep_ == "xcomp" and verb.head != verb:
        verb = verb.head
    if verb.lemma_ in _ON_A_DAY or verb == tokens.root:
        return False
    passive = any(child.dep_ == "auxpass" and child.tag_ in {"VBZ", "VBP"} for child in verb.children)
    passive = passive and not any(child.dep_ == "aux" for child in verb.children)
    return passive or (verb.pos_ == "VERB" and verb.tag_ in {"VBZ", "VBP"} and verb.lemma_ != "be")


def _told_before(found: dict[str, str], tokens: Words) -> tuple[str, str] | None:
    """ "A month later" from the only date told just before, as exact as both are."""
    anchor = anchor_before(tokens)
    if anchor is None:
        return None
    when, _ = anchor
    step = 0 if found["then"] == "same" else count_of(found.get("count", "one"))
    unit = found["unit"]
    moved = shifted(when, step if found["then"] in {"later", "after", "next", "following"} else -step, unit)
    return worded(moved) if moved is not None else None


def _resolved(found: dict[str, str], published: str | None, tokens: Words) -> tuple[str, str] | None:
    """The absolute words and the preposition they usually take."""
    if not published:
        return None
    tense = _tense(tokens)
    parts = tuple(int(part) for part in published.split("-"))
    year, month = parts[0], parts[1] if len(parts) > 1 else None
    which = found.get("which", "")
    if which == "today" and _nowadays(tokens):
        return None
    unit = found.get("unit")
    step = -count_of(found["count"]) if "count" in found and "span" not in found else _STEPS.get(which)
    if "end" in found:
        is_ahead = tense != "past" and (found["end"] != "the year" or "end" in found.get("edge", ""))
        return worded((year,)) if is_ahead else None
    if "month" in found:
        return _month(found, parts, tense, year_beside(tokens, published))
    if "season" in found:
        return _season(found["season"], which, parts)
    if "span" in found:
        counted = f"{found['count']} " if "count" in found else ""
        plural = "s" if counted and count_of(found["count"]) > 1 else ""
        if month is None:
            return None
        return f"the {counted}{found['span']}{plural} to {worded((year, month))[0]}", "in"
    if unit == "year" and step is not None:
        return worded((year + step,))
    if unit == "month" and step is not None and month is not None:
        moved = shifted((year, month), step, "month")
        return worded(moved) if moved is not None else None
    if len(parts) < 3:
        return None
    day = date(*parts)
    if unit == "week" and step is not None:
        return _week(day, step, ago="count" in found)
    if "weekday" in found:
        distance = (DAYS.index(found["weekday"]) - day.weekday()) % 7
        day += timedelta(days=distance if tense != "past" else (distance - 7 if distance else 0))
    elif step is not None:
        day += timedelta(days=step)
    return worded((day.year, day.month, day.day))


def _week(day: date, step: int, *, ago: bool) -> tuple[str, str] | None:
    """The month that the whole week lies in; None when it runs over two."""
    first = day + timedelta(days=7 * step) - timedelta(days=3 if ago else day.weekday())
    last = first + timedelta(days=6)
    return worded((first.year, first.month)) if (first.year, first.month) == (last.year, last.month) else None


def _season(name: str, which: str, parts: tuple[int, ...]) -> tuple[str, str] | None:
    """The season's year, where "last summer" can mean only one: before this year's began, or after it ended."""
    if len(parts) < 2 or name == "winter":
        return None
    first, last = _SEASONS[name]
    year, month = parts[0], parts[1]
    if which == "last" and month < first:
        year -= 1
    elif which == "next" and month > last:
        year += 1
    elif which != "this":
        return None
    return f"the {name} of {year}", "in"


def _month(found: dict[str, str], parts: tuple[int, ...], tense: Tense, beside: int | None) -> tuple[str, str] | None:
    """The month or day in its year.

    A month without a year is one of the half year before the article, or after it for what is to come. ``beside`` is
    the year that the sentence gives.
    """
    number = month_number(found["month"])
    if number is None:
        return None
    year = parts[0]
    day = int(found["day"]) if "day" in found else None
    which = found.get("which")
    if which and ("that" in found or day is None):
        # "last July" is the July before; "in July last year" a July of last year: the words with "year" come first.
        year += _STEPS[which]
    elif beside is not None:
        year = beside
    elif len(parts) < 2:
        if tense == "present" or (number <= 6) != (tense == "past"):
            return None
    else:
        there = (number, day or 0)
        here = (parts[1], parts[2] if day and len(parts) > 2 else (31 if day else 0))
        apart = (number - parts[1]) % 12
        if there < here and (tense == "future" or (tense == "present" and apart < 6 and number != parts[1])):
            year += 1
        elif there > here and (tense == "past" or (tense == "present" and apart > 6)):
            year -= 1
    try:
        date(year, number, day or 1)
    except ValueError:
        return None
    return worded((year, number) if day is None else (year, number, day))
