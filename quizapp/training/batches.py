"""In which order examples are learnt from, and how fast: functions of the step and the seed alone."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence

from quizapp.training.options import Recipe


def epoch_batches(lengths: Sequence[int], epoch: int, recipe: Recipe) -> list[list[int]]:
    """The batches of one epoch, as numbers of examples: every full batch of similar ``lengths``, in a random order.

    The few examples that fill no batch are left for another epoch.
    """
    chance = random.Random(f"{recipe.seed}/{epoch}")  # noqa: S311
    order = list(range(len(lengths)))
    chance.shuffle(order)
    del order[len(order) - len(order) % recipe.batch :]
    size = recipe.batch * recipe.pool
    pools = (sorted(order[at : at + size], key=lengths.__getitem__) for at in range(0, len(order), size))
    batches = [pool[at : at + recipe.batch] for pool in pools for at in range(0, len(pool), recipe.batch)]
    chance.shuffle(batches)
    return batches


def falls_from(steps: int, recipe: Recipe) -> int:
    """The first step, from 0, of ``steps`` at which the rate falls."""
    return math.floor(steps - steps * recipe.decay_share) + 1


def learning_rate(step: int, steps: int, recipe: Recipe) -> float:
    """The rate of ``step``, from 0, of ``steps``: up in a line, level, then down along half a cosine."""
    if step < recipe.warm_up_steps:
        return recipe.rate * (step + 1) / recipe.warm_up_steps
    falling = steps * recipe.decay_share
    left = steps - step
    return recipe.rate * (1 if left >= falling else (1 - math.cos(math.pi * left / falling)) / 2)
