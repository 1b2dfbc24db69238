"""What a desired retention costs: the first year simulated by FSRS."""

from dataclasses import dataclass
from functools import lru_cache

import fsrs_rs_python as fsrs

from quizapp.scheduling.card import Preset

RETENTIONS = (0.7, 0.8, 0.85, 0.9, 0.95, 0.97)
"""The desired retentions that are compared."""
_DAYS = 365
_NEW_A_DAY = 4
_SEED = 42


@dataclass(frozen=True, slots=True)
class Workload:
    """A year of studying at one desired retention: a mean day, and how many of its cards are known at the end."""

    desired_retention: float
    reviews_a_day: float
    minutes_a_day: float
    learned: int
    known: int


def workloads(preset: Preset) -> tuple[Workload, ...]:
    """The work of the preset's new cards at each of `RETENTIONS`, without its limit of reviews; from a fixed seed.

    A year of a few new cards a day is simulated and scaled, as the work grows with their number.
    """
    scale = preset.new_per_day / _NEW_A_DAY
    return tuple(
        Workload(retention, reviews * scale, minutes * scale, round(_DAYS * _NEW_A_DAY * scale), round(known * scale))
        for retention in RETENTIONS
        for reviews, minutes, known in [_year(preset.parameters, retention, preset.maximum_interval)]
    )


@lru_cache(maxsize=64)
def _year(parameters: tuple[float, ...], retention: float, maximum_interval: int) -> tuple[float, float, float]:
    """Reviews and minutes of a mean day, and the cards known at the end."""
    config = fsrs.default_simulator_config()
    config.deck_size = _DAYS * _NEW_A_DAY
    config.learn_span = _DAYS
    config.learn_limit = _NEW_A_DAY
    config.max_cost_perday = 86400.0  # its own limit would leave cards unseen
    config.max_ivl = float(maximum_interval)
    result = fsrs.simulate(list(fsrs.check_and_fill_parameters(list(parameters))), retention, config, _SEED)
    return (
        sum(result.review_cnt_per_day) / _DAYS,
        sum(result.cost_per_day) / 60 / _DAYS,
        float(result.memorized_cnt_per_day[-1]),
    )
