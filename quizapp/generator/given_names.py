"""First names with the gender they tell, from an open census list."""

from __future__ import annotations

import importlib.resources
from functools import cache
from typing import Literal

Gender = Literal["m", "f"]
# In per cent of the census: below it names are noise ("Qi", "Wei"), not evidence of a gender.
_RAREST = 0.004
_CLEAR = 8


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
    """True when ``name`` is in the list of first names, and not just a handful of times."""
    return max(_shares().get(name.lower(), {}).values(), default=0.0) >= _RAREST


def gender_of(name: str) -> Gender | None:
    """The gender that about nine in ten bearers of the first name share; None when unknown, rare or mixed."""
    if len(name) < 3 or not is_given_name(name):  # "Li" and "Jo" are as often family names
        return None
    found = _shares()[name.lower()]
    men, women = found.get("m", 0.0), found.get("f", 0.0)
    if men >= _CLEAR * women:
        return "m"
    return "f" if women >= _CLEAR * men else None
