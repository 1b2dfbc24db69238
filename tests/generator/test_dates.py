"""Time phrases made absolute."""

import pytest

from quizapp.generator.dates import absolute, is_relative
from quizapp.generator.language import load_pipeline


@pytest.mark.parametrize(
    ("phrase", "published", "expected"),
    [
        ("last year", "2025-01-28", "in 2024"),
        ("last year", "2025", "in 2024"),
        ("on January 20", "2025-01-28", "on January 20, 2025"),
        ("January 20", "2025-01-28", "on January 20, 2025"),
        ("on December 20", "2025-01-28", "on December 20, 2024"),
        ("in July last year", "2025-01-28", "in July 2024"),
        ("since July", "2025-01-28", "since July 2024"),
        ("last month", "2025-01-28", "in December 2024"),
        ("on Tuesday", "2025-01-28", "on January 28, 2025"),
        ("on Wednesday", "2025-01-28", "on January 22, 2025"),
        ("yesterday", "2025-01-01", "on December 31, 2024"),
        ("three years ago", "2025-01-28", "in 2022"),
        ("in 2021", None, "in 2021"),
        ("on September 26, 2022", None, "on September 26, 2022"),
        ("last year", None, None),
        ("on Tuesday", "2025", None),
        ("last week", "2025-01-28", None),
        ("a month later", "2025-01-28", None),
        ("recently", "2025-01-28", None),
    ],
)
def test_absolute(phrase: str, published: str | None, expected: str | None) -> None:
    assert absolute(load_pipeline()(phrase)[:], published) == expected


@pytest.mark.parametrize(
    ("phrase", "expected"), [("in 2021", False), ("last year", True), ("on January 20", True), ("in May 2020", False)]
)
def test_is_relative(phrase: str, expected: bool) -> None:
    assert is_relative(load_pipeline()(phrase)[:]) == expected
