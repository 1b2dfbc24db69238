"""What somebody calls something, where the parser took the thing or its new name for something else."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from quizapp.generator.parts import Part, Role
from quizapp.generator.phrases import stripped
from quizapp.generator.vocabulary import NAMING_VERBS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token


def named_apart(parts: Sequence[Part], verb: Token) -> list[Part]:
    """The parts, with the object and what it is called told apart.

    "called the town his home" has two qualities for the parser; "called the plan "a leap in the dark"" an object alone.
    """
    if verb.lemma_.lower() not in NAMING_VERBS:
        return list(parts)
    named = [part for part in parts if part.role is Role.QUALITY and not part.fronted and part.head.dep_ == "oprd"]
    objects = [part for part in parts if part.role is Role.OBJECT and not part.fronted]
    if len(named) == 2 and not objects:
        return [replace(part, role=Role.OBJECT) if part is named[0] else part for part in parts]
    if len(objects) == 1 and not named and (apart := _quoted_apart(objects[0])) is not None:
        return [one for part in parts for one in (apart if part is objects[0] else (part,))]
    return list(parts)


def _quoted_apart(part: Part) -> tuple[Part, Part] | None:
    """The thing and the words in quotation marks behind it that end its phrase."""
    doc, words = part.words.doc, part.words
    mark = next((t for t in words if t.text in _MARKS and t.i > part.head.i), None)
    if mark is None or mark.i + 2 > words.end or doc[mark.i - 1].dep_ in {"prep", "det"}:
        return None
    named = doc[mark.i : words.end]
    inner = next((t for t in named if t.dep_ == "appos" and t.head == part.head), None)
    if inner is None or any(t.text in _MARKS for t in doc[mark.i + 1 : words.end - 1]):
        return None
    return Part(Role.OBJECT, stripped(doc[words.start : mark.i]), part.head), Part(Role.QUALITY, named, inner)


_MARKS = {'"', "“", "”"}
