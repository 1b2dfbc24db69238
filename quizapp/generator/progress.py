"""How far the work on an article is, told to whoever waits for it."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

Progress = Callable[[float], None]
"""What is told the share that is done, 0 to 1."""
_Item = TypeVar("_Item")


def part(progress: Progress | None, begin: float, end: float) -> Progress | None:
    """What is told the share of one part of the work, which takes it from ``begin`` to ``end``."""
    return None if progress is None else lambda share: progress(begin + (end - begin) * share)


def tracked(items: Sequence[_Item], progress: Progress | None) -> Iterator[_Item]:
    """The items, the share of them that is done told with each and at the end."""
    if progress is None:
        yield from items
        return
    for done, item in enumerate(items):
        progress(done / len(items))
        yield item
    progress(1)
