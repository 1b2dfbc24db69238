"""What an article brings in to speak of again: names with nouns that say what they are, and phrases that describe."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING

from quizapp.generator.deeds import deeds_told
from quizapp.generator.describing import called_so
from quizapp.generator.descriptions import (
    maker_of,
    named_in_quotes,
    named_so,
    own_noun,
    told_apart,
    types_told,
    words_told,
)
from quizapp.generator.games import GAMES, sides
from quizapp.generator.head_match import Phrases, find_phrases
from quizapp.generator.localities import nouns_known
from quizapp.generator.name_words import ORGANISATION_NOUNS
from quizapp.generator.phrases import noun_phrase
from quizapp.generator.roles import ROLE_WORDS
from quizapp.generator.vocabulary import AGENCIES, BROADER, EVENTS, THINGS

if TYPE_CHECKING:
    from spacy.tokens import Span as Words
    from spacy.tokens import Token

    from quizapp.article import Span
    from quizapp.generator.entities import Entity
    from quizapp.generator.sentences import Parsed, Sentence

Place = tuple[int, int]
"""The number of a paragraph and of a token in it: it grows through the article."""
EntityOf = Callable[["Token"], "Entity | None"]
ORGANISATIONS = ORGANISATION_NOUNS | {"organization", "administration", "center", "group"}
AGAIN = frozenset({"whole", "entire", "new", "current", "recent", "latest", "same", "now"})
"""What is said of a thing that was told of before, without telling which."""
_TELL_APART = frozenset(
    {"first", "second", "third", "fourth", "last", "next", "previous", "other", "only", "final", "opening", "main"}
)
_CITIES = frozenset({"city", "town", "village"})
STANDS_FOR = THINGS | ORGANISATIONS | ROLE_WORDS | BROADER.keys() | {"country", "nation"}


@dataclass(frozen=True, slots=True)
class Introduction:
    """What brought a noun in: a named thing, or the words that describe it. ``at`` is where, to be compared.

    ``of`` is the event that happened to the entity: "repair". ``tells`` is False for words that tell it from nothing.
    ``said`` are words that the article adds to the noun there: "space" of "the space agency NASA".
    ``against`` is the other side of a match, of which the entity is one.
    """

    at: Place
    entity: Entity | None = None
    words: Words | None = None
    of: str = ""
    tells: bool = True
    said: frozenset[str] = frozenset()
    against: Entity | None = None


@dataclass(frozen=True, slots=True)
class Introductions:
    """What an article brings in: by noun, what can be meant by it; by name, where it is used.

    ``events`` are what happened to the headline's subject, ``games`` the matches that are told of, in order;
    ``order`` numbers the paragraphs; ``untyped`` are uses of organisations of which no noun says what they are;
    ``phrases`` are those that bring a common noun in, for "the X" that nothing but its noun tells; ``deeds`` are
    what verbs told of, by the noun that can take it up: "launch"; ``places`` and ``organisations`` are those it names.
    """

    told: Mapping[str, Sequence[Introduction]] = field(default_factory=dict)
    events: Mapping[str, Introduction] = field(default_factory=dict)
    games: Sequence[tuple[Place, Introduction | None]] = ()
    uses: Mapping[str, Sequence[Place]] = field(default_factory=dict)
    order: Mapping[int, int] = field(default_factory=dict)
    untyped: Sequence[tuple[Place, str]] = ()
    headline: frozenset[str] = frozenset()
    phrases: Phrases = field(default_factory=Phrases)
    places: Mapping[str, Entity] = field(default_factory=dict)
    organisations: Mapping[str, Entity] = field(default_factory=dict)
    deeds: Mapping[str, Sequence[Introduction]] = field(default_factory=dict)


def find_introductions(parsed: Parsed, entity_of: EntityOf, speech: Sequence[Span]) -> Introductions:
    """What an article brings in by a name or a description, outside ``speech`` for descriptions."""
    order: dict[int, int] = {}
    told: dict[str, list[Introduction]] = defaultdict(list)
    uses: dict[str, list[Place]] = defaultdict(list)
    typed: set[str] = set()
    organisations: list[tuple[Place, str]] = []
    games: list[tuple[Place, Introduction | None]] = []
    deeds: dict[str, list[Introduction]] = defaultdict(list)
    places: dict[str, Entity] = {}
    bodies: dict[str, Entity] = {}
    for sentence in parsed.sentences:
        if sentence.kind not in {"prose", "list"}:
            continue
        number = order.setdefault(id(sentence.tokens.doc), len(order))
        for token in sentence.tokens:
            place = (number, token.i)
            entity = entity_of(token) if token.text[:1].isupper() else None
            if entity is not None:
                if token.dep_ != "compound" or token.head.pos_ != "PROPN" or entity_of(token.head) != entity:
                    uses[entity.name].append(place)
                alike = _is_likened(token)
                if entity.kind == "place" and not alike:
                    places[entity.name] = entity
                nouns = set(_nouns(token, entity, parsed)) if not alike else set()
                said = words_told(token, entity) if nouns else frozenset()
                for noun in nouns:
                    told[noun].append(Introduction(place, entity, said=said))
                if nouns:
                    typed.add(entity.name)
                if entity.kind == "organisation":
                    organisations.append((place, entity.name))
                    bodies[entity.name] = entity
                if (subject := named_so(token)) is not None:
                    one = Introduction((number, subject.i), entity)
                    told[subject.lower_] = [*(t for t in told[subject.lower_] if t.at != one.at), one]
            elif token.lower_ in GAMES and token.tag_ == "NN" and points_back(token) is None:
                games.append((place, _game(token, place, entity_of)))
            elif (maker := _maker(token, entity_of)) is not None:
                for noun, of in _forms(token):
                    told[noun].append(Introduction(place, maker, of=of))
            elif _may_return(token, sentence, entity_of, speech):
                for noun, one in _described(token, place, entity_of):
                    told[noun].append(one)
            elif token.pos_ == "VERB":
                for noun, owner in deeds_told(token):
                    deeds[noun].append(Introduction(place, entity_of(owner), of=noun))
    for noun in _CITIES & told.keys():  # the dateline has named it
        named = (one for one in told[noun] if one.entity is not None and one.entity.name == parsed.place)
        told[noun] = [*(replace(one, at=(-1, 0)) for one in islice(named, 1)), *told[noun]]
    untyped = [(place, name) for place, name in organisations if name not in typed]
    title = frozenset((parsed.article.title or "").lower().replace("\u2019", "'").replace("'s", "").split())
    phrases = find_phrases(parsed, entity_of, speech, order)
    return Introductions(
        told, _events(parsed, told), games, uses, order, untyped, title, phrases, places, bodies, deeds
    )


def _is_likened(name: Token) -> bool:
    """True for "Earth" of "an Earth-like planet"."""
    after = name.doc[name.i + 1 : name.i + 3]
    tight = len(after) > 1 and after[0].text == "-" and not name.whitespace_ and not after[0].whitespace_
    return tight and after[1].text.islower()


def _maker(token: Token, entity_of: EntityOf) -> Entity | None:
    """The organisation or person that issued what a noun brings in."""
    maker = maker_of(token)
    entity = entity_of(maker) if maker is not None else None
    return entity if entity is not None and entity.kind in {"organisation", "person"} else None


def _forms(token: Token) -> Iterator[tuple[str, str]]:
    """The nouns that take a thing up, each with what it is then called: "forms" and "document" of "questionnaires"."""
    one = token.lemma_.lower()
    for noun in (one, *(wide for wide, narrow in BROADER.items() if one in narrow)):
        yield noun, one
        if token.tag_ == "NNS":
            yield f"{noun}s", f"{one}s"


def _game(token: Token, place: Place, entity_of: EntityOf) -> Introduction | None:
    """The match that a noun brings in, None when it isn't told who plays."""
    first, second = sides(token)
    one = entity_of(first) if first is not None else None
    other = entity_of(second) if second is not None else None
    if one is None or other is None or one == other:
        return None
    return Introduction(place, one, noun_phrase(token), of=token.lower_, against=other)


def _described(token: Token, place: Place, entity_of: EntityOf) -> Iterator[tuple[str, Introduction]]:
    """What a common noun brings in, under each noun that can take it up."""
    phrase = noun_phrase(token)
    name = called_so(token)
    if name is not None and any(entity_of(t) is not None for t in name[1]):
        return  # "a larger asteroid called Didymos" is Didymos
    wider = (token.lower_, *(wide for wide, narrow in BROADER.items() if token.lower_ in narrow))
    said = frozenset(t.lower_ for t in phrase if t.i < token.i)
    if (title := named_in_quotes(token)) is not None:
        for noun in wider:
            yield noun, Introduction(place, None, title, said=said)
        return
    if any(child.dep_ == "nummod" for child in token.children):
        yield token.lower_, Introduction(place, None, phrase, tells=False, said=said)
    elif (telling := told_apart(token, phrase)) is not None:
        for noun in wider:
            yield noun, Introduction(place, None, telling, said=said)
    elif phrase[0].lower_ in {"a", "an", "another"} and not _generic(token):
        yield token.lower_, Introduction(place, None, phrase, tells=False, said=said)


def points_back(head: Token) -> frozenset[str] | None:
    """The words between "the" and a noun that points at something told before, None for a noun that doesn't point.

    "the bridge" has none of them, "the American space agency" two; "the bridge of Ferrin" and "the first bridge" tell
    themselves which they are.
    """
    subject = head.pos_ == "ADJ" and head.dep_ in {"nsubj", "nsubjpass"}  # a noun that the parser doesn't know
    if not (head.pos_ == "NOUN" or subject) or head.dep_ in {"compound", "nmod"}:
        return None
    if any(_tells_which(child, head) for child in head.children):
        return None
    before = [child for child in head.children if child.i < head.i and child.dep_ != "punct"]
    if not before or before[0].lower_ not in {"the", "this", "these"} or before[0].dep_ != "det":
        return None
    words = head.doc[before[0].i + 1 : head.i]
    if any(t.ent_type_ == "ORDINAL" or t.lower_ in _TELL_APART for t in words):
        return None
    plain = all(t.head == head and t.dep_ in {"amod", "compound"} and t.tag_ in {"JJ", "NN", "VBG"} for t in words)
    return frozenset(t.lower_ for t in words) - AGAIN if plain else None


def _tells_which(child: Token, head: Token) -> bool:
    """True for what tells one thing from others, not for ", which ..." and "including ..."."""
    if child.dep_ not in {"relcl", "acl", "prep", "appos"}:
        return False
    comment = child.dep_ == "relcl" and head.doc[head.i + 1].text == ","
    return not (comment or child.lower_ in _ADDS)


_ADDS = frozenset({"after", "before", "despite", "during", "including", "like", "since", "until"})


def _nouns(token: Token, entity: Entity, parsed: Parsed) -> Iterator[str]:
    """The nouns that can stand for a name, those with a wider meaning included."""
    own = {noun for noun in types_told(token, entity) if noun in STANDS_FOR}
    noun = own_noun(entity.name) if entity.kind != "person" else None
    if noun is not None and (noun not in STANDS_FOR or " of " in entity.name):
        own.add(noun)
    if entity.name in AGENCIES:
        own |= {"agency"}
    if entity.kind == "place" and entity.name == parsed.place and entity.name in (parsed.article.title or ""):
        own |= _CITIES
    if entity.kind == "place" and entity.name.split()[0] in {"Kingdom", "Republic"}:
        own |= {"country", "nation"}
    if entity.kind == "place":
        own |= nouns_known(entity.name)
    yield from own
    for wide, narrow in BROADER.items():
        if own & narrow:
            yield wide


def _events(parsed: Parsed, told: Mapping[str, Sequence[Introduction]]) -> dict[str, Introduction]:
    """What happened to the first thing that the headline names: "the repair" is the repair of that."""
    title = parsed.article.title or ""
    places = {
        one.entity.name: (title.find(one.entity.name), one)
        for noun, found in told.items()
        for one in found
        if noun in THINGS and one.entity is not None and one.entity.kind != "person" and one.entity.name in title
    }
    if not places:
        return {}
    _, first = min(places.values(), key=lambda place: place[0])
    words = set(title.lower().replace("-", " ").split())
    return {noun: replace(first, of=noun) for noun in EVENTS & words if noun not in told}


def _may_return(token: Token, sentence: Sentence, entity_of: EntityOf, speech: Sequence[Span]) -> bool:
    """True for a noun of things that may be spoken of again, outside speech."""
    if token.tag_ not in {"NN", "NNS"} or token.lower_ not in STANDS_FOR | _PLURALS:
        return False
    if token.dep_ in {"compound", "nmod", "attr"} or entity_of(token) is not None:
        return False
    if token.dep_ == "appos" and entity_of(token.head) is not None:
        return False  # "Larkfell, a startup," is one thing
    if token.dep_ == "pobj" and token.head.lower_ == "as":
        return False  # "It began as a student group"
    place = sentence.span_of(token, token)
    return not any(span.overlaps(place) for span in speech)


_PLURALS = frozenset({"researchers", "scientists", "engineers", "students", "volunteers", "players", "officials"})


def _generic(token: Token) -> bool:
    """True for "A bridge is ...": any of its kind."""
    return token.dep_ == "nsubj" and token.head.tag_ in {"VBZ", "VBP"}
