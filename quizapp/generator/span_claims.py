"""Whose claim a clause is: what somebody said is asked as what they said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizapp.generator.span_clauses import SUBJECTS
from quizapp.generator.span_wording import Speech
from quizapp.generator.vocabulary import CLAIMS

if TYPE_CHECKING:
    from spacy.tokens import Token

    from quizapp.generator.span_answers import Answer

_SETTLED = {"confirm", "demonstrate", "determine", "discover", "find", "note", "recall", "reveal", "show"}
"""Verbs whose clause is true as the text tells it."""


def claimant(answer: Answer, speech: Speech) -> Token | None:
    """Whoever says what a question is about; None where the text itself does."""
    frame = speech.frame
    said = claim_above(frame.verb) if frame is not None else None
    if said is None:
        return None
    who = next((child for child in said.children if child.dep_ in {"nsubj", "nsubjpass"}), None)
    return None if who is None or answer.holds(who) or who.tag_ in {"WP", "WDT"} else who


def claim_above(verb: Token) -> Token | None:
    """The verb of saying or thinking whose clause ``verb`` stands in; None where there is none."""
    token = verb
    for _ in range(20):
        if token.dep_ == "ccomp" and token.head != token and token.head.lemma_.lower() in CLAIMS - _SETTLED:
            return token.head if any(c.dep_ in SUBJECTS for c in token.head.children) else None
        if token.head == token:
            return None
        token = token.head
    return None
