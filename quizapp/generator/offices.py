"""Offices and roles that stand beside a name: "director of the museum and chair of the board"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from quizapp.generator.inflection import is_verb_form
from quizapp.generator.phrases import noun_phrase, stripped
from quizapp.generator.vocabulary import PERSON_NOUNS

if TYPE_CHECKING:
    from spacy.tokens import Span as Words
    from spacy.tokens import Token

    from quizapp.generator.sentences import Sentence

ROLE_NOUNS = PERSON_NOUNS | {
    "ceo",
    "cfo",
    "cto",
    "co-founder",
    "cofounder",
    "chairwoman",
    "chairperson",
    "vice",
    "deputy",
    "envoy",
}


def offices_of(name: Token, sentence: Sentence) -> Iterator[Words]:
    """What stands beside a name as a role of whom it names, one by one."""
    for child in name.children:
        if child.dep_ == "appos" and child.i > name.i and child.pos_ in {"NOUN", "PROPN"}:
            role = _to_comma(noun_phrase(child), sentence.tokens.end)
            if role is not None:
                yield from _each(role)
    doc = name.doc
    left = name.left_edge.i
    start = name.i
    while start > left and doc[start - 1].ent_type_ == "PERSON":
        start -= 1
    if start > left and doc[start - 1].lemma_.lower() in ROLE_NOUNS and not any(t.is_punct for t in doc[left:start]):
        yield doc[left:start]
    if name.dep_ == "appos" and name.head.i < name.i and name.head.lemma_.lower() in ROLE_NOUNS:
        role = noun_phrase(name.head)
        yield role.doc[role.start : start] if role.start < start < role.end else role


def _each(roles: Words) -> Iterator[Words]:
    """The roles of "director of the museum and chair of the board", one by one."""
    doc, start = roles.doc, roles.start
    for token in roles[1:]:
        joint = token.left_edge.i - 1
        office = token.dep_ == "conj" and token.lemma_.lower() in ROLE_NOUNS and token.tag_ in {"NN", "NNP"}
        if not office or joint <= start or doc[joint].dep_ != "cc":
            continue
        yield stripped(doc[start:joint])
        start = joint + 1
    yield doc[start : roles.end]


def _to_comma(role: Words, end: int) -> Words | None:
    """The role up to the mark that closes it; None when the parse lost its end.

    A name at its end that was taken for a verb's object is brought back: "founder of the startup Nimbus".
    """
    doc, stop = role.doc, role.end
    while (
        stop < end
        and not doc[stop].is_punct
        and stop - role.end < 3
        and (doc[stop].pos_ in {"NOUN", "PROPN"} or not is_verb_form(doc[stop].lower_))
    ):
        stop += 1
    closed = stop >= end or doc[stop].is_punct
    start = role.start
    if doc[start].lower_ == "the" and doc[start + 1 : start + 6].text.lower().endswith("-year-old"):
        return doc[start + 6 : stop] if closed and stop > start + 6 else None
    return doc[start:stop] if closed else None
