"""How a service that takes its time says what it is at."""

from collections.abc import Sequence
from typing import Protocol


class Tell(Protocol):
    """Is told each step as it begins, and how much of it is done; when it raises, the service stores nothing."""

    def __call__(self, text: str, done: int = 0, total: int | None = None, /) -> None: ...


def tell_nobody(text: str, done: int = 0, total: int | None = None, /) -> None:
    """For callers that don't ask."""


def numbered(tell: Tell, steps: Sequence[str]) -> Tell:
    """``tell``, with the place of each of the ``steps`` among them behind its name."""
    places = {text: f"{text} (step {place} of {len(steps)})" for place, text in enumerate(steps, 1)}

    def told(text: str, done: int = 0, total: int | None = None, /) -> None:
        tell(places.get(text, text), done, total)

    return told
