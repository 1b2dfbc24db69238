"""Quotations that start with the verb of a subject outside the marks."""

import pytest
from spacy.language import Language

from tests.generator.test_questions import cards


@pytest.mark.parametrize(
    ("text", "question"),
    [
        (
            'Ada Berg said that the Pine Bridge "is a death trap for cyclists and their children".',
            "Who said that the Pine Bridge “is a death trap for cyclists and their children”?",
        ),
        (
            'Ada Berg told the Moss Times that the Pine Bridge "must be closed before somebody is killed by a truck".',
            "Who said that the Pine Bridge “must be closed before somebody is killed by a truck”?",
        ),
        (
            'Ada Berg said that giving up the harbour of Moss "would be the end of fishing in our part of Norway".',
            "Who said that giving up the harbour of Moss “would be the end of fishing in our part of Norway”?",
        ),
        (
            'The Halden Choir "really sang for its life in the storm", said Ada Berg.',
            "Who said that the Halden Choir “really sang for its life in the storm”?",
        ),
        (
            'Ada Berg said, "the more languages you know the more access you have to the words of others".',
            "Who said, “the more languages you know the more access you have to the words of others”?",
        ),
    ],
)
def test_who_said_that(nlp: Language, text: str, question: str) -> None:
    found = cards(nlp, text)
    assert found.get(question) == "Ada Berg", found


@pytest.mark.parametrize(
    "text",
    [
        'Ada Berg said the old ferry "was always late and never clean in ten years".',  # which ferry
        'Ada Berg said it "may have saved the lives of forty fishermen from the island".',
        'Ada Berg said she "has never been so proud of the fishermen of Moss and Halden".',  # of herself
        'Ada Berg read a letter that says the Pine Bridge "is a death trap for cyclists and their children".',
    ],
)
def test_nobody_is_asked_for(nlp: Language, text: str) -> None:
    assert not [question for question in cards(nlp, text) if question.startswith("Who said")]
