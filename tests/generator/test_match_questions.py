"""How goals came and when, in which group a match was, and what a first win ended."""

import pytest
from spacy.language import Language

from quizapp.article import Article
from quizapp.generator.options import Options
from quizapp.generator.pipeline import generate

CUP = "2019 Nordic Ferry Cup: Norway wins"
MATCH = "In Norway's match against Sweden at the 2019 Nordic Ferry Cup"
OPENING = "Norway faced Sweden at the Halden Stadium in the opening game. "


def asked(nlp: Language, text: str, title: str | None = CUP) -> set[tuple[str, str]]:
    """Every question and answer about an article, without a cap."""
    options = Options(max_cards=0, lowest_score=0.0)
    generated = generate(Article(text, title=title, published="2019-05-20"), nlp=nlp, options=options)
    left = {(r.question, r.answer) for r in generated.rejected if r.reason == "its fact has enough cards"}
    return left | {(card.question, card.answer) for note in generated.notes for card in note.cards()}


@pytest.mark.parametrize(
    ("text", "question", "answer"),
    [
        (
            OPENING + "Ingrid Solberg scored from the penalty spot.",
            "how did Ingrid Solberg score?",
            "from the penalty spot",
        ),
        (
            OPENING + "Ingrid Solberg scored a goal from a volley.",
            "how did Ingrid Solberg score a goal?",
            "from a volley",
        ),
        (
            OPENING + "Ingrid Solberg scored a second goal for Norway, this time from Aino Virtanen's pass.",
            "from whose pass did Ingrid Solberg score a second goal for Norway?",
            "Aino Virtanen",
        ),
        (
            OPENING + "In the 71st minute, Ingrid Solberg doubled the lead for Norway.",
            "in which minute did Ingrid Solberg double the lead for Norway?",
            "the 71st",
        ),
        (
            OPENING + "In stoppage time, Ingrid Solberg scored a second goal.",
            "when did Ingrid Solberg score a second goal?",
            "stoppage time",
        ),
    ],
)
def test_how_and_when_goals_came(nlp: Language, text: str, question: str, answer: str) -> None:
    assert (f"{MATCH}, {question}", answer) in asked(nlp, text)


@pytest.mark.parametrize(
    ("text", "question", "answer"),
    [
        (
            "In the last game of Group C, Norway faced Sweden in Halden.",
            "In the last game of which group did Norway face Sweden in Halden at the 2019 Nordic Ferry Cup?",
            "Group C",
        ),
        (
            OPENING + "This was Norway's first victory against a host since 1994.",
            "Before the 2019 Nordic Ferry Cup, in what year was Norway's last victory against a host?",
            "1994",
        ),
        (
            OPENING + "Five Swedish players were booked in the game.",
            "How many Swedish players were booked in Norway's game against Sweden at the 2019 Nordic Ferry Cup?",
            "five",
        ),
    ],
)
def test_groups_and_firsts(nlp: Language, text: str, question: str, answer: str) -> None:
    assert (question, answer) in asked(nlp, text)


@pytest.mark.parametrize(
    ("text", "title", "never"),
    [
        # no match that is known
        ("Ingrid Solberg scored from the penalty spot in May 2018.", None, "how did"),
        ("This was Norway's first victory against a host since 1994.", None, "last victory"),
        # no goal
        (OPENING + "In the 71st minute, Ingrid Solberg left the field.", CUP, "which minute"),
        (OPENING + "Ingrid Solberg received a ball from Aino Virtanen's throw.", CUP, "from whose"),
        # which side a goal puts in the lead, whom it was won against with the score in the answer, and the day
        (OPENING + "Ingrid Solberg headed a corner, putting the Norwegians in the lead.", CUP, "what did"),
        ("On Sunday, day three of the 2019 Nordic Ferry Cup, Norway beat Sweden 3-1.", CUP, "which country did"),
        ("On Sunday, day three of the 2019 Nordic Ferry Cup, Norway beat Sweden 3-1.", CUP, "day"),
        # a word that is no label
        ("Norway faced Sweden in Group talks at the Halden Stadium.", CUP, "which group"),
    ],
)
def test_nothing_is_asked_where_none_of_it_is_told(nlp: Language, text: str, title: str | None, never: str) -> None:
    assert not any(never in question for question, _ in asked(nlp, text, title))
