"""How much, how many, how long and how large: numbers inside noun phrases."""

import pytest
from spacy.language import Language

from tests.generator.test_questions import cards


@pytest.mark.parametrize(
    ("text", "question", "answer"),
    [
        # what a measure is of
        ("Norway has a land area of 17,364 km2.", "What land area does Norway have?", "17,364 km2"),
        ("Halden Airport is at an altitude of 151 metres.", "At what altitude is Halden Airport?", "151 metres"),
        (
            "The urban area of Halden had a total population of 2,956,746.",
            "What total population did the urban area of Halden have?",
            "2,956,746",
        ),
        (
            "Ada Berg and Jon Moe paid a total of £1.7 billion.",
            "How much did Ada Berg and Jon Moe pay?",
            "£1.7 billion",
        ),
        # sums
        (
            "At least $100 million was spent on the Halden Bridge.",
            "How much was spent on the Halden Bridge?",
            "at least $100 million",
        ),
        (
            "The first Halden Bread contract was worth £304 million over five seasons.",
            "How much was the first Halden Bread contract worth over five seasons?",
            "£304 million",
        ),
        # levels
        (
            "The deficit of Norway peaked at nearly 60% in 2008.",
            "At what percentage did the deficit of Norway peak in 2008?",
            "nearly 60%",
        ),
        (
            "The price of Halden rye rose to £670 in 1912.",
            "To what amount did the price of Halden rye rise in 1912?",
            "£670",
        ),
        # what something consists of, and groups that are counted
        (
            "Halden City Council consists of 48 councillors.",
            "How many councillors does Halden City Council consist of?",
            "48",
        ),
        (
            "In 1912 Ada Berg led a crew of 40 Norwegian sailors.",
            "How many Norwegian sailors did Ada Berg lead in 1912?",
            "40",
        ),
        (
            "The Halden Cup was contested by 16 teams in 1998.",
            "By how many teams was the Halden Cup contested in 1998?",
            "16",
        ),
        # measures in front of a noun
        (
            "Halden opened a 90-bed hospital in 1912.",
            "How many beds did the hospital have that Halden opened in 1912?",
            "90",
        ),
        # few of which there are as many for long
        ("Norway has four separate bread regions.", "How many separate bread regions does Norway have?", "four"),
        (
            "There are three Bread Squares near the Halden lake.",
            "How many Bread Squares are there near the Halden lake?",
            "three",
        ),
    ],
)
def test_numbers_inside_phrases(nlp: Language, text: str, question: str, answer: str) -> None:
    assert cards(nlp, text, published=None).get(question) == answer


@pytest.mark.parametrize(
    ("text", "never"),
    [
        # a list of what is counted, half of a word, a year, those who are counted themselves
        ("Halden has two parks, Bread Park and Rye Park, which Ada Berg planned in 1912.", "how many parks, "),
        ("The Halden Council has four sub-committees.", "how many sub"),
        ("Land was bought by the 1851 Exhibition Commissioners of Oslo.", "how many"),
        ("Rye Park, Bread Park and Oat Park are Halden's three great parks.", "how many great parks are"),
        # what may have changed since nobody knows when
        ("The Halden Bread Company has around 160 bakeries in Norway.", "how many"),
        # a year of elections
        ("Bread was offered for the 2007 Norwegian elections.", "how many"),
        # what is said otherwise when nothing follows: "three days"
        ("The Halden Strike was a three-day event.", "how long"),
        ("The Halden Exchange hit a two-year low in May.", "how long"),
    ],
)
def test_numbers_that_are_not_asked(nlp: Language, text: str, never: str) -> None:
    assert not [question for question in cards(nlp, text, published=None) if never in question.lower()]
