"""Pages that differ in a few values alone: made once, with places for these, which are then filled in each time."""

import re
from collections.abc import Mapping

from markupsafe import Markup, escape

_PLACE = re.compile("\x00([a-z_0-9]+)\x00")


class Place(Markup):
    """Stands in a page for a value of that name; a template can show it, and nothing else may hang on it."""

    __slots__ = ()

    def __new__(cls, name: str) -> "Place":
        return super().__new__(cls, f"\x00{name}\x00")

    def __bool__(self) -> bool:
        raise TypeError("what a page shows in a place is not known while the page is made")


class Frame:
    """A page with places."""

    def __init__(self, page: str) -> None:
        self._parts = _PLACE.split(page)
        self._names = self._parts[1::2]

    def filled(self, values: Mapping[str, object]) -> str:
        """The page with the values in their places, escaped where they are not markup."""
        shown = {name: str(value) if type(value) is int else escape(value) for name, value in values.items()}
        parts = self._parts.copy()
        parts[1::2] = [shown[name] for name in self._names]
        return "".join(parts)
