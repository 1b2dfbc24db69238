"""Who found something out, and where it was published: a study by its name, an organisation by its report."""

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
            "The Voss Institute estimates that ferries on the Oslo fjord will be electric by 2040.",
            "Which organization estimates that ferries on the Oslo fjord will be electric by 2040?",
            "the Voss Institute",
        ),
        (
            "A new study published in Nature Geoscience shows that old ferries harm the seals of Bergen.",
            "In which journal was the study published that shows that old ferries harm the seals of Bergen?",
            "Nature Geoscience",
        ),
        (
            "A study published in the Alpine Journal suggests that old ferries harm the seals of Bergen.",
            "In which publication was the study published that suggests that old ferries harm the seals of Bergen?",
            "the Alpine Journal",
        ),
        (
            "A study led by the Voss Institute found that old ferries harm the seals of Bergen.",
            "Which organization led the study that found that old ferries harm the seals of Bergen?",
            "the Voss Institute",
        ),
        (
            "An RL-led study has shown that the depth of Lake Ferrin has changed. The Road Laboratory (RL) is old.",
            "Which research center led the study that has shown that the depth of Lake Ferrin has changed?",
            "Road Laboratory",
        ),
        # who thinks so
        (
            "Ingrid Solberg argued that old wooden ferries harm the seals of Bergen.",
            "Who argued that old wooden ferries harm the seals of Bergen?",
            "Ingrid Solberg",
        ),
        (
            "The biologist Tom Lee suspects that salt is a driving force behind the decline of the seals of Bergen.",
            "Which biologist suspects that salt is a driving force behind the decline of the seals of Bergen?",
            "Tom Lee",
        ),
    ],
)
def test_finders(nlp: Language, text: str, question: str, answer: str) -> None:
    assert cards(nlp, text).get(question) == answer


@pytest.mark.parametrize(
    "text",
    [
        "A study in Norway found that ferries cross the Oslo fjord 400 times a day.",  # a place is no finder
        "Ingrid Solberg and Tom Lee found that ferries cross the Oslo fjord 400 times a day.",  # two people
        "Ingrid Solberg replied that ferries cross the Oslo fjord 400 times a day.",  # to whom?
        "A study made in Nature Park found that ferries cross the Oslo fjord 400 times a day.",
        "The Voss Institute may find that ferries cross the Oslo fjord 400 times a day.",
    ],
)
def test_nobody_is_asked_for(nlp: Language, text: str) -> None:
    assert not [question for question in cards(nlp, text) if "that ferries cross" in question]
