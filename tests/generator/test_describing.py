"""What a name is said to be, which asks for it better than "who" and "what"."""

import pytest
from spacy.language import Language

from tests.generator.test_questions import cards


@pytest.mark.parametrize(
    ("text", "question", "answer"),
    [
        # a role in front of the name, but not one that only one can have
        (
            "Swedish novelist Marta Lindqvist won the Nordic Prize in Oslo.",
            "Which Swedish novelist won the Nordic Prize in Oslo?",
            "Marta Lindqvist",
        ),
        (
            "Swedish captain Marta Lindqvist won the Nordic Prize in Oslo.",
            "Who won the Nordic Prize in Oslo?",
            "Marta Lindqvist",
        ),
        # a role behind it
        (
            "Marta Lindqvist, a navigation engineer at Halden University, led the Nordic Bread Study in 2019.",
            "Which navigation engineer at Halden University led the Nordic Bread Study in 2019?",
            "Marta Lindqvist",
        ),
        # an office has one holder: "who"
        (
            "Marta Lindqvist, the mayor of Halden, opened the Moss Tunnel in 2019.",
            "Who opened the Moss Tunnel in 2019?",
            "Marta Lindqvist",
        ),
        # whose, and what it is
        (
            "In 2021, NASA's Perseverance rover landed in an old crater on Mars.",
            "Which NASA rover landed in an old crater on Mars in 2021?",
            "Perseverance",
        ),
        (
            "Marta Lindqvist led the Endurance mission in 2022.",
            "Which mission did Marta Lindqvist lead in 2022?",
            "Endurance",
        ),
        # the name of a part
        (
            "The Halden Ferry was built in an area of Oslo known as Grunerlokka.",
            "In which area of Oslo was the Halden Ferry built?",
            "Grunerlokka",
        ),
        # beside whom
        (
            "The Halden Choir arrived in Bergen along with Ingrid Solberg in 2012.",
            "Along with whom did the Halden Choir arrive in Bergen in 2012?",
            "Ingrid Solberg",
        ),
    ],
)
def test_names_are_asked_for_by_what_they_are(nlp: Language, text: str, question: str, answer: str) -> None:
    made = cards(nlp, text)
    assert made.get(question) == answer, made


@pytest.mark.parametrize(
    ("text", "never"),
    [
        # from there, not called so
        ("Marta Lindqvist led the Oregon mission in 2022.", "which mission"),
        # of some work that isn't named
        ("Lead author Marta Lindqvist moved to Norway in 2022.", "which lead author"),
        # its coach: of whom?
        ("Norway won the Nordic Cup in 2019. Its coach Marta Lindqvist moved to Denmark.", "which coach"),
    ],
)
def test_what_describes_nobody_is_not_asked(nlp: Language, text: str, never: str) -> None:
    for question in cards(nlp, text):
        assert never not in question.casefold()
