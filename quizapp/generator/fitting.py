"""Phrases made to fit: without the last words that only say more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizapp.generator.candidates import Context
from quizapp.generator.phrases import not_only, stripped
from quizapp.generator.vocabulary import VAGUE_NOUNS

if TYPE_CHECKING:
    from spacy.tokens import Span as Words
    from spacy.tokens import Token


def fitted(span: Words, head: Token, context: Context, *, deep: bool = False) -> Words:
    """``span`` without the last phrases that only say more, when it is too long for an answer but says enough.

    ``deep`` takes the last phrase within a phrase where all of it can't be spared, as a question can do but no answer.
    """
    if len(span.text.split()) > context.options.answer_words and head.pos_ == "VERB":
        remark = next((t.i for t in span if t.text == "," and t.i > head.i + 2), None)
        if (
            remark is not None
            and span.doc[remark + 2].lower_ != "also"
            and span.doc[remark + 1].lower_ in {"as", "which", "who", "while", "where", "including"}
        ):
            span = stripped(span.doc[span.start : remark])
    if len(span.text.split()) > context.options.answer_words and (joint := not_only(head)) is not None:
        span = stripped(span.doc[head.left_edge.i + 2 : joint.i])
    while len(span.text.split()) > context.options.answer_words:
        last = [
            token
            for token in span
            if token.dep_ in {"prep", "relcl", "acl", "advcl"}
            and token.lower_ not in {"of", "than"}
            and not _also(token)
            and not (token.lower_ == "as" and any(other.lower_ == "as" for other in span.doc[span.start : token.i]))
            and token.left_edge.i > head.i
            and token.right_edge.i >= span.end - 1
        ]
        inner = [token for token in last if any(other in last for other in token.ancestors)]
        outer = [token for token in last if token not in inner]
        starts = (
            [max(_start(token) for token in outer), *(sorted(_start(token) for token in inner) if deep else ())]
            if outer
            else []
        )
        cut = (stripped(span.doc[span.start : start]) for start in starts if start > span.start)
        shorter = next(
            (one for one in cut if len(one) < len(span) and _stands(one, head) and not _bereft(one, span)), None
        )
        if shorter is None:
            return span
        span = shorter
    return span


def _also(deed: Token) -> bool:
    """True for "sharing" of "to solve problems while also sharing methods", which is half of what is said."""
    return any(child.lower_ == "while" and child.nbor(1).lower_ == "also" for child in deed.children)


def _stands(span: Words, head: Token) -> bool:
    """True for what is left when it is long enough and says enough."""
    named = any(token.pos_ in {"PROPN", "NUM"} for token in span)
    return len(span) >= (2 if named else 4) and _says_enough(span, head)


def _bereft(shorter: Words, span: Words) -> bool:
    """True for "a label" of "a label that may mislead them": which label is only told by the clause cut off."""
    noun, behind = shorter[-1], span.doc[shorter.end]
    described = noun.pos_ == "NOUN" and any(child.dep_ == "relcl" and child.i > noun.i for child in noun.children)
    an = any(child.lower_ in {"a", "an"} for child in noun.children)
    bare = all(child.dep_ == "det" for child in noun.children if child.i < noun.i)
    return described and an and bare and behind.tag_ in {"WDT", "WP", "IN"}


def _start(phrase: Token) -> int:
    """Where a phrase at the end starts, with the "relative" of "the speed of the boat relative to the shore"."""
    led, start = phrase.head, phrase.left_edge.i
    return start - 1 if led.dep_ in {"advmod", "amod"} and led.i == start - 1 and led.head.i < led.i else start


def _says_enough(span: Words, head: Token) -> bool:
    """True when what is left is more than a vague noun, or a verb with its object."""
    if head.pos_ in {"VERB", "AUX"}:
        led = [t for child in head.children if child.dep_ == "prep" for t in child.children if t.dep_ == "pobj"]
        inner = [child for child in head.children if child.dep_ in {"ccomp", "xcomp"}]  # "have teams solve problems"
        kept = [c for verb in (head, *inner) for c in verb.children if c.dep_ in {"dobj", "attr", "acomp"}]
        return any(token.i < span.end for token in (*kept, *led))
    described = any(
        child.i < span.end and child.dep_ in {"amod", "compound", "prep", "nmod"} for child in head.children
    )
    return described and head.lemma_.lower() not in VAGUE_NOUNS
