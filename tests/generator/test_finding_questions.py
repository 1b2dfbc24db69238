"""Who found something out: a study by its name, an organisation by its report or its researchers."""

import pytest
from spacy.language import Language

from tests.generator.test_questions import cards


@pytest.mark.parametrize(
    ("text", "question", "answer"),
    [
        (
            "The Voss Ferry Survey found that most passengers in Norway prefer old boats to bridges.",
            "Which study found that most passengers in Norway prefer old boats to bridges?",
            "the Voss Ferry Survey",
        ),
        (
            "The results of the Rural Roads Study revealed that children in Halden are often late for school.",
            "Which research project revealed that children in Halden are often late for school?",
            "the Rural Roads Study",
        ),
        (
            "The results of the Rural Roads Survey published this week, revealed that drivers in Norway are tired.",
            "Which study revealed that drivers in Norway are tired?",
            "the Rural Roads Survey",
        ),
        (
            "A report by the Halden Institute shows that salt damages the wooden piers of Bergen.",
            "Which organization's report shows that salt damages the wooden piers of Bergen?",
            "the Halden Institute",
        ),
        (
            "The Voss Institute estimates that 400 ferries cross the Oslo fjord every day.",
            "Which organization estimates that 400 ferries cross the Oslo fjord every day?",
            "the Voss Institute",
        ),
    ],
)
def test_finders(nlp: Language, text: str, question: str, answer: str) -> None:
    assert cards(nlp, text).get(question) == answer


@pytest.mark.parametrize(
    "text",
    [
        "A study in Norway found that ferries cross the Oslo fjord 400 times a day.",  # a place is no finder
        "Ingrid Solberg found that ferries cross the Oslo fjord 400 times a day.",  # people are quoted elsewhere
        "The Voss Institute may find that ferries cross the Oslo fjord 400 times a day.",
    ],
)
def test_nobody_is_asked_for(nlp: Language, text: str) -> None:
    assert not [question for question in cards(nlp, text) if "that ferries cross" in question]
