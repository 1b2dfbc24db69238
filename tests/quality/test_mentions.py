"""The scorer of mentions counts what it says it counts."""

from quizapp.article import Article, Span
from tests.quality.mentions import LabelledMention, load_mentions, score_article

TEXT = "Robert Miller met Susan Jones in Norwick. She sold him a boat. The boat sank. The price was high."


def label(word: str, *referents: str) -> LabelledMention:
    spans = (Span(TEXT.index(one), TEXT.index(one) + len(one)) for one in referents)
    return LabelledMention("x", "", "tune", Span(TEXT.index(word), TEXT.index(word) + len(word)), tuple(spans))


def test_right_wrong_and_silent():
    labels = [label("She", "Susan Jones"), label("him", "Norwick"), label("The boat", "a boat"),
              label("The price", "a boat")]  # fmt: skip
    found = [(one.found, one.is_right) for one in score_article(Article(text=TEXT), labels)]
    assert found == [("Susan Jones", True), ("Robert Miller", False), ("a boat", True), (None, False)]


def test_labels_hold_enough_of_each_part():
    labels = load_mentions()
    assert len(labels) >= 300
    assert {label.part for label in labels} == {"tune", "held"}
