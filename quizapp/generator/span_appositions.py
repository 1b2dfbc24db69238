"""Questions about names and descriptions set beside each other: "the old ferry, the Gullwing"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizapp.generator.phrases import is_plural
from quizapp.generator.span_answers import Answer, Wanted
from quizapp.generator.span_clauses import find_frame
from quizapp.generator.span_holes import full_words, hole_of
from quizapp.generator.span_wording import Speech, phrase

if TYPE_CHECKING:
    from spacy.tokens import Token


def apposition_of(noun: Token) -> Token | None:
    """The apposition that ``noun`` is, or stands in: before any verb on the way up."""
    token = noun
    for _ in range(20):
        if token.dep_ == "appos" and token.head.pos_ in {"NOUN", "PROPN"}:
            return token
        if token.pos_ in {"VERB", "AUX"} or token.head == token:
            return None
        token = token.head
    return None


def stands_close(apposition: Token) -> bool:
    """True for "the film Deep Water", without a comma between."""
    return bool(apposition.head.i < apposition.i and apposition.left_edge.i == apposition.head.i + 1)


def apposed(answer: Answer, want: Wanted, apposition: Token, speech: Speech) -> str | None:
    """ "Who was the first emperor" for a name set beside a description, or the other way round."""
    first = apposition.head
    frame = find_frame(first)
    past = frame is None or not any(tag in {"VBZ", "VBP"} for _, tag in frame.group)
    plural = is_plural(first)
    be = ("were" if plural else "was") if past else ("are" if plural else "is")
    without = {token.i for token in apposition.subtree}
    subject = speech.say(phrase(first, without=without))
    if want.kind in {"number", "amount"}:
        return None
    if want.noun == apposition:
        person = want.kind == "person" or first.ent_type_ == "PERSON"
        wh = want.words if want.words not in {"who", "what"} else "who" if person else "what"
        return f"{wh} {be} {subject}"
    hole = hole_of(answer, want)
    rest = speech.say(phrase(apposition, without=hole, keep={want.noun.i}))
    return f"{full_words(want, speech, answer)} {be} {subject} {rest}"
