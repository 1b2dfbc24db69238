"""Other wordings of a card: which of those left out are offered beside it."""

import pytest

from quizapp.article import Evidence, Span
from quizapp.generator.alternatives import with_alternatives
from quizapp.generator.candidates import Candidate
from quizapp.generator.options import Options
from quizapp.generator.ranking import Ranked
from quizapp.generator.selecting import SEVERAL_ANSWERS, TOO_LITTLE
from quizapp.notes import NoteType, Wording

SAME = "another card asks the same"
ASKED = "When did the mill bridge reopen?"
TOLD = Span(0, 50)
OTHER = "On which day did the old mill bridge reopen?"


def ranked(
    question: str,
    answer: str = "on Monday",
    *,
    score: float = 0.5,
    sentence: int = 0,
    clause: int = -1,
    span: Span = TOLD,
    writer: str = "rules",
    note_type: NoteType = NoteType.BASIC,
    **more: str,
) -> Ranked:
    fields = {note_type.faces[0].question: question, note_type.faces[0].answer: answer, **more}
    evidence = (Evidence(span),)
    one = Candidate(note_type, fields, evidence, "date", (), sentence, 0, clause=clause, writer=writer)
    return Ranked(one, score)


def offered(chosen: Ranked, *left: Ranked, reason: str = SAME, most: int = 4) -> tuple[tuple[Wording, ...], int]:
    """The other wordings of the chosen card, and how many are left out all the same."""
    ((_, others),), out = with_alternatives([chosen], [(one, reason) for one in left], Options(alternatives=most))
    return others, len(out)


def test_the_writer_the_score_and_the_words_are_told() -> None:
    others, out = offered(ranked(ASKED), ranked(OTHER, "Monday", score=0.4, writer="llama3"))
    assert others == (Wording({"Question": OTHER, "Answer": "Monday"}, "llama3", 0.4),)
    assert out == 0


@pytest.mark.parametrize(
    ("left", "reason"),
    [
        (ranked(OTHER), SEVERAL_ANSWERS),
        (ranked(OTHER), TOO_LITTLE),
        (ranked(ASKED), SAME),
        (ranked(ASKED.upper()), SAME),
        (ranked(OTHER, "on Tuesday"), SAME),
        (ranked(OTHER, sentence=1), SAME),
        (ranked(OTHER, span=Span(40, 90)), SAME),
        (ranked("What closed again?"), SAME),
        (ranked(OTHER, note_type=NoteType.CLOZE), SAME),
    ],
    ids=["unclear", "worthless", "the same words", "the same letters", "another answer", "another sentence",
         "other evidence", "another fact", "another type"],
)  # fmt: skip
def test_what_is_no_other_wording_stays_out(left: Ranked, reason: str) -> None:
    assert offered(ranked(ASKED), left, reason=reason) == ((), 1)


@pytest.mark.parametrize(
    ("question", "clauses", "is_offered"),
    [
        ("What day was it used again?", (2, 2), True),
        (OTHER, (2, 3), False),
        (OTHER, (-1, 3), True),
        ("What day was it used again?", (2, -1), False),
    ],
)
def test_a_clause_is_one_fact_and_where_there_is_none_the_words_tell(
    question: str, clauses: tuple[int, int], is_offered: bool
) -> None:
    others, _ = offered(ranked(ASKED, clause=clauses[0]), ranked(question, clause=clauses[1]))
    assert bool(others) is is_offered


def test_each_face_has_its_own() -> None:
    back = {"Reverse question": "What reopened on Monday?", "Reverse answer": "the mill bridge"}
    chosen = ranked(ASKED, note_type=NoteType.BASIC_REVERSED, **back)
    others, _ = offered(chosen, ranked(OTHER), ranked("Which bridge reopened on Monday?", "the mill bridge", score=0.6))
    assert [dict(one.fields) for one in others] == [
        {"Reverse question": "Which bridge reopened on Monday?", "Reverse answer": "the mill bridge"},
        {"Question": OTHER, "Answer": "on Monday"},
    ]


def test_the_best_come_first_and_the_rest_stays_out() -> None:
    left = [ranked(f"On which day did the mill bridge reopen {word}?", score=score / 10)
            for score, word in enumerate(("again", "here", "there", "then", "at last"))]  # fmt: skip
    others, out = offered(ranked(ASKED), *left, most=3)
    assert [one.score for one in others] == [0.4, 0.3, 0.2]
    assert out == 2


def test_one_wording_is_offered_once() -> None:
    twice = [ranked(ASKED), ranked("When did the bridge reopen?")]
    notes, out = with_alternatives(twice, [(ranked(OTHER), SAME)], Options())
    assert [len(others) for _, others in notes] == [1, 0]
    assert out == []
