"""What "the bridge" is: the one name of its kind in the article, or the one phrase that brought it in."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from quizapp.generator.descriptions import own_noun, told_apart
from quizapp.generator.games import GAMES
from quizapp.generator.introductions import (
    ORGANISATIONS,
    STANDS_FOR,
    Introduction,
    Introductions,
    Place,
    points_back,
)
from quizapp.generator.localities import COUNTRIES, LOCALITIES, OFTEN, company, locality
from quizapp.generator.vocabulary import AGENCIES

if TYPE_CHECKING:
    from spacy.tokens import Token

    from quizapp.generator.entities import Entity

MOSTLY = 0.8
"""The share of the uses of all things of a kind that one must have for "the agency" to be that one."""

OPENING = 2
"""The last paragraph, counted from 0, in which an article may bring its subject in for a second time."""


_PAIR = ("one", "other")
_COMPANIES = {"company", "corporation", "firm"}
_STUDIES = ("study", "survey", "poll")
_MOST_OF = 0.5
"""The share that is enough for what the headline calls by that noun."""


@dataclass(frozen=True, slots=True)
class Definites:
    """What each noun can stand for, in the order in which the article brings it in."""

    _in: Introductions = field(default_factory=Introductions)

    def introduction(self, head: Token, seen_from: Token | None = None) -> Introduction | None:
        """What "the X" with this head stands for; None when nothing or more than one thing was brought in before it.

        ``seen_from`` is a pronoun that takes the noun up: it knows what was told since.
        """
        said = points_back(head)
        if said is None:
            return None
        here = self._place(seen_from if seen_from is not None else head)
        found = self._told(head, said, here)
        if found is None and not said:
            found = self.locality(head.lower_, here) or self._company(head.lower_, here)
        named = [one for one in self._told_so(head.lower_, here) if one.entity is not None]
        if found is not None or named:
            return found
        phrase = self._in.phrases.taken_up(head, self._place(head)) if head.lower_ not in GAMES else None
        if phrase is None:
            return self.deed(head) if not said else None
        any_of_them = phrase.loose and head.doc[head.left_edge.i].lower_ == "the"
        telling = None if any_of_them else told_apart(phrase.words.root, phrase.words)
        return Introduction(phrase.at, None, telling or phrase.words, tells=telling is not None)

    def locality(self, noun: str, here: Place, *, least: int = 1) -> Introduction | None:
        """The place that "the city" at ``here`` is, where the article keeps coming back to one, ``least`` times."""
        told = self._in.told.get(noun, ())
        new = any(one.entity is None and (here[0] - 1, 0) <= one.at < here for one in told)
        if noun not in LOCALITIES or new or self._in.phrases.others(noun, here):
            return None
        name = locality(noun, here, self._in.uses, self._in.places, self._times)
        if name is None or len(self._in.uses[name]) < least:
            return None
        return Introduction((0, 0), self._in.places[name])

    def _company(self, noun: str, here: Place) -> Introduction | None:
        """The organisation that "the company" is, where the article speaks of one again and again, and of it last."""
        told = any(one.at < here for one in self._in.told.get(noun, ()))
        if noun not in _COMPANIES or told or self._in.phrases.others(noun, here):
            return None
        name = company(here, self._in.untyped, self._in.uses)
        return Introduction((0, 0), self._in.organisations[name]) if name is not None else None

    def deed(self, noun: Token) -> Introduction | None:
        """What a verb told of before and the noun takes up, where it is the only such deed: the impact of a probe."""
        here = self._place(noun)
        told = [one for one in self._in.deeds.get(noun.lower_, ()) if one.at < here]
        known = {one.entity.name if one.entity is not None else "" for one in told}
        alone = len(known) == 1 and "" not in known and not self._in.phrases.speaks_of(noun.lower_)
        return told[0] if alone else None

    def pair(self, noun: Token) -> tuple[Entity, Entity] | None:
        """The two names that "the two asteroids" and "both asteroids" stand for: the only two, or those told just now.

        None when another of the kind was told of since.
        """
        here = self._place(noun)
        told = [one for one in self._in.told.get(noun.lemma_.lower(), ()) if one.at < here]
        named: dict[str, Entity] = {}
        for one in told:
            if one.entity is not None:
                named.setdefault(one.entity.name, one.entity)
            elif len(named) >= len(_PAIR) and one.words is not None and one.words[0].lower_ not in _PAIR:
                return None
        near = (here[0] - 1, 0)
        if is_organisation(noun) and any(near <= at < here and name not in named for at, name in self._in.untyped):
            return None
        if len(named) > len(_PAIR):
            named = {name: one for name, one in named.items() if self._times(name, (here[0], 0), here)}
        if len(named) != len(_PAIR):
            return None
        first, second = named.values()
        return first, second

    def _told(self, head: Token, said: frozenset[str], here: Place) -> Introduction | None:
        """What a noun that names or descriptions tell of stands for."""
        if head.lower_ in GAMES:
            return self._game(here) if not said else None
        told = self._told_so(head.lower_, here)
        if said and head.lower_ in COUNTRIES:
            said = frozenset(c.lower_ for c in head.children if c.lower_ in said and c.text.islower())
        if head.lower_ in COUNTRIES:
            if any(one.entity is None and one.at >= (here[0] - 1, 0) for one in told):
                return None
            told = [one for one in told if one.entity is not None]
        if said:
            words = {one.entity.name: _said_of(one.entity, told) for one in told if one.entity is not None}
            fit = [one for one in told if said <= (words[one.entity.name] if one.entity is not None else one.said)]
            told = fit or (told if self._only_one_told_of(told, head, here) else [])
        if not told:
            event = self._in.events.get(head.lower_)
            return event if event is not None and event.at < here and not said else None
        named: dict[str, Introduction] = {}
        for one in told:
            if one.entity is not None:
                named.setdefault(one.entity.name, one)
        found = self._foremost(head.lower_, named, here) if named else _only(told)
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
        sure = told_by_name or agency or not is_organisation(head)
        if found.entity is not None and not sure and self._doubtful(found.entity, here):
            return None
        return found

    def _told_so(self, noun: str, here: Place) -> list[Introduction]:
        """What was told of by a noun before ``here``.

        A name that only holds the noun must have been used just before, and nothing else told of by the noun.
        """
        told = [one for one in self._in.told.get(noun, ()) if one.at < here]
        if noun in STANDS_FOR:
            return told
        start, others = (here[0] - 1, 0), self._in.phrases.others(noun, here)
        return [
            one
            for one in told
            if one.entity is None
            or own_noun(one.entity.name) != noun
            or (self._times(one.entity.name, start, here) and not others)
        ]

    def _only_one_told_of(self, told: Sequence[Introduction], head: Token, here: Place) -> bool:
        """True for "the experimental helicopter" just behind the name of the only one: what it adds is news of that."""
        names = {one.entity.name if one.entity is not None else "" for one in told}
        plain = all(t.tag_ == "JJ" and t.text.islower() for t in head.lefts if t.dep_ not in {"det", "punct"})
        return plain and len(names) == 1 and bool(self._times(names.pop(), (here[0], 0), here))

    def country(self, here: Token) -> Introduction | None:
        """Whose "the government" is: the country that the article comes back to, or that of the headline.

        The latter only where the paragraph has named no other before.
        """
        place = self._place(here)
        if (often := self.locality("country", place, least=OFTEN)) is not None:
            return often
        told = {one.entity.name: one for one in self._in.told.get("country", ()) if one.entity is not None}
        named = [name for name in told if self._times(name, (place[0], 0), place)]
        if len(named) != 1 or not {word.lower() for word in named[0].split()} & self._in.headline:
            return None
        return told[named[0]]

    def study(self) -> Introduction | None:
        """The study that the article tells by a name: "Pew's study"; None when it tells of none or of several so."""
        told = sorted((one for noun in _STUDIES for one in self._in.told.get(noun, ()) if one.tells), key=_at)
        named = {frozenset(_names(one)): one for one in reversed(told) if _names(one)}
        return next(iter(named.values())) if len(named) == 1 else None

    def name_given(self, noun: Token) -> Entity | None:
        """What "The instrument" is called by its own clause: "The instrument is called ROLSES"."""
        here = self._place(noun)
        named = (one.entity for one in self._in.told.get(noun.lower_, ()) if one.at == here)
        return next(named, None) if noun.tag_ == "NN" else None

    def tells_of(self, noun: str) -> bool:
        """True when the article brings in something of that kind: "moon" in one on "Saturn's moon Titan"."""
        return bool(self._in.told.get(noun)) or self._in.phrases.brings_in(noun)

    def introduced(self, noun: Token) -> Place | None:
        """Where a noun was brought in, for the noun that does so itself."""
        here = self._place(noun)
        return here if any(one.at == here for one in self._in.told.get(noun.lower_, ())) else None

    def _game(self, here: Place) -> Introduction | None:
        """The match that was told of last, where it is known who played."""
        before = [game for at, game in self._in.games if at < here]
        return before[-1] if before else None

    def _place(self, token: Token) -> Place:
        return self._in.order.get(id(token.doc), -1), token.i

    def _times(self, name: str, start: Place, end: Place) -> int:
        uses = self._in.uses.get(name, ())
        return bisect_left(uses, end) - bisect_left(uses, start)

    def _foremost(self, noun: str, named: Mapping[str, Introduction], here: Place) -> Introduction | None:
        """The one name of a noun, the one that the article nearly always means by it, or the only one told just now."""
        close = {name for name in named if self._times(name, (here[0], 0), here)}
        before = {name for name in named if self._times(name, (here[0] - 1, 0), here)}
        if noun in COUNTRIES:
            return named[next(iter(before))] if len(before) == 1 else None
        if len(named) == 1:
            return next(iter(named.values()))
        uses = {name: len(self._in.uses.get(name, ())) for name in named}
        most = max(uses, key=lambda name: (uses[name], name))
        if noun in self._in.headline and uses[most] > _MOST_OF * sum(uses.values()):
            return named[most] if most == next(iter(named)) else None
        near = close or before
        if len(near) == 1:
            return named[near.pop()]
        last = max(near, key=lambda name: self._last(name, here), default=most)
        return named[most] if uses[most] >= MOSTLY * sum(uses.values()) and last == most else None

    def _last(self, name: str, here: Place) -> Place:
        return max((place for place in self._in.uses.get(name, ()) if place < here), default=(0, 0))

    def _doubtful(self, organisation: Entity, here: Place) -> bool:
        """True when the organisation was named long ago, or one whose kind isn't told was named since."""
        if organisation.kind != "organisation":
            return False
        start = (here[0] - 1, 0)
        near = self._times(organisation.name, start, here)
        first = self._in.uses.get(organisation.name, ((0, 0),))[0] <= min(
            (u[0] for u in self._in.uses.values() if u), default=(0, 0)
        )
        others = any(start <= place < here and name != organisation.name for place, name in self._in.untyped)
        return others or not (near or first)


def _at(one: Introduction) -> Place:
    return one.at


def _names(one: Introduction) -> set[str]:
    """The words of names in what brought a thing in."""
    if one.entity is not None:
        return {*one.entity.name.split()}
    return {token.text for token in one.words or () if token.pos_ == "PROPN"}


def is_organisation(noun: Token) -> bool:
    """True for a noun that stands for organisations: "company", "companies"."""
    return noun.lemma_.lower() in ORGANISATIONS or noun.lower_ in ORGANISATIONS


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
    if other.entity is not None and str(one.words).endswith(f" {other.entity.name}"):
        return True  # "Saturn's moon Titan"
    names = {token.text for token in one.words if token.pos_ == "PROPN"}
    known = other.entity.name.split() if other.entity is not None else [t.text for t in other.words or ()]
    return names <= set(known)


def _said_of(entity: Entity, told: Sequence[Introduction]) -> frozenset[str]:
    """All that the article says beside a name of what it is."""
    return frozenset(word for one in told if one.entity == entity for word in one.said)
