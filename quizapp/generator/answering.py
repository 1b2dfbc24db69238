"""An answer as a learner should give it, and the question that wants it, before any check."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizapp.generator.asking import Asked
from quizapp.generator.candidates import Context
from quizapp.generator.facts import Fact
from quizapp.generator.phrases import stripped
from quizapp.generator.vocabulary import VAGUE_NOUNS

if TYPE_CHECKING:
    from spacy.tokens import Span as Words
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a fact before it is checked: its text, the answer as shown and its words in the sentence."""

    text: str
    answer: str
    span: Words
    kind: str
    tag: str
    wh: str
    certainty: float


def tidy_answer(text: str) -> str:
    """An answer on one line, without the marks and conjunctions that a cut leaves at its ends."""
    text = " ".join(text.split()).strip(" ,;:–—")
    if text.endswith(".") and not re.search(r"(?:\b[A-Z]\.|\b(?:Inc|Corp|Jr|Sr|Co|Ltd|Dr)\.|\.\.)$", text):
        text = text[:-1]
    if text.count('"') == 1 or text.count("“") != text.count("”"):
        text = re.sub(r'["“”]', "", text)
    return text


def article_text(words: Words, fact: Fact, context: Context) -> str:
    """The words as the article prints them."""
    return fact.span_of(words).of(context.parsed.article.text)


def shown(asked: Asked, fact: Fact, context: Context) -> str:
    """The answer as the learner gives it: a name in full, else the article's words, cut where they run on."""
    named = asked.entity is not None and asked.text == asked.entity.name
    return asked.text if named else article_text(fitted(asked.span, asked.span.root, context), fact, context)


def fitted(span: Words, head: Token, context: Context) -> Words:
    """``span`` without the last phrases that only say more, when it is too long for an answer but says enough."""
    while len(span.text.split()) > context.options.answer_words:
        last = [
            token
            for token in span
            if token.dep_ in {"prep", "relcl", "acl", "advcl"}
            and token.lower_ != "of"
            and token.left_edge.i > head.i
            and token.right_edge.i >= span.end - 1
        ]
        inner = [token for token in last if any(other in last for other in token.ancestors)]
        last = [token for token in last if token not in inner]
        if not last:
            return span
        shorter = stripped(span.doc[span.start : max(token.left_edge.i for token in last)])
        named = any(token.pos_ in {"PROPN", "NUM"} for token in shorter)
        if len(shorter) < (2 if named else 4) or len(shorter) >= len(span) or not _says_enough(shorter, head):
            return span
        span = shorter
    return span


def _says_enough(span: Words, head: Token) -> bool:
    """True when what is left is more than a vague noun, or a verb with its object."""
    if head.pos_ in {"VERB", "AUX"}:
        return any(child.dep_ in {"dobj", "attr", "acomp"} and child.i < span.end for child in head.children)
    described = any(
        child.i < span.end and child.dep_ in {"amod", "compound", "prep", "nmod"} for child in head.children
    )
    return described and head.lemma_.lower() not in VAGUE_NOUNS


def certainty(fact: Fact, context: Context) -> float:
    """How sure the parse of a fact is, 0 to 1: by the kind of its clause and the length of its sentence."""
    options = context.options
    base = options.clause_certainty[fact.clause.kind]
    return base if len(fact.sentence.tokens) <= options.long_sentence_words else base * options.long_sentence_certainty
