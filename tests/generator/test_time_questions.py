"""Questions about time: when, since when, from when to when, how long and how often."""

import pytest
from spacy.language import Language

from tests.generator.test_questions import cards


@pytest.mark.parametrize(
    ("text", "question", "answer"),
    [
        # decades, centuries and ages
        (
            "Larkfell Airways resumed flights to Iceland in the mid-1990s.",
            "When did Larkfell Airways resume flights to Iceland?",
            "the mid-1990s",
        ),
        (
            "The Halden Quay was paved with granite in the late 18th century.",
            "When was the Halden Quay paved with granite?",
            "the late 18th century",
        ),
        # years before the thousands, and before our era
        (
            "In 941, Olaf Skogen led a raid on Bergen.",
            "In what year did Olaf Skogen lead a raid on Bergen?",
            "941",
        ),
        ("Bronze was used in the Balkans around 5500 BC.", "When was Bronze used in the Balkans?", "around 5500 BC"),
        # what is as long ago on another day
        ("The Halden Fjord formed roughly 65 million years ago.", "How long ago did the Halden Fjord form?", None),
        # from when to when
        (
            "The Danes occupied the port of Halden from April 1854 to February 1857.",
            "From when to when did the Danes occupy the port of Halden?",
            "April 1854 to February 1857",
        ),
        (
            "From 1967 to 2008 Bergen was home to the Nordic Rowing Club.",
            "From when to when was Bergen home to the Nordic Rowing Club?",
            "1967 to 2008",
        ),
        # a date beside another that counts from something else
        (
            "Three months later, on 1 November 2010, the Havsula probe was sent to Venus.",
            "When was the Havsula probe sent to Venus?",
            "1 November 2010",
        ),
        # ages
        (
            "Marta Lindqvist had learned six languages by the age of 18.",
            "By what age had Marta Lindqvist learned six languages?",
            "18",
        ),
        # what happened then
        (
            "During the 2012 Halden election, Olaf Skogen came in third place.",
            "When did Olaf Skogen come in third place?",
            "during the 2012 Halden election",
        ),
        (
            "Marta Lindqvist retired from professional rowing after the Lisbon Games.",
            "When did Marta Lindqvist retire from professional rowing?",
            "after the Lisbon Games",
        ),
        # how long, how often
        ("The Halden Strike lasted 18 days.", "How long did the Halden Strike last?", "18 days"),
        (
            "Elections to the Halden Council are held every four years.",
            "How often are elections to the Halden Council held?",
            "every four years",
        ),
        (
            "The Olsok Festival is held annually in Trondheim.",
            "How often is the Olsok Festival held in Trondheim?",
            "annually",
        ),
        (
            "The Halden Council meets twice a month in Bergen.",
            "How often does the Halden Council meet in Bergen?",
            "twice a month",
        ),
    ],
)
def test_questions_about_time(nlp: Language, text: str, question: str, answer: str | None) -> None:
    made = cards(nlp, text)
    assert question in made
    assert answer is None or made[question] == answer


@pytest.mark.parametrize(
    ("text", "never"),
    [
        # what is so now, and what is so each year
        ("In the 21st century, the Halden Crash is used as an example.", "when is"),
        ("Around 2 million people visit the Halden Fair every year.", "how often"),
        # the day on which something began is no time that it took
        ("From July 23 to September 1988 Larkfell began working for the Nordic Bank.", "from when"),
        # nobody knows which of them
        ("Danish forces advanced in the early 13th century.", "when did"),
        # what is told of a book is no time
        ("The Halden Bible is a translation by Olaf Skogen, during the Reformation period.", "when is"),
        # "as early as" only says that it is early
        ("Animals may have lived in Norway as early as 1 billion years ago.", "how long ago"),
    ],
)
def test_times_never_asked(nlp: Language, text: str, never: str) -> None:
    assert not [question for question in cards(nlp, text) if never in question.lower()]
