"""How long each answer waits within a list of learning steps, in seconds; None where the steps are over."""

_DAY = 86400


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
