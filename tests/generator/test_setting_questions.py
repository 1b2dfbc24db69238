"""Questions about where something is, was found or was done."""

import pytest
from spacy.language import Language

from tests.generator.test_questions import cards


@pytest.mark.parametrize(
    ("text", "question", "answer"),
    [
        # a part of a place that has a name
        (
            "The Royal Fort was built in 1666 on the south side of Bergen Harbour.",
            "Where was the Royal Fort built in 1666?",
            "the south side of Bergen Harbour",
        ),
        (
            "The goddess Leto was worshipped on the coasts of Asia Minor.",
            "Where was the goddess Leto worshipped?",
            "the coasts of Asia Minor",
        ),
        # where what lives or is found can be
        (
            "The Halden orchid is found in the forests of southern Norway.",
            "Where is the Halden orchid found?",
            "the forests of southern Norway",
        ),
        # in front of the clause
        (
            "In Norway, the Halden orchid was made a protected plant in 1936.",
            "In which country was the Halden orchid made a protected plant in 1936?",
            "Norway",
        ),
        # a place and what it is near to; where somebody goes
        (
            "The Olsok Festival takes place in Stikle, near Trondheim.",
            "Where does the Olsok Festival take place?",
            "Stikle, near Trondheim",
        ),
        (
            "The Halden Rowing Club relocated to Bergen in 1969.",
            "Where did the Halden Rowing Club relocate in 1969?",
            "Bergen",
        ),
        # "off the coast" is not "the coast"
        (
            "Havsula captured six kinds of fish off the coast of Greenland.",
            "Where did Havsula capture six kinds of fish?",
            "off the coast of Greenland",
        ),
    ],
)
def test_questions_about_places(nlp: Language, text: str, question: str, answer: str) -> None:
    assert cards(nlp, text).get(question) == answer


@pytest.mark.parametrize(
    ("text", "never"),
    [
        # whose headquarters they are is told before
        ("Ada Berg runs the Halden Network for the Bread Directorate at the headquarters in Oslo.", "where"),
        # no place but a way of doing something
        ("The Halden Museum is used in a positive sense.", "where"),
        # what "front" belongs to is the place
        ("The first Norwegian traffic light stood in front of the Halden Theatre.", "= the front"),
        ("Salt occurs in all land plants except the Halden orchid.", "where"),
        # the country's initials would tell
        ("In the United Kingdom, the usual term for UK time in June is British Summer Time.", "in which country"),
    ],
)
def test_places_never_asked(nlp: Language, text: str, never: str) -> None:
    assert not [q for q, a in cards(nlp, text).items() if never in f"{q} = {a}".lower()]
