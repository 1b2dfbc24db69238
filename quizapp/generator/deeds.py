"""Nouns for what a verb told of: "the impact" of a probe that hit an asteroid, "the sale" of a ferry that was sold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from quizapp.generator.inflection import base_form
from quizapp.generator.vocabulary import word_set

if TYPE_CHECKING:
    from spacy.tokens import Token

_DONE_BY: Mapping[str, frozenset[str]] = {
    "arrival": word_set("arrive"),
    "collapse": word_set("collapse"),
    "collision": word_set("collide crash hit ram slam smash strike"),
    "crash": word_set("crash"),
    "death": word_set("die"),
    "departure": word_set("depart"),
    "eruption": word_set("erupt"),
    "explosion": word_set("explode"),
    "impact": word_set("crash hit slam smash strike"),
    "landing": word_set("land"),
    "resignation": word_set("resign"),
    "sinking": word_set("sink"),
}
"""Nouns for what a subject does, with the verbs that tell of it."""

_DONE_TO: Mapping[str, frozenset[str]] = {
    "acquisition": word_set("acquire buy purchase"),
    "arrest": word_set("arrest"),
    "closure": word_set("close shutter"),
    "demolition": word_set("demolish"),
    "launch": word_set("launch"),
    "murder": word_set("murder"),
    "opening": word_set("open"),
    "purchase": word_set("acquire buy purchase"),
    "release": word_set("release"),
    "renovation": word_set("renovate"),
    "rescue": word_set("rescue"),
    "restoration": word_set("restore"),
    "sale": word_set("sell"),
    "takeover": word_set("acquire buy purchase"),
}
"""Nouns for what happens to an object, or to the subject of a passive verb."""

DEEDS = frozenset({*_DONE_BY, *_DONE_TO})
"""What "the X" may take up from a verb."""

TURNS = frozenset({"after", "before", "since", "until"})
"""In front of a bare noun these tell when: "before impact"."""


def deeds_told(verb: Token) -> Iterator[tuple[str, Token]]:
    """The nouns that can take up a verb of the past, and whose they are: ("impact", DART) of "DART hit an asteroid"."""
    base = base_form(verb.text)
    helpers = {child.lower_ for child in verb.children if child.dep_ in {"aux", "auxpass"}}
    past = verb.tag_ == "VBD" or (verb.tag_ == "VBN" and bool(helpers & {"was", "were", "has", "have", "had"}))
    if not past or any(child.dep_ == "neg" for child in verb.children):
        return
    passive = any(child.dep_ == "auxpass" for child in verb.children)
    subject = next((child for child in verb.children if child.dep_ in {"nsubj", "nsubjpass"}), None)
    acted_on = subject if passive else next((child for child in verb.children if child.dep_ == "dobj"), None)
    for table, owner in ((_DONE_BY, None if passive else subject), (_DONE_TO, acted_on)):
        if owner is not None:
            yield from ((noun, owner) for noun, verbs in table.items() if base in verbs)


def bare_deed(token: Token) -> bool:
    """True for the "impact" of "before impact"."""
    bare = token.tag_ == "NN" and not any(child.dep_ != "punct" for child in token.children)
    return bare and token.lower_ in DEEDS and token.dep_ == "pobj" and token.head.lower_ in TURNS
