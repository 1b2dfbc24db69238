"""Candidates of what a model proposed and the article supports, as the checks of all writers want them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from quizapp.article import Evidence
from quizapp.generator.answer_spans import AnswerSpan, answer_spans
from quizapp.generator.told_sentences import tell
from quizapp.writers.proposals import Proposal
from quizapp.writers.proposed_candidates import candidate_of, fact_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quizapp.generator.candidates import Candidate, Context
    from quizapp.generator.facts import Fact
    from quizapp.writers.endpoint.support import Supported

_BY_ENTITY = {
    "DATE": ("date", "date"),
    "MONEY": ("amount", "number"),
    "PERCENT": ("share", "number"),
    "QUANTITY": ("measure", "number"),
}


def card_of(question: str, found: Supported, facts: Sequence[Fact], context: Context) -> Candidate:
    """The candidate that asks ``question`` for the answer that was found, with the facts of its sentence."""
    answer = _answer(found, context)
    made = candidate_of(answer, Proposal(question, 0.0), fact_of(answer, facts), context)
    beside = tuple(Evidence(sentence.span) for sentence in found.beside)
    return replace(made, evidence=(*made.evidence, *beside), certainty=context.options.endpoint_certainty, score=None)


def _answer(found: Supported, context: Context) -> AnswerSpan:
    """The answer as our own stages know it, or as much as can be told of it."""
    words = found.words
    for one in answer_spans(found.sentence, context, ()):
        if (one.words.start, one.words.end) == (words.start, words.end):
            return one
        if one.text.casefold() == found.shown.casefold():
            return one
    label = next((token.ent_type_ for token in words if token.ent_type_ in _BY_ENTITY), "")
    kind, tag = ("date", "date") if found.dated else _BY_ENTITY.get(label, ("object", "fact"))
    told = tell(found.sentence, words, found.shown, context, entity=found.entity)
    return AnswerSpan(found.sentence, words, found.shown, kind, tag, told, found.entity)
