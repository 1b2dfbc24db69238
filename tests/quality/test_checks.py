"""The rules that `make quality` applies to every card find what breaks them and nothing else."""

import pytest

from quizapp.article import Article, Evidence, Span
from quizapp.notes import NoteType
from tests.quality.checks import CHECKS, repeats
from tests.quality.values import ScoredCard

ARTICLE = Article(
    text=(
        "Ada Bell, the head of Norwick Zoo, opened a house for 12 otters on May 3, 2024. The otters came last year.\n\n"
        "“An otter is never bored,” Bell said. “It plays with stones.” The World Otter Office (WOO) pays."
    ),
    title="Otters move into Norwick Zoo",
    published="2025-06-01",
)


def card(question: str, answer: str, note_type: str = "basic", **more) -> ScoredCard:
    return ScoredCard(question, answer, note_type, **more)


FIRST = Evidence(Span(0, 79))
GOOD = [
    ("Who is the head of Norwick Zoo?", "Ada Bell"),
    ("When did Ada Bell open a house for otters?", "May 3, 2024"),
    ("How many otters moved into Norwick Zoo in 2024?", "12"),
    ("In what year did the otters come to Norwick Zoo?", "2024"),
    ("How long did it take Ada Bell to open Norwick Zoo?", "12 otters"),
    ("Which zoo says that it opened a house on May 3, 2024?", "Norwick Zoo"),
]


@pytest.mark.parametrize(("question", "answer"), GOOD)
def test_good_card_passes_every_check(question, answer):
    made = card(question, answer, evidence=(FIRST,))
    assert [name for name, check in CHECKS.items() if check(made, ARTICLE) is False] == []


BASIC, CLOZE, QUOTE, CHOICE = (kind.value for kind in (NoteType.BASIC, NoteType.CLOZE, NoteType.QUOTE, NoteType.CHOICE))


@pytest.mark.parametrize(
    ("check", "question", "answer", "note_type"),
    [
        ("ends-properly", "Who opened a house for otters", "Ada Bell", BASIC),
        ("ends-properly", "Who opened it? When?", "Ada Bell", BASIC),
        ("ends-properly", "[...] opened a house for [...] otters.", "Ada Bell", CLOZE),
        ("ends-properly", "[...] opened a house for otters and", "Ada Bell", CLOZE),
        ("open-question", "Did Ada Bell open a house?", "a house", BASIC),
        ("open-question", "Is it Ada Bell who opened a house?", "a house", BASIC),
        ("open-question", "Ada Bell opened a house?", "a house", BASIC),
        ("short-question", "What " + "very " * 25 + "big thing did Ada Bell open?", "a house", BASIC),
        ("no-pronoun", "What did she open?", "a house", BASIC),
        ("no-pronoun", "What is its name?", "Norwick Zoo", BASIC),
        ("no-pronoun", "When did this happen?", "2024", BASIC),
        ("no-pronoun", "What did we learn?", "a house", BASIC),
        ("no-pronoun", "It was opened by [...].", "Ada Bell", CLOZE),
        ("no-bare-definite", "What did the zoo and the company do?", "a house", BASIC),
        ("no-bare-definite", "Who founded the company?", "Ada Bell", BASIC),
        ("full-name", "What did Bell open?", "a house", BASIC),
        ("full-name", "What is Bell's zoo called?", "Norwick Zoo", BASIC),
        ("acronym-expanded", "What does WOO do for otters?", "stones", BASIC),
        ("no-source-named", "According to the article, who opened a house?", "Ada Bell", BASIC),
        ("no-relative-time", "What came to Norwick Zoo last year?", "otters", BASIC),
        ("no-relative-time", "What did Ada Bell open on May 3?", "a house", BASIC),
        ("no-relative-time", "What did Ada Bell open on Monday?", "a house", BASIC),
        ("no-relative-time", "When did the otters come?", "two weeks ago", BASIC),
        ("wh-fits", "Who opened a house for otters?", "12 otters", BASIC),
        ("wh-fits", "When did Ada Bell open a house?", "a house", BASIC),
        ("wh-fits", "How many otters came?", "otters", BASIC),
        ("no-leak", "Who is Ada, the head of Norwick Zoo?", "Ada Bell", BASIC),
        ("no-leak", "Who said that [...] eat stones and otters?", "otters", QUOTE),
        ("no-leak", "What did Ada Bell, who has houses, open?", "a house", BASIC),
        ("short-answer", "What did Ada Bell do?", "opened a house for 12 otters on May 3", BASIC),
        ("answer-in-article", "Who opened a house?", "Tom Reed", BASIC),
        ("answer-in-article", "When did the otters come?", "in 1999", BASIC),
        ("answer-trimmed", "When did Ada Bell open a house?", "on May 3, 2024", BASIC),
        ("answer-trimmed", "What did Ada Bell open?", "a house for", BASIC),
        ("answer-trimmed", "What did Ada Bell open?", "a house,", BASIC),
        ("quote-exact", "Who said, “An otter is always bored”?", "Ada Bell", QUOTE),
        ("cloze-hides", "The otters like [...] and other otters.", "otters", CLOZE),
    ],
)
def test_check_fails(check, question, answer, note_type):
    assert CHECKS[check](card(question, answer, note_type, evidence=(FIRST,)), ARTICLE) is False


@pytest.mark.parametrize(
    ("check", "question", "answer", "note_type"),
    [
        ("full-name", "Who said, “Bell is never bored”?", "Ada Bell", QUOTE),
        ("full-name", "What did Norwick open?", "a house", BASIC),
        ("acronym-expanded", "What does WOO stand for?", "World Otter Office", BASIC),
        ("acronym-expanded", "What does the World Otter Office (WOO) do for otters?", "stones", BASIC),
        ("acronym-expanded", "What did NASA do for otters?", "stones", BASIC),
        ("no-pronoun", "Who said, “It plays with stones”?", "Ada Bell", QUOTE),
        ("no-pronoun", "What did Ada Bell say she had opened?", "a house", BASIC),
        ("no-pronoun", "For whom was it hard to open a house?", "Ada Bell", BASIC),
        ("no-pronoun", "Who runs the IT office of Norwick Zoo?", "Ada Bell", BASIC),
        ("no-relative-time", "In what month of 2024 did Ada Bell open a house?", "in May", BASIC),
        ("no-relative-time", "Who said, “The otters came last year”?", "Ada Bell", QUOTE),
        ("no-leak", "“An otter plays with [...].”", "playing stones", QUOTE),
        ("no-bare-definite", "Who is the founder and director of Norwick Zoo?", "Ada Bell", BASIC),
        ("no-pronoun", "According to Bell, which zoo opened its house?", "Norwick Zoo", BASIC),
        ("no-leak", "Which zoo has a house for 12 otters?", "Norwick Zoo", BASIC),
        ("no-leak", "How many otters live in Norwick Zoo?", "12 otters", BASIC),
        ("answer-in-article", "Who is Bell?", "Ada Bell, the head of Norwick Zoo", BASIC),
        ("answer-in-article", "Who said it?", "Ada Bell, head of Norwick Zoo", BASIC),
        ("answer-in-article", "What does an otter do?", "play", BASIC),
        ("wh-fits", "When Ada Bell was 40, where did the otters come?", "Norwick Zoo", BASIC),
        ("quote-exact", "“An otter is [...] bored.” Who said so?", "never", QUOTE),
        ("quote-exact", "Who said, “An otter is never bored ... It plays with stones”?", "Ada Bell", QUOTE),
    ],
)
def test_check_passes(check, question, answer, note_type):
    assert CHECKS[check](card(question, answer, note_type, evidence=(FIRST,)), ARTICLE) is not False


@pytest.mark.parametrize(
    ("span", "exact"),
    [((0, 79), True), ((0, 78), True), ((1, 79), False), ((0, 80), False), ((0, 7), False), ((0, 5000), False)],
)
def test_evidence_starts_and_ends_between_words(span, exact):
    made = card("Who is it?", "Ada Bell", evidence=(Evidence(Span(*span)),))
    assert CHECKS["evidence-exact"](made, ARTICLE) is exact


def test_card_without_evidence_fails():
    assert CHECKS["evidence-exact"](card("Who is it?", "Ada Bell"), ARTICLE) is False


@pytest.mark.parametrize(
    ("choices", "fair"),
    [
        (("Ada Bell", "Tom Reed", "Eve Hill"), True),
        (("Ada Bell", "Tom Reed"), False),
        (("Tom Reed", "Eve Hill", "Jo Marsh"), False),
        (("Ada Bell", "Bell", "Tom Reed"), False),
        (("Ada Bell", "Tom Reed", "Tom Reed"), False),
        (("Ada Bell", "Tom Reed", "the man who once opened the doors"), False),
    ],
)
def test_choices(choices, fair):
    made = card("Who opened a house?", "Ada Bell", CHOICE, choices=choices)
    assert CHECKS["fair-choices"](made, ARTICLE) is fair


def test_same_fact_asked_twice():
    cards = (
        card("Who opened a house for otters in 2024?", "Ada Bell", guid="a"),
        card("In 2024, who opened the house for otters?", "Ada Bell", guid="b"),
        card("Who is the head of Norwick Zoo?", "Ada Bell", guid="c"),
    )
    assert repeats(cards) == {1}
