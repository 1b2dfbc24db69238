"""Datelines: what stands before the first sentence, and what only looks like one."""

import pytest

from quizapp.generator.datelines import find_dateline
from quizapp.generator.paragraphs import paragraphs


@pytest.mark.parametrize(
    ("text", "rest", "published", "place"),
    [
        ("WASHINGTON (VOA) - The house met.", "The house met.", None, "Washington"),
        ("WASHINGTON (VOA) — the house met.", "the house met.", None, "Washington"),
        ("NEW YORK, Jan 20 (Reuters) — The house met.", "The house met.", None, "New York"),
        ("NEW YORK, Jan. 20, 2025 /Wire/ -- The house met.", "The house met.", "2025-01-20", "New York"),
        ("HARBOUR FALLS, March 4, 2026 - The house met.", "The house met.", "2026-03-04", "Harbour Falls"),
        ("Geneva, 4 March 2026 – The house met.", "The house met.", "2026-03-04", "Geneva"),
        ("PASADENA, Calif. — “We met,” she said.", "“We met,” she said.", None, "Pasadena, Calif."),
        ("LONDON — The house met.", "The house met.", None, "London"),
        ("(Wire) - The house met.", "The house met.", None, None),
        ("January 28, 2025 - DeepSeek grew.", "DeepSeek grew.", "2025-01-28", None),
        ("Jan 28, 2025: DeepSeek grew.", "DeepSeek grew.", "2025-01-28", None),
        ("Tuesday, 28 January 2025 — The house met.", "The house met.", "2025-01-28", None),
        ("date 2025-01-28 The house met.", "The house met.", "2025-01-28", None),
        ("Date: January 28, 2025. The house met.", "The house met.", "2025-01-28", None),
        ("Published: 28 January 2025\nThe house met.", "The house met.", "2025-01-28", None),
        ("January 28, 2025\nThe house met.", "The house met.", "2025-01-28", None),
        ("Tuesday, January 28, 2025", "", "2025-01-28", None),
    ],
)
def test_datelines(text: str, rest: str, published: str | None, place: str | None) -> None:
    found = find_dateline(text)
    assert found is not None
    assert (text[found.end :], found.published, found.place) == (rest, published, place)


@pytest.mark.parametrize(
    "text",
    [
        "IBM - a giant of its time - met.",
        "IBM - The giant met.",
        "NASA – the agency – met.",
        "NASA – The agency met.",
        "ESRO – The agency met. ESRO is large.",
        "BREAKING - The house met.",
        "May 5 - 7 was warm.",
        "January 28, 2025 was a Tuesday.",
        "Mars 2020 - The rover landed.",
        "DeepSeek - The new model is here.",
        "February 30, 2025 was never.",
        "The house met - again.",
    ],
)
def test_no_dateline(text: str) -> None:
    assert find_dateline(text) is None


def test_an_impossible_date_is_none() -> None:
    found = find_dateline("LONDON, February 30, 2025 - The house met.")
    assert found is not None
    assert (found.published, found.place) == (None, "London")


@pytest.mark.parametrize(
    ("text", "bodies", "published", "place"),
    [
        (
            "The Title\n\nWASHINGTON (VOA) - The house met.\n\nLONDON (VOA) - It met.",
            ["The Title", "The house met.", "LONDON (VOA) - It met."],
            None,
            "Washington",
        ),
        ("date 2025-01-28 WASHINGTON (VOA) - The house met.", ["The house met."], "2025-01-28", "Washington"),
        ("January 28, 2025\n\nThe house met.", ["January 28, 2025", "The house met."], "2025-01-28", None),
    ],
)
def test_in_paragraphs(text: str, bodies: list[str], published: str | None, place: str | None) -> None:
    found = list(paragraphs(text))
    assert [paragraph.span.of(text) for paragraph in found] == bodies
    assert next((p.published for p in found if p.published), None) == published
    assert next((p.place for p in found if p.place), None) == place
