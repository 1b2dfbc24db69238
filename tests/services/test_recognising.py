"""The same article is known again: by its link, its canonical link, or a text that is nearly the same."""

import pytest
from sqlalchemy import delete, update

from quizapp.article import Original
from quizapp.services.add_article import add_article
from quizapp.services.recognising import find_link, find_same, link_digest
from quizapp.services.resemblance import SAME, resemblance, sketches
from quizapp.storage.article_rows import ArticleLinkRow, ArticleRow, ArticleSketchRow
from tests.services import made

LONG = " ".join(f"Sentence number {number} of the report says what the council decided." for number in range(60))
LINK = "https://www.courier.example/2024/03/bridge.html?id=7&utm_source=mail#top"


def add(session, owner_id, text, **known):
    return add_article(session, owner_id, made.article(text, **known), now=made.NOW, generate=made.generate)


@pytest.mark.parametrize(
    "same",
    [
        "http://courier.example/2024/03/bridge.html?id=7",
        "https://m.courier.example/2024/03/bridge.html?id=7&fbclid=abc",
        "https://COURIER.example:443/2024/03/bridge.html/?id=7",
    ],
)
def test_spellings_of_one_link(same):
    assert link_digest(same) == link_digest(LINK)


@pytest.mark.parametrize(
    "other",
    [
        "https://courier.example/2024/03/bridge.html?id=8",
        "https://courier.example/2024/03/",
        "https://courier.example:8080/2024/03/bridge.html?id=7",
        "https://sport.courier.example/2024/03/bridge.html?id=7",
    ],
)
def test_links_that_lead_elsewhere(other):
    assert link_digest(other) not in (None, link_digest(LINK))


@pytest.mark.parametrize("bad", ["", "bridge", "ftp://courier.example/", "http://[", "https://a.example:x/"])
def test_what_is_no_link(bad):
    assert link_digest(bad) is None


@pytest.mark.parametrize(
    ("change", "is_same"),
    [
        (lambda text: text.upper(), True),
        (lambda text: text.replace(". ", ".\n\n"), True),
        (lambda text: "By Nora Quist. Photo: Ida Moss. " + text + " Read more about the council here.", True),
        (lambda text: text.replace("number 7 of", "number seven of"), True),
        (lambda text: text[: len(text) * 7 // 10], True),
        (lambda text: text[: len(text) // 2], False),
        (lambda text: text.replace("decided", "voted on").replace("says", "tells"), False),
    ],
)
def test_near_equal_texts_are_the_same(session, owner_id, change, is_same):
    first = add(session, owner_id, LONG)
    again = add(session, owner_id, change(LONG), title="Another")
    assert again.existed == is_same
    assert (again.article_id == first.article_id) == is_same
    assert (resemblance(LONG, change(LONG)) >= SAME) == is_same


def test_a_language_without_spaces(session, owner_id):
    text = "町議会は三月三日に渡し船をやめてケーブルカーにすることを決めた。船は霧のため去年六十一日も止まった。" * 3
    first = add(session, owner_id, text, language="ja")
    assert add(session, owner_id, text.replace("六十一日", "六十二日"), language="ja").article_id == first.article_id
    assert not add(session, owner_id, "市長は決定を喜んだ。橋は来年の春に開く予定である。", language="ja").existed


def test_a_link_leads_to_what_is_there(session, owner_id):
    original = Original(b"", "html", "page", link="https://short.example/x", url="https://courier.example/bridge?p=1")
    article = made.article(LONG, url="https://courier.example/bridge")
    from dataclasses import replace

    first = add_article(
        session, owner_id, replace(article, original=original), now=made.NOW, generate=made.generate
    ).article_id
    for link in ("https://short.example/x", "http://courier.example/bridge?p=1", "https://courier.example/bridge/"):
        assert find_link(session, owner_id, link) == first
    assert find_link(session, owner_id, "https://courier.example/ferry") is None
    assert find_link(session, owner_id + 1, "https://short.example/x") is None
    # Its text went on: the same link and much of the same text.
    longer = LONG[: len(LONG) // 2] + " Something else altogether was said after that. " * 3
    assert add(session, owner_id, longer, url="https://courier.example/bridge").article_id == first
    # Another page took its place.
    assert not add(session, owner_id, "Quite another page.", url="https://courier.example/bridge").existed


def test_a_link_that_is_known_by_its_text_leads_there_from_now_on(session, owner_id):
    first = add(session, owner_id, LONG).article_id
    add(session, owner_id, LONG, url="https://mirror.example/b")
    assert find_link(session, owner_id, "https://mirror.example/b") == first


def test_articles_of_before_there_was_an_index_are_known(session, owner_id):
    first = add(session, owner_id, LONG, url="https://courier.example/bridge").article_id
    session.execute(update(ArticleRow).values(sketch=None))
    session.execute(delete(ArticleSketchRow))
    session.execute(delete(ArticleLinkRow))
    session.commit()
    assert find_link(session, owner_id, "https://courier.example/bridge") == first
    assert add(session, owner_id, LONG + " And more.").article_id == first


def test_a_sketch_finds_what_resembles_and_little_else():
    words = [f"w{number}" for number in range(2000)]
    texts = [" ".join(words[at : at + 400]) for at in range(0, 1600, 20)]
    missed = false = pairs = 0
    for at, one in enumerate(texts):
        for other in texts[at + 1 :]:
            share, shared = resemblance(one, other), bool(sketches(one) & sketches(other))
            missed += share >= SAME and not shared
            false += share <= 0.05 and shared
            pairs += share <= 0.05
    assert missed == 0
    assert false <= pairs * 0.02


def test_no_words_are_like_nothing(session, owner_id):
    assert sketches("... !") == frozenset()
    assert resemblance("", "") == 0.0
    assert find_same(session, owner_id, made.article("…")) is None
