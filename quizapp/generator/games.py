"""Matches and who plays them: "In the first game, Sweden faced South Korea"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizapp.generator.binding import clause_of, subject_of
from quizapp.generator.vocabulary import word_set

if TYPE_CHECKING:
    from spacy.tokens import Token

GAMES = word_set("game match final semifinal semi-final quarterfinal quarter-final fixture bout derby")
_PLAYED = word_set("beat defeat draw edge face fight host lose meet overcome play thrash")
_AGAINST = {"against", "with", "to", "between"}


def sides(game: Token) -> tuple[Token | None, Token | None]:
    """Who plays a match, as the clause tells that brings it in: "Sweden" and "Korea"."""
    return opponents(clause_of(game)) if game.dep_ in {"pobj", "npadvmod"} else (None, None)


def opponents(verb: Token) -> tuple[Token | None, Token | None]:
    """Who plays whom, of "faced" and its like: the subject and the name that it faces."""
    if verb.lemma_.lower() not in _PLAYED:
        return None, None
    first = subject_of(verb)
    second = next((c for c in verb.children if c.dep_ == "dobj" and c.pos_ == "PROPN"), None)
    if second is None:
        inner = (p for c in verb.children if c.lower_ in _AGAINST for p in c.children if p.dep_ == "pobj")
        second = next((p for p in inner if p.pos_ == "PROPN"), None)
    return first, second
