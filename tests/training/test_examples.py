"""The sentence that holds the answer of a question."""

import pytest

from quizapp.article import Span
from quizapp.training.corpora import Pair
from quizapp.training.examples import find_example

TEXT = "Ada Berg left Oslo in 1901. Dr. Holm met her in Bergen in 1901. They married."


def _pair(question: str, *answers: tuple[int, int], text: str = TEXT) -> Pair:
    return Pair("squad", 0, text, question, tuple(Span(*answer) for answer in answers))


@pytest.mark.parametrize(
    ("question", "sentence", "before"),
    [
        ("When did Berg leave Oslo?", "Ada Berg left Oslo in 1901.", ""),
        ("When did Holm meet Berg in Bergen?", "Dr. Holm met her in Bergen in 1901.", "Ada Berg left Oslo in 1901."),
    ],
)
def test_of_several_places_the_one_most_like_the_question_counts(question: str, sentence: str, before: str) -> None:
    example = find_example(_pair(question, (22, 26), (58, 62)))
    assert example is not None
    assert (example.sentence, example.before) == (sentence, before)
    assert example.answer.of(example.sentence) == "1901"


@pytest.mark.parametrize("answers", [(), ((22, 34),)])
def test_an_answer_in_no_one_sentence_makes_no_example(answers: tuple[tuple[int, int], ...]) -> None:
    assert find_example(_pair("When was it?", *answers)) is None


@pytest.mark.parametrize(
    ("question", "expected"),
    [("when did  Berg leave ?", "When did Berg leave?"), ("Who left??", "Who left?"), ("List them.", "List them.")],
)
def test_questions_are_tidied(question: str, expected: str) -> None:
    example = find_example(_pair(question, (22, 26)))
    assert example is not None
    assert example.question == expected


def test_the_prompt_marks_the_answer() -> None:
    example = find_example(_pair("Who met Berg?", (28, 36)))
    assert example is not None
    assert "<<Dr. Holm>> met her in Bergen in 1901.\nAnswer: Dr. Holm\nQuestion:" in example.prompt
