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
        ("early yesterday", "2025-01-01", "on December 31, 2024"),
        ("earlier today", "2025-01-28", "on January 28, 2025"),
        ("earlier in the year", "2025-01-28", "in 2025"),
        ("three years ago", "2025-01-28", "in 2022"),
        ("in 2021", None, "in 2021"),
        ("on September 26, 2022", None, "on September 26, 2022"),
        ("last year", None, None),
        ("on Tuesday", "2025", None),
        ("last week", "2025-01-28", "in January 2025"),
        ("last week", "2025-02-03", None),
        ("this week", "2025-01-15", "in January 2025"),
        ("earlier this month", "2025-01-28", "in January 2025"),
        ("two weeks ago", "2025-01-28", "in January 2025"),
        ("a month later", "2025-01-28", None),
        ("two days earlier", "2025-01-28", None),
        ("last summer", "2025-01-28", "in the summer of 2024"),
        ("last summer", "2025-10-28", None),
        ("this autumn", "2025-11-12", "in the autumn of 2025"),
        ("last winter", "2025-10-28", None),
        ("in the summer", "2025-01-28", None),
        ("in the past year", "2025-01-28", "in the year to January 2025"),
        ("over the past five years", "2025-01-28", "over the five years to January 2025"),
        ("in the third quarter", "2025-01-28", None),
        ("in the third quarter of 2024", "2025-01-28", "in the third quarter of 2024"),
        ("by the end of the year", "2025-01-28", None),
        ("by the end of this year", "2025-01-28", "by the end of 2025"),
        ("on June 9 last year", "2025-01-28", "on June 9, 2024"),
        ("this morning", "2025-01-28", "on January 28, 2025"),
        ("on February 30", "2025-01-28", None),
        ("recently", "2025-01-28", None),
        ("in March", "2024", "in March 2024"),  # nobody calls the March of ten months ago so
        ("on April 17", "2024", "on April 17, 2024"),
        ("in October", "2024", None),
    ],
)
def test_absolute(phrase: str, published: str | None, expected: str | None) -> None:
    assert absolute(load_pipeline()(phrase)[:], published) == expected


@pytest.mark.parametrize(
    ("phrase", "expected"), [("in 2021", False), ("last year", True), ("on January 20", True), ("in May 2020", False)]
)
def test_is_relative(phrase: str, expected: bool) -> None:
    assert is_relative(load_pipeline()(phrase)[:]) == expected


@pytest.mark.parametrize(
    ("text", "phrase", "expected"),
    [
        ("In April 2023, the fund said so. The bank was founded a month later.", "a month later", "in May 2023"),
        ("On March 1, 2024, it sank. Two days later, it rose.", "Two days later", "on March 3, 2024"),
        ("It sank in 2024. Two days later, it rose.", "Two days later", None),
        ("It sank in 2021 and in 2022. It rose a year later.", "a year later", None),
        ("It sank in 2021. It rose last year and sank a year later.", "a year later", None),
        ("It sank in 2010. It rose five years later.", "five years later", "in 2015"),
        ("The book comes out on December 1.", "on December 1", "on December 1, 2025"),
        ("The book came out on December 1.", "on December 1", "on December 1, 2024"),
        ("It sank in 2021. In April 2023 it rose. The bank was founded a month later.", "a month later", "in May 2023"),
        ("It rose in 2023. It had sunk in 2021. It was sold a year later.", "a year later", None),
        ("The mission ended in 2017. The finding was announced the same year.", "the same year", "in 2017"),
        ("This year, the ice was thinnest on May 20.", "on May 20", "on May 20, 2025"),
        ("Last year the ice was thinnest in August.", "in August", "in August 2024"),
        ("It fell in December and rises this year.", "in December", "in December 2024"),
        ("This year and last year the ice was thinnest in August.", "in August", "in August 2025"),
        ("The forms are part of an effort to answer all claims by year end.", "by year end", "by the end of 2025"),
        (
            "The office wants to answer all claims by the end of the year.",
            "by the end of the year",
            "by the end of 2025",
        ),
        ("The office had answered all claims by the end of the year.", "by the end of the year", None),
        ("The office works through the year.", "through the year", None),
        ("The team will add bats in May.", "in May", "in May 2026"),
        ("The team plans to add bats in May.", "in May", "in May 2026"),
    ],
)
def test_what_the_sentence_says_about_it(text: str, phrase: str, expected: str | None) -> None:
    doc = load_pipeline()(text)
    start = text.index(phrase)
    words = doc.char_span(start, start + len(phrase))
    assert words is not None
    assert absolute(words, "2025-11-12") == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The choir opened its new hall today.", "on January 28, 2025"),
        ("The bridge opens today.", "on January 28, 2025"),
        ("The choir has sung in Bergen today.", "on January 28, 2025"),
        ("The council is to vote today.", "on January 28, 2025"),
        # nowadays
        ("The choir sings in twelve villages today.", None),
        ("The choir tries to represent all the villages today.", None),
        ("The oven is used by twelve bakers today.", None),
    ],
)
def test_today_is_a_day_or_these_days(sentence: str, expected: str | None) -> None:
    words = load_pipeline()(sentence)
    today = next(token for token in words if token.lower_ == "today")
    assert absolute(words[today.i : today.i + 1], "2025-01-28") == expected
