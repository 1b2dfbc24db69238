"""Parameters fitted to reviews of a person whose memory is known, and tested on reviews not fitted to."""

import random
from datetime import date, timedelta

import fsrs_rs_python as fsrs
import pytest

from quizapp.errors import InputError
from quizapp.scheduling.fitting import BINS, LEAST_REVIEWS, Answer, fit, memory_after
from quizapp.scheduling.memory import DEFAULT_PARAMETERS, MemoryState, Rating, next_states, retrievability

START = date(2025, 1, 1)
FORGETFUL = (0.05, 0.2, 0.5, 2.0, *DEFAULT_PARAMETERS[4:8], 1.2, *DEFAULT_PARAMETERS[9:])
"""Someone who keeps what is new for a quarter of the usual time, and gains less from each review."""


def histories(parameters: tuple[float, ...], *, cards: int, seed: int = 1) -> list[list[Answer]]:
    """What someone with this memory answers to cards that come at the intervals of the standard parameters."""
    chance, found = random.Random(seed), []
    for card in range(cards):
        day = START + timedelta(days=card * 500 // cards)
        answers = [Answer(day, Rating.GOOD)]
        true = next_states(None, days_elapsed=0, desired_retention=0.9, parameters=parameters)[Rating.GOOD].memory
        usual = next_states(None, days_elapsed=0, desired_retention=0.9)[Rating.GOOD]
        for _ in range(chance.randrange(2, 7)):
            gap = max(1, round(usual.interval_days))
            recall = retrievability(true, days_elapsed=gap, parameters=parameters)
            rating = Rating.GOOD if chance.random() < recall else Rating.AGAIN
            true = next_states(true, days_elapsed=gap, desired_retention=0.9, parameters=parameters)[rating].memory
            usual = next_states(usual.memory, days_elapsed=gap, desired_retention=0.9)[rating]
            day += timedelta(days=gap)
            answers.append(Answer(day, rating))
        found.append(answers)
    return found


def test_a_fit_foretells_later_reviews_of_a_forgetful_person_better() -> None:
    found = fit(histories(FORGETFUL, cards=400), DEFAULT_PARAMETERS)
    assert found.is_better
    assert found.after.log_loss < found.before.log_loss * 0.97
    assert found.after.rmse_bins < found.before.rmse_bins * 0.8
    assert found.parameters[2] < 1.2  # the first stability after Good: 2.3 by the standard parameters, 0.5 in truth
    assert len(found.parameters) == 21
    assert found.tested / (found.fitted + found.tested) == pytest.approx(0.2, abs=0.03)


def test_a_person_as_the_standard_expects_gains_next_to_nothing() -> None:
    found = fit(histories(DEFAULT_PARAMETERS, cards=400), DEFAULT_PARAMETERS)
    assert found.after.log_loss == pytest.approx(found.before.log_loss, rel=0.03)


def test_the_bins_hold_every_tested_review() -> None:
    found = fit(histories(FORGETFUL, cards=300), DEFAULT_PARAMETERS)
    for score in (found.before, found.after):
        assert sum(one.reviews for one in score.bins) == found.tested
        assert len(score.bins) <= BINS
        assert [one.predicted for one in score.bins] == sorted(one.predicted for one in score.bins)


@pytest.mark.parametrize("cards", [0, 1, 20])
def test_too_few_reviews_are_said(cards: int) -> None:
    with pytest.raises(InputError, match=f"takes {LEAST_REVIEWS}"):
        fit(histories(FORGETFUL, cards=cards), DEFAULT_PARAMETERS)


def test_reviews_of_one_day_only_can_not_be_tested() -> None:
    history = [Answer(START, Rating.GOOD), Answer(START + timedelta(days=3), Rating.GOOD)]
    with pytest.raises(InputError, match="too close together"):
        fit([history] * 300, DEFAULT_PARAMETERS)


def test_a_panic_of_the_library_is_a_line_for_the_person(monkeypatch: pytest.MonkeyPatch) -> None:
    class PanicException(BaseException):
        pass

    def panic(*_: object) -> None:
        raise PanicException("index out of bounds")

    class Panicking:
        def __init__(self, _: object) -> None:
            self.compute_parameters = panic

    made = histories(FORGETFUL, cards=300)
    monkeypatch.setattr(fsrs, "FSRS", Panicking)
    with pytest.raises(InputError, match="can't be fitted"):
        fit(made, DEFAULT_PARAMETERS)


def test_memory_after_a_history_is_what_answering_leaves() -> None:
    made = histories(FORGETFUL, cards=20)
    for history, found in zip(made, memory_after(made, FORGETFUL), strict=True):
        state: MemoryState | None = None
        for before, answer in zip([None, *history], history, strict=False):
            gap = 0 if before is None else (answer.day - before.day).days
            after = next_states(state, days_elapsed=gap, desired_retention=0.9, parameters=FORGETFUL)
            state = after[answer.rating].memory
        assert state is not None
        assert found.stability == pytest.approx(state.stability, rel=1e-4)
        assert found.difficulty == pytest.approx(state.difficulty, rel=1e-4)
