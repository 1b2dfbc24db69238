"""What it is believed, said or estimated that somebody did, put as what they are believed to have done."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from quizapp.generator.inflection import agreeing, base_form, inflected
from quizapp.generator.phrases import is_plural
from quizapp.generator.verb_groups import verb_group
from quizapp.generator.vocabulary import word_set

if TYPE_CHECKING:
    from spacy.tokens import Token

    from quizapp.generator.clauses import Clause

_RAISING = word_set("allege assume believe claim estimate presume report rumor rumour say suspect think understand")
"""Verbs of "is said to be"; nobody "is argued to be"."""
_SETTLED = word_set("confirm demonstrate discover find know prove show")
"""What it is known that somebody did, they did."""


def told_by_nobody(report: Token, claimant: Token) -> bool:
    """True for "It is believed that ...", which says of nobody that they believe it."""
    return claimant.dep_ == "nsubjpass" and claimant.lower_ == "it" and report.tag_ == "VBN"


def settled(report: Token) -> bool:
    """True for "It has been shown that ..."."""
    return report.lemma_.lower() in _SETTLED


def raised(clause: Clause, report: Token) -> Clause | None:
    """ "the Phoenicians | are believed to have founded | ..." for "It is believed that the Phoenicians founded ...".

    None where the verb can't be put so: "It is argued that", "It is believed that X may have".
    """
    (word, tag), *others = clause.group
    if report.lemma_.lower() not in _RAISING or tag not in {"VBD", "VBZ", "VBP"}:
        return None
    if any(form.lower() in {"not", "never"} for form, _ in others):
        return None
    plural = is_plural(clause.subject.head)
    said = [(agreeing(form, kind, plural=plural), kind) for form, kind in verb_group(report)]
    base = base_form(word)
    if base == "do":
        return None
    perfect = word.lower() in {"has", "have", "had"} and any(kind == "VBN" for _, kind in others)
    if tag == "VBD" and not perfect:
        done = [("have", "VB"), ("been" if base == "be" else inflected(base, "VBN"), "VBN")]
    else:
        done = [(base, "VB")]
    return replace(clause, group=(*said, ("to", "TO"), *done, *others), infinitive=len(said))
