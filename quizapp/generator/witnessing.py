"""What a time or an event is said to have seen: "The season saw Oslo win the cup" tells that Oslo won it, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizapp.generator.parts import Part, Role
from quizapp.generator.phrases import is_time, noun_phrase
from quizapp.generator.vocabulary import word_set

if TYPE_CHECKING:
    from spacy.tokens import Token

_TIMES = word_set("century decade era month period season week year")
_EVENTS = word_set(
    """
    battle campaign concert contest expedition festival final flight game match meeting mission race reign session
    summit tour tournament trial trip visit voyage war
    """
)


def seen_by(verb: Token) -> Token | None:
    """The "saw" that a bare infinitive like "win" depends on; None where it was people who saw it."""
    saw = verb.head
    if verb.dep_ != "ccomp" or verb.tag_ != "VB" or saw.lemma_ != "see" or saw.tag_ != "VBD":
        return None
    plain = not any(child.dep_ in {"aux", "mark", "neg"} for child in (*verb.children, *saw.children))
    witness = _witness(saw)
    known = witness is not None and (is_time(witness) or witness.lemma_.lower() in _TIMES | _EVENTS)
    return saw if plain and known else None


def setting(saw: Token) -> tuple[Part, ...]:
    """When what was seen happened: "in 1970", "during the last flight"."""
    witness = _witness(saw)
    if witness is None:
        return ()
    if is_time(witness) or witness.lemma_.lower() in _TIMES:
        return (Part(Role.TIME, noun_phrase(witness), witness, lead="in"),)
    return (Part(Role.OBLIQUE, noun_phrase(witness), witness, lead="during"),)


def _witness(saw: Token) -> Token | None:
    return next((c for c in saw.children if c.dep_ == "nsubj" and c.i < saw.i and c.pos_ != "PRON"), None)
