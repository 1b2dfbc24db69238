"""Stage 5: questions about when something is so or under what condition: clauses with "when", "once", "if", "after"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from quizapp.generator.answering import Question, article_text, certainty
from quizapp.generator.candidates import Context
from quizapp.generator.composing import Composer
from quizapp.generator.facts import Fact
from quizapp.generator.fitting import fitted
from quizapp.generator.parts import Part, Role

if TYPE_CHECKING:
    from spacy.tokens import Span as Words
    from spacy.tokens import Token

_ASKED = {
    "when": "when",
    "after": "when",
    "before": "when",
    "once": "when",
    "until": "until when",
    "if": "under what condition",
    "unless": "under what condition",
}
_KEPT = {"after", "before", "if", "once", "unless", "when"}


def conditions(fact: Fact, context: Context) -> Iterator[Question]:
    """ "When does the name of the local time change?" = "when summer time is observed"."""
    found = [part for part in fact.parts(Role.CONDITION, Role.CIRCUMSTANCE) if _mark(part) is not None]
    if len(found) != 1 or fact.parts(Role.TIME) or fact.negative:
        return
    if fact.parts(Role.ATTRIBUTE) and fact.clause.verb.lemma_ == "be":
        return  # "Scour is the loss of riverbed when ..." says what it is
    part = found[0]
    mark = _mark(part)
    span = _told(part, context)
    if mark is None or span is None:
        return
    wh = _ASKED[mark.lower_]
    text = Composer(fact, context).inverted_question(wh, without=part)
    sure = certainty(fact, context) * 0.85
    answer = article_text(span, fact, context)
    if span[0].lower_ in _KEPT:
        answer = answer[:1].lower() + answer[1:]
    yield Question(text, answer, span, "condition", "fact", wh, sure)


def _mark(part: Part) -> Token | None:
    """The "when" that a clause starts with."""
    first = part.words[0]
    return first if first.lower_ in _ASKED and first.head == part.head else None


def _told(part: Part, context: Context) -> Words | None:
    """The clause as an answer, whole and with a subject and a verb of its own that stand alone."""
    verb = part.head
    subject = next((c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"} and c.i < verb.i), None)
    if subject is None or subject.pos_ not in {"NOUN", "PROPN"} or subject.tag_ in {"WP", "WDT", "EX"}:
        return None
    span = fitted(part.words, verb, context)
    if any(token.dep_ == "conj" and token.pos_ in {"VERB", "AUX"} for token in part.words if token.i >= span.end):
        return None
    pointing = any(t.lower_ in {"this", "that", "these", "those", "such"} and t.tag_ == "DT" for t in span)
    owned = any(token.tag_ in {"PRP", "PRP$"} for token in span)
    start = span.start if span[0].lower_ in _KEPT else span.start + 1
    return None if pointing or owned else span.doc[start : span.end]
