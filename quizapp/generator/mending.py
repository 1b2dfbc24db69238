"""What the parser regularly gets wrong, put right before anything is read off the parse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizapp.generator.lost_subjects import find_subjects
from quizapp.generator.torn_phrases import join_phrases
from quizapp.generator.vocabulary import CLAIMS, THINKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_LINKS = {"so", "then", "therefore", "thus"}
_SUBJECTS = {"nsubj", "nsubjpass", "expl"}
_MARKS = {";", ":", "-", "–", "—"}


def mend(doc: Doc) -> None:
    """Give verbs their subjects back, nouns their enumerations, and sentences that stand side by side their rank."""
    _date_years(doc)
    for sentence in list(doc.sents):
        find_subjects(sentence)
        join_phrases(sentence)
    for verb in doc:
        if verb.dep_ in {"ccomp", "parataxis"} and (_side_by_side(verb) or _behind_semicolon(verb)):
            verb.dep_ = "conj"


def _date_years(doc: Doc) -> None:
    """Tell the year of "in 987" from a number, which it looks like to the parser."""
    for year in doc:
        bare = year.dep_ == "pobj" and year.text.isdecimal() and 3 <= len(year.text) <= 4 and not list(year.children)
        if bare and year.ent_type_ in {"", "CARDINAL"} and year.head.lower_ in _SINCE and year.nbor(-1) == year.head:
            year.ent_type_ = "DATE"


_SINCE = {"in", "since", "until"}


def _side_by_side(verb: Token) -> bool:
    """True for the first clause of "It opened in 1891; trams followed in 1902."

    The parser takes it for what the second says, as in "It opened in 1891, she said."
    """
    if verb.i > verb.head.i:
        return False
    end = max(token.i for token in verb.subtree) + 1
    own, other = _subject(verb), _subject(verb.head)
    if own is None or other is None or not end <= other.i < verb.head.i or any(c.dep_ == "mark" for c in verb.children):
        return False
    between = {token.lower_ for token in verb.doc[end : other.left_edge.i]}
    if between & _MARKS or between & _LINKS:
        return True
    return "," in between and '"' not in between and verb.head.lemma_.lower() not in CLAIMS | THINKING


def _behind_semicolon(verb: Token) -> bool:
    """True for the second clause where the parser takes that one for what the first says."""
    own = _subject(verb)
    marked = any(child.dep_ == "mark" for child in verb.children)
    return own is not None and verb.head.i < own.i < verb.i and not marked and _starts_behind(verb, ";")


def _starts_behind(verb: Token, mark: str) -> bool:
    first = next(t for t in verb.subtree if not t.is_punct and not t.is_space)
    return first.i > verb.sent.start and first.nbor(-1).text == mark


def _subject(verb: Token) -> Token | None:
    return next((child for child in verb.children if child.dep_ in _SUBJECTS), None)
