"""Questions about why, how and under what condition something is done."""

import pytest
from spacy.language import Language

from tests.generator.test_questions import cards


@pytest.mark.parametrize(
    ("text", "question", "answer"),
    [
        # what somebody, a country or a group of companies does on purpose
        (
            "Olaf Skogen left a law career to become a naturalist.",
            "Why did Olaf Skogen leave a law career?",
            "to become a naturalist",
        ),
        (
            "Norway dispatched six frigates to Greenland to enforce its fishing laws.",
            "Why did Norway dispatch six frigates to Greenland?",
            "to enforce its fishing laws",
        ),
        (
            "Several football leagues hold all-star games to showcase their best players against each other.",
            "Why do several football leagues hold all-star games?",
            "to showcase their best players against each other",
        ),
        # what is done, by whomever
        (
            "The Halden Museum was opened in 1985 to house the paintings of Olaf Skogen.",
            "Why was the Halden Museum opened in 1985?",
            "to house the paintings of Olaf Skogen",
        ),
        # a reason without the last words, which only say more
        (
            "The Halden Stone is smooth because it was exposed to wind and rain near the old port of Bergen.",
            "Why is the Halden Stone smooth?",
            "it was exposed to wind and rain",
        ),
        # how
        (
            "Olaf Skogen measured six comets in 1876, using a glass prism.",
            "How did Olaf Skogen measure six comets in 1876?",
            "using a glass prism",
        ),
        (
            "The citizens of Halden could avoid labour duty by a payment of silver.",
            "How could the citizens of Halden avoid labour duty?",
            "a payment of silver",
        ),
        (
            "The Halden Bell was raised in 2019 with the help of a floating crane.",
            "How was the Halden Bell raised in 2019?",
            "with the help of a floating crane",
        ),
        # when, under what condition
        (
            "The Halden Lamp glows when fog is reported.",
            "When does the Halden Lamp glow?",
            "when fog is reported",
        ),
        (
            "The Halden Lift stops if a cable is cut.",
            "Under what condition does the Halden Lift stop?",
            "if a cable is cut",
        ),
        (
            "Bergen was the largest city of Norway before Halden annexed its suburbs.",
            "When was Bergen the largest city of Norway?",
            None,
        ),
        (
            "Glarefrost is the loss of grip on the Halden Road when warm rain falls on ice.",
            "When is Glarefrost the loss of grip on the Halden Road?",
            None,
        ),
    ],
)
def test_questions_why_how_and_when(nlp: Language, text: str, question: str, answer: str | None) -> None:
    made = cards(nlp, text)
    assert answer is None or made.get(question) == answer
    assert answer is not None or question not in made


@pytest.mark.parametrize(
    ("text", "never"),
    [
        # an infinitive that tells what is done
        ("The Halden Plan led eleven teachers to advocate for smaller schools in Norway.", "why"),
        ("In 1902 Norway came to dominate the Nordic salt trade.", "why"),
        # a result, not a reason; of what only the sentences before tell
        ("Halden had met all targets, so that Halden was to leave the Nordic Bank in 2019.", "why"),
        ("Halden flew six white flags in 2019 to honor the milestone.", "why"),
        # half of a reason, of a purpose
        (
            "Halden turned down the Nordic grant, because the bank wanted to see the plans before they were public.",
            "why",
        ),
        (
            "Ada Berg built the Halden Bell to connect a sound with a small and harmless electric shock on the neck.",
            "why",
        ),
        # an amount, a doer
        ("The sales of Larkfell fell by a quarter of a million in 2019.", "how did"),
    ],
)
def test_why_and_how_are_never_asked(nlp: Language, text: str, never: str) -> None:
    assert not [question for question in cards(nlp, text) if never in question.lower()]
