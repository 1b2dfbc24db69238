"""What "the flood" takes up where only the noun tells: the one phrase before it with the same noun."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from quizapp.generator.name_words import ORGANISATION_NOUNS
from quizapp.generator.phrases import noun_phrase
from quizapp.generator.vocabulary import EMPTY_NOUNS, PLACE_NOUNS, THINGS, UNIQUE, VAGUE_NOUNS, word_set

if TYPE_CHECKING:
    from spacy.tokens import Span as Words
    from spacy.tokens import Token

    from quizapp.article import Span
    from quizapp.generator.entities import Entity
    from quizapp.generator.sentences import Parsed, Sentence

Place = tuple[int, int]
EntityOf = Callable[["Token"], "Entity | None"]

CLOSE = 1
"""Sentences from a phrase to "the X" for it to be meant although there were others of its kind before."""

NEAR, KNOWN = 2, 5
"""Paragraphs from where a thing was spoken of last to "the X", after which the noun may mean any of its kind: of one
that was told only once, and of one that was taken up since."""

SAME = frozenset({"same", "now", "latest"})
_POINTING = frozenset({"the", "this", "that", "these", "those"})
_ONE_NEW = frozenset({"a", "an", "another"})
_ANY = frozenset({"each", "every", "any", "no", "some", "all", "both", "either", "neither", "other", "many", "most",
                  "several", "few", "such", "more", "what", "which", "whose"})  # fmt: skip
_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_ANYWHERE = word_set(
    """
    afternoon arm beginning blood body brain century date day decade evening face foot hand head heart hour
    leg lung majority minute moment month morning nation night past percent period problem season spring summer week
    weekend winter year
    """
)
_SEVERAL = frozenset({"series", "set", "group", "pair"})
"""Of what comes in a series there is one series: "a series of talks between Oslo and Bergen"."""
_NOT_TAKEN_UP = _ANYWHERE | VAGUE_NOUNS | EMPTY_NOUNS | UNIQUE | PLACE_NOUNS


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase with a noun that "the X" may take up, or that tells of another thing so called.

    ``sentence`` counts from 0 through the article; ``said`` is what stands before the noun; ``new`` is True for "a
    flood", which is another than those before it; ``loose`` for "radio signals", which may be any; ``brings_in`` is
    False for what only shows that there is another: a name, or "the heavy probe", which may be one that has a name.
    """

    at: Place
    sentence: int
    words: Words
    said: frozenset[str] = frozenset()
    new: bool = False
    loose: bool = False
    brings_in: bool = True


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases of an article by their noun, in order; ``back`` are the places where it says "the X" and no more."""

    _by_noun: Mapping[str, Sequence[Phrase]] = field(default_factory=dict)
    _back: Mapping[str, Sequence[Place]] = field(default_factory=dict)
    _starts: Sequence[Place] = ()

    def speaks_of(self, noun: str) -> bool:
        """True when the article brings a thing in by this noun."""
        return bool(self._by_noun.get(noun))

    def brings_in(self, noun: str) -> bool:
        """True when the article brings in one without a name by this noun: "a brain"."""
        return any(one.new for one in self._by_noun.get(noun, ()))

    def others(self, noun: str, here: Place) -> bool:
        """True when something without a name was brought in by this noun before ``here``."""
        return any(one.brings_in and one.at < here for one in self._by_noun.get(noun, ()))

    def taken_up(self, noun: Token, here: Place) -> Phrase | None:
        """The phrase that "the X" at ``here`` takes up; None when it isn't certain."""
        said = frozenset(t.lower_ for t in noun.doc[noun.left_edge.i + 1 : noun.i]) - SAME
        this = noun.doc[noun.left_edge.i].lower_ in {"this", "these"}
        told = [one for one in self._by_noun.get(noun.lower_, ()) if one.at < here]
        before = [one for one in told if said <= one.said]
        things = _things(before)
        if not things or not all(one.brings_in for one in things[-1]):
            return None
        last, sentence = things[-1], bisect_right(self._starts, here) - 1
        away = sentence - last[-1].sentence
        if len(things) > 1:
            apart = last[0].new and sentence - things[-2][-1].sentence > CLOSE
            return last[0] if apart and away <= CLOSE and last[-1].at[0] == here[0] else None
        since = [at for at in self._back.get(noun.lower_, ()) if last[-1].at < at < here]
        if this and since:
            away = sentence - (bisect_right(self._starts, since[-1]) - 1)
        if this or last[0].loose:
            return last[0] if away <= CLOSE + last[0].loose else None
        near = here[0] - max([last[-1].at, *since])[0] <= (KNOWN if since else NEAR)
        return last[0] if near or noun.lower_ in THINGS | ORGANISATION_NOUNS else None


def _things(phrases: Sequence[Phrase]) -> list[list[Phrase]]:
    """The phrases by what they mean: those that repeat an earlier one stand with it."""
    groups: list[list[Phrase]] = []
    for one in phrases:
        content = _content(one)
        same = next((g for g in groups if not one.new and any(content <= _content(o) for o in g)), None)
        if same is None:
            groups.append([one])
        elif one.brings_in:
            same.append(one)
    return groups


def _content(phrase: Phrase) -> frozenset[str]:
    return frozenset(t.lemma_.lower() for t in phrase.words if t.pos_ in {"NOUN", "PROPN", "ADJ", "VERB", "NUM"})


def find_phrases(parsed: Parsed, entity_of: EntityOf, speech: Sequence[Span], order: Mapping[int, int]) -> Phrases:
    """The phrases outside ``speech`` with a common noun that an article may speak of again.

    ``order`` numbers the paragraphs.
    """
    found: dict[str, list[Phrase]] = defaultdict(list)
    back: dict[str, list[Place]] = defaultdict(list)
    starts: list[Place] = []
    for sentence in parsed.sentences:
        if sentence.kind not in {"prose", "list"}:
            continue
        paragraph = order[id(sentence.tokens.doc)]
        starts.append((paragraph, sentence.tokens.start))
        for token in sentence.tokens:
            if token.tag_ not in _NOUNS or _not_taken_up(token) or _spoken(token, sentence, speech):
                continue
            place = (paragraph, token.i)
            one = _phrase(token, place, len(starts) - 1, entity_of)
            if one is not None:
                found[token.lower_].append(one)
            elif _the(token):
                back[token.lower_].append(place)
    return Phrases(found, back, starts)


def _not_taken_up(token: Token) -> bool:
    if token.dep_ in {"compound", "nmod", "npadvmod", "amod"}:
        return True
    return token.lower_ in _NOT_TAKEN_UP or token.lemma_.lower() in _NOT_TAKEN_UP


def _spoken(token: Token, sentence: Sentence, speech: Sequence[Span]) -> bool:
    place = sentence.span_of(token, token)
    return any(span.overlaps(place) for span in speech)


def _generic(token: Token) -> bool:
    """True for both of "A bridge is a path that ...": any of its kind."""
    verb = token.head
    if verb.lemma_ != "be" or verb.tag_ not in {"VBZ", "VBP"} or token.dep_ not in {"nsubj", "attr"}:
        return False
    subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    return subject is not None and any(child.lower_ in _ONE_NEW for child in subject.children)


def _the(token: Token) -> bool:
    return any(child.dep_ == "det" and child.lower_ in {"the", "this", "these"} for child in token.children)


def _phrase(token: Token, place: Place, sentence: int, entity_of: EntityOf) -> Phrase | None:
    """The phrase of a noun, None where it brings in nothing and speaks of no other."""
    words = noun_phrase(token)
    said = frozenset(t.lower_ for t in token.doc[words.start : token.i] if t.dep_ not in {"det", "punct"})
    led = {child.lower_ for child in token.children if child.i < token.i and child.dep_ in {"det", "predet", "amod"}}
    other = Phrase(place, sentence, words, said, bool(led & _ONE_NEW), brings_in=False)
    if (
        token.tag_ in {"NNP", "NNPS"}
        or entity_of(token) is not None
        or (token.text[0].isupper() and not token.is_sent_start)
    ):
        return other
    if led & _ANY or _generic(token):
        return None
    before = [c for c in token.children if c.i < token.i and c.dep_ in {"amod", "compound", "nmod", "nummod"}]
    behind = [c for c in token.children if c.dep_ in {"prep", "relcl", "acl"} and c.i > token.i]
    owned = any(child.dep_ == "poss" for child in token.children)
    if led & (_POINTING - {"the"}) or ("the" in led and not (before or behind)):
        return None
    counted = bool(led & (_ONE_NEW | {"the"})) or owned or any(c.dep_ == "nummod" for c in before)
    counted = counted or (token.head.lower_ == "of" and token.head.head.lower_ in _SEVERAL)
    if not counted and (token.tag_ == "NN" or token.head.lower_ == "of"):
        return None  # "hemorrhagic plague", "the formation of mountains": any of the kind
    body = any(c.dep_ == "compound" for c in before) and token.lower_ in ORGANISATION_NOUNS  # "the city council"
    named = any(t.pos_ == "PROPN" for c in behind for t in c.subtree)
    named = named or any(c.ent_type_ == "NORP" or c.pos_ == "PROPN" for c in before)  # "the Martian surface"
    after = token.doc[words.end : words.end + 2]
    appos = len(after) > 1 and after[0].text in {",", "(", "–", "—"} and after[1].text[0].isupper()
    appos = appos or any(c.dep_ == "appos" and entity_of(c) is not None for c in token.children)
    either = any(child.lower_ in {"or", "nor"} for child in token.children)
    many = token.tag_ == "NN" and any(
        c.dep_ == "nummod" and c.lower_ not in {"1", "one"} for c in before
    )  # "two craft"
    beside = {child.dep_ for child in token.head.children}
    there = "expl" in beside or (token.i > token.head.i and not beside & {"nsubj", "csubj"})  # "Among them is a kiln"
    about = words[0].lower_ == "about" and token.head.lemma_ == "be"  # "The play is about four students"
    said_of = token.dep_ == "appos" or (token.dep_ == "attr" and not (there or about))
    if said_of or appos or either or many or "another" in led:
        return other
    if "the" in led and not (body or named):
        return other
    new = bool(led & _ONE_NEW) or (not led and not owned and token.tag_ == "NNS")
    return Phrase(place, sentence, words, said, new, loose=not counted)
