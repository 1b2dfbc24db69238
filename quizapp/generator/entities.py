"""The people, organisations and places that an article names, each with its short forms, role and gender."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Literal

from quizapp.generator.given_names import gender_of, is_given_name
from quizapp.generator.name_kinds import Kind, kind_of_name
from quizapp.generator.name_spans import Name, as_printed
from quizapp.generator.name_words import INSTITUTIONS, TYPE_NOUNS
from quizapp.generator.roles import described, role_beside, role_text
from quizapp.generator.vocabulary import SMALL_IN_NAMES

_IN_BRACKETS = re.compile(r" ?\(([A-Z][A-Za-z&.-]*[A-Z][a-z]?)\)")
_INITIALS = re.compile(r"[A-Z]{3,}")
_NICKNAME = re.compile(r"\b([A-ZÀ-Þ][\w’'-]+) [\"“‘']([A-ZÀ-Þ]\w+)[\"”’'] ([A-ZÀ-Þ][\w’'-]+)")


@dataclass(frozen=True, slots=True)
class Entity:
    """Someone or something named: ``name`` in full as printed, ``aliases`` the other forms, ``role`` as told."""

    name: str
    kind: Kind
    aliases: tuple[str, ...] = ()
    role: str | None = None
    gender: Literal["m", "f"] | None = None
    plural: bool = False


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
    nicknames = _nicknamed(printed, texts, kinds)
    full = {key: key for key in texts}
    unclear = _shortened(texts, kinds, full)
    full.update(nicknames)
    full.update(_acronyms(found, printed or "", texts, kinds))
    full.update(_initials(texts, kinds, full))
    full.update(_institutions(texts, kinds, full))
    full.update(_halves(texts, full))
    full.update(_last_words(texts, kinds, full))
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
        if kind in {"person", "organisation"} and owner not in roles and name.sentence.kind != "caption":
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
        usual = [owner for owner in fitting if is_given_name(owner.split()[0])]
        if len(fitting) > 1 and len(usual) == 1 and " " in key:  # "Tweet Vander Wal" was no name
            fitting = usual
        if len(fitting) == 1:
            full[key] = fitting[0]
        elif fitting:
            unclear.add(key)
    for key in texts:  # "Wal" -> "Vander Wal" -> "Thomas Vander Wal"
        while full[full[key]] != full[key]:
            full[key] = full[full[key]]
    return unclear


def _nicknamed(printed: str | None, texts: dict[str, str], kinds: dict[str, Kind]) -> dict[str, str]:
    """Give a person the name as printed with the nickname in it, "Natalia “Nat” Roe"; returned is whose each is."""
    owners: dict[str, str] = {}
    for match in _NICKNAME.finditer(printed or ""):
        first, nickname, last = match.groups()
        key = _key(f"{first} {last}")
        if {key, _key(last)} & texts.keys():
            texts[key], kinds[key] = match.group(), "person"
            if _key(nickname) in texts:
                owners[_key(nickname)] = key
    return owners


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


def _acronyms(names: list[Name], printed: str, texts: dict[str, str], kinds: dict[str, Kind]) -> dict[str, str]:
    """Short forms printed in brackets after the full one: "National Arab Orchestra (NAO)"."""
    owners: dict[str, str] = {}
    for name in names:
        end = name.sentence.span_of(name.tokens[0], name.tokens[-1]).end
        match = _IN_BRACKETS.match(printed, end)
        if match is not None:
            key, short = _key(name.text), _key(match.group(1))
            initials = "".join(word[0] for word in re.findall(r"[A-Za-z]+", name.text) if word[0].isupper())
            told = "".join(letter for letter in match.group(1) if letter.isupper())  # "Efficient Core (HyTEC)"
            if short in texts and short != key and initials == told:
                owners[short] = key
                if kinds[key] in {"other", "person"}:
                    kinds[key] = kinds[short]
    return owners


def _initials(texts: dict[str, str], kinds: dict[str, Kind], full: dict[str, str]) -> dict[str, str]:
    """Initials and the one name of the article that they are short for: "JPL", "Jet Propulsion Laboratory"."""
    owners: dict[str, set[str]] = defaultdict(set)
    for key, text in texts.items():
        words = [word for word in text.split() if word.lower() not in SMALL_IN_NAMES]
        if kinds[key] in {"organisation", "other"} and len(words) > 2 and all(word[0].isupper() for word in words):
            owners["".join(word[0] for word in words)].add(full[key])
    return {
        key: next(iter(owners[text]))
        for key, text in texts.items()
        if _INITIALS.fullmatch(text) and full[key] == key and kinds[key] != "person" and len(owners[text]) == 1
    }


def _institutions(texts: dict[str, str], kinds: dict[str, Kind], full: dict[str, str]) -> dict[str, str]:
    """ "Glenn" and "NASA Glenn" with the one institution that they are short for: "Glenn Research Center"."""
    owners: dict[str, set[str]] = defaultdict(set)
    for key in texts:
        words = key.split()
        if len(words) > 2 and words[-1] in INSTITUTIONS and kinds[key] in {"organisation", "place"}:
            owners[words[0]].add(full[key])
    taken = {word for key in texts if kinds[key] == "person" and " " in key for word in key.split()}
    found = {}
    for key, text in texts.items():
        words = key.split()
        whose = len(words) == 2 and text.split()[0].isupper()
        known = kinds[key] != "place" and words[-1] not in taken
        if full[key] == key and (len(words) == 1 or whose) and known and len(owners[words[-1]]) == 1:
            found[key] = next(iter(owners[words[-1]]))
    return found


def _last_words(texts: dict[str, str], kinds: dict[str, Kind], full: dict[str, str]) -> dict[str, str]:
    """ "Hopper" with the one thing that it is short for: "Moon Hopper"."""
    owners: dict[str, set[str]] = defaultdict(set)
    for key, text in texts.items():
        if len(words := text.split()) == 2 and kinds[key] == "other" and all(word.istitle() for word in words):
            owners[key.split()[-1]].add(full[key])
    alone = (key for key, text in texts.items() if text.istitle() and kinds[key] == "other" and full[key] == key)
    return {key: next(iter(owners[key])) for key in alone if len(owners[key]) == 1}


def _halves(texts: dict[str, str], full: dict[str, str]) -> dict[str, str]:
    """ "The North" and "the South" with the countries that they are, where the article names both halves of one."""
    found: dict[str, str] = {}
    for one, other in (("north", "south"), ("east", "west")):
        both = [key for key in texts if key.startswith(f"{one} ") and f"{other} {key.partition(' ')[2]}" in texts]
        if len(both) == 1:
            whole = both[0].partition(" ")[2]
            found |= {side: full[f"{side} {whole}"] for side in (one, other) if full.get(side) == side}
    return found
