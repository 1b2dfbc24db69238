"""Things with a name of their own: long ones known by their initials, those that a clause names, those that are run."""

import pytest
from spacy.language import Language

from tests.generator.test_questions import cards

NAME = "Snow wave Observation of the Northern Lakes and the Upper Valley"
BUOY = (
    f"Halden has a new buoy. The buoy is called the {NAME} "
    "(SONLUV) and is designed to study the ice of the Halden Lake. It will launch aboard Larkfell Works' Havsula-2 "
    "rocket. Ada Berg describes SONLUV as a simple system."
)


@pytest.mark.parametrize(
    ("text", "question", "answer"),
    [
        # small words in a name whose capitals are its initials; nobody says it in full
        (BUOY, "Which buoy is designed to study the ice of the Halden Lake?", "SONLUV"),
        (BUOY, "What is SONLUV designed to study?", "the ice of the Halden Lake"),
        (
            BUOY,
            f"Aboard which Larkfell Works rocket was SONLUV ({NAME}) to launch as of May 2021?",
            "Havsula-2",
        ),
        # what one clause calls its subject, the next says more of
        (
            "The ship is called Havsula and was built in Bergen in 1998 by Ada Berg.",
            "Who built Havsula in Bergen in 1998?",
            "Ada Berg",
        ),
        (
            "The ship is called Havsula and was built in Bergen in 1998 by Ada Berg.",
            "Which ship was built in Bergen in 1998 by Ada Berg?",
            "Havsula",
        ),
        # what an organisation runs, with its initials or by them
        (
            "The Halden Ferry sailed to Bergen as part of NASA's Rural Payload Lending Services, or RPLS, initiative.",
            "As part of which NASA initiative did the Halden Ferry sail to Bergen?",
            "Rural Payload Lending Services",
        ),
        (
            "The Rural Payload Lending Services (RPLS) helped. The Halden Ferry is part of NASA's RPLS initiative.",
            "Which NASA initiative is the Halden Ferry part of?",
            "Rural Payload Lending Services",
        ),
        # where to, not where from
        (
            "Larkfell's Havsula mission launched to the Martian South Pole region in May 2021.",
            "Where did Larkfell's Havsula mission launch to in May 2021?",
            "the Martian South Pole region",
        ),
        # a list is no name
        (
            "Snow, Ice, frozen Lakes (SIL) is a study of Norway. Ada Berg led SIL in 1998.",
            "In what year did Ada Berg lead SIL?",
            "1998",
        ),
    ],
)
def test_questions_of_named_things(nlp: Language, text: str, question: str, answer: str) -> None:
    assert cards(nlp, text).get(question) == answer
