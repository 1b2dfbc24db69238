"""Questions that grammar allows and nobody should ask, and their like that may be asked."""

import pytest
from spacy.language import Language

from quizapp.article import Article
from quizapp.generator.options import Options
from quizapp.generator.pipeline import generate
from tests.generator.test_questions import cards

LIFE = "it tells of the life of somebody whom the article is not about"
MANY = "many have done the same"
LITTLE = "the question says too little to have one answer"
OCCASION = "nothing in the question says on which occasion"
MET = "many have had the same done to them"
SWAPPED = "it mixes up who was replaced"
GUESSED = "anybody would guess what the headline says"
TITLE = "Halden Rover lands on Mars"


@pytest.mark.parametrize(
    ("text", "question", "reason"),
    [
        # what everybody does, asked backwards
        (
            "Ingrid Solberg has used the Halden Ferry for six years.",
            "Who has used the Halden Ferry for six years?",
            MANY,
        ),
        # whom anybody may have met
        ("Ingrid Solberg met Aino Virtanen in a shop in Oslo.", "Whom did Ingrid Solberg meet in a shop in Oslo?", MET),
        # whom the article only quotes
        ("The rover works. Ingrid Solberg was born in Norway.", "In which country was Ingrid Solberg born?", LIFE),
        # what happened, with too little or nothing told of it
        ("Ingrid Solberg painted Halden in 1998.", "Who painted Halden in 1998?", LITTLE),
        ("The Oslo concert sold out in less than three hours.", "What sold out in less than three hours?", OCCASION),
        # a subject that was not the one replaced
        (
            "Norway replaced Ingrid Solberg due to injury and was replaced by Aino Virtanen.",
            "By whom was Norway replaced?",
            SWAPPED,
        ),
        # the place in the headline
        ("The Halden Rover landed on Mars in 2019.", "On which planet did the Halden Rover land in 2019?", GUESSED),
    ],
)
def test_what_is_not_asked(nlp: Language, text: str, question: str, reason: str) -> None:
    generated = generate(Article(text, title=TITLE), nlp=nlp, options=Options(max_cards=0, lowest_score=0.0))
    assert (question, reason) in [(rejected.question, rejected.reason) for rejected in generated.rejected]


@pytest.mark.parametrize(
    ("text", "question"),
    [
        # a date, a superlative or a deed of its own tells who it was
        ("Ingrid Solberg met Aino Virtanen in Oslo in 1998.", "Whom did Ingrid Solberg meet in Oslo in 1998?"),
        ("Ingrid Solberg met the oldest baker in Oslo.", "Who met the oldest baker in Oslo?"),
        ("Ingrid Solberg founded the Halden Bread Museum.", "Who founded the Halden Bread Museum?"),
        # the article is about whom it names so often
        ("Ingrid Solberg was born in Norway. " + "Solberg bakes. " * 6, "In which country was Ingrid Solberg born?"),
        (
            "Ingrid Solberg was replaced by Aino Virtanen as mayor of Oslo in 1998.",
            "By whom was Ingrid Solberg replaced as mayor of Oslo in 1998?",
        ),
    ],
)
def test_what_may_be_asked(nlp: Language, text: str, question: str) -> None:
    assert question in cards(nlp, text)


@pytest.mark.parametrize(
    ("text", "question", "answer"),
    [
        # what was to come is past when the question is read
        (
            "The Halden Ferry will sail to Norway in June.",
            "When was the Halden Ferry to sail to Norway?",
            "June 2021",
        ),
        (
            "The Norwegian Bread Council is to begin testing ovens on June 4.",
            "When was the Norwegian Bread Council to begin testing ovens?",
            "June 4, 2021",
        ),
        # but not what is far away
        (
            "The Halden Ferry will sail to Norway in June 2031.",
            "When will the Halden Ferry sail to Norway?",
            "June 2031",
        ),
        # what goes on may end
        (
            "The Norwegian Bread Council is testing old wooden ovens.",
            "What is the Norwegian Bread Council testing as of May 2021?",
            "old wooden ovens",
        ),
        # near is not in
        ("The Halden Museum is located near Oslo, Norway.", "Where is the Halden Museum located?", "near Oslo, Norway"),
        # a length of time as a whole
        (
            "The Halden Ferry shortened the trip to Oslo to 2 hours, 11 minutes, and 30 seconds.",
            "What did the Halden Ferry shorten to 2 hours, 11 minutes, and 30 seconds?",
            "the trip to Oslo",
        ),
    ],
)
def test_what_is_said_stays_true(nlp: Language, text: str, question: str, answer: str) -> None:
    assert cards(nlp, text)[question] == answer
