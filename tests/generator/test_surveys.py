"""What people answered when somebody asked them: the share that did, and whose survey it was."""

import pytest
from spacy.language import Language

from tests.generator.test_questions import cards

POLL = "The Halden Institute’s poll was on lakes. "
MANY_TOWNS = "Norwick’s study was on lakes. A third of people across six towns in Norway said that "
IN_MANY_TOWNS = (
    "In Norwick's study, what share of people across six towns in Norway said swimming in a lake is a part of a very "
    "good life?"
)
FERRIES = "Researchers at the Halden Institute asked passengers about ferries. "


@pytest.mark.parametrize(
    ("text", "question", "answer"),
    [
        # whose survey it was, where the sentence doesn't say
        (
            POLL + "A median of 60 percent of people in Norway said that lakes are clean.",
            "In the Halden Institute's poll, what share of people in Norway said that lakes are clean?",
            "a median of 60 percent",
        ),
        (
            POLL + "Results showed 30 percent of people believe Sweden's lakes are too warm for fish.",
            "In the Halden Institute's poll, what share of people believe Sweden's lakes are too warm for fish?",
            "30 percent",
        ),
        (
            POLL + "In a 2011 poll, half of people in Oslo said that boats are loud.",
            "In a 2011 poll, what share of people in Oslo said that boats are loud?",
            "half",
        ),
        # a question that would be too long does without “that”
        (
            MANY_TOWNS + "swimming in a lake is a part of a very good life.",
            IN_MANY_TOWNS,
            "a third",
        ),
        # each one's own country, and that of the people named
        (
            POLL + "A smaller number of respondents – 12 percent – said that the country’s main lake is a park.",
            "In the Halden Institute's poll, what share of respondents said that their country's main lake is a park?",
            "12 percent",
        ),
        (
            "The Halden Institute found that 40 percent of Swedes think the country’s main fish – perch – is bony.",
            "According to the Halden Institute, what share of Swedes think their country's main fish, perch, is bony?",
            "40 percent",
        ),
        # where those asked are from; an amount behind the most
        (
            POLL + "Respondents from Norway and Denmark had the most doubts about lakes, at 70 percent.",
            "In the Halden Institute's poll, respondents from which two countries had the most doubts about lakes?",
            "Norway and Denmark",
        ),
        (
            "Teams from Bergen, Oslo and Halden rowed over Lake Mosel in 2012. Teams from Kenya and Peru won in 2013.",
            "Teams from which two countries won in 2013?",
            "Kenya and Peru",
        ),
        # what was asked about
        (
            "The Halden Institute asked passengers about three kinds, or types, of ferries: steamers, boats and rafts.",
            "About which three kinds of ferries did the Halden Institute ask passengers?",
            "steamers, boats and rafts",
        ),
        (
            "The Halden Institute asked 300 farmers about two crops, rye and barley, in 2012.",
            "How many farmers did the Halden Institute ask about two crops, rye and barley in 2012?",
            "300",
        ),
        # who found out what "they" found
        (
            FERRIES + "They found that ferries are the safest boats.",
            "Researchers at which organization found that ferries are the safest boats?",
            "the Halden Institute",
        ),
    ],
)
def test_surveys(nlp: Language, text: str, question: str, answer: str) -> None:
    found = cards(nlp, text)
    assert found.get(question) == answer, found


@pytest.mark.parametrize(
    ("text", "never"),
    [
        # a share of what was not asked
        (POLL + "Half of the boats in Oslo are red.", "poll, what share of the boats"),
        # one of two surveys
        (POLL + "The Moss Council’s study was on boats. Half of people in Oslo said that boats are loud.", "council's"),
        # questions of reporters, and an amount that is not asked for
        ("Reporters asked Mayor Ada Berg about the bridge in Oslo in 2012.", "about which"),
        ("Oslo has the highest share of boats in Norway, at 12 percent.", "what does oslo have"),
    ],
)
def test_not_of_the_survey(nlp: Language, text: str, never: str) -> None:
    assert not [question for question in cards(nlp, text) if never in question.lower()]
