"""What brackets say of the noun in front of them."""

import pytest
from spacy.language import Language

from tests.generator.test_questions import cards


@pytest.mark.parametrize(
    ("text", "question", "answer"),
    [
        (
            "The Halden Lithuanians (also known as the Rye Bakers) settled in Bactria in 450.",
            "What is another name for the Halden Lithuanians?",
            "Rye Bakers",
        ),
        (
            "Plant pathology (also phytopathology) studies the illnesses of rye.",
            "What is another name for plant pathology?",
            "phytopathology",
        ),
        ("Istanbul (formerly Constantinople) fell in 1453.", "What was Istanbul formerly called?", "Constantinople"),
        (
            "In 1922 Norway honoured Philo Farnsworth (inventor of the electronic television) in Oslo.",
            "Who was the inventor of the electronic television?",
            "Philo Farnsworth",
        ),
        # years of events and works
        (
            "Halden has been calm since the Oslo bread crisis (1962) in Norway.",
            "In what year was the Oslo bread crisis?",
            "1962",
        ),
        (
            "The American Revolutionary War (1775–83) ended in Paris.",
            "When was the American Revolutionary War?",
            "1775–83",
        ),
        (
            "Ada Berg sold the song Bohemian Rhapsody (1975) to Oslo.",
            "In what year did Bohemian Rhapsody come out?",
            "1975",
        ),
        # what only says the same again is left out of an answer
        (
            "Ada Berg built a 50-acre (20 ha) mill pond in 1807.",
            "What did Ada Berg build in 1807?",
            "a 50-acre mill pond",
        ),
    ],
)
def test_what_brackets_say(nlp: Language, text: str, question: str, answer: str) -> None:
    assert cards(nlp, text, published=None).get(question) == answer


@pytest.mark.parametrize(
    ("text", "never"),
    [
        # when a town was annexed
        ("Ada Berg annexed South Halden (1804) and Roxbury (1868) in Norway.", "what year"),
        # what leans on the sentence, a name within the name, any thing of its kind
        ("Halden bread (also known for its crust) won in 1912.", "another name"),
        ("Falafel (sometimes by Egyptians known as taameya) is fried in Cairo.", "another name"),
        ("A locus (or region) of Halden rye was found in 1998.", "another name"),
        ("The Halden Mill (a gift for Ada Berg) was opened in 1912.", "what is the halden mill"),
    ],
)
def test_brackets_that_name_nothing(nlp: Language, text: str, never: str) -> None:
    assert not [question for question in cards(nlp, text, published=None) if never in question.lower()]
