"""The words that the small model gets."""

import pytest

from quizapp.article import Span
from quizapp.writers.prompt import CONTEXT_CHARACTERS, question_prompt, sentence_around, told_before


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        (
            "Ada met Babbage.",
            "Context: Ada met Babbage.\nSentence: She wrote it in <<1843>>.\nAnswer: 1843\nQuestion:",
        ),
        ("", "Context:\nSentence: She wrote it in <<1843>>.\nAnswer: 1843\nQuestion:"),
        ("Two\n lines.", "Context: Two lines.\nSentence: She wrote it in <<1843>>.\nAnswer: 1843\nQuestion:"),
    ],
)
def test_the_answer_is_marked_behind_the_sentence_before(before: str, expected: str) -> None:
    assert question_prompt("She wrote it in 1843.", Span(16, 20), before) == expected


def test_the_sentence_before_is_cut_between_words() -> None:
    told = told_before("Bergen " * 30)
    assert told.endswith("Bergen")
    assert CONTEXT_CHARACTERS - len("Bergen ") < len(told) <= CONTEXT_CHARACTERS
    assert told_before("Bergen") == "Bergen"


@pytest.mark.parametrize(
    ("answer", "sentence", "before"),
    [
        ("Oslo", "Ada lives in Oslo.", ""),
        ("boats", "She sells boats.", "Ada lives in Oslo."),
        ("Bergen", "Ole lives in Bergen", ""),
        ("boats.\n\nOle", None, ""),
    ],
)
def test_the_sentence_that_holds_an_answer(answer: str, sentence: str | None, before: str) -> None:
    text = "Ada lives in Oslo.  She sells boats.\n\nOle lives in Bergen\n"
    found = sentence_around(text, _place(answer, text))
    assert found == (None if sentence is None else (_place(sentence, text), before))


def _place(words: str, text: str) -> Span:
    return Span(text.index(words), text.index(words) + len(words))
