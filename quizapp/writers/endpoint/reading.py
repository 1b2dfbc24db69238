"""Cards and questions out of what a model said: JSON, JSON within prose or marks, or JSON that breaks off."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from typing import Any

_NAMES = ("question", "answer", "evidence")
_THOUGHT = re.compile(r"<(think|thinking|reasoning)>.*?</\1>", re.DOTALL | re.IGNORECASE)
_OPENS = re.compile(r"[{\[]")
_LONGEST = 2_000
"""Characters of a field of a proposal: a longer one proves nothing."""
_ATTEMPTS = 2_000
"""Places at which JSON may begin that are tried: text that holds more is no answer."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A card as a model proposes it, each field on one line."""

    question: str
    answer: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Said:
    """The proposals in a reply, each once; ``malformed`` counts those without the fields of one.

    ``understood`` is False for a reply that holds neither a proposal nor an empty list of them.
    """

    proposals: tuple[Proposal, ...]
    malformed: int = 0
    understood: bool = True


def read_reply(text: str) -> Said:
    """The whole proposals in ``text``, in order. What stands around them, and one that breaks off, is left out."""
    found: dict[Proposal, None] = {}
    malformed, understood = 0, False
    for value in _values(_THOUGHT.sub(" ", text)):
        for one in _listed(value):
            proposal = _proposal(one)
            if proposal is None:
                malformed += 1
            else:
                found[proposal] = None
        understood = understood or value in ([], {"cards": []})
    return Said(tuple(found), malformed, understood or bool(found or malformed))


def read_questions(text: str) -> dict[int, str]:
    """The questions in ``text`` by their "number", the first of each; others are left out."""
    found: dict[int, str] = {}
    for value in _values(_THOUGHT.sub(" ", text)):
        for one in _listed(value):
            number, question = one.get("number"), one.get("question")
            if type(number) is int and isinstance(question, str) and (line := _line(question)) is not None:
                found.setdefault(number, line)
    return found


def _values(text: str) -> list[Any]:
    """The outermost objects and arrays of JSON in a text; of one that breaks off, the whole ones within it."""
    decoder = json.JSONDecoder(strict=False)
    values: list[Any] = []
    at = 0
    for _ in range(_ATTEMPTS):
        match = _OPENS.search(text, at)
        if match is None:
            break
        try:
            value, at = decoder.raw_decode(text, match.start())
        except (ValueError, RecursionError):
            at = match.end()
        else:
            values.append(value)
    return values


def _listed(value: Any) -> list[dict[str, Any]]:
    """What may be proposals: the value itself, the members of a list, or of the lists that an object holds."""
    if isinstance(value, dict) and not any(name in value for name in _NAMES):
        lists = [member for member in value.values() if isinstance(member, list)]
        return [one for members in lists for one in members if isinstance(one, dict)]
    members = value if isinstance(value, list) else [value]
    return [one for one in members if isinstance(one, dict)]


def _proposal(fields: dict[str, Any]) -> Proposal | None:
    values = [fields.get(name) for name in _NAMES]
    lines = [line for value in values if isinstance(value, str) and (line := _line(value)) is not None]
    return Proposal(*lines) if len(lines) == len(_NAMES) else None


def _line(text: str) -> str | None:
    """``text`` on one line; None where it is empty, endless, or holds what is no letter or sign."""
    text = " ".join(text.split())
    plain = all(unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co", "Cn"} or char in _JOINERS for char in text)
    return text if text and len(text) <= _LONGEST and plain else None


_JOINERS = "\u200c\u200d\u00ad"
