"""What is asked of ", where she founded a school in 1990" and ", which he sold in 2011"."""

import pytest
from spacy.language import Language

from tests.generator.test_questions import cards


@pytest.mark.parametrize(
    ("text", "question", "answer"),
    [
        (
            "In 1990 Marta Lindqvist moved to Oslo, where she founded the Northern Bread Museum in 1992.",
            "In what year did Marta Lindqvist found the Northern Bread Museum?",
            "1992",
        ),
        (
            "Marta Lindqvist studied at Uppsala University, where she wrote a thesis on rye in 1990.",
            "In what year did Marta Lindqvist write a thesis on rye at Uppsala University?",
            "1990",
        ),
        (
            "The Voss Institute built the Havsula, which it sold to the Halden Council in 2011.",
            "In what year did the Voss Institute sell the Havsula to the Halden Council?",
            "2011",
        ),
        # what it hangs on is the whole degree
        (
            "Ingrid Solberg began a degree in chemistry, which she completed in 2010.",
            "In what year did Ingrid Solberg complete a degree in chemistry?",
            "2010",
        ),
        # a place beside the name is not what "which" tells of
        (
            "The Ferrin Radar, located near Oslo, Norway, which tracked 400 ships in 2010, was built by Ada Berg.",
            "How many ships did the Ferrin Radar track in 2010?",
            "400",
        ),
    ],
)
def test_added_clauses(nlp: Language, text: str, question: str, answer: str) -> None:
    assert cards(nlp, text).get(question) == answer


@pytest.mark.parametrize(
    ("text", "never"),
    [
        ("Ingrid Solberg sails to Iceland, where Nordic ferries take 40 days to unload.", "unload"),  # always so
        ("Ingrid Solberg sold the ferry that Marta Lindqvist bought in 1998.", "Marta Lindqvist buy"),  # tells which
    ],
)
def test_what_is_not_over_or_not_added_makes_no_clause(nlp: Language, text: str, never: str) -> None:
    assert not [question for question in cards(nlp, text) if never in question]
