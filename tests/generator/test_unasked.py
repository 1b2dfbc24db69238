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
ELSE = "much else would answer it as well"
SWAPPED = "it mixes up who was replaced"
GUESSED = "anybody would guess it"
BY_ANYBODY = "nobody knows the one whom the article is about by what a nameless person did"
COUNTED = "the count or list that it tells is asked instead"
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
        (
            "The rover works. Ingrid Solberg has driven a bus in Bergen for 19 years.",
            "For how long has Ingrid Solberg driven a bus in Bergen?",
            LIFE,
        ),
        # the one whom the article is about, by what a nameless person did to her
        (
            "Ingrid Solberg was questioned by a lawyer in Oslo in 1998. " + "Solberg bakes. " * 6,
            "Who was questioned by a lawyer in Oslo in 1998?",
            BY_ANYBODY,
        ),
        # a body that the headline names, by a count
        (
            "The Halden Orchestra played at 12 events in Oslo in 2019.",
            "Which musical group played at 12 events in Oslo in 2019?",
            COUNTED,
        ),
        # the background of something else
        (
            "The lighthouse was sold after Ingrid Solberg left the Halden Ferry Board.",
            "Who left the Halden Ferry Board?",
            "it is only the background of something else",
        ),
        # what happened, with too little or nothing told of it
        ("Ingrid Solberg painted Halden in 1998.", "Who painted Halden in 1998?", LITTLE),
        ("The Oslo concert sold out in less than three hours.", "What sold out in less than three hours?", OCCASION),
        # a subject that was not the one replaced
        (
            "Norway replaced Ingrid Solberg due to injury and was replaced by Aino Virtanen.",
            "Who replaced Norway?",
            SWAPPED,
        ),
        # what everybody learns, reads and is helped by
        ("Ingrid Solberg learned to play the accordion.", "What did Ingrid Solberg learn to do?", ELSE),
        (
            "Ingrid Solberg was motivated to seek out old ferries.",
            "What was Ingrid Solberg motivated to seek out?",
            ELSE,
        ),
        ("Ingrid Solberg was assisted by Aino Virtanen.", "Who assisted Ingrid Solberg?", ELSE),
        # hours of some day
        (
            "The Halden Ferry concert sold out in less than three hours.",
            "In how many hours did the Halden Ferry concert sell out?",
            OCCASION,
        ),
        # there are few space agencies
        ("NASA will build a bread oven in Oslo.", "Which space agency will build a bread oven in Oslo?", GUESSED),
        # the place in the headline
        ("The Halden Rover landed on Mars in 2019.", "On which planet did the Halden Rover land in 2019?", GUESSED),
    ],
)
def test_what_is_not_asked(nlp: Language, text: str, question: str, reason: str) -> None:
    generated = generate(Article(text, title=TITLE), nlp=nlp, options=Options(max_cards=0, lowest_score=0.0))
    assert (question, reason) in [(rejected.question, rejected.reason) for rejected in generated.rejected]


MATCH = "In the first game of the day, Norway faced Finland at the Bislett Stadium. Finland lost 2-1 to Norway."
MINOR = "every match has bookings, substitutions and chances"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Norway's Ingrid Solberg was shown a yellow card early in the game.", MINOR),
        ("Aino Virtanen was booked for a bad foul.", MINOR),
        ("Norway replaced Ingrid Solberg due to injury.", MINOR),
        ("Norway won a penalty kick in the 33rd minute.", MINOR),
        ("Ingrid Solberg doubled the lead, scoring a header from Aino Virtanen's assist.", "what is scored is a goal"),
    ],
)
def test_minor_incidents_of_a_match(nlp: Language, text: str, reason: str) -> None:
    article = Article(f"{MATCH} {text}", title="Norway beats Finland at the 2018 Nordic Cup")
    generated = generate(article, nlp=nlp, options=Options(max_cards=0, lowest_score=0.0))
    rejected = [one for one in generated.rejected if one.evidence.span.of(article.text) == text]
    told = [one.reason for one in rejected if one.question.endswith("?")]
    assert reason in told
    if reason == MINOR:
        assert set(told) == {MINOR}


@pytest.mark.parametrize(
    ("text", "question"),
    [
        # a date, a superlative or a deed of its own tells who it was
        ("Ingrid Solberg met Aino Virtanen in Oslo in 1998.", "Whom did Ingrid Solberg meet in Oslo in 1998?"),
        ("Ingrid Solberg met the oldest baker in Oslo.", "Who met the oldest baker in Oslo?"),
        ("Ingrid Solberg founded the Halden Bread Museum.", "Who founded the Halden Bread Museum?"),
        # a count may be what somebody is known by
        ("Ingrid Solberg invented 40 Norwegian words in 1998.", "Who invented 40 Norwegian words in 1998?"),
        # what a centre of NASA did
        ("The Langley Research Center built a wind tunnel in 1931.", "Which NASA center built a wind tunnel in 1931?"),
        # the article is about whom it names so often
        ("Ingrid Solberg was born in Norway. " + "Solberg bakes. " * 6, "In which country was Ingrid Solberg born?"),
        (
            "Ingrid Solberg was replaced by Aino Virtanen as mayor of Oslo in 1998.",
            "Who replaced Ingrid Solberg as mayor of Oslo in 1998?",
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


@pytest.mark.parametrize(
    ("text", "question", "published"),
    [
        # in news, by a name of its own; who says so is none
        (
            "Wooden fences take time, skill and money to build.",
            "What takes time, skill and money to build?",
            "2021-05-20",
        ),
        (
            "Ada Berg said that most bakers want to learn more about ovens.",
            "According to Ada Berg, what do most bakers want to do?",
            "2021-05-20",
        ),
        (
            "Fields are sometimes burned in Norway to clear weeds.",
            "What are fields sometimes burned in Norway to?",
            None,
        ),
        (
            "Ada Berg noted that Norwegian breads have changed over time.",
            "Who noted that Norwegian breads have changed over time?",
            "2021-05-20",
        ),
        # whose survey
        (
            "Norway has the highest share of respondents who eat rye.",
            "Which country has the highest share of respondents who eat rye?",
            None,
        ),
        # what happens only sometimes, and others that aren't named
        (
            "Fields are sometimes burned in Norway to clear weeds.",
            "What is sometimes burned in Norway to clear weeds?",
            None,
        ),
        ("The Halden rye is grown in Norway and other countries.", "Where is the Halden rye grown?", None),
    ],
)
def test_what_tells_too_little(nlp: Language, text: str, question: str, published: str | None) -> None:
    assert question not in cards(nlp, text, published)
