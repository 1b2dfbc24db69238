"""What "the bridge" is: the one name of its kind in the article, or the one phrase that brought it in."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from quizapp.generator.descriptions import told_apart, types_told
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

MOSTLY = 0.8
"""The share of the uses of all things of a kind that one must have for "the agency" to be that one."""

OPENING = 2
"""The last paragraph, counted from 0, in which an article may bring its subject in for a second time."""

Place = tuple[int, int]
"""The number of a paragraph and of a token in it: it grows through the article."""
EntityOf = Callable[["Token"], "Entity | None"]
_ORGANISATIONS = ORGANISATION_NOUNS | {"organization", "administration", "center", "group"}
_STANDS_FOR = THINGS | _ORGANISATIONS | ROLE_WORDS | BROADER.keys()


@dataclass(frozen=True, slots=True)
class Introduction:
    """What brought a noun in: a named thing, or the words that describe it. ``at`` is where, to be compared.

    ``of`` is the event that happened to the entity: "repair". ``tells`` is False for words that tell it from nothing.
    """

    at: Place
    entity: Entity | None = None
    words: Words | None = None
    of: str = ""
    tells: bool = True


@dataclass(frozen=True, slots=True)
class Definites:
    """What each noun can stand for, in the order in which the article brings it in."""

    _told: Mapping[str, Sequence[Introduction]] = field(default_factory=dict)
    _events: Mapping[str, Introduction] = field(default_factory=dict)
    _uses: Mapping[str, Sequence[Place]] = field(default_factory=dict)
    _order: Mapping[int, int] = field(default_factory=dict)
    _untyped: Sequence[tuple[Place, str]] = ()

    def introduction(self, head: Token) -> Introduction | None:
        """What "the X" with this head stands for; None when nothing or more than one thing was brought in before it."""
        here = self._place(head)
        told = [one for one in self._told.get(head.lower_, ()) if one.at < here]
        if not told:
            event = self._events.get(head.lower_)
            return event if event is not None and event.at < here else None
        named: dict[str, Introduction] = {}
        for one in told:
            if one.entity is not None:
                named.setdefault(one.entity.name, one)
        found = self._foremost(named, here) if named else _only(told)
        if found is None or not found.tells:
            return None
        others = [one for one in told if one.entity is None and one is not found and not _same_name(one, found)]
        if found.entity is not None and any(one.tells or one.at[0] > OPENING for one in others):
            return None
        # "A study found ... Pew's study" is one; "a study ... a study of Norwick's" are two.
        new = found.words is not None and found.words[0].lower_ in {"a", "an", "another"}
        if found.entity is None and any(not one.tells and (new or one.at[0] > OPENING) for one in others):
            return None
        told_by_name = found.entity is not None and head.lower_ in found.entity.name.lower().split()
        agency = found.entity is not None and head.lower_ == "agency" and found.entity.name in AGENCIES
        if found.entity is not None and not (told_by_name or agency) and self._doubtful(found.entity, here):
            return None
        return found

    def introduced(self, noun: Token) -> Place | None:
        """Where a noun was brought in, for the noun that does so itself."""
        here = self._place(noun)
        return here if any(one.at == here for one in self._told.get(noun.lower_, ())) else None

    def _place(self, token: Token) -> Place:
        return self._order.get(id(token.doc), -1), token.i

    def _times(self, name: str, start: Place, end: Place) -> int:
        uses = self._uses.get(name, ())
        return bisect_left(uses, end) - bisect_left(uses, start)

    def _foremost(self, named: Mapping[str, Introduction], here: Place) -> Introduction | None:
        """The one name of a noun, the one that the article nearly always means by it, or the only one told just now."""
        if len(named) == 1:
            return next(iter(named.values()))
        uses = {name: len(self._uses.get(name, ())) for name in named}
        most = max(uses, key=lambda name: (uses[name], name))
        close = {name for name in named if self._times(name, (here[0], 0), here)}
        near = close or {name for name in named if self._times(name, (here[0] - 1, 0), here)}
        if len(near) == 1:
            return named[near.pop()]
        return named[most] if uses[most] >= MOSTLY * sum(uses.values()) and near <= {most} else None

    def _doubtful(self, organisation: Entity, here: Place) -> bool:
        """True when the organisation was named long ago, or one whose kind isn't told was named since."""
        if organisation.kind != "organisation":
            return False
        start = (here[0] - 1, 0)
        near = self._times(organisation.name, start, here)
        first = self._uses.get(organisation.name, ((0, 0),))[0] <= min(
            (u[0] for u in self._uses.values() if u), default=(0, 0)
        )
        others = any(start <= place < here and name != organisation.name for place, name in self._untyped)
        return others or not (near or first)


def is_bare(token: Token) -> bool:
    """True for a noun that only "the" or "this" goes with: it points at something told before."""
    subject = token.pos_ == "ADJ" and token.dep_ in {"nsubj", "nsubjpass"}  # a noun that the parser doesn't know
    if not (token.pos_ == "NOUN" or subject) or token.dep_ in {"compound", "nmod"}:
        return False
    before = [child for child in token.children if child.i < token.i and child.dep_ != "punct"]
    return (
        len(before) == 1
        and before[0].lower_ in {"the", "this"}
        and before[0].i == token.i - 1
        and not any(c.dep_ in {"relcl", "acl", "prep", "appos"} for c in token.children)
    )


def is_organisation(noun: Token) -> bool:
    """True for a noun that stands for organisations: "company"."""
    return noun.lower_ in _ORGANISATIONS


def find_definites(parsed: Parsed, entity_of: EntityOf, speech: Sequence[Span]) -> Definites:
    """The nouns of an article that one name or one description stands for, wherever the article says "the" of them."""
    order: dict[int, int] = {}
    told: dict[str, list[Introduction]] = defaultdict(list)
    uses: dict[str, list[Place]] = defaultdict(list)
    typed: set[str] = set()
    organisations: list[tuple[Place, str]] = []
    for sentence in parsed.sentences:
        if sentence.kind not in {"prose", "list"}:
            continue
        number = order.setdefault(id(sentence.tokens.doc), len(order))
        for token in sentence.tokens:
            place = (number, token.i)
            entity = entity_of(token) if token.pos_ == "PROPN" else None
            if entity is not None:
                if token.dep_ != "compound" or token.head.pos_ != "PROPN" or entity_of(token.head) != entity:
                    uses[entity.name].append(place)
                nouns = set(_nouns(token, entity, parsed))
                for noun in nouns:
                    told[noun].append(Introduction(place, entity))
                if nouns:
                    typed.add(entity.name)
                if entity.kind == "organisation":
                    organisations.append((place, entity.name))
            elif _may_return(token, sentence, entity_of, speech):
                phrase = noun_phrase(token)
                numbered = any(child.dep_ == "nummod" for child in token.children)
                if numbered:
                    told[token.lower_].append(Introduction(place, None, phrase, tells=False))
                elif (telling := told_apart(token, phrase)) is not None:
                    for noun in (token.lower_, *(wide for wide, narrow in BROADER.items() if token.lower_ in narrow)):
                        told[noun].append(Introduction(place, None, telling))
                elif phrase[0].lower_ in {"a", "an", "another"} and not _generic(token):
                    told[token.lower_].append(Introduction(place, None, phrase, tells=False))
    untyped = [(place, name) for place, name in organisations if name not in typed]
    return Definites(told, _events(parsed, told, uses), uses, order, untyped)


def _nouns(token: Token, entity: Entity, parsed: Parsed) -> Iterator[str]:
    """The nouns that can stand for a name, those with a wider meaning included."""
    own = {noun for noun in types_told(token, entity) if noun in _STANDS_FOR}
    if entity.name in AGENCIES:
        own |= {"agency"}
    if entity.kind == "place" and entity.name == parsed.place and entity.name in (parsed.article.title or ""):
        own |= {"city", "town", "village"}
    yield from own
    for wide, narrow in BROADER.items():
        if own & narrow:
            yield wide


def _events(
    parsed: Parsed, told: Mapping[str, Sequence[Introduction]], uses: Mapping[str, Sequence[Place]]
) -> dict[str, Introduction]:
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


def _only(phrases: Sequence[Introduction]) -> Introduction | None:
    """The one introduction, or several told apart by the same name; of those in the first paragraphs, the fullest."""
    telling = [one for one in phrases if one.tells and one.words is not None]
    if len({str(one.words).lower() for one in telling}) == 1:
        return telling[0]
    if telling and any(one.at[0] > OPENING for one in telling):
        names = [{t.text for t in one.words if t.pos_ == "PROPN"} for one in telling if one.words is not None]
        owned = all(len(one.words) <= len(names[0]) + 3 for one in telling if one.words is not None)
        return telling[0] if owned and all(name == names[0] for name in names) else None
    return max(telling, key=lambda one: (len(one.words or ()), one.at), default=None)


def _same_name(one: Introduction, other: Introduction) -> bool:
    """True when the names in the words of one introduction are those of the other."""
    if one.words is None or not one.tells:
        return False
    names = {token.text for token in one.words if token.pos_ == "PROPN"}
    known = other.entity.name.split() if other.entity is not None else [t.text for t in other.words or ()]
    return names <= set(known)


def _may_return(token: Token, sentence: Sentence, entity_of: EntityOf, speech: Sequence[Span]) -> bool:
    """True for a noun of things that may be spoken of again, outside speech."""
    if token.tag_ not in {"NN", "NNS"} or token.lower_ not in _STANDS_FOR | _PLURALS:
        return False
    if token.dep_ in {"compound", "nmod", "attr"} or entity_of(token) is not None:
        return False
    if token.dep_ == "appos" and entity_of(token.head) is not None:
        return False  # "Larkfell, a startup," is one thing
    place = sentence.span_of(token, token)
    return not any(span.overlaps(place) for span in speech)


_PLURALS = frozenset({"researchers", "scientists", "engineers", "students", "volunteers", "players", "officials"})


def _generic(token: Token) -> bool:
    """True for "A bridge is ...": any of its kind."""
    return token.dep_ == "nsubj" and token.head.tag_ in {"VBZ", "VBP"}
