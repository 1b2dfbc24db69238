"""The order of examples, and the learning rate."""

import random

import pytest

from quizapp.training.batches import epoch_batches, falls_from, learning_rate
from quizapp.training.options import Recipe

RECIPE = Recipe(batch=4, pool=8, rate=1.0, warm_up_steps=10, decay_share=0.5)
LENGTHS = random.Random(7).choices(range(20, 100), k=130)


def test_each_example_comes_once_an_epoch_in_full_batches() -> None:
    batches = epoch_batches(LENGTHS, 0, RECIPE)
    numbers = [number for batch in batches for number in batch]
    assert [len(batch) for batch in batches] == [4] * 32
    assert len(set(numbers)) == len(numbers) == 128


def test_the_order_is_that_of_the_seed_and_the_epoch() -> None:
    first = epoch_batches(LENGTHS, 0, RECIPE)
    assert epoch_batches(LENGTHS, 0, RECIPE) == first
    assert epoch_batches(LENGTHS, 1, RECIPE) != first
    assert epoch_batches(LENGTHS, 0, Recipe(batch=4, pool=8, seed=2)) != first


def test_a_batch_holds_examples_of_similar_length() -> None:
    def spread(pool: int) -> int:
        batches = epoch_batches(LENGTHS, 0, Recipe(batch=4, pool=pool))
        return sum(max(LENGTHS[n] for n in batch) * 4 - sum(LENGTHS[n] for n in batch) for batch in batches)

    assert spread(8) < spread(1) / 2


@pytest.mark.parametrize(
    ("step", "expected"), [(0, 0.1), (4, 0.5), (9, 1.0), (10, 1.0), (50, 1.0), (75, 0.5), (100, 0.0)]
)
def test_the_rate_warms_up_stays_and_falls(step: int, expected: float) -> None:
    assert learning_rate(step, 100, RECIPE) == pytest.approx(expected)


@pytest.mark.parametrize("steps", [40, 99, 100, 720])
def test_the_step_from_which_the_rate_falls(steps: int) -> None:
    first = falls_from(steps, RECIPE)
    rates = [learning_rate(step, steps, RECIPE) for step in range(steps)]
    assert rates[first - 1] == 1.0 > rates[first]


def test_a_longer_run_begins_like_a_shorter_one() -> None:
    assert [learning_rate(step, 400, RECIPE) for step in range(50)] == [
        learning_rate(step, 100, RECIPE) for step in range(50)
    ]
