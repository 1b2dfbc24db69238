"""Stage 7: ranking. How much a card is worth, which say the same, which to show and in what order."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizapp.generator.checks import stems
from quizapp.notes import NoteType

if TYPE_CHECKING:
    from quizapp.generator.candidates import Candidate, Context

# How much a careful reader wants each kind, all else equal: read off the judged cards of the development articles.
_KIND_WORTH = {
    "quotation": 0.62,
    "role": 0.62,
    "count": 0.66,
    "amount": 0.7,
    "date": 0.66,
    "subject": 0.66,
    "object": 0.6,
    "definition": 0.6,
    "oblique": 0.58,
    "agent": 0.66,
    "place": 0.6,
    "plan": 0.58,
    "reason": 0.6,
    "purpose": 0.56,
    "duration": 0.62,
    "initials": 0.5,
    "age": 0.5,
    "share": 0.7,
    "name": 0.62,
    "role-of": 0.52,
    "cloze": 0.45,
}
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
    """The candidate's worth for a learner: kind, certainty, names and numbers, closeness to the headline, place."""
    words = stems(candidate.question)
    answer = candidate.answer
    worth = _KIND_WORTH.get(candidate.kind, 0.5)
    if any(word[:1].isupper() for word in answer.split()) or any(char.isdigit() for char in answer):
        worth += 0.06
    if words & _TURNING:
        worth += 0.05
    headline = context.headline
    if headline:
        worth += 0.14 * min(1.0, len((words | stems(answer)) & headline) / min(4, len(headline)))
    worth += 0.1 * max(0.0, 1 - candidate.paragraph / 6)
    length = len(candidate.question.split())
    if candidate.note_type is not NoteType.QUOTE:
        worth -= 0.012 * max(0, length - 16)
        worth -= 0.04 * (length < 5)
    return Ranked(candidate, round(max(0.0, min(1.0, worth * candidate.certainty)), 3))


def select(ranked: Sequence[Ranked], context: Context) -> tuple[list[Ranked], list[tuple[Ranked, str]]]:
    """The cards to keep, best first and mixed, and those left out with the reason."""
    options = context.options
    left: list[tuple[Ranked, str]] = []
    chosen: list[Ranked] = []
    cap = card_cap(context)
    by_sentence: Counter[int] = Counter()
    by_clause: Counter[tuple[int, int, int]] = Counter()
    kinds: Counter[str] = Counter()
    unclear = _with_several_answers(ranked)
    answers: dict[str, list[Ranked]] = {}
    cards = 0
    for item in _clozes_last(_mixed(sorted(ranked, key=_order))):
        candidate = item.candidate
        same = next(
            (other for other in answers.get(_answer_key(candidate), []) if _same_fact(candidate, other.candidate)), None
        )
        faces = sum(1 for face in candidate.note_type.faces if candidate.fields.get(face.question))
        clause = (candidate.paragraph, candidate.sentence, candidate.clause)
        if candidate.question in unclear:
            left.append((item, "the article has more than one answer"))
        elif same is not None:
            left.append((item, "another card asks the same"))
        elif item.score < options.lowest_score:
            left.append((item, "it is worth too little or too uncertain"))
        elif candidate.note_type is NoteType.CLOZE and by_sentence[candidate.sentence]:
            left.append((item, "its sentence has a question already"))
        elif candidate.kind == "initials" and kinds["initials"] >= options.initials:
            left.append((item, "enough initials are asked"))
        elif by_clause[clause] >= options.cards_per_clause and candidate.clause >= 0:
            left.append((item, "its fact has enough cards"))
        elif by_sentence[candidate.sentence] >= options.cards_per_sentence and cap is not None:
            left.append((item, "its sentence has enough cards"))
        elif cap is not None and cards + faces > cap:
            left.append((item, "the article has enough cards"))
        else:
            chosen.append(item)
            answers.setdefault(_answer_key(candidate), []).append(item)
            by_sentence[candidate.sentence] += 1
            by_clause[clause] += 1
            kinds[candidate.kind] += 1
            cards += faces
    return chosen, left


def _with_several_answers(ranked: Sequence[Ranked]) -> set[str]:
    """The questions that different answers fit: "Who won the award?" of three matches."""
    answers: dict[str, set[str]] = {}
    for item in ranked:
        if item.candidate.note_type is not NoteType.QUOTE:
            answers.setdefault(item.candidate.question, set()).add(_answer_key(item.candidate))
    return {question for question, found in answers.items() if len(found) > 1}


def card_cap(context: Context) -> int | None:
    """How many cards the article may have at most, None without a cap."""
    options = context.options
    if options.max_cards is None:
        count = len(context.parsed.article.text.split())
        return max(options.fewest_allowed, math.ceil(count * options.cards_per_100_words / 100))
    return options.max_cards or None


def _clozes_last(items: Sequence[Ranked]) -> list[Ranked]:
    """The same order, clozes behind all questions: one is only used where its sentence has no question."""
    return sorted(items, key=lambda item: item.candidate.note_type is NoteType.CLOZE)


def _order(item: Ranked) -> tuple[float, int, str, str]:
    candidate = item.candidate
    return (-item.score, candidate.place.start, candidate.kind, candidate.question)


def _mixed(items: Sequence[Ranked]) -> list[Ranked]:
    """Best first, but a sentence or kind that was just asked waits: the first cards already cover the article."""
    waiting = list(items[:400])
    mixed: list[Ranked] = []
    asked: Counter[int] = Counter()
    kinds: Counter[str] = Counter()
    while waiting:
        best = max(range(len(waiting)), key=lambda i: (_now(waiting[i], asked, kinds), -i))
        item = waiting.pop(best)
        mixed.append(item)
        asked[item.candidate.sentence] += 1
        kinds[item.candidate.kind] += 1
    return mixed + list(items[400:])


def _now(item: Ranked, asked: Counter[int], kinds: Counter[str]) -> float:
    repeated = asked[item.candidate.sentence]
    share = kinds[item.candidate.kind] / (1 + sum(kinds.values())) if kinds else 0.0
    return item.score - 0.07 * min(repeated, 4) - 0.08 * share


def _answer_key(candidate: Candidate) -> str:
    return " ".join(sorted(stems(candidate.answer))) or candidate.answer.casefold()


def _same_fact(one: Candidate, other: Candidate) -> bool:
    """True when two cards with the same answer ask about the same thing."""
    if one.sentence == other.sentence and one.kind == other.kind:
        return True
    a, b = stems(one.question), stems(other.question)
    shared = len(a & b) / max(1, min(len(a), len(b)))
    return shared >= 0.7
