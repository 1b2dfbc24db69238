"""How long each answer waits within a list of learning steps, in seconds; None where the steps are over."""

import re

from quizapp.errors import InputError

_DAY = 86400
_UNITS = {"d": _DAY, "h": 3600, "m": 60, "s": 1}
_STEP = re.compile(r"(\d{1,6})(?!\d)\s*(sec|s|min|m|h|d)?(?![^\W\d]|[.])", re.IGNORECASE)


def read_steps(text: str, *, field: str) -> tuple[int, ...]:
    """The steps that a person wrote, "1m 10m 2d"; a bare number is minutes. Raises `InputError` naming ``field``."""
    rest, steps = " ".join(text.replace(",", " ").split()), []
    while rest:
        match = _STEP.match(rest)
        if match is None:
            raise InputError(f"'{rest.split()[0]}' is no step: write steps as 30s, 10m, 1h or 1d.", field=field)
        steps.append(int(match[1]) * _UNITS[(match[2] or "m")[0].lower()])
        rest = rest[match.end() :].lstrip()
    return tuple(steps)


def steps_text(steps: tuple[int, ...]) -> str:
    """The steps as `read_steps` reads them, each in its largest whole unit: "1m 10m 2d"."""
    return " ".join(next(f"{step // size}{unit}" for unit, size in _UNITS.items() if not step % size) for step in steps)


def again_delay(steps: tuple[int, ...]) -> int | None:
    """The first step; None when there are no steps."""
    return steps[0] if steps else None


def hard_delay(steps: tuple[int, ...], step: int) -> int | None:
    """The present step again; at the first step midway to the second, so that Hard and Again or Good differ."""
    if not steps:
        return None
    step = min(step, len(steps) - 1)
    if step > 0:
        return steps[step]
    first = steps[0]
    if len(steps) > 1:
        return _whole_days((first + steps[1]) // 2)
    return _whole_days(min(first * 3 // 2, first + _DAY))


def good_delay(steps: tuple[int, ...], step: int) -> int | None:
    """The step after the present one; None when that was the last and the card graduates."""
    following = min(step, len(steps) - 1) + 1
    return steps[following] if steps and following < len(steps) else None


def _whole_days(seconds: int) -> int:
    """``seconds``, rounded to days when it is more than one: Hard at day-long steps ends with a day."""
    if seconds <= _DAY:
        return seconds
    return (seconds + _DAY // 2) // _DAY * _DAY
