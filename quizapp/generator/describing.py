"""Names with the noun that says what they are: "the asteroid Dimorphos", "a ferry called Havsula"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizapp.generator.phrases import is_coordinated, noun_phrase
from quizapp.generator.vocabulary import PERSON_NOUNS

if TYPE_CHECKING:
    from spacy.tokens import Span as Words
    from spacy.tokens import Token

_NAMING = {"called", "named", "dubbed", "known", "titled", "nicknamed"}


def called_so(head: Token) -> tuple[str, Words] | None:
    """The noun and the name of "a larger asteroid called Didymos" and "the asteroid Dimorphos"."""
    beside = next((t for t in head.children if t.dep_ == "appos" and t.pos_ == "PROPN"), None)
    has_article = head.tag_ == "NN" and head.i > 0 and head.nbor(-1).tag_ == "DT"
    tight = beside is not None and beside.left_edge.i == head.i + 1 and has_article
    if beside is not None and tight and head.lemma_.lower() not in PERSON_NOUNS:
        return head.text, noun_phrase(beside)
    naming = next((child for child in head.children if child.dep_ == "acl" and child.lower_ in _NAMING), None)
    if naming is None or head.tag_ != "NN" or naming.i != head.i + 1 or is_coordinated(head) > 1:
        return None
    below = [
        *naming.children,
        *(inner for child in naming.children if child.dep_ == "prep" for inner in child.children),
    ]
    name = next((t for t in below if t.dep_ in {"oprd", "pobj", "dobj", "attr"} and t.pos_ == "PROPN"), None)
    described = head.doc[head.left_edge.i : head.i + 1]
    if name is None or described[0].lower_ not in {"a", "an"} or any(t.pos_ == "PROPN" for t in described):
        return None
    return described[1:].text, noun_phrase(name)


def told_kind(phrase: Words, head: Token) -> tuple[str, Words] | None:
    """The noun that says what a name is, and the name: "asteroid" and "Dimorphos" of "the asteroid Dimorphos"."""
    if head.pos_ != "PROPN" or head.i != phrase[-1].i:
        return None
    start = head.i
    while start > phrase.start and (phrase.doc[start - 1].pos_ == "PROPN" or phrase.doc[start - 1].text in {"-", "of"}):
        start -= 1
    noun = phrase.doc[start - 1] if start > phrase.start else None
    if (
        noun is None
        or noun.tag_ != "NN"
        or noun.ent_type_ in {"PERSON", "ORG"}
        or noun.lemma_.lower() in PERSON_NOUNS
        or not noun.text.islower()
    ):
        return None
    return noun.text, phrase.doc[start : head.i + 1]


def named_by(head: Token) -> Words | None:
    """The name in "the state of Michigan"."""
    of = next((child for child in head.children if child.dep_ == "prep" and child.lower_ == "of"), None)
    name = next((child for child in of.children if child.dep_ == "pobj"), None) if of is not None else None
    return noun_phrase(name) if name is not None and name.pos_ == "PROPN" and is_coordinated(name) == 1 else None
