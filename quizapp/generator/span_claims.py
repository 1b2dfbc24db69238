"""Whose claim a clause is: what somebody said is asked as what they said."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from quizapp.generator.span_clauses import SUBJECTS
from quizapp.generator.span_wording import Speech, names_source
from quizapp.generator.vocabulary import CLAIMS

if TYPE_CHECKING:
    from spacy.tokens import Token

    from quizapp.generator.span_answers import Answer

_SETTLED = {"confirm", "demonstrate", "determine", "discover", "find", "note", "recall", "reveal", "show"}
"""Verbs whose clause is true as the text tells it."""


def claimant(answer: Answer, speech: Speech) -> Token | None:
    """Whoever says what a question is about; None where the text itself does."""
    frame = speech.frame
    if frame is None:
        return None
    source = next((named for verb in _upwards(frame.verb) if (named := _according(verb)) is not None), None)
    said = claim_above(frame.verb)
    if source is None and said is not None:
        source = next((child for child in said.children if child.dep_ in {"nsubj", "nsubjpass"}), None)
    return None if source is None or answer.holds(source) or source.tag_ in {"WP", "WDT"} else source


def claim_above(verb: Token) -> Token | None:
    """The verb of saying or thinking whose clause ``verb`` stands in; None where there is none."""
    for token in _upwards(verb):
        aside = next((child for child in token.children if child.dep_ == "parataxis" and _claims(child)), None)
        if aside is not None:
            return aside  # "The bridge, he said, is old."
        if token.dep_ == "ccomp" and token.head != token and token.head.lemma_.lower() in CLAIMS - _SETTLED:
            return token.head if _claims(token.head) else None
    return None


def _claims(verb: Token) -> bool:
    held = not any(child.dep_ == "aux" and child.tag_ == "MD" for child in verb.children)
    return held and verb.lemma_.lower() in CLAIMS - _SETTLED and any(c.dep_ in SUBJECTS for c in verb.children)


def _upwards(token: Token) -> Iterator[Token]:
    yield token
    while token.head != token:
        token = token.head
        yield token


def _according(verb: Token) -> Token | None:
    """ "the survey" of "according to the survey", said of a clause."""
    led = next((child for child in verb.children if names_source(child)), None)
    to = next((child for child in led.children if child.lower_ == "to"), None) if led is not None else None
    return next((child for child in to.children if child.dep_ == "pobj"), None) if to is not None else None
