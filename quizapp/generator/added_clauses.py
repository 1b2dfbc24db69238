"""Clauses that add what was done at a place, on a day or to a thing: "Oslo, where she founded a school in 1990,"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizapp.generator.parts import Part, Role
from quizapp.generator.phrases import PLACE_TYPES

if TYPE_CHECKING:
    from spacy.tokens import Token

_WHERE = {"aboard", "at", "in", "near", "on"}
_WHEN = {"during", "in", "on"}
_IN_WHICH = {"at", "during", "in", "on"}


def link_of(verb: Token) -> Token | None:
    """The "where", "when" or "which" behind a comma that ties a past clause to a noun that is not its subject.

    "In which" and "during which" do so too.
    """
    first = verb.left_edge
    if first.dep_ == "prep" and first.head == verb and first.lower_ in _IN_WHICH:
        first = next((c for c in first.children if c.lower_ == "which" and c.i == first.i + 1), first)
    start = verb.left_edge
    comma = start.i > start.sent.start and start.nbor(-1).text == ","
    past = verb.tag_ == "VBD" or any(c.tag_ == "VBD" and c.dep_ in {"aux", "auxpass"} for c in verb.children)
    if verb.dep_ != "relcl" or verb.head.pos_ not in {"NOUN", "PROPN"} or not (comma and past):
        return None
    if first.dep_ == "pobj" and first.head == start:
        return first
    if first.head != verb:
        return None
    place_or_time = first.tag_ == "WRB" and first.lower_ in {"where", "when"}
    return first if place_or_time or (first.dep_ == "dobj" and first.lower_ == "which") else None


def told_of(verb: Token) -> Token | None:
    """The noun of ", which ..."; of "the radar, located near Oslo, which tracks ships" the radar.

    None for "the museum, located in Oslo, which has ...", which may tell of either.
    """
    noun = verb.head
    where = next((token for token in noun.ancestors if token.pos_ in {"VERB", "NOUN"} and token != noun), None)
    placed = where is not None and where.dep_ == "acl" and where.lemma_.lower() in _PLACED
    if where is None or not placed or noun.ent_type_ not in PLACE_TYPES or where.nbor(-1).text != ",":
        return noun
    return None if verb.lemma_.lower() in {"be", "have", "lie", "remain"} else where.head


_PLACED = {"base", "headquarter", "house", "locate", "situate"}


def with_tied_part(parts: list[Part], verb: Token) -> list[Part]:
    """``parts`` of the verb with what its link stands for in place of the link."""
    link = link_of(verb)
    tied = _tied_part(verb, link) if link is not None else None
    parts = [part for part in parts if part.head != link and not (link is not None and link in part.words)]
    if tied is not None:
        first = next((at for at, part in enumerate(parts) if not part.fronted), len(parts))
        parts.insert(first if tied.role is Role.OBJECT else len(parts), tied)
    return parts


def _tied_part(verb: Token, link: Token) -> Part | None:
    """What the link stands for, as a part of its clause: "in Oslo", "in 1990", "a school"; None for "to Oslo"."""
    doc, noun = verb.doc, verb.head
    if link.dep_ == "pobj":  # "the 2007 elections, in which many voted"
        words = doc[noun.left_edge.i : link.i - 2]
        placed = noun.ent_type_ in PLACE_TYPES
        return Part(Role.PLACE if placed else Role.OBLIQUE, words, noun, lead=link.head.lower_)
    if link.lower_ == "which":
        while (outer := _outer(noun)) is not None:  # "a degree in chemistry, which she completed"
            noun = outer
        return Part(Role.OBJECT, doc[noun.left_edge.i : link.i - 1], noun)
    prep = noun.head
    if noun.dep_ != "pobj" or prep.lower_ not in (_WHERE if link.lower_ == "where" else _WHEN):
        return None
    words = doc[prep.i : link.i - 1]
    if link.lower_ == "when":
        return Part(Role.TIME, words, noun, prep)
    return Part(Role.PLACE if noun.ent_type_ in PLACE_TYPES else Role.OBLIQUE, words, noun, prep)


def _outer(noun: Token) -> Token | None:
    """The noun that a noun is joined to, or that its preposition describes."""
    if noun.dep_ == "conj" and noun.head.pos_ in {"NOUN", "PROPN"}:
        return noun.head
    described = noun.dep_ == "pobj" and noun.head.head.pos_ in {"NOUN", "PROPN"}
    return noun.head.head if described else None
