"""The words of a verb group: auxiliaries, negation, what a second verb shares with the first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizapp.generator.clause_subjects import subject_of
from quizapp.generator.inflection import base_form, full_auxiliary, inflected
from quizapp.generator.vocabulary import INTRANSITIVE, LOOSE_ADVERBS

if TYPE_CHECKING:
    from spacy.tokens import Token

FINITE = {"VBD", "VBZ", "VBP", "MD"}


def verb_group(verb: Token) -> tuple[tuple[str, str], ...]:
    """The verb with its auxiliaries, negation, adverbs inside and a particle right behind it."""
    doc = verb.doc
    members = [verb]
    helpers = [child for child in verb.children if child.dep_ in {"aux", "auxpass"} and child.i < verb.i]
    left = min([helper.i for helper in helpers], default=verb.i)
    for child in verb.children:
        if (
            child in helpers
            or child.dep_ == "neg"
            or (child.dep_ == "prt" and child.i == verb.i + 1)
            or (
                child.dep_ == "advmod"
                and (left < child.i < verb.i or child.i == left - 1)
                and (child.lower_ not in LOOSE_ADVERBS or _first_done(child, verb))
                and child.tag_ != "WRB"
                and not list(child.children)
            )
        ):
            members.append(child)
    return tuple((_written(doc[token.i], verb), token.tag_) for token in sorted(members, key=lambda token: token.i))


def _first_done(adverb: Token, verb: Token) -> bool:
    """True for "first" of "was first shown", which tells of the first of several times."""
    return adverb.lower_ == "first" and adverb.i == verb.i - 1 and verb.tag_ == "VBN"


def _written(token: Token, verb: Token) -> str:
    if token.dep_ == "neg" and token.lower_ in {"n't", "n’t"}:
        return "not"
    if token.dep_ in {"aux", "auxpass"}:
        return full_auxiliary(token.text, verb_tag=verb.tag_, lemma=token.lemma_)
    return str(token.text) if token.i != verb.i or token.text[:1].islower() else str(token.lower_)


def told_as_past(verb: Token, group: tuple[tuple[str, str], ...]) -> bool:
    """True for a past tense that the parser took for a participle: "The bridge, which was closed, reopened"."""
    alone = verb.tag_ == "VBN" and len(group) == 1 and verb.dep_ in {"ROOT", "ccomp"}
    own = subject_of(verb)
    return alone and own is not None and own.i < verb.i and inflected(base_form(verb.text), "VBD") == verb.lower_


def verb_run(verb: Token) -> str | None:
    """ "designed, built, and operated" for the last of verbs that stand side by side and share what follows."""
    first = verb
    while first.dep_ == "conj" and first.head.tag_ == verb.tag_ and first.head.i < first.i:
        first = first.head
    between = verb.doc[first.i : verb.i + 1]
    side_by_side = all(token.tag_ == verb.tag_ or token.dep_ in {"punct", "cc"} for token in between)
    return str(between.text) if first != verb and side_by_side and verb.tag_ == "VBN" else None


def shares_passive(verb: Token) -> bool:
    """True for "was born here and raised there", where the parser takes "raised" for a past tense."""
    passive = any(child.dep_ == "auxpass" for child in verb.head.children)
    return (
        passive
        and verb.tag_ == "VBD"
        and verb.lemma_.lower() not in INTRANSITIVE
        and not any(c.dep_ in {"dobj", "attr", "acomp", "ccomp", "xcomp"} for c in verb.children)
    )


def borrowed(verb: Token) -> tuple[tuple[str, str], ...]:
    """The auxiliaries that a second verb shares with the first: "was arrested and (was) charged"."""
    first = verb.head
    while first.dep_ == "conj" and not any(c.dep_ in {"aux", "auxpass"} for c in first.children):
        first = first.head
    if first.tag_ != verb.tag_ and not shares_passive(verb):
        return ()
    return tuple(
        (_written(child, first), child.tag_)
        for child in first.children
        if child.dep_ in {"aux", "auxpass"} and child.tag_ != "TO"
    )
