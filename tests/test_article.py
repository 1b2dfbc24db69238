"""Spans, an article's identity and its date."""

import pytest

from quizapp.article import Article, Evidence, Span, check_published
from quizapp.errors import InputError


@pytest.mark.parametrize("value", ["2025", "2025-01", "2025-01-28", "2024-02-29", " 1999 "])
def test_a_date_is_taken_as_written(value):
    assert check_published(value) == value.strip()


@pytest.mark.parametrize(
    "value", ["", "25", "2025-13", "2025-02-30", "2025-1-2", "28.01.2025", "yesterday", "２０２５", "2025-01-28T10"]
)
def test_what_is_no_date_is_refused_with_an_example(value):
    with pytest.raises(InputError, match="2025-01-28") as caught:
        check_published(value)
    assert caught.value.field == "published"


@pytest.mark.parametrize(("start", "end"), [(0, 0), (3, 2), (-1, 4)])
def test_a_span_is_never_empty_or_backwards(start, end):
    with pytest.raises(ValueError, match="not a span"):
        Span(start, end)


def test_a_span_counts_code_points():
    assert Span(1, 3).of("a😀éz") == "😀é"


@pytest.mark.parametrize(
    ("first", "second", "overlap", "contain"),
    [
        (Span(0, 5), Span(5, 9), False, False),
        (Span(0, 5), Span(4, 9), True, False),
        (Span(0, 9), Span(2, 4), True, True),
        (Span(2, 4), Span(2, 4), True, True),
    ],
)
def test_overlap_and_containment(first, second, overlap, contain):
    assert (first.overlaps(second), first.contains(second)) == (overlap, contain)


def test_an_answer_outside_its_evidence_is_refused():
    with pytest.raises(ValueError, match="does not lie"):
        Evidence(Span(0, 5), Span(4, 6))


@pytest.mark.parametrize(
    ("article", "identity"),
    [
        (Article("text"), ""),
        (Article("text", title="A  Title\n here"), "a title here"),
        (Article("text", title="A title", url="https://example.org/a"), "https://example.org/a"),
    ],
)
def test_identity_is_the_link_else_the_title_never_the_text(article, identity):
    assert article.identity == identity
