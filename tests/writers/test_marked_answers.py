"""Questions that a model words for a marked answer, one row a case: those that can stand, and why the others can't."""

import pytest

from quizapp.article import Span
from quizapp.writers.marked_answers import Marked, reason_against_question

MILL = "Ada Bell opened a mill in 1902 with Bo Carr."


def marked(answer: str) -> Marked:
    start = MILL.index(answer)
    return Marked(MILL, Span(start, start + len(answer)), "All of Harrow came.")


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("Who opened a mill in 1902?", None),
        ("Who is the miller of Harrow?", None),
        ("Ada Bell opened a mill?", "has no question word"),
        ("Who is Ada Bell?", "would give the answer away"),
        (f"Who {'really ' * 25}opened a mill?", "has more than 25 words"),
        (f"Who opened a mill{'l' * 250}?", "has more than 250 characters"),
        ("Who opened a mill in Bergen?", "brings in “Bergen”, which is not in the text"),
        ("Who opened a mill with Bo Bell?", "brings in “Bo Bell”, which is not in the text"),
        ("Who was the Bell of Carr?", "brings in “Bell of Carr”, which is not in the text"),
        ("Who opened a mill in 1903?", "brings in “1903”, which is not in the text"),
        ("Which two opened a mill?", "brings in “two”, which is not in the text"),
    ],
)
def test_a_question_is_held_to_the_text(question: str, reason: str | None) -> None:
    found = reason_against_question(question, marked("Ada Bell"))
    assert found == (f"the model's question {reason}" if reason else None)
