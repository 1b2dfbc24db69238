"""Delays within lists of learning steps."""

import pytest

from quizapp.errors import InputError
from quizapp.scheduling.steps import again_delay, good_delay, hard_delay, read_steps, steps_text

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


@pytest.mark.parametrize(
    ("text", "steps", "again"),
    [
        ("1m 10m", (60, 600), "1m 10m"),
        ("1 10", (60, 600), "1m 10m"),
        ("30s, 15 min 1h 2d", (30, 900, 3600, 172800), "30s 15m 1h 2d"),
        ("90m", (5400,), "90m"),
        ("1d12h", (86400, 43200), "1d 12h"),
        ("24H", (86400,), "1d"),
        ("", (), ""),
        ("  ", (), ""),
    ],
)
def test_steps_as_people_write_them(text: str, steps: tuple[int, ...], again: str) -> None:
    assert read_steps(text, field="learning_steps") == steps
    assert steps_text(steps) == again
    assert read_steps(again, field="learning_steps") == steps


@pytest.mark.parametrize("text", ["x", "1m x", "10y", "-5m", "1.5m", "9999999m", "1mm"])
def test_what_is_no_step(text: str) -> None:
    with pytest.raises(InputError, match="is no step") as raised:
        read_steps(text, field="relearning_steps")
    assert raised.value.field == "relearning_steps"
