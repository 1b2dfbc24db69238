"""The scorers behind ``make quality`` count what they say they count."""

import re
import tomllib

import pytest

from quizapp.article import Article, Evidence, Span
from tests.quality.__main__ import FLOORS
from tests.quality.corpus import (
    DECKS,
    DECKS_GOLD,
    LabelledArticle,
    deck_articles,
    shared_articles,
    shared_data,
    without_source_line,
)
from tests.quality.coverage import asked_quotations, asks, asks_quotation, fact_coverage
from tests.quality.figures import examine, figures_of
from tests.quality.labels import LabelledFact, LabelledQuotation, load_facts, load_quotations
from tests.quality.quotations import letters, same_speaker, same_words, score_quotations
from tests.quality.report import article_page, summary_page
from tests.quality.values import FoundQuotation, ScoredCard

ARTICLE = Article(
    text=(
        "Ada Bell, the head of Norwick Zoo, opened a house for 12 otters on May 3, 2024. The otters came last year.\n\n"
        "“An otter is never bored,” Bell said. “It plays with stones.”"
    ),
    title="Otters move into Norwick Zoo",
    published="2025-06-01",
)
FIRST = Evidence(Span(0, 79))
OPENED = LabelledFact("opened", True, r"otters", (r"Bell|Zoo", r"open"))
NUMBER = LabelledFact("number", False, r"\b12\b", (r"otter", r"how many"))
BORED = LabelledQuotation("An otter is never bored, ... It plays with stones.", "speech", "Ada Bell")
HOUSE = LabelledQuotation("house of joy", "scare")


def card(question: str, answer: str, note_type: str = "basic", **more) -> ScoredCard:
    return ScoredCard(question, answer, note_type, **more)


@pytest.mark.parametrize(
    ("question", "answer", "asked"),
    [
        ("What did Ada Bell open in 2024?", "a house for 12 otters", True),
        ("What did ADA BELL OPEN?", "a house for Otters", True),
        ("What did Ada Bell open?", "a house", False),
        ("What did Ada Bell build?", "a house for 12 otters", False),
        ("What was opened?", "a house for 12 otters", False),
        ("What did Ada Bell open?", "otters " * 26, False),
    ],
)
def test_card_asks_fact(question, answer, asked):
    assert asks(card(question, answer), OPENED) is asked


def test_clozes_are_counted_apart():
    cloze = card("How many otters? [...] otters moved.", "12", "cloze")
    basic = card("What did Bell open?", "a house for otters")
    coverage = fact_coverage([cloze, basic], [OPENED, NUMBER])
    assert (coverage.asked, coverage.missed) == (("opened",), ("number",))
    assert (coverage.asked_main, coverage.main, coverage.asked_with_clozes) == (1, 1, 2)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("An otter is never bored,", "“An otter is never bored”", True),
        ("An otter is never bored, It plays", "An otter is never bored", False),
        ("", "", False),
        ("a dog is never bored", "an otter is never bored", False),
    ],
)
def test_same_words(one, other, same):
    assert same_words(one, other) is same
    assert same_words(other, one) is same


@pytest.mark.parametrize(
    ("labelled", "found", "same"),
    [
        ("Ada Bell", "Bell", True),
        ("Ada Bell", "Tom Reed", False),
        ("Ada Bell", None, False),
        ("?", None, True),
        ("The report’s authors", "the authors", True),
    ],
)
def test_same_speaker(labelled, found, same):
    assert same_speaker(labelled, found) is same


def test_quotation_score():
    labelled = [
        BORED,
        HOUSE,
        LabelledQuotation("Stones are ¶ toys.", "speech", "Tom Reed"),
        LabelledQuotation("We agree.", "speech", "?"),
    ]
    found = [
        FoundQuotation("An otter is never bored, ... It plays with stones.", "Ada Bell"),
        FoundQuotation("Stones are toys.", "Ada Bell"),
        FoundQuotation("house of joy", "Ada Bell"),
    ]
    score = score_quotations(found, labelled)
    assert (score.found, score.right, score.labelled, score.hit) == (3, 2, 3, 2)
    assert (score.named, score.named_right) == (2, 1)
    assert (score.wrong, score.missed) == (("house of joy",), ("We agree.",))
    assert score.wrong_speakers == ("Stones are toys. (is Tom Reed, found Ada Bell)",)
    both = score + score
    assert (both.found, both.hit, len(both.wrong)) == (6, 4, 2)


@pytest.mark.parametrize(
    ("question", "answer", "note_type", "about"),
    [
        ("Who said, “An otter is never bored”?", "Ada Bell", "quote", True),
        ("“An otter is [...] with stones.”", "never bored, it plays", "quote", True),
        ("What does Ada Bell say an otter plays with?", "stones", "basic", False),
        ("According to Ada Bell, what is an otter?", "never bored", "basic", False),
        ("An otter is never [...].", "bored", "cloze", False),
    ],
)
def test_card_is_about_quotation(question, answer, note_type, about):
    assert asks_quotation(card(question, answer, note_type), BORED) is about


def test_only_speech_with_a_speaker_is_counted_as_asked():
    labelled = [BORED, HOUSE, LabelledQuotation("We agree.", "speech", "?")]
    cards = [card("Who said, “An otter is never bored”?", "Ada Bell", "quote")]
    assert asked_quotations(cards, labelled) == ((BORED, True),)


def test_figures_and_report_of_one_article():
    source = LabelledArticle("otters", ARTICLE, (OPENED, NUMBER), (BORED, HOUSE))
    cards = (
        card("What did Ada Bell open in Norwick Zoo?", "a house for 12 otters", evidence=(FIRST,), guid="a"),
        card("How many otters did she get?", "12", evidence=(FIRST,), guid="b"),
    )
    found = (FoundQuotation("An otter is never bored, ... It plays with stones.", "Ada Bell"),)
    outcome = examine(source, lambda article, cap: (cards if cap == 0 else cards[:1], found))
    figures = figures_of([outcome])
    assert (figures["coverage"], figures["coverage-uncapped"], figures["coverage-main"]) == (0.5, 1.0, 1.0)
    assert (figures["quotation-precision"], figures["quotation-recall"], figures["quotations-asked"]) == (1.0, 1.0, 0.0)
    assert figures["yield"] == pytest.approx(100 / len(ARTICLE.text.split()))
    assert figures["check-no-pronoun"] == 1.0
    outcome = examine(source, lambda article, cap: (cards, found))
    assert figures_of([outcome])["check-no-pronoun"] == 0.5
    page = article_page(outcome)
    assert "fails no-pronoun" in page
    assert "## Quotations no card is about" in page
    assert "otters: How many otters did she get? (12)" in summary_page("decks", [outcome], ["quality x 1 floor 1"])


def test_every_figure_has_a_floor():
    source = LabelledArticle("otters", ARTICLE, (OPENED,), (BORED,))
    figures = figures_of([examine(source, lambda article, cap: ((), ()))])
    floors = tomllib.loads(FLOORS.read_text())
    assert set(floors["decks"]) == set(figures)
    judged = {"judged-keep", "judged-not-dropped", "judged-true", "judged-kappa"}
    assert set(floors["shared"]) == set(figures) | judged


@pytest.mark.parametrize("path", sorted(DECKS_GOLD.glob("*.facts.tsv")), ids=lambda path: path.stem)
def test_model_cards_ask_their_own_facts(path):
    facts = load_facts(path)
    assert 20 <= len(facts) <= 40
    assert len({fact.id for fact in facts}) == len(facts)
    for fact in facts:
        assert asks(card(fact.model_question, fact.model_answer), fact), fact.id


@pytest.mark.parametrize("path", sorted(DECKS.glob("*.txt")), ids=lambda path: path.stem)
def test_labelled_quotations_stand_in_the_article_in_order(path):
    text, at = letters(path.read_text(encoding="utf-8")), 0
    for quotation in load_quotations(DECKS_GOLD / f"{path.stem}.quotes.tsv"):
        assert quotation.kind in ("speech", "scare", "title")
        assert bool(quotation.speaker) is (quotation.kind == "speech")
        for part in re.split(r" \.\.\. | ¶ ", quotation.text):
            at = text.index(letters(part), at) + len(letters(part))


def test_sample_articles_are_labelled_and_of_article_length():
    articles = deck_articles()
    assert len(articles) >= 3
    for labelled in articles:
        assert labelled.article.title
        assert 400 <= labelled.words <= 900


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("source: x | CC0\nTitle\n\nText.", "Title\n\nText."),
        ("source: x | CC0\n\nTitle\n\nText.", "Title\n\nText."),
        ("Title\n\nText.", "Title\n\nText."),
    ],
)
def test_source_line_is_dropped(text, left):
    assert without_source_line(text) == left


def test_shared_articles_are_read_without_their_source_line(needs_shared_data):
    articles = shared_articles(needs_shared_data)
    assert len(articles) >= 12
    for labelled in articles:
        assert labelled.article.title
        assert not labelled.article.text.startswith("source:")
        for fact in labelled.facts:
            assert asks(card(fact.model_question, fact.model_answer), fact), (labelled.name, fact.id)


@pytest.fixture
def needs_shared_data():
    data = shared_data()
    if data is None:
        pytest.skip("needs the shared data")
    return data
