"""Who is meant: names, short names, pronouns and "the company", each resolved only when it is certain."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from quizapp.generator.entities import Entity, cluster
from quizapp.generator.name_spans import names_in
from quizapp.generator.name_words import ORGANISATION_WORDS, PERSON_NOUNS
from quizapp.generator.quote_marks import quoted
from quizapp.generator.roles import ROLE_WORDS

if TYPE_CHECKING:
    from spacy.tokens import Token

    from quizapp.generator.sentences import Parsed, Sentence

__all__ = ["Entity", "Mentions", "find_mentions"]

_PERSONAL = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
_GENDERED = {"girl": "f", "woman": "f", "mother": "f", "daughter": "f", "wife": "f", "sister": "f",
             "boy": "m", "man": "m", "father": "m", "son": "m", "husband": "m", "brother": "m"}  # fmt: skip
_OTHER = {"it", "its", "itself", "they", "them", "their", "theirs", "themselves"}
_TYPES = {
    "company": {"company", "startup", "firm", "corporation", "inc", "corp", "ltd", "maker", "manufacturer"},
    "firm": {"company", "startup", "firm", "corporation", "inc", "corp", "ltd"},
    "startup": {"startup"}, "fund": {"fund"},
    "agency": {"agency", "administration"}, "bank": {"bank"}, "university": {"university"}, "orchestra": {"orchestra"},
    "organization": {"organization", "organisation", "orchestra", "foundation", "association", "society", "federation"},
    "organisation": {"organization", "organisation", "foundation", "association", "society", "federation"},
    "foundation": {"foundation"}, "institute": {"institute"}, "council": {"council"}, "museum": {"museum"},
    "center": {"center"},
    "newspaper": {"newspaper", "times", "post"}, "ministry": {"ministry"}, "department": {"department"},
    "union": {"union"},
}  # fmt: skip


@dataclass(frozen=True)
class Mentions:
    """Which entity each word stands for, looked up by token."""

    entities: tuple[Entity, ...]
    _known: dict[tuple[int, int], Entity] = field(repr=False, default_factory=dict)
    _open: frozenset[tuple[int, int]] = field(repr=False, default=frozenset())

    def entity_of(self, token: Token) -> Entity | None:
        """Whom a name, pronoun or head of "the company" means; None when it is no mention or not certain."""
        return self._known.get((id(token.doc), token.i))

    def is_unresolved(self, token: Token) -> bool:
        """True for a pronoun or "the company" that means someone the article named, but it isn't certain whom."""
        return (id(token.doc), token.i) in self._open


def find_mentions(parsed: Parsed) -> Mentions:
    """The mentions of an article. Within quotation marks names alone are resolved: "he" there is the speaker's."""
    sentences = [sentence for sentence in parsed.sentences if sentence.kind in {"prose", "list", "caption"}]
    printed = parsed.article.text
    names = list(names_in(sentences, printed))
    common = frozenset(t.text for s in sentences for t in s.tokens if t.text.islower() and t.pos_ != "PROPN")
    entities, places = cluster(names, common, printed, parsed.place)
    known: dict[tuple[int, int], Entity] = {}
    for name in names:
        entity = places.get((name.sentence.index, name.tokens.start))
        if entity is not None:
            for token in name.tokens:
                known[(id(token.doc), token.i)] = entity
    # The parser may read a surname as something else: "Catalan said" after "Jorge Catalan".
    short = _surnames(entities)
    marks = quoted(parsed.article.text)
    unresolved: set[tuple[int, int]] = set()
    history: list[tuple[Sentence, list[tuple[Token, Entity]]]] = []
    told: list[Entity] = []
    waiting = iter(marks)
    span = next(waiting, None)
    for sentence in sentences:
        here: list[tuple[Token, Entity]] = []
        for token in sentence.tokens:
            key = (id(token.doc), token.i)
            at = sentence.offset + token.idx
            while span is not None and span.end <= at:
                span = next(waiting, None)
            speech = span is not None and span.start <= at
            if (
                key not in known
                and token.text in short
                and token.text[:1].isupper()
                and token.pos_ in {"PROPN", "ADJ", "NOUN"}
            ):
                known[key] = short[token.text]
            if key not in known and _needs(token):
                found = None if speech else _referent(token, sentence, here, history, told)
                if found is None:
                    unresolved.add(key)
                else:
                    known[key] = found
            entity = known.get(key)
            if entity is not None and not speech:
                here.append((token, entity))
                if entity not in told:
                    told.append(entity)
        history = [*history[-2:], (sentence, here)]
    return Mentions(tuple(entities), known, frozenset(unresolved))


def _surnames(entities: list[Entity]) -> dict[str, Entity]:
    """The family names that only one person has."""
    people = [entity for entity in entities if entity.kind == "person" and " " in entity.name]
    # "Li" is a family name in "Robin Li" and in "Li Qiang".
    names = Counter(word for entity in people for word in {entity.name.split()[0], entity.name.split()[-1]})
    return {entity.name.split()[-1]: entity for entity in people if names[entity.name.split()[-1]] == 1}


def _needs(token: Token) -> bool:
    lower = token.lower_
    if lower in _PERSONAL or lower in _OTHER:
        return True
    return lower in _TYPES and token.pos_ == "NOUN" and _definite(token)


def _definite(token: Token) -> bool:
    before = [child for child in token.children if child.i < token.i]
    return (
        len(before) == 1
        and before[0].lower_ in {"the", "this"}
        and not any(c.dep_ in {"relcl", "acl", "prep", "appos"} for c in token.children)
    )


def _referent(
    token: Token,
    sentence: Sentence,
    here: list[tuple[Token, Entity]],
    history: list[tuple[Sentence, list[tuple[Token, Entity]]]],
    told: list[Entity],
) -> Entity | None:
    lower = token.lower_
    if lower in _PERSONAL:
        return _person(token, sentence, here, history)
    if lower in _TYPES:
        return _by_type(lower, told, here, history)
    if lower in {"it", "its"}:
        return _thing(token, sentence, here, history)
    return None


def _person(
    pronoun: Token,
    sentence: Sentence,
    here: list[tuple[Token, Entity]],
    history: list[tuple[Sentence, list[tuple[Token, Entity]]]],
) -> Entity | None:
    """The only person it can be, among those of this sentence and the nearest earlier one that names any."""
    gender = _PERSONAL[pronoun.lower_]
    for told, spoken in ((sentence, here), *reversed(history)):
        if _unnamed(told, pronoun):
            return None
        people = [
            (token, entity)
            for token, entity in spoken
            if entity.kind == "person" and entity.gender in {None, gender} and not entity.plural
        ]
        if not people:
            if any(token.dep_ == "nsubj" and _may_be_person(entity) for token, entity in spoken):
                return None
            continue
        different = {entity.name for _, entity in people}
        if len(different) == 1:
            entity = people[0][1]
            return entity if len(entity.name.split()) > 1 or entity.gender or people[0][0].dep_ == "nsubj" else None
        known = {entity.name: entity for _, entity in people if entity.gender == gender}
        subjects = {
            entity.name
            for token, entity in people
            if token.dep_ == "nsubj" and token.head.dep_ in {"ROOT", "conj", "ccomp"}
        }
        return next(iter(known.values())) if len(known) == 1 and subjects == set(known) else None
    return None


def _unnamed(sentence: Sentence, pronoun: Token) -> bool:
    """True when someone without a name whom the pronoun can mean stands before it."""
    for token in sentence.tokens:
        if token.doc is pronoun.doc and token.i >= pronoun.i:
            return False
        if _GENDERED.get(token.lower_) == _PERSONAL[pronoun.lower_] and token.dep_ not in {"attr", "appos"}:
            return True
        if token.dep_ not in {"nsubj", "nsubjpass"}:
            continue
        if token.tag_ == "NN" and (token.lower_ in PERSON_NOUNS or token.lower_ in ROLE_WORDS):
            named = any(child.dep_ in {"appos", "compound"} and child.pos_ == "PROPN" for child in token.children)
            told = any(child.pos_ == "PROPN" for child in token.head.children if child.dep_ == "attr")
            if not (named or told or token.head.lemma_ == "be"):
                return True
    return False


def _may_be_person(entity: Entity) -> bool:
    return entity.kind == "other" and entity.name.isalpha() and not entity.name.isupper()


def _by_type(
    noun: str,
    told: list[Entity],
    here: list[tuple[Token, Entity]],
    history: list[tuple[Sentence, list[tuple[Token, Entity]]]],
) -> Entity | None:
    """The only organisation told to be of the noun's type, when none near could be of that type as well."""
    wanted = _TYPES[noun]
    fitting = [entity for entity in told if wanted & _types(entity)]
    if len(fitting) != 1 or fitting[0].kind != "organisation":
        return None
    near = [entity for mentions in (here, *(m for _, m in history)) for _, entity in mentions]
    rivals = {e.name for e in near if e != fitting[0] and e.kind == "organisation" and not _types(e)}
    # What is known by its type but was named long ago is not what "the agency" means now.
    recent = fitting[0] in near or fitting[0] in told[:1]
    return fitting[0] if recent and not rivals else None


def _types(entity: Entity) -> set[str]:
    """The words that say what kind of organisation it is."""
    words = {word.strip(".,").lower() for word in entity.name.split()[-1:]} | {
        word.strip(".,").lower() for word in entity.name.split() if " of " in entity.name
    }
    return (words & ORGANISATION_WORDS) | set((entity.role or "").lower().split()[-1:])


def _thing(
    token: Token,
    sentence: Sentence,
    here: list[tuple[Token, Entity]],
    history: list[tuple[Sentence, list[tuple[Token, Entity]]]],
) -> Entity | None:
    """The organisation that is subject before "its", or of the sentence before one that starts with "It"."""
    if token.lower_ == "its":
        before = [
            t
            for t in token.doc[sentence.tokens.start : token.i]
            if t.dep_ in {"nsubj", "nsubjpass"} and t.head.is_ancestor(token)
        ]
        entity = next((entity for t, entity in here if before and t == before[-1]), None)
        rivals = {e.name for _, e in here if e.kind != "person"} - {entity.name if entity else ""}
        return entity if entity is not None and entity.kind == "organisation" and not rivals else None
    if (
        token.dep_ != "nsubj"
        or token.i != sentence.tokens.start
        or not history
        or token.head.lemma_ in {"be", "seem", "take", "appear"}
    ):
        return None
    earlier, mentioned = history[-1]
    if earlier.paragraph != sentence.paragraph:
        return None
    things = {entity.name: entity for _, entity in mentioned if entity.kind != "person"}
    subjects = [entity for t, entity in mentioned if t.dep_ in {"nsubj", "nsubjpass"} and t.head.dep_ == "ROOT"]
    return (
        subjects[0]
        if len(subjects) == 1 and subjects[0].kind == "organisation" and set(things) == {subjects[0].name}
        else None
    )
