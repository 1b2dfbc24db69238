"""Stage 5 for results: by what score, and whom."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from quizapp.article import Evidence
from quizapp.generator.candidates import Candidate, Context, asked_sentence
from quizapp.generator.events import day_told
from quizapp.generator.inflection import base_form
from quizapp.notes import NoteType

if TYPE_CHECKING:
    from spacy.tokens import Span as Words

    from quizapp.generator.results import Result


def write_result(result: Result, context: Context) -> Iterator[Candidate]:
    """ "By what score did X beat Y at the 2018 FIFA World Cup?" and "Which side did X beat 1-0 on June 18, 2018?"."""
    base = base_form(result.verb.text)
    first, second = result.first.text, result.second.text
    score = f"{result.score[0].text}-{result.score[-1].text}"
    to = " to" if base == "lose" else ""
    contest = context.events.contest
    when = f"at the {contest}" if contest else day_told(result.sentence, context.published)
    yield _candidate(result, f"by what score did {first} {base}{to} {second} {when}", result.score, "score", context)
    whom = f"{base} {score}{to}"
    yield _candidate(result, f"which side did {first} {whom} {when}", result.second, "opponent", context)


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
