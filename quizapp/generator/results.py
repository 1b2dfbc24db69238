"""Results of matches: "Sweden defeated South Korea 1 – 0" and "Tunisia lost 1 – 2 to England"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizapp.article import Evidence
from quizapp.generator import dates
from quizapp.generator.candidates import Candidate, Context, asked_sentence
from quizapp.generator.inflection import base_form
from quizapp.generator.vocabulary import word_set
from quizapp.notes import NoteType

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Words

    from quizapp.article import Span
    from quizapp.generator.sentences import Sentence

_WON = word_set("beat defeat down edge outscore overcome thrash trounce")
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
    return token.pos_ == "VERB" and base_form(token.text) in _WON | {"lose"}


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


def write_result(result: Result, context: Context) -> Iterator[Candidate]:
    """ "By what score did X beat Y on June 18, 2018?" and "Which side did X beat 1 – 0?"."""
    base = base_form(result.verb.text)
    first, second = result.first.text, result.second.text
    score = f"{result.score[0].text}-{result.score[-1].text}"
    to = " to" if base == "lose" else ""
    when = _when(result.sentence, context)
    yield _candidate(result, f"by what score did {first} {base}{to} {second} {when}", result.score, "score", context)
    whom = f"{base} {score}{to}"
    yield _candidate(result, f"which side did {first} {whom} {when}", result.second, "opponent", context)


def _when(sentence: Sentence, context: Context) -> str:
    """The day of the sentence's only date, "" when it tells none."""
    told = [entity for entity in sentence.tokens.ents if entity.label_ == "DATE"]
    said = {text for entity in told if (text := dates.absolute(entity, context.published)) is not None}
    days = [text for text in said if any(char.isdigit() for char in text)]
    if not days:
        return ""
    day = max(days, key=len)
    return day if day.split()[0].islower() else f"on {day}" if "," in day else f"in {day}"


def _text(result: Result, words: Words, context: Context) -> str:
    return result.sentence.span_of(words[0], words[-1]).of(context.parsed.article.text)


def _candidate(result: Result, question: str, answer: Words, kind: str, context: Context) -> Candidate:
    sentence = result.sentence
    place = sentence.span_of(answer[0], answer[-1])
    return Candidate(
        NoteType.BASIC,
        {"Question": asked_sentence(question), "Answer": _text(result, answer, context)},
        (Evidence(sentence.span, place),),
        kind,
        ("number" if kind == "score" else "organization",),
        sentence.index,
        sentence.paragraph,
        0.95,
        "what score" if kind == "score" else "which side",
        clause=result.verb.i,
    )
