"""The range that intervals are spread over, and where in it a seed puts them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.scheduling.fuzz import fuzz_factor, fuzz_range, fuzzed, rounded


@pytest.mark.parametrize(
    ("interval", "low", "high"),
    [
        (1, 1, 1),
        (2.4, 2, 2),
        (2.5, 2, 4),
        (3, 2, 4),
        (7, 5, 9),
        (8, 6, 10),
        (10, 8, 12),
        (20, 17, 23),
        (100, 93, 107),
        (1000, 948, 1052),
    ],
)
def test_how_far_an_interval_may_move(interval: float, low: int, high: int) -> None:
    assert fuzz_range(interval, minimum=1, maximum=36500) == (low, high)


@pytest.mark.parametrize(
    ("interval", "minimum", "maximum", "expected"),
    [(8, 9, 36500, (9, 11)), (8, 1, 8, (6, 8)), (8, 20, 10, (10, 10)), (8, 12, 36500, (12, 14)), (3, 4, 36500, (4, 5))],
)
def test_the_range_keeps_within_its_bounds(
    interval: float, minimum: int, maximum: int, expected: tuple[int, int]
) -> None:
    assert fuzz_range(interval, minimum=minimum, maximum=maximum) == expected


def test_the_same_card_at_the_same_answer_has_the_same_fuzz() -> None:
    assert fuzz_factor("a", 3) == fuzz_factor("a", 3)
    assert len({fuzz_factor("a", 3), fuzz_factor("b", 3), fuzz_factor("a", 4)}) == 3
    assert fuzz_factor(None, 3) is None


def test_fuzz_is_spread_evenly() -> None:
    factors = [fuzz_factor(f"card {number}", 1) or 0 for number in range(2000)]
    for tenth in range(10):
        assert 150 < sum(tenth / 10 <= factor < (tenth + 1) / 10 for factor in factors) < 250


@pytest.mark.parametrize(("number", "whole"), [(0.4, 0), (0.5, 1), (1.5, 2), (2.5, 3), (2.49, 2)])
def test_halves_are_rounded_up(number: float, whole: int) -> None:
    assert rounded(number) == whole


@settings(max_examples=200, derandomize=True, deadline=None)
@given(
    interval=st.floats(0.01, 40000),
    factor=st.none() | st.floats(0, 1, exclude_max=True),
    minimum=st.integers(1, 40000),
    maximum=st.integers(1, 36500),
)
def test_a_fuzzed_interval_lies_in_its_range(interval: float, factor: float | None, minimum: int, maximum: int) -> None:
    days = fuzzed(interval, factor, minimum=minimum, maximum=maximum)
    low, high = fuzz_range(interval, minimum=minimum, maximum=maximum)
    assert min(minimum, maximum) <= low <= days <= high <= maximum
