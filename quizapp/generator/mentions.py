"""Who is meant: names, short names, pronouns and "the company", each resolved only when it is certain."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from quizapp.generator.agreement import needs
from quizapp.generator.antecedents import Antecedent, find_antecedents
from quizapp.generator.definites import Definites, is_organisation
from quizapp.generator.entities import Entity, cluster
from quizapp.generator.hanging import dangling
from quizapp.generator.introductions import Introduction, find_introductions, points_back
from quizapp.generator.name_spans import names_in
from quizapp.generator.nameless import named_later
from quizapp.generator.phrases import noun_phrase
from quizapp.generator.progress import Progress, part, tracked
from quizapp.generator.quote_marks import quoted

if TYPE_CHECKING:
    from spacy.tokens import Token

    from quizapp.generator.sentences import Parsed

__all__ = ["Entity", "Mentions", "find_mentions"]

LISTED, CLUSTERED, NAMED, INTRODUCED, RETURNED = 0.15, 0.4, 0.45, 0.6, 0.7
"""The shares of the work that are done when the names are listed, and clustered, each word's name is known, what nouns
introduce, and what "the company" returns to."""

Place = tuple[int, int]


@dataclass(frozen=True)
class Mentions:
    """Which entity each word stands for, looked up by token; and which words brought in what has no name."""

    entities: tuple[Entity, ...]
    definites: Definites = field(repr=False, default_factory=Definites)
    _known: dict[Place, Entity] = field(repr=False, default_factory=dict)
    _taken_up: dict[Place, Antecedent] = field(repr=False, default_factory=dict)
    _open: frozenset[Place] = field(repr=False, default=frozenset())

    def entity_of(self, token: Token) -> Entity | None:
        """Whom a name, pronoun or head of "the company" means; None when it is no mention or not certain."""
        return self._known.get((id(token.doc), token.i))

    def noun_of(self, pronoun: Token) -> Token | None:
        """The noun that a pronoun takes up, whether it names somebody or not; None when that isn't certain."""
        found = self._taken_up.get((id(pronoun.doc), pronoun.i))
        return None if found is None else found.noun

    def meant_by(self, token: Token) -> Introduction | None:
        """What a pronoun or the noun of "the X" stands for; None when it is not certain.

        The words of one that doesn't ``tells`` don't stand alone: "a flood", "the first team".
        """
        entity = self.entity_of(token)
        if entity is not None:
            return Introduction((0, 0), entity)
        taken_up = self._taken_up.get((id(token.doc), token.i))
        if taken_up is None:
            return self.definites.introduction(token)
        noun, bound = taken_up.noun, taken_up.bound
        if points_back(noun) is not None:
            found = self.definites.introduction(noun, seen_from=token)
            if found is not None and found.tells:
                return found
            return Introduction((0, noun.i), None, noun_phrase(noun), tells=False) if bound else None
        definite = any(c.dep_ == "det" and c.lower_ not in {"a", "an"} for c in noun.children)
        tells = not (definite and dangling(noun, self))
        return Introduction((0, noun.i), None, noun_phrase(noun), tells=tells) if tells or bound else None

    def is_unresolved(self, token: Token) -> bool:
        """True for a pronoun or "the company" that means someone the article named, but it isn't certain whom."""
        if needs(token) is not None:
            meant = self.meant_by(token)
            return meant is None or not meant.tells
        return (id(token.doc), token.i) in self._open


def find_mentions(parsed: Parsed, *, progress: Progress | None = None) -> Mentions:
    """The mentions of an article. Within quotation marks names alone are resolved: "he" there is the speaker's.

    ``progress`` is told, now and again, the share of the work that is done, up to 1.
    """
    sentences = [sentence for sentence in parsed.sentences if sentence.kind in {"prose", "list", "caption"}]
    printed = parsed.article.text
    names = list(names_in(tracked(sentences, part(progress, 0, LISTED)), printed))
    common = frozenset(t.text for s in sentences for t in s.tokens if t.text.islower() and t.pos_ != "PROPN")
    entities, places = cluster(names, common, printed, parsed.place)
    known: dict[Place, Entity] = {}
    for name in names:
        entity = places.get((name.sentence.index, name.tokens.start))
        if entity is not None:
            for token in name.tokens:
                known[(id(token.doc), token.i)] = entity
    # The parser may read a name as something else: "Catalan said" after "Jorge Catalan", "its helicopter Ingenuity".
    surnames = _surnames(entities)
    short = {one.name: one for one in entities if _is_own_word(one.name, common)} | surnames
    for sentence in tracked(sentences, part(progress, CLUSTERED, NAMED)):
        for token in sentence.tokens:
            capital = token.text[:1].isupper() and token.pos_ in {"PROPN", "ADJ", "NOUN"}
            surely = token.text in surnames or not token.is_sent_start or token.dep_ in {"nsubj", "nsubjpass"}
            if capital and token.text in short and surely:
                known.setdefault((id(token.doc), token.i), short[token.text])
            elif token.tag_ == "WP" and (named_so := _shortened_to(token.text, entities, printed)) is not None:
                known.setdefault((id(token.doc), token.i), named_so)
    speech = quoted(printed)
    named = Mentions(tuple(entities), _known=known)
    if (later := named_later(sentences, named.entity_of)) is not None:
        known[id(later[0].doc), later[0].i] = later[1]
    definites = Definites(find_introductions(parsed, named.entity_of, speech))
    unresolved: set[Place] = set()
    for sentence in tracked(sentences, part(progress, INTRODUCED, RETURNED)):
        for token in sentence.tokens:
            if points_back(token) is not None:
                found = definites.introduction(token)
                if found is not None and found.entity is not None and not found.of:
                    known.setdefault((id(token.doc), token.i), found.entity)
                elif (found is None or not found.tells) and is_organisation(token):
                    unresolved.add((id(token.doc), token.i))
    taken_up = find_antecedents(tracked(sentences, part(progress, RETURNED, 1)), _Meanings(named, definites), speech)
    for place, one in taken_up.items():
        entity = None if one.together else named.entity_of(one.noun) or definites.name_given(one.noun)
        if entity is not None:
            known[place] = entity
    return Mentions(tuple(entities), definites, known, taken_up, frozenset(unresolved))


@dataclass(frozen=True, slots=True)
class _Meanings:
    """What nouns mean before any pronoun is resolved."""

    named: Mentions
    definites: Definites

    def entity_of(self, token: Token) -> Entity | None:
        return self.named.entity_of(token) or self.definites.name_given(token)

    def identity(self, token: Token) -> Hashable | None:
        entity = self.entity_of(token)
        if entity is not None:
            return entity.name
        found = self.definites.introduction(token)
        return self.definites.introduced(token) if found is None else found.at


def _is_own_word(name: str, common: frozenset[str]) -> bool:
    """True for a single word that is only ever a name: "Ingenuity", which the article prints in no other way."""
    return name.isalpha() and name.istitle() and len(name) > 3 and name.lower() not in common


def _surnames(entities: list[Entity]) -> dict[str, Entity]:
    """The family names that only one person has."""
    people = [entity for entity in entities if entity.kind == "person" and " " in entity.name]
    # "Li" is a family name in "Robin Li" and in "Li Qiang".
    names = Counter(word for entity in people for word in {entity.name.split()[0], entity.name.split()[-1]})
    return {entity.name.split()[-1]: entity for entity in people if names[entity.name.split()[-1]] == 1}


def _shortened_to(initials: str, entities: list[Entity], printed: str) -> Entity | None:
    """The entity of "World Health Organisation (WHO)" for "WHO", which parsers take for the pronoun."""
    if not initials.isupper():
        return None
    return next((e for e in entities if re.search(rf"{re.escape(e.name)}\s*\({initials}\)", printed)), None)
