"""What a question can do without, and clauses that are told beside others."""

import pytest
from spacy.language import Language

from tests.generator.test_questions import cards


@pytest.mark.parametrize(
    ("text", "question", "answer"),
    [
        # which game "the day" had can't be told, and who played whom is true without it
        (
            "In the last game of the day, Norway faced Denmark at the Halden Stadium.",
            "Where did Norway face Denmark?",
            "the Halden Stadium",
        ),
        # what happened before, by the same person
        (
            "After winning the Nordic Prize in 2009, Marta Lindqvist moved to Bergen.",
            "In what year did Marta Lindqvist win the Nordic Prize?",
            "2009",
        ),
        # what a participle ahead of its subject tells
        (
            "Created in the 1920s, the Halden Crime Survey has proven to be reliable.",
            "When was the Halden Crime Survey created?",
            "the 1920s",
        ),
        (
            "Marta Lindqvist is an engineer. Educated in Bergen, she moved to Halden in 1990.",
            "Where was Marta Lindqvist educated?",
            "Bergen",
        ),
        # "its" ahead of what it means
        (
            "Since regaining its independence in 1991, Estonia has built a digital state.",
            "In what year did Estonia regain its independence?",
            "1991",
        ),
        # a verb of telling that is a deed here
        (
            "Marta Lindqvist wrote a letter to Norway in 1939.",
            "In what year did Marta Lindqvist write a letter to Norway?",
            "1939",
        ),
        # what somebody is asked to do
        (
            "Marta Lindqvist asked the Halden Council to build a new quay.",
            "What did Marta Lindqvist ask the Halden Council to do?",
            "build a new quay",
        ),
        # what is thought keeps that it is
        (
            "The Moss Crater is thought to contain a thick layer of old ice.",
            "What is the Moss Crater thought to contain?",
            "a thick layer of old ice",
        ),
        # where somebody stayed, before what they did there
        (
            "Marta Berg recently spent a week in Washington meeting with teams at 18F, the Halden Office, and others.",
            "How long did Marta Berg spend in Washington around May 2021?",
            "a week",
        ),
        # the penalty spot of any field
        (
            "Swedish captain Marta Lindqvist scored a goal for Bergen from the penalty spot.",
            "Who scored a goal for Bergen from the penalty spot?",
            "Marta Lindqvist",
        ),
        # how many there were
        ("In 2012 there were 35 ferries on Lake Mjosa.", "How many ferries were there on Lake Mjosa in 2012?", "35"),
        # a name beside what it is
        (
            "The American space agency NASA operates the telescope Havsula in Chile.",
            "Which telescope does NASA operate in Chile?",
            "Havsula",
        ),
        # a goal
        (
            "In 1998, the Halden Bridge was built with the goal of linking Norway and Sweden.",
            "With what goal was the Halden Bridge built in 1998?",
            "linking Norway and Sweden",
        ),
    ],
)
def test_what_stands_without_its_setting(nlp: Language, text: str, question: str, answer: str) -> None:
    made = cards(nlp, text)
    assert made.get(question, "").casefold() == answer.casefold(), made


@pytest.mark.parametrize(
    ("text", "never"),
    [
        # what lasted may have lasted only then
        ("Before the war, Denmark had a fleet of 40 wooden ships.", "denmark have"),
        ("In the shed on the quay, Denmark owned 40 wooden ships.", "denmark own"),
        # the first of something
        ("In the second half of the match, Norway scored its first goal.", "score"),
        # what was not done there may have been done elsewhere
        ("Denmark did not sell 40 wooden ships at the market.", "how many"),
        # nobody knows that the book was finished
        ("Marta Lindqvist left Oslo in 2001 before finishing her book on Denmark.", "lindqvist finish"),
        # a bridge finds nothing
        ("The old bridge was closed in 2001 after finding cracks in Halden.", "find"),
        # what is said is no deed
        ("Marta Lindqvist wrote that Denmark sold 40 ships.", "what did marta lindqvist write"),
        # what did it, when where it did is left out
        ("In the corner of the garden, the Halden engine lifted 40 stones.", "what lifted"),
        # whose it was is asked
        ("Marta Lindqvist's first speech ended in the city hall of Halden in 2012.", "what ended"),
        # that something exists says neither what nor where
        ("There was insufficient evidence of a Danish fleet in Halden.", "there"),
    ],
)
def test_what_needs_its_setting(nlp: Language, text: str, never: str) -> None:
    for question in cards(nlp, text):
        assert never not in question.casefold()
