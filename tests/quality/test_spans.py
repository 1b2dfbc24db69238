"""The scorers of human questions, on values worked out by hand."""

import json

import pytest

from quizapp.article import Article
from tests.quality import spans
from tests.quality.values import ScoredCard

MILL = "Ada Bell opened a mill in 1902."


@pytest.mark.parametrize(
    ("written", "human", "score"),
    [
        ("Who opened a mill?", "who opened a mill ?", 100.0),
        ("Who opened it?", "When?", 200 * 1 / (4 + 2)),
        ("a b c d", "a x c y", 200 * 2 / 8),
        ("a b", "b a", 50.0),
        ("", "", 0.0),
    ],
)
def test_rouge_l(written, human, score):
    assert spans.rouge_l(spans.tokens(written), spans.tokens(human)) == pytest.approx(score)


def test_bleu():
    def pairs(*texts):
        return [(spans.tokens(written), spans.tokens(human)) for written, human in texts]

    assert spans.bleu(pairs(("a b c d e", "a b c d e"))) == pytest.approx(100)
    assert spans.bleu(pairs(("a b c d", "a b c d e f g h"))) == pytest.approx(100 * 2.718281828 ** (1 - 8 / 4))
    assert spans.bleu(pairs(("a b c d x", "a b c d y"))) == pytest.approx(100 * (4 / 5 * 3 / 4 * 2 / 3 * 1 / 2) ** 0.25)
    assert spans.bleu(pairs(("a b c", "a b c"))) == 0.0
    assert spans.bleu([]) == 0.0


def test_answers_that_are_the_same():
    assert spans.answer_words("in the Old Mill") == spans.answer_words("“Old Mill,”") == ("old", "mill")
    assert spans.answer_words("In") == ("in",)


@pytest.fixture
def texts(tmp_path):
    answers = [("Who opened a mill?", "Ada Bell"), ("When was it opened?", "1902"), ("What ended?", ".")]
    asked = [{"question": q, "answers": [{"text": a, "answer_start": MILL.index(a)}]} for q, a in answers]
    path = tmp_path / "asked.json"
    path.write_text(json.dumps({"data": [{"paragraphs": [{"context": MILL, "qas": asked}]}]}))
    return spans.load_asked(path)


def test_our_questions_beside_human_ones(texts):
    figures = spans.ask_figures(texts)
    assert figures["accepted"] == pytest.approx(2 / 3)
    assert 30 < figures["rouge"] < 70


def test_answers_that_cards_share(texts):
    def make(article: Article, most: int | None):
        assert article.text == MILL
        return (ScoredCard("When?", "in 1902"),)[:most], ()

    assert spans.answer_figures(texts, make) == {f"answers-at-{n}": pytest.approx(1 / 3) for n in (6, 10, 15)}
