"""The people, organisations and places that an article names, each with its short forms, role and gender."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from quizapp.generator.given_names import gender_of, is_given_name
from quizapp.generator.roles import ROLE_WORDS, TITLES, role_beside

if TYPE_CHECKING:
    from spacy.tokens import Span as Words
    from spacy.tokens import Token

    from quizapp.generator.sentences import Sentence

Kind = Literal["person", "organisation", "place", "other"]
KINDS: dict[str, Kind] = {"PERSON": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place"}
_GENDERED = {"mr": "m", "sir": "m", "mrs": "f", "ms": "f", "dame": "f", "miss": "f"}
ORGANISATION_WORDS = frozenset(
    ["inc", "corp", "ltd", "university", "college", "institute", "agency", "company", "fund", "bank", "council",
    "committee", "commission", "association", "society", "center", "centre", "department", "ministry", "office",
    "orchestra", "museum", "group", "foundation", "union", "party", "team", "club", "service", "services",
    "administration", "laboratory", "lab", "school", "court", "times", "post", "news", "press", "league",
    "organization", "organisation", "federation", "board", "authority"]
)  # fmt: skip


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
    """One place where a name stands."""

    sentence: Sentence
    tokens: Words
    text: str
    label: str


def names_in(sentences: Iterable[Sentence]) -> Iterator[Name]:
    """Every name in the sentences: the parser's entities, trimmed, and what looks like a person's name beside them."""
    for sentence in sentences:
        taken: set[int] = set()
        for words in sentence.tokens.ents:
            name = _trimmed(words)
            if name is not None and words.label_ not in {
                "DATE",
                "TIME",
                "CARDINAL",
                "ORDINAL",
                "MONEY",
                "PERCENT",
                "QUANTITY",
                "NORP",
                "LANGUAGE",
            }:
                taken.update(range(name.start, name.end))
                yield Name(sentence, name, str(name.text), words.label_)
        run: list[Token] = []
        for token in [*sentence.tokens, None]:
            if (
                token is not None
                and token.pos_ == "PROPN"
                and token.text[:1].isupper()
                and token.i not in taken
                and not token.ent_type_
                and "/" not in token.text
            ):
                run.append(token)
                continue
            if run and run[0].lower_.strip(".") not in {"mr", "mrs", "ms", "dr"}:
                words = run[0].doc[run[0].i : run[-1].i + 1]
                yield Name(sentence, words, str(words.text), "")
            elif len(run) > 1:
                words = run[0].doc[run[1].i : run[-1].i + 1]
                yield Name(sentence, words, str(words.text), "")
            run = []


def _trimmed(words: Words) -> Words | None:
    start, end = words.start, words.end
    doc = words.doc
    while start < end and (
        doc[start].lower_.strip(".") in TITLES
        or doc[start].pos_ in {"DET", "PUNCT", "ADP", "PRON"}
        or doc[start].lower_ in ROLE_WORDS
        or doc[start].is_space
    ):
        start += 1
    while end > start and (
        doc[end - 1].text in {"'s", "'", '"', ",", "."}
        or doc[end - 1].is_space
        or doc[end - 1].pos_ in {"PUNCT", "VERB", "ADP"}
    ):
        end -= 1
    verb = next((i for i in range(start + 1, end) if doc[i].pos_ == "VERB" and doc[i].text.islower()), None)
    if verb is not None:  # "OpenAI defines AGI" is no name
        end = verb
    if (
        start == end
        or any(token.text in {'"', "("} for token in doc[start:end])
        or (not doc[start].text[:1].isupper() and not doc[end - 1].text[:1].isupper())
    ):
        return None
    return doc[start:end]


def cluster(names: Iterable[Name]) -> tuple[list[Entity], dict[tuple[int, int], Entity]]:
    """The entities, and which one each name is, by (sentence index, first token); unclear names are left out."""
    found = list(names)
    labels: dict[str, Counter[str]] = defaultdict(Counter)
    for name in found:
        labels[_key(name.text)][_kind(name)] += 1
    texts: dict[str, str] = {}
    for name in found:
        texts.setdefault(_key(name.text), name.text)
    kinds: dict[str, Kind] = {key: _vote(texts[key], counts) for key, counts in labels.items()}
    full = {key: key for key in texts}
    by_last: dict[str, list[str]] = defaultdict(list)
    for key in texts:
        parts = key.split()
        if kinds[key] == "person" and len(parts) > 1:
            by_last[parts[-1]].append(key)
            by_last[parts[0]].append(key)
    unclear: set[str] = set()
    for key in texts:
        owners = [owner for owner in dict.fromkeys(by_last.get(key, [])) if owner != key]
        if len(owners) == 1 and len(key.split()) == 1:
            full[key] = owners[0]
        elif len(owners) > 1:
            unclear.add(key)
    full.update(_acronyms(found, texts, kinds))
    entities: dict[str, Entity] = {}
    for key, text in texts.items():
        if full[key] == key and key not in unclear:
            aliases = tuple(
                dict.fromkeys(texts[other] for other, owner in full.items() if owner == key and other != key)
            )
            entities[key] = Entity(text, kinds[key], aliases, gender=_gender(text) if kinds[key] == "person" else None)
    roles: dict[str, str] = {}
    for name in found:
        owner = full[_key(name.text)]
        if owner in entities and entities[owner].kind in {"person", "organisation"} and owner not in roles:
            role = role_beside(name.tokens)
            if role:
                roles[owner] = role
    entities = {key: replace(entity, role=roles.get(key)) for key, entity in entities.items()}
    places = {
        (name.sentence.index, name.tokens.start): entities[full[_key(name.text)]]
        for name in found
        if full[_key(name.text)] in entities
    }
    return list(entities.values()), places


def _key(text: str) -> str:
    return re.sub(r"'s?$", "", " ".join(text.lower().split())).removeprefix("the ")


def _kind(name: Name) -> Kind:
    before = name.tokens.doc[name.tokens.start - 1].lower_.strip(".") if name.tokens.start else ""
    if before in {"mr", "mrs", "ms", "dr", "prof", "professor"}:
        return "person"
    if not name.label and len(name.tokens) in {2, 3} and is_given_name(name.tokens[0].text):
        return "person"
    return KINDS.get(name.label, "other")


def _vote(text: str, counts: Counter[str]) -> Kind:
    words = text.lower().split()
    if text in {"AI", "IT", "AGI", "PhD"}:
        return "other"
    if (
        len(words) == 1
        and re.search(r"[a-z][A-Z]", text)
        and not re.match(r"(?:Mc|Mac|De|La|Le|Van|Di|Fitz)[A-Z]", text)
    ):
        # "OpenAI", "YouTube": a capital within one word is a brand, whatever the parser reads.
        return "organisation" if counts["person"] + counts["organisation"] else "other"
    if ORGANISATION_WORDS & {word.strip(".") for word in words[-1:]}:
        return "organisation"
    if (
        2 <= len(words) <= 4
        and is_given_name(words[0])
        and not ORGANISATION_WORDS & set(words)
        and counts["person"] + counts["other"]
    ):
        return "person"
    if len(words) == 1 and text.isupper() and len(text) > 2 and not counts["place"]:
        return "organisation" if counts["organisation"] else "other"
    best = counts.most_common(1)[0][0]
    return best if best in {"person", "organisation", "place"} else "other"  # type: ignore[return-value]


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
                if kinds[key] == "other":
                    kinds[key] = "organisation"
    return owners
