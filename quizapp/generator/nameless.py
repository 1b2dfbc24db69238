"""Whom the first sentence brings in without a name: "A diver was arrested" before "Ada Berg, 41, was arrested"."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from quizapp.generator.vocabulary import PERSON_NOUNS

if TYPE_CHECKING:
    from spacy.tokens import Token

    from quizapp.generator.entities import Entity
    from quizapp.generator.sentences import Sentence

_SOON = 3
"""So many sentences from the first one on the name follows."""

_SAME = {"be", "have", "say", "tell", "make", "take", "get"}
"""Verbs that two sentences may share by chance."""


def named_later(
    sentences: Sequence[Sentence], entity_of: Callable[[Token], Entity | None]
) -> tuple[Token, Entity] | None:
    """The noun of the first sentence and the person that it is, whose name is told when the same is told again.

    None where the first sentence names anybody, brings in more than one, or says nothing that is told again.
    """
    prose = [sentence.tokens for sentence in sentences if sentence.kind == "prose"][:_SOON]
    if len(prose) < 2 or any((one := entity_of(t)) is not None and one.kind == "person" for t in prose[0]):
        return None
    nouns = [token for token in prose[0] if _somebody(token)]
    deeds = {(token.lemma_, token.tag_) for token in prose[0] if token.pos_ == "VERB"}
    for tokens in prose[1:]:
        subject = next((t for t in tokens if t.dep_ in {"nsubj", "nsubjpass"}), None)
        entity = entity_of(subject) if subject is not None and subject.pos_ == "PROPN" else None
        if subject is None or entity is None or entity.kind != "person" or " " not in entity.name:
            continue
        verb = subject.head
        again = (verb.lemma_, verb.tag_) in deeds and verb.lemma_ not in _SAME
        return (nouns[0], entity) if again and subject.left_edge == tokens[0] and len(nouns) == 1 else None
    return None


def _somebody(token: Token) -> bool:
    """True for "a diver" that a clause is about."""
    any_one = any(child.lower_ in {"a", "an"} for child in token.children)
    subject = token.dep_ in {"nsubj", "nsubjpass"} and token.tag_ == "NN"
    return subject and any_one and token.lemma_.lower() in PERSON_NOUNS
