"""What is asked of plain clauses: who did what to whom, with common nouns and names of every kind as the answer."""

import pytest
from spacy.language import Language

from tests.generator.test_questions import cards

ASKED = [
    # a name tells what it names
    ("Magnus Hallberg was defeated in the Battle of Halden in 1718.",
     "In which battle was Magnus Hallberg defeated in 1718?", "Battle of Halden"),
    ("The Swedish kings signed the Treaty of Sallow in 1718.", "Which treaty did the Swedish kings sign in 1718?",
     "Treaty of Sallow"),
    # people of a nation are no things
    ("The Norwegians burned the Halden Fortress in 1718.", "Who burned the Halden Fortress in 1718?", "the Norwegians"),
    # several, and a bare noun, where the question tells much
    ("The paintings of Ingrid Solberg are kept in the Northern Bread Museum in Uppsala.",
     "What is kept in the Northern Bread Museum in Uppsala?", "the paintings of Ingrid Solberg"),
    ("In 1718, poor peasants from northern Sweden attacked the Halden Fortress.",
     "Who attacked the Halden Fortress in 1718?", "poor peasants from northern Sweden"),
    ("In 1710, smallpox reached the northern islands of the Halden Strait.",
     "What reached the northern islands of the Halden Strait in 1710?", "smallpox"),
    # what a thing does, told in the passive
    ("The growth of northern apple trees is limited by cold groundwater in spring.",
     "What limits the growth of northern apple trees?", "cold groundwater"),
    # what a preposition leads to, where it goes with the verb or ends the clause
    ("Alder wood is used for the soles of shoes in northern Sweden.", "What is alder wood used for?",
     "the soles of shoes in northern Sweden"),
    ("Marta Lindqvist was known for her translations of Chinese poems.", "What was Marta Lindqvist known for?",
     "her translations of Chinese poems"),
    ("The Halden Mill produces paper from recycled cotton.", "What does the Halden Mill produce paper from?",
     "recycled cotton"),
    ("The Northern Bread School was founded as a private bakery in 1911.",
     "What was the Northern Bread School founded as in 1911?", "a private bakery"),
    # what something definite does, described at some length
    ("The northern half of Halden contains the largest park in Norway.",
     "What does the northern half of Halden contain?", "the largest park in Norway"),
    # told at length, without a name or a date
    ("Wooden houses were laid out in a grid of nine squares around a common pasture.",
     "What was laid out in a grid of nine squares around a common pasture?", "Wooden houses"),
    # a counted agent, asked in the active voice
    ("In 1998, the harbour of Halden was served by three ferry companies.",
     "How many ferry companies served the harbour of Halden in 1998?", "three"),
]  # fmt: skip

UNASKED = [
    # what has, holds or includes something
    ("Old houses have thick walls of stone.", "What has"),
    ("Different towns in Sweden built wooden bridges in 1718.", "What built"),
    # how, not what
    ("Magnus Hallberg was known to some extent in northern Sweden.", "known to"),
    # what is required
    (
        "The new law can force small towns to identify with a label that may or may not accurately show their size.",
        "do? identify",
    ),
    ("In Norway, Marta Lindqvist must not enter the Halden Harbour at night.", "Who must not"),
    (
        "The northern half of Halden includes the largest park in Norway.",
        "What does the northern half of Halden include",
    ),
    # what letters stand for is asked, not which letters do
    ("HBT stands for northern harbour bridge technology.", "What stands for"),
    # people are no things
    ("Early physicians characterized the northern fever as a disease of the blood in Sweden.", "What characterized"),
    # half of a pair
    ("Both sides of the Halden Strait decided to close the harbour in 1718.", "sides"),
]


@pytest.mark.parametrize(("text", "question", "answer"), ASKED)
def test_plain_clauses_are_asked(nlp: Language, text: str, question: str, answer: str) -> None:
    assert cards(nlp, text).get(question) == answer, cards(nlp, text)


@pytest.mark.parametrize(("text", "words"), UNASKED)
def test_nobody_is_asked_for_what_fits_many(nlp: Language, text: str, words: str) -> None:
    assert not [f"{q} {a}" for q, a in cards(nlp, text).items() if words in f"{q} {a}"]
