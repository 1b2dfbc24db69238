"""Cards and questions out of what a model said: JSON, JSON within prose or marks, or JSON that breaks off."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from typing import Any

_NAMES = ("question", "answer", "evidence")
_THOUGHT = re.compile(r".*</(?:think|thinking|reasoning)>", re.DOTALL | re.IGNORECASE)
_OPENS = re.compile(r"[{\[]")
_STRING_OR_BRACKET = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"?|[{}\[\]]', re.DOTALL)
_DECODER = json.JSONDecoder(strict=False)
_LONGEST = 2_000
"""Characters of a field of a proposal: a longer one proves nothing."""


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
    for value in _values(text):
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
    for value in _values(text):
        for one in _listed(value):
            number, question = one.get("number"), one.get("question")
            if type(number) is int and isinstance(question, str) and (line := _line(question)) is not None:
                found.setdefault(number, line)
    return found


def _values(text: str) -> list[Any]:
    """The outermost objects and arrays of JSON in a text; of one that breaks off, the whole ones within it.

    Every part of the text is read a few times at most. What is nested deeper than any reply ends the reading.
    """
    thought = _THOUGHT.match(text) if not text.lstrip().startswith(("{", "[")) else None
    values: list[Any] = []
    at = thought.end() if thought is not None else 0
    while (opens := _OPENS.search(text, at)) is not None:
        try:
            value, at = _DECODER.raw_decode(text, opens.start())
            values.append(value)
        except json.JSONDecodeError as error:
            at = max(error.pos, opens.end())
            values += [_DECODER.raw_decode(text, start)[0] for start in _whole(text, opens.start(), at)]
        except (ValueError, RecursionError):
            break
    return values


def _whole(text: str, start: int, end: int) -> list[int]:
    """Where the outermost whole objects and arrays begin in JSON that starts rightly and breaks off at ``end``."""
    open_at: list[int] = []
    whole: list[int] = []
    for found in _STRING_OR_BRACKET.finditer(text, start, end):
        if found[0] in "{[":
            open_at.append(found.start())
        elif found[0] in "}]" and open_at:
            begins = open_at.pop()
            while whole and whole[-1] > begins:
                whole.pop()
            whole.append(begins)
    return whole


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
