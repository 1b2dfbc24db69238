"""Which place or body "the city", "the state" and "the company" are: the one that the article keeps coming back to."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from quizapp.generator.name_words import DIRECTIONS, KNOWN_PLACES, PLACE_WORDS
from quizapp.generator.places import place_noun
from quizapp.generator.vocabulary import word_set

Place = tuple[int, int]

SETTLEMENTS = word_set("city town village")
COUNTRIES = word_set("country nation")
LOCALITIES = SETTLEMENTS | COUNTRIES | word_set("continent county island planet province state")
"""Nouns that stand for a place that the article names."""

MOSTLY = 0.7
"""The share of the uses of all places of a kind that one must have for "the city" to be that one."""

OFTEN = 3
"""So often an article names the country or company that it is about, at least."""

_NO_TOWN = DIRECTIONS | {"Deep", "Great", "Central"}
_IN_NAMES = word_set("city county island province state town village")
_LEADS = word_set("cape fort lake mount mt. river")
_REGIONS = word_set(
    "arctic caribbean coast crescent east empire fault island islands kingdom mediterranean north parish republic south"
    " west"
)


def nouns_known(name: str) -> frozenset[str]:
    """The nouns that stand for a place, as everybody knows or its name says: "state" of "Ohio" and "State of Ohio"."""
    told = "planet" if name == "Earth" else place_noun(name)
    if told is not None:
        noun = told.split()[-1]
        return COUNTRIES if noun == "country" else frozenset({noun})
    words = name.lower().split()
    lead = words[0] if " of " in name else ""
    return frozenset({words[-1], lead}) & _IN_NAMES if len(words) > 1 else frozenset()


def may_be(noun: str, name: str) -> bool:
    """True for a place of which the noun can be said; of places that nobody knows they may all be cities."""
    known = nouns_known(name)
    if known or noun not in SETTLEMENTS:
        return noun in known
    words = name.split()
    region = (
        words[0] in _NO_TOWN
        or words[0].lower() in _LEADS
        or words[-1].lower() in PLACE_WORDS | _REGIONS
        or "of" in words
    )
    return name in KNOWN_PLACES or not region


def locality(
    noun: str,
    here: Place,
    uses: Mapping[str, Sequence[Place]],
    places: Collection[str],
    times: Callable[[str, Place, Place], int],
) -> str | None:
    """The place that "the X" at ``here`` is: nearly all of its kind in the article, named last of them, if any is.

    A place of which only the noun could tell that it is a city must have been named twice. ``times`` counts the uses of
    a name between two places of the text.
    """
    fit = [name for name in places if may_be(noun, name)]
    most = max(fit, key=lambda name: (len(uses[name]), name), default=None)
    if most is None or not times(most, (0, 0), here):
        return None
    last = max(fit, key=lambda name: max((at for at in uses[name] if at < here), default=(-1, 0)))
    known = bool(nouns_known(most)) or most in KNOWN_PLACES
    total = sum(len(uses[name]) for name in fit)
    enough = len(uses[most]) >= MOSTLY * total and (known or len(uses[most]) > 1)
    return most if enough and last == most else None


def company(here: Place, untyped: Sequence[tuple[Place, str]], uses: Mapping[str, Sequence[Place]]) -> str | None:
    """The organisation that "the company" at ``here`` is: nearly the only one of the article, and the last one named.

    ``untyped`` are the uses of organisations of which no noun says what they are.
    """
    last = next((name for at, name in reversed(untyped) if at < here), None)
    total = sum(len(uses.get(name, ())) for name in {name for _, name in untyped})
    enough = last is not None and len(uses.get(last, ())) >= max(OFTEN, MOSTLY * total)
    return last if enough else None
