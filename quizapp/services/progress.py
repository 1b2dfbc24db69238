"""How a service that takes its time says what it is at."""

from typing import Protocol


class Tell(Protocol):
    """Is told each step as it begins, and how much of it is done; when it raises, the service stores nothing."""

    def __call__(self, text: str, done: int = 0, total: int | None = None, /) -> None: ...


def tell_nobody(text: str, done: int = 0, total: int | None = None, /) -> None:
    """For callers that don't ask."""
