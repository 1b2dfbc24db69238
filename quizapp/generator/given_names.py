"""First names with the gender they tell, from an open census list."""

from __future__ import annotations

import importlib.resources
from functools import cache
from typing import Literal

Gender = Literal["m", "f"]


@cache
def _shares() -> dict[str, dict[Gender, float]]:
    shares: dict[str, dict[Gender, float]] = {}
    files: tuple[tuple[Gender, str], ...] = (("m", "dist.male.first"), ("f", "dist.female.first"))
    for gender, file in files:
        for line in importlib.resources.files("names").joinpath(file).read_text("ascii").splitlines():
            name, share = line.split()[:2]
            shares.setdefault(name.lower(), {})[gender] = float(share)
    return shares


def is_given_name(name: str) -> bool:
    """True when ``name`` is in the list of first names."""
    return name.lower() in _shares()


def gender_of(name: str) -> Gender | None:
    """The gender that nine in ten bearers of the first name share; None when unknown or mixed."""
    if len(name) < 3:  # "Li" and "Jo" are as often family names
        return None
    found = _shares().get(name.lower(), {})
    men, women = found.get("m", 0.0), found.get("f", 0.0)
    if men > 9 * women:
        return "m"
    return "f" if women > 9 * men else None
