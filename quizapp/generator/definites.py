"""What "the bridge" is: the one name of its kind in the article, or the one phrase that brought it in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from quizapp.generator.phrases import noun_phrase
from quizapp.generator.vocabulary import THINGS

if TYPE_CHECKING:
    from spacy.tokens import Span as Words
    from spacy.tokens import Token

    from quizapp.article import Span
    from quizapp.generator.mentions import Entity, Mentions
    from quizapp.generator.sentences import Parsed, Sentence

LONGEST = 9
"""Words of a phrase that may stand for "the X" in a question."""

OPENING = 2
"""The last paragraph, counted from 0, in which an article may bring its subject in for a second time."""

_TELLING = {"prep", "relcl", "acl", "poss", "nmod", "amod", "compound"}


@dataclass(frozen=True, slots=True)
class Introduction:
    """What brought a noun in: a named thing, or the words that describe it. ``at`` is where, to be compared."""

    at: tuple[int, int]
    entity: Entity | None = None
    words: Words | None = None


@dataclass(frozen=True, slots=True)
class Definites:
    """The introduction of each noun that has exactly one, by the noun in small letters."""

    _known: Mapping[str, Introduction] = field(default_factory=dict)
    _order: Mapping[int, int] = field(default_factory=dict)

    def introduction(self, head: Token) -> Introduction | None:
        """What "the X" with this head stands for; None when nothing or more than one thing was brought in before it."""
        found = self._known.get(head.lower_)
        if found is None or (self._order.get(id(head.doc), -1), head.i) <= found.at:
            return None
        return found


def find_definites(parsed: Parsed, mentions: Mentions, speech: Sequence[Span]) -> Definites:
    """The nouns of an article that one name or one description stands for, wherever the article says "the" of them."""
    order: dict[int, int] = {}
    named: dict[str, dict[str, Introduction]] = defaultdict(dict)
    described: dict[str, list[Introduction]] = defaultdict(list)
    rivals: set[str] = set()
    for sentence in parsed.sentences:
        if sentence.kind != "prose":
            continue
        order.setdefault(id(sentence.tokens.doc), len(order))
        number = order[id(sentence.tokens.doc)]
        for token in sentence.tokens:
            entity = mentions.entity_of(token) if token.pos_ == "PROPN" else None
            if entity is not None and entity.kind != "person":
                for noun in _nouns_of(token, entity):
                    named[noun].setdefault(entity.name, Introduction((number, token.i), entity))
            elif token.tag_ == "NN" and _described(token, sentence, mentions, speech):
                phrase = noun_phrase(token)
                if _tells(token, phrase):
                    described[token.lower_].append(Introduction((number, token.i), None, phrase))
                elif phrase[0].lower_ in {"a", "an", "another"} and not _generic(token):
                    rivals.add(token.lower_)
    known = {noun: next(iter(found.values())) for noun, found in named.items() if len(found) == 1}
    for noun, phrases in described.items():
        if noun not in named and (one := _only(phrases)) is not None:
            known[noun] = one
    return Definites({noun: one for noun, one in known.items() if noun in THINGS and noun not in rivals}, order)


def _only(phrases: list[Introduction]) -> Introduction | None:
    """The one introduction; of several in the article's first paragraphs, which say the same thing anew, the fullest."""
    texts = {introduced.words.text.lower() for introduced in phrases if introduced.words is not None}
    if len(texts) == 1:
        return phrases[0]
    if any(introduced.at[0] > OPENING for introduced in phrases):
        return None
    return max(phrases, key=lambda introduced: (len(introduced.words or ()), introduced.at))


def _nouns_of(token: Token, entity: Entity) -> set[str]:
    """The common nouns that say what a name is: its own last word, and the noun set beside it or in "a N called X"."""
    nouns = set()
    last = entity.name.split()[-1]
    if len(entity.name.split()) > 1 and token.text == last:
        nouns.add(last.lower())
    before = token.doc[token.left_edge.i : token.i]
    if (
        len(before)
        and before[-1].tag_ == "NN"
        and before[-1].text.islower()
        and before[-1].dep_ in {"compound", "nmod"}
    ):
        nouns.add(before[-1].text)
    head = token.head
    if token.dep_ == "appos" and head.tag_ == "NN":
        nouns.add(head.lower_)
    if token.dep_ == "oprd" and head.dep_ == "acl" and head.head.tag_ == "NN":
        nouns.add(head.head.lower_)
    for child in token.children:
        if child.dep_ == "appos" and child.tag_ == "NN" and any(c.lower_ in {"a", "an"} for c in child.children):
            nouns.add(child.lower_)
    return nouns


def _described(token: Token, sentence: Sentence, mentions: Mentions, speech: Sequence[Span]) -> bool:
    """True for a noun of things that may be spoken of again, outside speech."""
    if token.lower_ not in THINGS:
        return False
    if token.dep_ in {"compound", "nmod", "attr"} or mentions.entity_of(token) is not None:
        return False
    place = sentence.span_of(token, token)
    return not any(span.overlaps(place) for span in speech)


def _tells(head: Token, phrase: Words) -> bool:
    """True when a phrase tells its thing from all others: a name is part of what describes it."""
    if len(phrase) > LONGEST or phrase[0].lower_ not in {"a", "an", "the"} or phrase[-1].dep_ == "cc":
        return False
    if any(child.dep_ in {"conj", "cc"} for child in head.children):
        return False
    return any(
        child.dep_ in _TELLING
        and any(t.pos_ == "PROPN" and t.i in range(phrase.start, phrase.end) for t in child.subtree)
        for child in head.children
    )


def _generic(token: Token) -> bool:
    """True for "A bridge is ...": any of its kind."""
    return token.dep_ == "nsubj" and token.head.tag_ in {"VBZ", "VBP"}
