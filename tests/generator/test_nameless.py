"""Whom the first sentence brings in without a name."""

import pytest
from spacy.language import Language

from tests.generator.test_questions import cards

LATER = "Tom Lee, 41, was arrested at the harbour."


@pytest.mark.parametrize(
    ("text", "question", "answer"),
    [
        (
            f"A teacher was arrested in Bergen on May 3, 2021 after he took coins from a wreck. {LATER}",
            "When was Tom Lee arrested in Bergen after he took coins from a wreck?",
            "May 3, 2021",
        ),
        (
            f"A teacher from Oslo was arrested in Bergen in 2020. Police searched two houses. {LATER}",
            "In what year was Tom Lee arrested in Bergen?",
            "2020",
        ),
        (
            (
                "Reports have revealed that a teacher was questioned in Bergen, where he was interrogated by a lawyer "
                f"of the Harbour Guild and arrested. {LATER}"
            ),
            "Who interrogated Tom Lee in Bergen?",
            "a lawyer of the Harbour Guild",
        ),
    ],
)
def test_a_name_that_follows(nlp: Language, text: str, question: str, answer: str) -> None:
    found = cards(nlp, text)
    assert found.get(question) == answer, found


@pytest.mark.parametrize(
    "text",
    [
        f"A teacher was praised in Bergen in 2020. {LATER}",  # something else is told of him
        f"A teacher was arrested in Bergen in 2020 before a driver was arrested in Moss. {LATER}",  # either
        f"A teacher of Ada Berg was arrested in Bergen in 2020. {LATER}",  # somebody is named already
        f"Two teachers were arrested in Bergen in 2020. {LATER}",
    ],
)
def test_anybody(nlp: Language, text: str) -> None:
    assert not [question for question in cards(nlp, text) if "Tom Lee arrested" in question]
