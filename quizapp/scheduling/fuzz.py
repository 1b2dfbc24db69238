"""Intervals spread a little, so that cards learned together don't stay together: Anki's range, chance from a seed."""

import hashlib
import math
import struct

_SPREADS = ((20.0, 2.975, 0.05), (7.0, 1.675, 0.1), (2.5, 1.0, 0.15))
"""From which interval on, the spread of that, and how much each day more adds to it, in days; as in Anki."""


def fuzz_factor(seed: str | None, reps: int) -> float | None:
    """A number in [0, 1) that the card's ``seed`` and its number of answers so far decide; None for no fuzz."""
    if seed is None:
        return None
    digest = hashlib.blake2b(f"{seed}\x1f{reps}".encode(), digest_size=8).digest()
    return (int.from_bytes(digest) >> 11) / (1 << 53)


def fuzzed(interval: float, factor: float | None, *, minimum: int, maximum: int) -> int:
    """``interval`` in whole days, spread by ``factor`` over `fuzz_range`; without a factor rounded and bounded."""
    minimum = min(minimum, maximum)
    if factor is None:
        return min(max(rounded(interval), minimum), maximum)
    low, high = fuzz_range(interval, minimum=minimum, maximum=maximum)
    return min(high, math.floor(low + factor * (1 + high - low)))


def fuzz_range(interval: float, *, minimum: int, maximum: int) -> tuple[int, int]:
    """The fewest and most days that ``interval`` days may become."""
    minimum = min(minimum, maximum)
    interval = min(max(interval, minimum), maximum)
    spread = 0.0
    for start, least, share in _SPREADS:
        if interval >= start:
            spread = least + share * (interval - start)
            break
    low = max(minimum, rounded(interval - spread))
    high = min(maximum, rounded(interval + spread))
    if low == high and 2 < high < maximum:
        high = low + 1
    return low, high


def rounded(number: float) -> int:
    """The nearest whole number, halves up: Anki's rounding for the positive numbers used here."""
    return math.floor(number + 0.5)


def single(number: float) -> float:
    """The nearest number of single precision, in which Anki calculates: it decides a second or a day at the edge."""
    return float(struct.unpack("f", struct.pack("f", number))[0])
