"""FSRS through its library: values, the curve of forgetting, and what is refused."""

import math

import fsrs_rs_python as fsrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.errors import InputError
from quizapp.scheduling import memory
from quizapp.scheduling.memory import (
    DEFAULT_PARAMETERS,
    MemoryState,
    Rating,
    memory_from_interval,
    next_states,
    retrievability,
)


@pytest.mark.parametrize(
    ("rating", "stability", "difficulty"),
    [
        (Rating.AGAIN, 0.212, 6.4133),
        (Rating.HARD, 1.2931, 5.1122),
        (Rating.GOOD, 2.3065, 2.1181),
        (Rating.EASY, 8.2956, 1.0),
    ],
)
def test_a_first_answer(rating: Rating, stability: float, difficulty: float) -> None:
    first = next_states(None, days_elapsed=0, desired_retention=0.9)[rating]
    assert first.memory.stability == pytest.approx(stability, abs=1e-4)
    assert first.memory.difficulty == pytest.approx(difficulty, abs=1e-4)
    assert first.interval_days == pytest.approx(stability, rel=1e-4)


def test_good_in_the_evening_and_good_the_next_morning_are_a_day_apart() -> None:
    evening = next_states(None, days_elapsed=0, desired_retention=0.9)[Rating.GOOD].memory
    morning = next_states(evening, days_elapsed=1, desired_retention=0.9)[Rating.GOOD].memory
    assert morning.stability == pytest.approx(7.32, abs=0.005)


@pytest.mark.parametrize(("days", "recall"), [(0, 1.0), (10, 0.9), (-3, 1.0)])
def test_recall_falls_to_90_percent_after_stability_days(days: float, recall: float) -> None:
    assert retrievability(MemoryState(10, 5), days_elapsed=days) == pytest.approx(recall)


def test_the_interval_ends_when_recall_falls_to_the_desired_retention() -> None:
    for retention in (0.7, 0.8, 0.9, 0.97):
        after = next_states(MemoryState(10, 5), days_elapsed=8, desired_retention=retention)[Rating.GOOD]
        assert retrievability(after.memory, days_elapsed=after.interval_days) == pytest.approx(retention, abs=1e-4)


def test_a_card_without_history_is_taken_to_be_remembered_to_its_due_day() -> None:
    assert memory_from_interval(30).stability == pytest.approx(30, rel=1e-3)
    assert memory_from_interval(0).stability > 0


@pytest.mark.parametrize("retention", [0.0, 1.0, -1.0, 2.0, math.nan])
def test_a_retention_that_is_no_aim_is_refused(retention: float) -> None:
    with pytest.raises(InputError) as refused:
        next_states(None, days_elapsed=0, desired_retention=retention)
    assert refused.value.field == "desired_retention"


@pytest.mark.parametrize("parameters", [(), (1.0, 2.0), (math.nan,) * 21, DEFAULT_PARAMETERS[:20]])
def test_parameters_that_fsrs_does_not_know_are_refused(parameters: tuple[float, ...]) -> None:
    with pytest.raises(InputError) as refused:
        next_states(None, days_elapsed=0, desired_retention=0.9, parameters=parameters)
    assert refused.value.field == "parameters"


def test_parameters_of_older_versions_are_filled_up() -> None:
    older = next_states(None, days_elapsed=0, desired_retention=0.9, parameters=DEFAULT_PARAMETERS[:19])
    assert older[Rating.GOOD].memory.stability == pytest.approx(2.3065, abs=1e-4)


@pytest.mark.parametrize(("stability", "difficulty"), [(0, 5), (-1, 5), (math.nan, 5), (math.inf, 5), (5, 0), (5, 11)])
def test_what_is_no_memory_is_refused(stability: float, difficulty: float) -> None:
    with pytest.raises(ValueError, match="not a memory"):
        MemoryState(stability, difficulty)


def test_days_to_come_are_refused_and_too_many_are_bounded() -> None:
    with pytest.raises(ValueError, match="3 days from now"):
        next_states(MemoryState(5, 5), days_elapsed=-3, desired_retention=0.9)
    assert next_states(MemoryState(5, 5), days_elapsed=2**40, desired_retention=0.9)[Rating.GOOD].interval_days > 0


def test_a_panic_of_the_library_is_an_ordinary_error(capfd: pytest.CaptureFixture[str]) -> None:
    same_day_only = [fsrs.FSRSItem([fsrs.FSRSReview(3, 0)])]
    with pytest.raises(ValueError, match="FSRS failed"), memory.panics_as_errors():
        fsrs.FSRS(list(DEFAULT_PARAMETERS)).compute_parameters(same_day_only)
    capfd.readouterr()  # the library writes its trace to stderr


@settings(max_examples=200, derandomize=True, deadline=None)
@given(
    stability=st.floats(0.001, 36500),
    difficulty=st.floats(1, 10),
    days=st.integers(0, 40000),
    retention=st.floats(0.7, 0.97),
)
def test_better_answers_never_shorten_the_memory(
    stability: float, difficulty: float, days: int, retention: float
) -> None:
    after = next_states(MemoryState(stability, difficulty), days_elapsed=days, desired_retention=retention)
    assert [after[rating].memory.stability for rating in Rating] == sorted(
        after[rating].memory.stability for rating in Rating
    )
    assert [after[rating].memory.difficulty for rating in Rating] == sorted(
        (after[rating].memory.difficulty for rating in Rating), reverse=True
    )
    assert all(1 <= after[rating].memory.difficulty <= 10 for rating in Rating)
