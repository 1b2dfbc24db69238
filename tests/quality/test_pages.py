"""The figures on saved web pages measure what they say."""

import gzip
import json

import pytest

from quizapp.exchange.documents.web_page import read_page_text
from tests.exchange.documents import made
from tests.quality.dated_pages import DATED_PAGES, DatedPage
from tests.quality.pages import NO_DAY, FoundArticle, LabelledPage, _figures, labelled_pages, page_figures, shingle_f1

TEXT = "\n".join(made.PARAGRAPHS)


@pytest.mark.parametrize(
    ("found", "wanted", "score"),
    [
        ("one two three four five", "One two, three four five.", 1.0),
        ("one two three four", "one two three four five six", 0.5),
        ("", "one two three four", 0.0),
        ("four three two one", "one two three four", 0.0),
    ],
)
def test_shingles(found: str, wanted: str, score: float) -> None:
    assert shingle_f1(found, wanted) == pytest.approx(score)


def test_what_is_wrong_counts_against_each_figure() -> None:
    page = LabelledPage("a", b"", TEXT, made.TITLE, "2024-03-04")

    def figures(text: str, title: str | None, day: str | None) -> dict[str, float]:
        return _figures([page], lambda _: FoundArticle(text, title, day))

    assert set(figures(TEXT, made.TITLE, "2024-03-04").values()) == {1.0}
    wrong = figures(TEXT.replace("fog", "mist"), f"{made.TITLE} | Courier", "2024-03-05")
    assert (wrong["quotations"], wrong["titles"], wrong["dates"]) == (0.0, 0.0, 0.0)
    assert 0.9 < wrong["f1"] < 1
    assert figures(TEXT.replace("\n", " "), None, None)["paragraphs"] == 0.0


def test_texts_that_no_person_wrote_judge_titles_only(tmp_path) -> None:
    (tmp_path / "pages").mkdir()
    known = {"set": "readability", "text": "not this", "title": made.TITLE, "published": None}
    (tmp_path / "pages" / "a.json").write_text(json.dumps(known))
    (tmp_path / "pages" / "a.html.gz").write_bytes(gzip.compress(made.page().encode()))
    figures = page_figures(labelled_pages(tmp_path))
    assert figures["titles"] == 1.0
    assert "f1" not in figures


def test_a_day_where_there_is_none_is_wrong() -> None:
    page = LabelledPage("a", b"", None, None, NO_DAY)
    assert _figures([page], lambda _: FoundArticle("", None, None))["dates"] == 1.0
    assert _figures([page], lambda _: FoundArticle("", None, "2024-03-04"))["dates"] == 0.0


@pytest.mark.parametrize("page", DATED_PAGES, ids=lambda page: page.what)
def test_dates_that_mislead(page: DatedPage) -> None:
    assert read_page_text(page.html, name="a.html").published == page.day
