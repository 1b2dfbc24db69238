"""What the parser regularly gets wrong, put right before anything is read off the parse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizapp.generator.vocabulary import CLAIMS, THINKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_LINKS = {"so", "then", "therefore", "thus"}
_SUBJECTS = {"nsubj", "nsubjpass", "expl"}


def mend(doc: Doc) -> None:
    """Join clauses that stand side by side: "It opened in 1891; trams followed in 1902."

    The parser takes the first for what the second says, as in "It opened in 1891, she said."
    """
    for verb in doc:
        if verb.dep_ == "ccomp" and verb.i < verb.head.i and _side_by_side(verb):
            verb.dep_ = "conj"


def _side_by_side(verb: Token) -> bool:
    end = max(token.i for token in verb.subtree) + 1
    own, other = _subject(verb), _subject(verb.head)
    if own is None or other is None or not end <= other.i < verb.head.i or any(c.dep_ == "mark" for c in verb.children):
        return False
    between = {token.lower_ for token in verb.doc[end : other.left_edge.i]}
    if ";" in between or between & _LINKS:
        return True
    return "," in between and '"' not in between and verb.head.lemma_.lower() not in CLAIMS | THINKING


def _subject(verb: Token) -> Token | None:
    return next((child for child in verb.children if child.dep_ in _SUBJECTS), None)
