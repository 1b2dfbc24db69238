"""Stage 7: ranking. How much a card is worth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizapp.generator.stemming import stems
from quizapp.notes import NoteType

if TYPE_CHECKING:
    from quizapp.generator.candidates import Candidate, Context

_TURNING = stems(
    "found launch create discover win lose kill arrest charge sign agree ban elect appoint resign die bear open close "
    "release publish announce approve reject invade defeat score break record build develop begin start end change "
    "lead cause invent acquire"
)


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate with its score, 0 to 1."""

    candidate: Candidate
    score: float


def scored(candidate: Candidate, context: Context) -> Ranked:
    """The candidate's worth for a learner: kind, certainty, names and numbers, closeness to the headline, place.

    What the small model thinks of the rules' wordings is no part of it. On 192 of their questions that two readers
    judged, its score tells those that both keep from the others hardly better than chance (AUC 0.56), as this one does
    (0.58); both together reach 0.59, no gain worth its time (`tests.quality.rule_scores`).
    """
    options = context.options
    words = stems(candidate.question)
    answer = candidate.answer
    worth = options.kind_worth.get(candidate.kind, options.unknown_kind_worth)
    if any(word[:1].isupper() for word in answer.split()) or any(char.isdigit() for char in answer):
        worth += options.specific_answer_worth
    if candidate.kind == "subject" and "fact" in candidate.tags:
        worth -= options.nameless_cost
    if words & _TURNING:
        worth += options.turning_point_worth
    headline = context.headline
    if headline:
        near = len((words | stems(answer)) & headline) / min(4, len(headline))
        worth += options.headline_worth * min(1.0, near)
        if candidate.kind == "subject" and stems(answer) and stems(answer) <= headline:
            worth -= options.guessable_cost  # the headline's own subject is the answer a guess would give
    worth += options.early_worth * max(0.0, 1 - candidate.paragraph / options.early_paragraphs)
    length = len(candidate.question.split())
    if candidate.note_type is not NoteType.QUOTE:
        worth -= options.long_question_cost * max(0, length - options.long_question_words)
        worth -= options.short_question_cost * (length < options.short_question_words)
    return Ranked(candidate, round(max(0.0, min(1.0, worth * candidate.certainty)), 3))
