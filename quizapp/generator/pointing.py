"""Quotations that point at something outside themselves: "this study", "the others", "it's a unique system"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quizapp.generator.hanging import dangling
from quizapp.generator.phrases import is_time
from quizapp.generator.stemming import stems
from quizapp.generator.vocabulary import COLLECTIVE, PAPERS, PERSON_NOUNS, word_set

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from quizapp.generator.candidates import Context
    from quizapp.generator.excerpts import Excerpt

_OTHER_TEXTS = PAPERS | word_set(
    """
    agreement announcement article bill book case contract decision document game judgement judgment law lawsuit
    legislation letter match petition plan proposal question race ruling season statement trial verdict
    """
)
"""What "this" in front of means one that was spoken of before, and not the speaker's own place or day."""

_OWN = word_set("century city country earth government nation part planet season state town village")
"""What "this" in front of means the one where, or when, the speaker lives."""

_SORTS = {"kind", "sort", "type", "way"}
_COMPLEMENTS = {"acl", "prep", "relcl"}
_THESE_ARE = re.compile(r"(?:these|those) (?:are|were|include|included|have|had)\b", re.IGNORECASE)
_TODAYS = re.compile(r"\b(?:today|tonight|yesterday|tomorrow)['’]s\b", re.IGNORECASE)
_IT_IS = re.compile(r"it(?:['’]s| is| was)\b(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
_SENTENCES = re.compile(r"[.!?] [A-Z]")
_POINTERS = {"this", "that", "these", "those"}
_ARGUMENTS = {"nsubj", "nsubjpass", "dobj", "pobj"}
_ANNOUNCED = re.compile(r"\b(?:that|to|who|when|if|whether|because|how|what|where)\b", re.IGNORECASE)


def points_outside(excerpt: Excerpt, context: Context) -> bool:
    """True when nobody can know what the words speak of unless they have read what stands before them."""
    text = excerpt.text(context.parsed.article.text)
    if _TODAYS.search(text) or (_THESE_ARE.match(text) and not _SENTENCES.search(text)):
        return True
    first = _IT_IS.match(text)
    if first is not None and not _SENTENCES.search(text) and not _ANNOUNCED.search(first.group("rest")):
        return True  # "It's quite a unique system we have", but not "It's clear that ..."
    told: set[str] = set()
    for token in words_of(excerpt, context):
        the = token.i > 0 and token.nbor(-1).lower_ == "the"
        if the and (token.lower_ == "others" or (token.lower_ == "two" and token.dep_ in _ARGUMENTS)):
            return True
        if token.lower_ in _POINTERS and token.dep_ in {"dobj", "pobj"} and not told and token.head.lemma_ != "do":
            return True  # "Nobody has looked at these together", but "We did this for the money"
        if token.pos_ in {"NOUN", "PROPN"}:
            if _pointed_at(token, context, told) or _bare_subject(token, context, told):
                return True
            told.add(token.lemma_.lower())
    return False


def words_of(excerpt: Excerpt, context: Context) -> Iterator[Token]:
    """The parsed words of an excerpt, in order."""
    whole = (excerpt.spans[0].start, excerpt.spans[-1].end)
    for sentence in context.parsed.sentences:
        if sentence.span.end <= whole[0] or sentence.span.start >= whole[1]:
            continue
        for token in sentence.tokens:
            if excerpt.contains(sentence.span_of(token, token)):
                yield token


def _pointed_at(noun: Token, context: Context, told: set[str]) -> bool:
    """True for "this study", "this height" and "these three pieces" that the words before don't explain."""
    pointer = next((c.lower_ for c in noun.children if c.dep_ == "det" and c.lower_ in _POINTERS), None)
    lemma = noun.lemma_.lower()
    if pointer is None or lemma in told:
        return False
    if lemma in _OTHER_TEXTS or any(child.dep_ == "nummod" for child in noun.children):
        return True
    if any(child.lower_ == "same" for child in noun.children):
        return True
    if pointer != "this" or lemma in _OWN or is_time(noun) or stems(noun.text) & context.headline:
        return False
    latest = any(child.lower_ in {"latest", "last"} for child in noun.children)
    described = any(child.dep_ in _COMPLEMENTS and child.i > noun.i for child in noun.children)
    return latest or lemma in _SORTS or not described


def _bare_subject(noun: Token, context: Context, told: set[str]) -> bool:
    """True for "The team was ..." where neither the quotation nor the headline tells which team."""
    bare = noun.dep_ in {"nsubj", "nsubjpass"} and noun.pos_ == "NOUN"
    the = any(child.dep_ == "det" and child.lower_ == "the" and child.i == noun.i - 1 for child in noun.children)
    somebody = noun.lemma_.lower() in PERSON_NOUNS | COLLECTIVE
    known = noun.lemma_.lower() in told or bool(stems(noun.text) & context.headline)
    return bare and the and somebody and not known and dangling(noun, context.mentions)
