"""Stage 7: selection. Which cards say the same, which are siblings, which to show and in what order."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from quizapp.generator.progress import Progress, part, tracked
from quizapp.generator.ranking import Ranked
from quizapp.generator.stemming import stems
from quizapp.generator.vocabulary import word_set
from quizapp.notes import NoteType

if TYPE_CHECKING:
    from quizapp.generator.candidates import Candidate, Context
    from quizapp.generator.options import Options

SIDES = word_set("subject owner object agent oblique inner name definition plan role member")
"""Kinds that ask who did what: one of them is enough for a clause. The others ask when, where and how much."""

_IN_MATCH = re.compile(r"^In [^,?]* match against [^,?]*, ")
"""The occasion that all questions about a match share: what they ask comes behind it."""

NAMED_ANSWERS = frozenset({"person", "organization", "place", "name", "date", "number"})

LOOKED_AT = 400
"""So many of the best candidates are mixed; those behind them follow in the order of their scores."""

MIXED = 0.3
"""The share of the selection that is done when they are mixed."""

TOLD_BY_COUNT = "the count or list that it tells is asked instead"
SEVERAL_ANSWERS = "the article has more than one answer"
TOO_LITTLE = "it is worth too little or too uncertain"
DOUBTS = frozenset({TOLD_BY_COUNT, SEVERAL_ANSWERS, TOO_LITTLE})
"""The reasons that say something against a card itself, whatever else is chosen."""

Clause = tuple[int, int, int]


@dataclass(slots=True)
class _Chosen:
    """What was chosen so far, and the counts that limit what follows."""

    items: list[Ranked] = field(default_factory=list)
    by_clause: dict[Clause, list[int]] = field(default_factory=dict)
    by_sentence: Counter[int] = field(default_factory=Counter)
    kinds_by_clause: dict[Clause, set[str]] = field(default_factory=dict)
    kinds: Counter[str] = field(default_factory=Counter)
    answers: dict[str, list[Ranked]] = field(default_factory=dict)
    cards: int = 0

    def add(self, item: Ranked) -> None:
        candidate = item.candidate
        if candidate.clause >= 0:
            self.by_clause.setdefault(_clause(candidate), []).append(len(self.items))
        self.items.append(item)
        self._count(item)

    def waits_for_sibling(self, candidate: Candidate) -> bool:
        """True when the clause of a question has one card, which can get a second face."""
        at = self.by_clause.get(_clause(candidate), [])
        return len(at) == 1 and candidate.note_type is self.items[at[0]].candidate.note_type is NoteType.BASIC

    def join(self, item: Ranked) -> None:
        """Makes ``item`` the second face of the card that its clause has already."""
        at = self.by_clause[_clause(item.candidate)]
        at.append(at[0])
        first = self.items[at[0]]
        self.items[at[0]] = replace(first, candidate=_siblings(first.candidate, item.candidate))
        self._count(item)

    def kinds_of(self, candidate: Candidate) -> set[str]:
        """The kinds of question that the clause of ``candidate`` has already."""
        return self.kinds_by_clause.get(_clause(candidate), set())

    def _count(self, item: Ranked) -> None:
        candidate = item.candidate
        self.answers.setdefault(answer_key(candidate.answer), []).append(item)
        self.by_sentence[candidate.sentence] += 1
        self.kinds_by_clause.setdefault(_clause(candidate), set()).add(candidate.kind)
        self.kinds[candidate.kind] += 1
        self.cards += _faces(candidate)


def select(
    ranked: Sequence[Ranked], context: Context, *, progress: Progress | None = None
) -> tuple[list[Ranked], list[tuple[Ranked, str]]]:
    """The cards to keep, best first and mixed, and those left out with the reason.

    ``progress`` is told the share that was looked at, up to 1.
    """
    options = context.options
    left: list[tuple[Ranked, str]] = []
    chosen = _Chosen()
    cap = card_cap(context)
    unclear = _with_several_answers(ranked)
    counted = _counted(ranked)
    mixed = _mixed(sorted(ranked, key=_order), options, part(progress, 0, MIXED))
    for item in tracked(_clozes_last(mixed), part(progress, MIXED, 1)):
        item = _unguessable(item, chosen, options)
        if _known_by_count(item.candidate, counted, context):
            reason: str | None = TOLD_BY_COUNT
        else:
            reason = _reason_against(item, chosen, unclear, cap, context)
        if reason is not None:
            left.append((item, reason))
        elif chosen.waits_for_sibling(item.candidate):
            chosen.join(item)
        else:
            chosen.add(item)
    return chosen.items, left


def _reason_against(item: Ranked, chosen: _Chosen, unclear: set[str], cap: int | None, context: Context) -> str | None:
    """Why a card is not chosen, given those that are; None when it is."""
    options = context.options
    candidate = item.candidate
    alike = chosen.answers.get(answer_key(candidate.answer), [])
    cloze = candidate.note_type is NoteType.CLOZE
    if candidate.question in unclear:
        return SEVERAL_ANSWERS
    if any(_same_fact(candidate, other.candidate, options) for other in alike):
        return "another card asks the same"
    if any(_told_already(candidate, other.candidate, options) for other in chosen.items):
        return "another card asks the same"
    if item.score < options.lowest_score:
        return TOO_LITTLE
    if cloze and chosen.by_sentence[candidate.sentence] >= options.cards_beside_cloze:
        return "its sentence has a question already"
    if candidate.kind == "finder" and any(other.candidate.kind == "finder" for other in alike):
        return "its answer has enough cards"
    if candidate.kind == "initials" and chosen.kinds["initials"] >= options.initials:
        return "enough initials are asked"
    if candidate.kind == "role" and chosen.kinds["role"] >= options.roles:
        return "enough roles are asked"
    if candidate.note_type is NoteType.QUOTE and not _faces(candidate):
        return "its answer has enough cards"
    if candidate.note_type is NoteType.BASIC and "person" in candidate.tags and len(alike) >= options.cards_per_answer:
        return "its answer has enough cards"
    who = candidate.kind == "subject" and "person" in candidate.tags and stems(candidate.answer) <= context.headline
    if who and sum(other.candidate.kind == "subject" for other in alike) >= options.guessable_cards:
        return "its answer has enough cards"
    if candidate.clause >= 0 and not _may_join(candidate, chosen, options):
        return "its fact has enough cards"
    if chosen.by_sentence[candidate.sentence] >= options.cards_per_sentence and cap is not None:
        return "its sentence has enough cards"
    if cap is not None and chosen.cards + _faces(candidate) > cap:
        return "the article has enough cards"
    return None


def _unguessable(item: Ranked, chosen: _Chosen, options: Options) -> Ranked:
    """A quotation without "Who said ...?" when its speaker was asked for so often that nobody needs to read on."""
    candidate = item.candidate
    if candidate.note_type is not NoteType.QUOTE or not candidate.fields["Question"]:
        return item
    alike = chosen.answers.get(answer_key(candidate.answer), [])
    asked = sum(other.candidate.note_type is NoteType.QUOTE for other in alike)
    if asked < options.quotations_per_speaker:
        return item
    return replace(item, candidate=replace(candidate, fields={**candidate.fields, "Question": "", "Speaker": ""}))


def _may_join(candidate: Candidate, chosen: _Chosen, options: Options) -> bool:
    """True when the clause has no card yet, or one that asks for another side of it."""
    at = chosen.by_clause.get(_clause(candidate), [])
    if not at or candidate.kind == "member":
        return True
    first = chosen.items[at[0]].candidate
    most = options.cards_per_clause if options.max_cards is None else options.cards_per_clause_uncapped
    if len(at) >= most:
        return False
    if len(at) > 1:
        other_side = candidate.kind not in SIDES or _specific(candidate)
        return other_side and candidate.kind not in {"subject", *chosen.kinds_of(candidate)}
    if {first.note_type, candidate.note_type} != {NoteType.BASIC}:
        return False
    if first.kind == candidate.kind:
        return False
    if {first.kind, candidate.kind} == {"object", "inner"}:
        return False
    if first.kind == "subject" and "person" in first.tags and candidate.kind == "object" and not _specific(candidate):
        return False
    return not {first.kind, candidate.kind} <= SIDES or _specific(first) or _specific(candidate)


def _specific(candidate: Candidate) -> bool:
    """True when the answer is a name or a number, which both ways round is worth knowing."""
    return bool(NAMED_ANSWERS & set(candidate.tags)) and any(c.isupper() or c.isdigit() for c in candidate.answer)


def _siblings(first: Candidate, second: Candidate) -> Candidate:
    """Two cards of one fact as the faces of one note, which are not studied on the same day."""
    fields = {
        "Question": first.question,
        "Answer": first.answer,
        "Reverse question": second.question,
        "Reverse answer": second.answer,
    }
    others = {"Reverse question": second.writer} if second.writer != first.writer else {}
    return replace(first, note_type=NoteType.BASIC_REVERSED, fields=fields, face_writers=others)


def _clause(candidate: Candidate) -> Clause:
    return (candidate.paragraph, candidate.sentence, candidate.clause)


def _faces(candidate: Candidate) -> int:
    return sum(1 for face in candidate.note_type.faces if candidate.fields.get(face.question))


def _with_several_answers(ranked: Sequence[Ranked]) -> set[str]:
    """The questions that different answers fit: "Who won the award?" of three matches."""
    answers: dict[str, set[str]] = {}
    for item in ranked:
        if item.candidate.note_type is not NoteType.QUOTE:
            answers.setdefault(item.candidate.question, set()).add(answer_key(item.candidate.answer))
    return {question for question, found in answers.items() if len(found) > 1}


_COUNTING = {"count", "member", "members", "share"}
_DOERS = {"finder", "owner", "subject"}


def _counted(ranked: Sequence[Ranked]) -> dict[Clause, list[str]]:
    """The counts and lists that are asked of each clause."""
    counted: dict[Clause, list[str]] = {}
    for item in ranked:
        if item.candidate.kind in _COUNTING:
            counted.setdefault(_clause(item.candidate), []).append(item.candidate.answer)
    return counted


def _known_by_count(candidate: Candidate, counted: dict[Clause, list[str]], context: Context) -> bool:
    """True for "Which orchestra played at 12 events?": nobody knows the article's own by a count, which is asked."""
    body = bool({"name", "organization", "place"} & set(candidate.tags))
    told = any(answer in candidate.question for answer in counted.get(_clause(candidate), ()))
    if not (body and told and candidate.kind in _DOERS):
        return False
    first = candidate.answer.split()[0]  # "Pew" of "Pew Research Center"
    return context.is_prominent(candidate.answer) or (first.istitle() and context.is_prominent(first))


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


def _mixed(items: Sequence[Ranked], options: Options, progress: Progress | None) -> list[Ranked]:
    """Best first, but a sentence or kind that was just asked waits: the first cards already cover the article."""
    waiting = list(items[:LOOKED_AT])
    mixed: list[Ranked] = []
    asked: Counter[int] = Counter()
    kinds: Counter[str] = Counter()
    for _ in tracked(items[:LOOKED_AT], progress):
        best = max(range(len(waiting)), key=lambda i: (_now(waiting[i], asked, kinds, options), -i))
        item = waiting.pop(best)
        mixed.append(item)
        asked[item.candidate.sentence] += 1
        kinds[item.candidate.kind] += 1
    return mixed + list(items[LOOKED_AT:])


def _now(item: Ranked, asked: Counter[int], kinds: Counter[str], options: Options) -> float:
    repeated = asked[item.candidate.sentence]
    share = kinds[item.candidate.kind] / (1 + sum(kinds.values())) if kinds else 0.0
    return item.score - options.repeated_sentence_cost * min(repeated, 4) - options.repeated_kind_cost * share


def answer_key(answer: str) -> str:
    """What answers that say the same have in common."""
    return " ".join(sorted(stems(answer))) or answer.casefold()


def _told_already(candidate: Candidate, other: Candidate, options: Options) -> bool:
    """True when a card of another sentence holds nearly the same words, question and answer together.

    Or when another writer's card has the same words of its sentence as its answer, and asks for them nearly alike.
    """
    if NoteType.QUOTE in {candidate.note_type, other.note_type}:
        return False
    if candidate.sentence == other.sentence:
        return candidate.writer != other.writer and _same_place(candidate, other, options)
    a, b = stems(f"{candidate.question} {candidate.answer}"), stems(f"{other.question} {other.answer}")
    return len(a & b) >= options.same_telling * max(1, len(a | b))


def _same_place(candidate: Candidate, other: Candidate, options: Options) -> bool:
    here, there = candidate.evidence[0].answer, other.evidence[0].answer
    if here is None or there is None or not here.overlaps(there):
        return False
    a, b = stems(candidate.question), stems(other.question)
    return len(a & b) >= options.same_place * max(1, min(len(a), len(b)))


def _same_fact(one: Candidate, other: Candidate, options: Options) -> bool:
    """True when two cards with the same answer ask about the same thing."""
    if one.note_type is NoteType.QUOTE and other.note_type is NoteType.QUOTE:
        return one.question == other.question and one.fields.get("Quotation") == other.fields.get("Quotation")
    if one.sentence == other.sentence and one.kind == other.kind != "role":
        return True
    return shared_words(one.question, other.question) >= options.same_question


def shared_words(one: str, other: str) -> float:
    """The share of the words of the shorter question that the other has too, 0 to 1."""
    a, b = (stems(_IN_MATCH.sub("", question)) for question in (one, other))
    return len(a & b) / max(1, min(len(a), len(b)))
