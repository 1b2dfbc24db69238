"""Results of matches: "Sweden defeated South Korea 1 – 0" and "Tunisia lost 1 – 2 to England"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizapp.generator.inflection import base_form
from quizapp.generator.vocabulary import word_set

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Words

    from quizapp.article import Span
    from quizapp.generator.sentences import Sentence

WON = word_set("beat defeat down edge outscore overcome thrash trounce")
_DASHES = {"-", "–", "—"}
_FARTHEST = 8
"""Words between the verb and the score."""


@dataclass(frozen=True, slots=True)
class Result:
    """A score with who played: ``first`` did what ``verb`` says, ``second`` is the other side."""

    sentence: Sentence
    verb: Token
    first: Words
    second: Words
    score: Words


def find_results(sentence: Sentence, speech: tuple[Span, ...]) -> Iterator[Result]:
    """The results told in a sentence outside ``speech``, where both sides are names."""
    doc, tokens = sentence.tokens.doc, sentence.tokens
    for dash in tokens[1:-1]:
        if dash.text not in _DASHES or not (_figure(doc[dash.i - 1]) and _figure(doc[dash.i + 1])):
            continue
        score = doc[dash.i - 1 : dash.i + 2]
        verb = next((t for t in reversed(doc[max(tokens.start, dash.i - _FARTHEST) : dash.i - 1]) if _plays(t)), None)
        if verb is None or verb.i == tokens.start or any(s.overlaps(sentence.span_of(verb, dash)) for s in speech):
            continue
        first = _name_before(doc, verb.i, tokens.start)
        lost = base_form(verb.text) == "lose"
        if lost and doc[score.end : score.end + 1].text == "to" and verb.i + 1 == score.start:
            second = _name_after(doc, score.end + 1, tokens.end)
        elif not lost:
            second = _name_before(doc, score.start, verb.i + 1)
        else:
            second = None
        if first is not None and second is not None:
            yield Result(sentence, verb, first, second, score)


def _figure(token: Token) -> bool:
    return token.text.isdigit() and len(token.text) <= 3


def _plays(token: Token) -> bool:
    return token.pos_ == "VERB" and base_form(token.text) in WON | {"lose"}


def _name_before(doc: Doc, end: int, least: int) -> Words | None:
    start = end
    while start > least and doc[start - 1].pos_ == "PROPN":
        start -= 1
    return doc[start:end] if start < end else None


def _name_after(doc: Doc, start: int, most: int) -> Words | None:
    end = start
    while end < most and doc[end].pos_ == "PROPN":
        end += 1
    return doc[start:end] if start < end else None
