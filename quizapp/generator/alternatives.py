"""Stage 7: other wordings. What a chosen card left out may say the same in words that a person likes better."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, TypeAlias

from quizapp.generator.selecting import DOUBTS, answer_key, shared_words
from quizapp.notes import Face, NoteType, Wording

if TYPE_CHECKING:
    from quizapp.generator.candidates import Candidate
    from quizapp.generator.options import Options
    from quizapp.generator.ranking import Ranked

    Left: TypeAlias = tuple[Ranked, str]
    Waiting: TypeAlias = dict[tuple[int, int, str], list[tuple[Ranked, Face]]]
    """Faces that were left out, best first, by paragraph, sentence and what is to be answered."""


def with_alternatives(
    chosen: Sequence[Ranked], left: Sequence[Left], options: Options
) -> tuple[list[tuple[Ranked, tuple[Wording, ...]]], list[Left]]:
    """The chosen cards, each with its other wordings, best first, and what is left out all the same.

    Another wording asks for the same answer, and the words of the article that prove the card prove it.
    """
    waiting: Waiting = {}
    for item, reason in sorted(left, key=lambda one: (-one[0].score, one[0].candidate.question)):
        if reason not in DOUBTS:
            for face in item.candidate.faces:
                waiting.setdefault(_place(item.candidate, face), []).append((item, face))
    taken: set[int] = set()
    offered = []
    for item in chosen:
        others = list(_others(item.candidate, waiting, taken, options.same_wording))
        others = sorted(others, key=lambda one: -one[1].score)[: options.alternatives]
        taken |= {number for number, _ in others}
        offered.append((item, tuple(wording for _, wording in others)))
    return offered, [(item, reason) for item, reason in left if id(item) not in taken]


def _others(candidate: Candidate, waiting: Waiting, taken: set[int], least: float) -> Iterator[tuple[int, Wording]]:
    """The other wordings of each face of a chosen card, each with what tells the item that it comes from."""
    for face in candidate.faces:
        asked = candidate.fields[face.question]
        seen = {asked.casefold()}
        for item, other in waiting.get(_place(candidate, face), ()):
            question, answer = item.candidate.fields[other.question], item.candidate.fields[other.answer]
            if question.casefold() in seen or id(item) in taken or not _fits(item.candidate, other, candidate, face):
                continue
            if not _is_same_fact(item.candidate.clause, candidate.clause, shared_words(question, asked), least):
                continue
            seen.add(question.casefold())
            yield id(item), Wording({face.question: question, face.answer: answer}, item.candidate.writer, item.score)


def _fits(one: Candidate, other: Face, candidate: Candidate, face: Face) -> bool:
    """True when that face of the one can stand in the card as its face, proved by the same words."""
    is_half = (one.note_type, candidate.note_type) == (NoteType.BASIC, NoteType.BASIC_REVERSED)
    if not is_half and (one.note_type, other) != (candidate.note_type, face):
        return False
    told = [part.span for part in candidate.evidence]
    return all(
        any(span.start <= part.span.start and part.span.end <= span.end for span in told) for part in one.evidence
    )


def _is_same_fact(clause: int, other: int, shared: float, least: float) -> bool:
    """True within one clause; where the clause of either is not known, the words have to tell."""
    return clause == other if min(clause, other) >= 0 else shared >= least


def _place(candidate: Candidate, face: Face) -> tuple[int, int, str]:
    return candidate.paragraph, candidate.sentence, answer_key(candidate.fields[face.answer])
