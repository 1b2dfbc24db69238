"""Delays within lists of learning steps."""

import pytest

from quizapp.scheduling.steps import again_delay, good_delay, hard_delay

DAY = 86400


@pytest.mark.parametrize(
    ("steps", "step", "again", "hard", "good"),
    [
        ((60, 600), 0, 60, 330, 600),
        ((60, 600), 1, 60, 600, None),
        ((600,), 0, 600, 900, None),
        ((60,), 0, 60, 90, None),
        ((DAY * 2,), 0, 2 * DAY, 3 * DAY, None),
        ((60, DAY * 3), 0, 60, 2 * DAY, DAY * 3),
        ((60, 600, DAY), 1, 60, 600, DAY),
        ((60, 600, DAY), 2, 60, DAY, None),
        ((), 0, None, None, None),
        # the preset had more steps when the card was put on its last
        ((60, 600), 5, 60, 600, None),
    ],
)
def test_delays(steps: tuple[int, ...], step: int, again: int | None, hard: int | None, good: int | None) -> None:
    assert (again_delay(steps), hard_delay(steps, step), good_delay(steps, step)) == (again, hard, good)
