"""The question words for a time: a year, a day, how long something lasts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

_TIME_WORDS = re.compile(
    r"""
    \b(?: \d{3,4}s? | \d{1,2}:\d\d | \d{1,2}\ ?[ap]\.?m
    | bce? | ce | ad | era | age | period | time | eve | quarter | century | centuries
    | decades? | years? | months? | weeks? | days? | hours? | minutes? | seconds? | season | weekend
    | morning | afternoon | evening | night | midnight | noon | dawn | dusk | today | tomorrow | yesterday | tonight
    | now | spring | summer | autumn | fall | winter | easter | christmas | birthday | anniversary
    | (?:mon|tues|wednes|thurs|fri|satur|sun)day
    | january | february | march | april | may | june | july | august | september | october | november | december
    | jan | feb | mar | apr | jun | jul | aug | sept? | oct | nov | dec )\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_LASTS = re.compile(
    r"(?:about |over |nearly |almost |more than |at least |for |half )?"
    r"(?:an?|one|the (?:past|last|next) \S+|a few|several) (?:year|month|week|day|hour|minute|decade|century|second)s?"
)
_SPENT = {"spend", "need", "save", "waste", "take"}
_UNITS = re.compile(r"\b(?:years|months|weeks|days|hours|minutes|decades|centuries|seconds)\b")


def tells_time(text: str) -> bool:
    """True for words that name a time, whatever the parser takes them for: not "18F"."""
    return _TIME_WORDS.search(text) is not None


def time_words(text: str, noun: Token) -> tuple[str, str]:
    """The question words for a time and its kind: time, duration or number."""
    text = text.lower()
    if re.fullmatch(r"(?:in )?\d{4}", text):
        return "what year", "time"
    spent = noun.head.lemma_ in _SPENT
    if _UNITS.search(text):
        if noun.dep_ in {"dobj", "attr", "nsubj"} and noun.tag_ == "NNS" and noun.head.lemma_ not in {"last", "take"}:
            return f"how many {noun.text}", "number"
        return "how long", "duration"
    if _LASTS.fullmatch(text) and (spent or noun.dep_ in {"dobj", "attr"} or noun.head.lower_ == "for"):
        return "how much time" if spent else "how long", "duration"
    if re.fullmatch(r"(?:at )?(?:the )?age (?:of )?\d+", text):
        return "what age", "time"
    if re.search(r"\bcentur(?:y|ies)$", text):
        return "what century", "time"
    if re.fullmatch(r"(?:the )?\d{4}s", text):
        return "what decade", "time"
    return "when", "time"
