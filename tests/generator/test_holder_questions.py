"""Who holds an office, where the sentence names the office first."""

import pytest
from spacy.language import Language

from tests.generator.test_questions import cards


@pytest.mark.parametrize(
    ("text", "question", "answer"),
    [
        ("The mayor of Bergen is Ada Berg.", "Who is the mayor of Bergen as of May 2021?", "Ada Berg"),
        (
            "The first director of the Halden Choir was Ada Berg.",
            "Who was the first director of the Halden Choir?",
            "Ada Berg",
        ),
        # of what is not told
        ("The director was Ada Berg.", "Who was the director?", None),
        # a thing is no holder
        ("The largest lake in Norway is Mjøsa.", "What is the largest lake in Norway?", "Mjøsa"),
    ],
)
def test_who_holds_it(nlp: Language, text: str, question: str, answer: str | None) -> None:
    assert cards(nlp, text).get(question) == answer


def test_somebody_is_no_what(nlp: Language) -> None:
    text = "The Halden Order is headed by the Master of the Order, who is currently Bruno Berg."
    asked = cards(nlp, text)
    assert asked.get("Who is the Master of the Order?") == "Bruno Berg"
    assert not any(question.startswith("What is the Master") for question in asked)
