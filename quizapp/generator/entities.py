"""The people, organisations and places that an article names, each with its short forms, role and gender."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Literal

from quizapp.article import Span
from quizapp.generator.given_names import gender_of, is_given_name
from quizapp.generator.name_kinds import Kind, kind_of_name
from quizapp.generator.name_words import CALENDAR, TYPE_NOUNS
from quizapp.generator.roles import RANKS, ROLE_WORDS, TITLES, described, role_beside, role_text
from quizapp.generator.vocabulary import word_set

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Words

    from quizapp.generator.sentences import Sentence

_NO_NAMES = {"DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY", "NORP", "LANGUAGE"}
# The lower-case words that a name may hold.
_AFTER_COMMA = {"inc", "ltd", "llc", "jr", "sr", "d.c"}
_LINKS = word_set(
    "of the and for de la van von der den du da di del dos bin ibn al el y e on to with le les 's a an in at"
)


@dataclass(frozen=True, slots=True)
class Entity:
    """Someone or something named: ``name`` in full as printed, ``aliases`` the other forms, ``role`` as told."""

    name: str
    kind: Kind
    aliases: tuple[str, ...] = ()
    role: str | None = None
    gender: Literal["m", "f"] | None = None
    plural: bool = False


@dataclass(frozen=True, slots=True)
class Name:
    """One place where a name stands; ``text`` as printed."""

    sentence: Sentence
    tokens: Words
    text: str
    label: str


def names_in(sentences: Iterable[Sentence], printed: str | None = None) -> Iterator[Name]:
    """Every name in the sentences: the parser's, cut to what a name can be, and runs of capitals that it left out.

    ``printed`` is the article's text, for names as printed there.
    """
    for sentence in sentences:
        taken: set[int] = set()
        for words in sentence.tokens.ents:
            if words.label_ in _NO_NAMES:
                continue
            label = words.label_
            for name in _cut(words):
                taken.update(range(name.start, name.end))
                yield Name(sentence, name, as_printed(sentence, name, printed), label)
                label = ""
        run: list[Token] = []
        for token in [*sentence.tokens, None]:
            if token is not None and _runs_on(token, run, taken):
                run.append(token)
                continue
            if run:
                for name in _cut(run[0].doc[run[0].i : run[-1].i + 1]):
                    yield Name(sentence, name, as_printed(sentence, name, printed), "")
            run = []


def as_printed(sentence: Sentence, words: Words, printed: str | None) -> str:
    """The words with the article's own marks, on one line."""
    if printed is None:
        return " ".join(str(words.text).split())
    span: Span = sentence.span_of(words[0], words[-1])
    return " ".join(span.of(printed).split())


def _runs_on(token: Token, run: list[Token], taken: set[int]) -> bool:
    # The parser takes an unknown name for a number or a date now and then.
    word = token.text.isalpha() and not token.like_num and token.lower_ not in CALENDAR and len(token.text) > 1
    if token.i in taken or (
        token.ent_type_ in _NO_NAMES and not (word and token.ent_type_ in {"CARDINAL", "QUANTITY"})
    ):
        return False
    if token.text == "-" and run and not run[-1].whitespace_ and not token.whitespace_:
        return True
    glued = bool(run) and run[-1].text == "-"
    return (token.pos_ == "PROPN" or glued) and token.text[:1].isupper() and "/" not in token.text


def _cut(words: Words) -> list[Words]:
    """What of ``words`` is a name: no title, role or verb in it; often one, two where a verb joins two names."""
    doc = words.doc
    pieces: list[tuple[int, int]] = []
    start = words.start
    for i in range(words.start, words.end):
        token = doc[i]
        glued = i > start and doc[i - 1].text in {"-", "'"} and not doc[i - 1].whitespace_  # "Kim Jong-un"
        odd = token.text[:1].islower() and token.lower_ not in _LINKS and token.text.isalpha() and not glued
        if (
            odd
            or (token.text in {",", ";"} and doc[i + 1].lower_.strip(".") not in _AFTER_COMMA)
            or _parts(token, start)
        ):
            pieces.append((start, i))
            start = i + 1
    pieces.append((start, words.end))
    found = []
    for begin, end in pieces:
        piece = _trimmed(doc, begin, end)
        if piece is not None:
            found.append(piece)
    return found


def _parts(token: Token, start: int) -> bool:
    """True where two names were read as one: "Roe for Radio News", "Morehead University in Kentucky"."""
    lower = token.lower_
    if token.i == start or not token.text.islower():
        return False
    if lower in {"in", "at"}:
        return token.doc[start].lower_ != "university"
    if lower == "the":
        return token.doc[token.i - 1].text[:1].isupper()
    return lower in {"for", "on", "to", "with"} and is_given_name(token.doc[start].text) and token.i - start > 1


def _trimmed(doc: Doc, start: int, end: int) -> Words | None:

    while start < end and (
        doc[start].lower_.strip(".") in TITLES
        or doc[start].pos_ in {"DET", "PUNCT", "ADP", "PRON", "CCONJ", "AUX"}
        or doc[start].lower_ in ROLE_WORDS
        or doc[start].lower_ in {"the", "a", "an"}
        or doc[start].is_space
    ):
        start += 1
    while end > start and (
        doc[end - 1].is_space
        or doc[end - 1].lower_ in {"'s", "'", "and", "of", "the", "for", "on", "to", "with", "a", "an"}
        or doc[end - 1].pos_ in {"PUNCT", "ADP"}
        or (doc[end - 1].pos_ == "VERB" and doc[end - 1].text.islower())
    ):
        end -= 1
    if start >= end:
        return None
    found: Words = doc[start:end]
    if any(t.text in {'"', "(", "/"} for t in found) or not (
        found[0].text[:1].isupper() or found[-1].text[:1].isupper()
    ):
        return None
    words = [t.lower_.strip(".") for t in found]
    if words[0] in CALENDAR and all(word in CALENDAR or word.isdigit() for word in words):
        return None
    if words[-1] in ROLE_WORDS | TITLES or (len(words) <= 2 and all(word in RANKS for word in words)):
        return None  # "Prime Minister", "Lead Producer"
    following = doc[end].lower_ if end < found.sent.end else ""
    if following in ROLE_WORDS and words[0] in RANKS:
        return None  # "Shadow Home" of "Shadow Home Secretary"
    return found


def cluster(
    names: Iterable[Name], common: frozenset[str] = frozenset(), printed: str | None = None, place: str | None = None
) -> tuple[list[Entity], dict[tuple[int, int], Entity]]:
    """The entities, and which one each name is, by (sentence index, first token); unclear names are left out.

    ``common`` are the words that the article prints in lower case, ``printed`` its text; ``place``
    is the dateline's.
    """
    found = [name for name in names if not _is_word(name, common)]
    uses: dict[str, list[Name]] = defaultdict(list)
    for name in found:
        uses[_key(name.text)].append(name)
    texts = {key: _usual(names) for key, names in uses.items()}
    kinds: dict[str, Kind] = {
        key: kind_of_name(texts[key], [(name.tokens, name.label) for name in names], common)
        for key, names in uses.items()
    }
    if place is not None and _key(place) in kinds:
        kinds[_key(place)] = "place"
    for key, names in uses.items():  # "Liang" alone is a person: so is "Liang Wenfeng"
        alone = {key.split()[0], key.split()[-1]} - {key}
        if kinds[key] == "other" and any(kinds.get(part) == "person" for part in alone):
            kinds[key] = "person" if any(name.label == "PERSON" for name in names) else "other"
    full = {key: key for key in texts}
    unclear = _shortened(texts, kinds, full)
    full.update(_acronyms(found, texts, kinds))
    entities: dict[str, Entity] = {}
    for key, text in texts.items():
        if full[key] == key and key not in unclear:
            others = (texts[other] for other, owner in full.items() if owner == key and other != key)
            gender = _gender(text) if kinds[key] == "person" else None
            entities[key] = Entity(text, kinds[key], tuple(dict.fromkeys(others)), gender=gender)
    return _with_roles(found, full, entities, printed)


def _with_roles(
    found: list[Name], full: dict[str, str], entities: dict[str, Entity], printed: str | None
) -> tuple[list[Entity], dict[tuple[int, int], Entity]]:
    roles: dict[str, str] = {}
    for name in found:
        owner = full[_key(name.text)]
        kind = entities[owner].kind if owner in entities else "other"
        if kind in {"person", "organisation"} and owner not in roles:
            words = role_beside(name.tokens) if kind == "person" else described(name.tokens, TYPE_NOUNS)
            role = role_text(as_printed(name.sentence, words, printed)) if words is not None else None
            if role:
                roles[owner] = role
    entities = {key: replace(entity, role=roles.get(key)) for key, entity in entities.items()}
    places = {
        (name.sentence.index, name.tokens.start): entities[full[_key(name.text)]]
        for name in found
        if full[_key(name.text)] in entities
    }
    return list(entities.values()), places


def _is_word(name: Name, common: frozenset[str]) -> bool:
    """True for a common word with the capital of a sentence's start or a heading, read as a name."""
    return (
        len(name.tokens) == 1
        and name.text.lower() in common
        and not name.text.isupper()
        and name.tokens.start == name.sentence.tokens.start
    )


def _usual(names: list[Name]) -> str:
    """The form as first printed, without a possessive ending."""
    text = re.sub(r"['’]s?$", "", names[0].text)
    return text or names[0].text


def _key(text: str) -> str:
    plain = " ".join(text.replace("’", "'").lower().split())
    return re.sub(r"'s?$", "", plain).removeprefix("the ")


def _shortened(texts: dict[str, str], kinds: dict[str, Kind], full: dict[str, str]) -> set[str]:
    """Point the short forms of people's names to the full one; returned are those that fit several people."""
    owners: dict[str, list[str]] = defaultdict(list)
    for key in texts:
        parts = key.split()
        if kinds[key] == "person" and len(parts) > 1:
            for short in {parts[0], *(" ".join(parts[at:]) for at in range(1, len(parts)))}:
                owners[short].append(key)
    unclear: set[str] = set()
    for key in texts:
        fitting = [owner for owner in owners.get(key, []) if owner != key]
        if not fitting and len(key) > 5 and " " not in key and kinds[key] != "place":
            fitting = _misspelled(key, owners)
        if len(fitting) == 1:
            full[key] = fitting[0]
        elif fitting:
            unclear.add(key)
    for key in texts:  # "Wal" -> "Vander Wal" -> "Thomas Vander Wal"
        while full[full[key]] != full[key]:
            full[key] = full[full[key]]
    return unclear


def _misspelled(key: str, owners: dict[str, list[str]]) -> list[str]:
    """The one person whose surname differs by a letter or two: "Bauchtman" after "Buchtmann"."""
    near = {
        owner
        for short, people in owners.items()
        if len(short) > 5
        and short[0] == key[0]
        and (SequenceMatcher(None, short, key).ratio() >= 0.85 or sorted(short) == sorted(key))
        for owner in people
        if owner.split()[-1] == short
    }
    return list(near) if len(near) == 1 else []


def _gender(name: str) -> Literal["m", "f"] | None:
    first = next((word for word in name.split() if len(word.strip(".")) > 1), name)
    return gender_of(first) if len(name.split()) > 1 else None


def _acronyms(names: list[Name], texts: dict[str, str], kinds: dict[str, Kind]) -> dict[str, str]:
    """Short forms printed in brackets after the full one: "National Arab Orchestra (NAO)"."""
    owners: dict[str, str] = {}
    for name in names:
        doc, end = name.tokens.doc, name.tokens.end
        if end + 2 < len(doc) and doc[end].text == "(" and doc[end + 2].text == ")" and doc[end + 1].text.isupper():
            key, short = _key(name.text), _key(doc[end + 1].text)
            initials = "".join(word[0] for word in re.findall(r"[A-Za-z]+", name.text) if word[0].isupper()).lower()
            if short in texts and short != key and initials == short:
                owners[short] = key
                if kinds[key] in {"other", "person"}:
                    kinds[key] = kinds[short]
    return owners
