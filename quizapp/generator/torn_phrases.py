"""Phrases that the parser tore apart: the last noun of an enumeration hung on the verb, a verb taken for a noun."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizapp.generator.inflection import base_form, inflected
from quizapp.generator.phrases import UNITS

if TYPE_CHECKING:
    from spacy.tokens import Span as Words
    from spacy.tokens import Token

_NOUNS = {"NOUN", "PROPN"}


def join_phrases(sentence: Words) -> None:
    """Give each noun that was hung on a verb by "and" to the noun that it is told with, where only one can be meant."""
    for token in sentence:
        if token.text == "I" and token.tag_ == "PRP" and token.i > sentence.start:
            _as_number(token)
        if token.head.pos_ != "VERB" or token.i < token.head.i:
            continue
        if token.dep_ == "conj" and token.pos_ in _NOUNS:
            _as_verb(token) or _to_noun(token)
        elif (
            token.dep_ == "dep"
            and token.tag_ == token.head.tag_ in {"VB", "VBD", "VBP", "VBZ"}
            and _behind(token, {","})
        ):
            token.dep_ = "conj"  # "play games, listen to songs, and watch films"
        elif token.dep_ == "dep" and _behind(token, {","}):
            _behind_comma(token)


def _behind_comma(token: Token) -> None:
    """Give what follows a comma its place: in a row of verbs or behind a noun."""
    if token.tag_ in {"VBN", "VBD"} and token.tag_ != token.head.tag_:
        token.dep_ = "advcl"  # "is in the valley, sometimes called the basin"
    elif token.pos_ == "VERB" and token.tag_ in {"VB", "VBD", "VBP", "VBZ"}:
        if token.head.tag_ in {token.tag_, "VBP" if token.tag_ == "VB" else token.tag_}:
            token.dep_, token.tag_ = "conj", token.head.tag_  # "play games, listen to songs, and watch films"
    elif token.pos_ == "PROPN":
        _as_apposition(token)


def _behind(token: Token, marks: set[str]) -> bool:
    first = next((t for t in token.subtree if not t.is_punct), token)
    return first.i > token.sent.start and first.nbor(-1).text in marks


def _as_verb(noun: Token) -> bool:
    """Make a verb of the "reduced" of "promoted growth and reduced poverty", which the parser took for an adjective."""
    first, verb = noun.left_edge, noun.head
    past = inflected(base_form(first.text), "VBD") == first.lower_
    if first.dep_ != "amod" or first.head != noun or first.tag_ not in {"VBN", "VBD"} or verb.tag_ != "VBD" or not past:
        return False
    if not any(child.dep_ == "dobj" for child in verb.children) or not _behind(noun, {"and"}):
        return False
    first.head, first.dep_, first.tag_, first.pos_ = verb, "conj", "VBD", "VERB"
    noun.head, noun.dep_ = first, "dobj"
    return True


def _to_noun(noun: Token) -> bool:
    """Hang "and a ferry" of "built a quay in Oslo and a ferry" where it belongs."""
    verb, first = noun.head, noun.left_edge
    joint = next((c for c in verb.children if c.dep_ == "cc" and verb.i < c.i and c.i == first.i - 1), None)
    if joint is None or any(child.dep_ in {"nsubj", "nsubjpass"} for child in noun.children):
        return False
    if noun.lemma_.lower() in UNITS:
        return False  # "11 hours, 22 minutes, and 37 seconds" is one amount
    end = joint.i - (verb.doc[joint.i - 1].text == ",")
    fits = [one for one in _nouns_before(verb, end) if one.right_edge.i == end - 1 and _alike(one, noun)]
    if len(fits) != 1:
        return False
    noun.head, joint.head = fits[0], fits[0]
    return True


def _nouns_before(verb: Token, end: int) -> list[Token]:
    """The object or the nouns led by prepositions that stand between a verb and ``end``, the last one touching it."""
    found, last = [], verb.i
    for child in verb.rights:
        if child.i >= end:
            break
        last = child.right_edge.i
        if child.dep_ in {"dobj", "attr"}:
            found.append(child)
        elif child.dep_ in {"prep", "agent"}:
            found += [inner for inner in child.children if inner.dep_ == "pobj"]
    return found if last == end - 1 else []


def _alike(one: Token, other: Token) -> bool:
    if one.lemma_ == other.lemma_:
        return True
    named = (one.pos_ == "PROPN") == (other.pos_ == "PROPN")
    return named and one.ent_type_ == other.ent_type_ and one.left_edge.pos_ == other.left_edge.pos_


def _as_number(first: Token) -> None:
    """Make a number of the "I" of "King Dagobert I", which the parser took for the speaker."""
    name = first.nbor(-1)
    if name.tag_ != "NNP" or name.dep_ not in {"npadvmod", "compound", "dep", "nmod"} or first.dep_ != "nsubj":
        return
    if first.head.tag_ != "VBD" and not any(child.tag_ in {"VBD", "VBZ"} for child in first.head.children):
        return
    first.tag_, first.pos_, first.lemma_ = "NNP", "PROPN", "I"
    name.head, name.dep_ = first, "compound"
    first.ent_type_ = name.ent_type_


def _as_apposition(name: Token) -> None:
    """Hang "Three Girls" of "starred in his first film, Three Girls" on the film."""
    before = name.left_edge.nbor(-2) if name.left_edge.i > name.sent.start + 1 else None
    if before is not None and before.pos_ == "NOUN":
        name.head, name.dep_ = before, "appos"
