"""What a name stands for: person, organisation, place or other, from several signals; other when they don't agree."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Literal

from quizapp.generator.given_names import is_given_name
from quizapp.generator.name_words import (
    ACTING_VERBS,
    DIRECTIONS,
    GOVERNED,
    HEADED,
    HUMAN_VERBS,
    KNOWN_ORGANISATIONS,
    KNOWN_PLACES,
    MADE,
    ORGANISATION_NOUNS,
    ORGANISATION_WORDS,
    PERSON_NOUNS,
    PLACE_NOUNS,
    PLACE_WORDS,
    RULED,
    THING_NOUNS,
    THING_WORDS,
)
from quizapp.generator.places import place_noun
from quizapp.generator.roles import ROLE_WORDS, TITLES

if TYPE_CHECKING:
    from spacy.tokens import Span as Words
    from spacy.tokens import Token

Kind = Literal["person", "organisation", "place", "other"]
_BODY = re.compile(
    r"\b(?:University|College|Department|Ministry|Bank|Institute|Office|Bureau|Museum|Council|Union|Court|Association"
    r"|Society|Academy|Board|Committee|Commission|Nations|Services) (?:of|for|on)\b|^United Nations$"
)
_CAPITAL = re.compile(r"[A-ZÀ-Þ]['’]?[A-ZÀ-Þ]?(?:[^\W\dA-Z][^\W\d]*|\.)?(?:-[^\W\d]+)*")
_PARTICLES = {"de", "van", "von", "der", "den", "da", "di", "del", "dos", "bin", "ibn", "al", "el", "la", "le", "du"}
Signals = Iterator[tuple[Kind, float]]
_LABELS: dict[str, Kind] = {"PERSON": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place"}
_SUBJECTS = {"nsubj", "nsubjpass"}
_HE = {"he", "him", "his", "himself", "she", "her", "herself"}
# The least evidence for a kind; what has less is "other", which promises nothing.
_ENOUGH = {"person": 2.0, "organisation": 1.5, "place": 0.9}
# One kind of evidence counts this often at most, however often the article repeats it.
_MOST = 2


def kind_of_name(text: str, uses: Sequence[tuple[Words, str]], common: frozenset[str]) -> Kind:
    """The kind of the name ``text`` from where it stands: its words and the parser's label (or "") each time.

    ``common`` are the words that the article prints in lower case: "moon" makes "Moon" no person.
    """
    words = [word.strip(".,") for word in text.split()]
    if not words:
        return "other"
    scores: Counter[str] = Counter()
    seen: Counter[tuple[str, float]] = Counter()
    for found, _ in uses:
        for signal in set(_around(found)):
            seen[signal] += 1
            if seen[signal] <= _MOST:
                scores[signal[0]] += signal[1]  # type: ignore[assignment]
    for kind, weight in (*_labelled(uses), *_within(text, words, common)):
        scores[kind] += weight  # type: ignore[assignment]
    best, score = max(scores.items(), key=lambda item: (item[1], item[0]), default=("other", 0.0))
    if best == "other" or score < _ENOUGH[best]:
        return "other"
    return best  # type: ignore[return-value]


def _labelled(uses: Iterable[tuple[Words, str]]) -> Signals:
    labels = [label for _, label in uses if label]
    for label, count in Counter(labels).items():
        # Of the parser's labels "place" is the one most often given to a company.
        yield _LABELS.get(label, "other"), count / len(labels) * (0.9 if label in {"GPE", "LOC", "FAC"} else 1.0)


def _within(text: str, words: list[str], common: frozenset[str]) -> Signals:
    """What the words of the name itself say."""
    last, first = words[-1].lower(), words[0]
    if place_noun(text) or text in KNOWN_PLACES or (first in DIRECTIONS and place_noun(" ".join(words[1:]))):
        yield "place", 5.0
    elif text in KNOWN_ORGANISATIONS:
        yield "organisation", 3.0
    if last in ORGANISATION_WORDS or _BODY.search(text):
        yield "organisation", 4.0
    elif len(words) > 2 and first in GOVERNED and words[1] == "of":
        yield "place", 3.0
    elif last in THING_WORDS or (len(words) > 1 and last.isdigit()):
        yield "other", 4.0
    elif len(words) > 1 and (last in PLACE_WORDS or first in {"River", "Lake", "Mount", "Cape", "Fort", "Port"}):
        yield "place", 4.0
    elif 2 <= len(words) <= 4 and not text.isupper():
        if is_given_name(first) and re.fullmatch(r"[^\W\d]+", first):
            yield "person", 2.0
        elif all(word in _PARTICLES or _CAPITAL.fullmatch(word) for word in words):
            yield "person", 1.0
        yield "person", -1.5 * sum(word.lower() in common - _PARTICLES and not is_given_name(word) for word in words)
    if re.search(r"\d", text):
        yield "place", -3.0
        yield "person", -3.0
        if re.search(r"-\d", text):
            yield "organisation", -1.0
    if len(words) > 1:
        return
    if text.lower() in common:
        yield "person", -2.0
        yield "place", -2.0
        yield "organisation", -1.0
    if re.fullmatch(r"[A-Z]{2,6}s?", text):
        # Capital letters alone are initials: nobody's name, and a place only when that place is known.
        yield "person", -4.0
        yield "place", -2.0
        if len(text) == 2:
            yield "organisation", -0.7
    elif re.search(r"[a-z][A-Z]", text) and not re.match(r"(?:Mc|Mac|De|La|Le|Van|Di|Fitz|O['’])[A-Z]", text):
        # "OpenAI", "YouTube": a capital within one word is a brand, whatever the parser reads.
        yield "person", -4.0
        yield "place", -4.0
        yield "organisation", 0.5


def _around(name: Words) -> Signals:
    """What stands around one use of the name."""
    yield from _before(name)
    yield from _after(name)
    root = name.root
    verb = root.head
    if root.dep_ in _SUBJECTS or (root.dep_ == "pobj" and verb.dep_ == "agent"):
        lemma = (verb if root.dep_ in _SUBJECTS else verb.head).lemma_.lower()
        if lemma in HUMAN_VERBS:
            yield "person", 1.0
        elif lemma in {"score", "equalise", "equalize"}:
            yield "person", 0.7  # or a team
        elif lemma in ACTING_VERBS:
            yield "person", 0.7
            yield "organisation", 1.0
        told = [c for c in verb.children if c.dep_ in {"ccomp", "advcl"} and c.i > name.end]
        if root.dep_ == "nsubj" and any(
            c.dep_ == "nsubj" and c.lower_ in {"he", "she"} for t in told for c in t.children
        ):
            yield "person", 1.5  # "Goli says she likes it"
    if root.dep_ == "appos" and root.head.pos_ == "NOUN" and root.head.i < name.start:
        yield from _told(root.head, 3.0)
    attribute = next((c for c in verb.children if c.dep_ == "attr"), None) if root.dep_ == "nsubj" else None
    if attribute is not None and verb.lemma_ == "be" and any(c.dep_ == "det" for c in attribute.children):
        yield from _told(attribute, 3.0)
    if root.dep_ == "pobj":
        yield from _governed(name, verb)
    if root.dep_ in {*_SUBJECTS, "poss"} and _is_he(name):
        yield "person", 2.0


def _is_he(name: Words) -> bool:
    """True where "he" or "her" follows, in the sentence or at the start of the next, that nobody else can be."""
    doc, sent = name.doc, name.sent
    start = doc[sent.start - 1].sent.start if sent.start else 0
    around = doc[start : sent.end + 1 if sent.end < len(doc) else sent.end]
    first = next((t.i for t in around if t.lower_ in _HE), None)
    others = {t.text for t in around if t.ent_type_ == "PERSON" or t.lower_ in PERSON_NOUNS | ROLE_WORDS}
    return first is not None and first >= name.end and others <= {t.text for t in name}


def _governed(name: Words, preposition: Token) -> Signals:
    """What the preposition before the name says: "the chief executive of", "scientist at", "in"."""
    noun, lower = preposition.head.lower_, preposition.lower_
    determined = any(child.dep_ == "det" for child in name.root.children)
    if lower == "of" and (noun in HEADED or (noun in ROLE_WORDS and noun not in RULED)):
        yield "organisation", 1.0
    elif lower == "of" and noun in RULED:
        yield "place", 2.0
    elif lower in {"at", "with", "for", "from"} and (noun in ROLE_WORDS or noun in HEADED):
        yield "organisation", 1.0
    elif lower in {"in", "near", "across", "throughout", "outside"} and not determined:
        yield "place", 0.7
    elif lower == "at":
        yield "organisation", 0.5


def _before(name: Words) -> Signals:
    doc, start = name.doc, name.start
    if start == 0 or start <= name.sent.start:
        return
    before = doc[start - 1]
    if before.lower_.strip(".") in {"mr", "mrs", "ms", "dr", "prof", "professor", "sir", "dame", "sen"}:
        yield "person", 4.0
    elif before.lower_ in ROLE_WORDS | TITLES:
        yield "person", 2.5
    elif before.lower_ == "the":
        yield "person", -2.5
    elif before.lower_ in {"called", "named"} and start - 2 > name.sent.start and doc[start - 2].pos_ == "NOUN":
        yield from _told(doc[start - 2], 3.0)
    elif before.tag_ == "NN" and before.text.islower():
        yield from _told(before, 3.0)


def _after(name: Words) -> Signals:
    doc, end, stop = name.doc, name.end, name.sent.end
    if end >= stop:
        return
    after = doc[end]
    if after.lower_ in {"'s", "'"}:
        following = [token.lower_ for token in (*doc[end + 1 : min(end + 4, stop)], name.root.head)]
        if any(word in HEADED | MADE for word in following):
            yield "organisation", 0.8
        elif any(word in RULED for word in following):
            yield "place", 1.0
    elif after.tag_ == "NN" and after.text in THING_NOUNS | ORGANISATION_NOUNS:
        yield from _told(after, 1.5)  # "the Cassini spacecraft"
    elif after.lower_ in {"ceo", "founder", "co-founder", "chairman", "spokesman", "spokeswoman", "employees"}:
        yield "organisation", 2.0
    elif after.lower_ == "who":
        yield "person", 2.0
    elif after.text == "," and end + 2 < stop:
        yield from _apposed(name, doc[end + 1 : stop])


def _apposed(name: Words, rest: Words) -> Signals:
    first = rest[0]
    if first.lower_ == "who":
        yield "person", 2.0
    elif re.fullmatch(r"\d\d", first.text) and len(rest) > 1 and rest[1].text in {",", "."}:
        yield "person", 3.0
    elif (
        first.lower_ in {"a", "an", "the"}
        or first.tag_ == "PRP$"
        or rest[1].lower_ == "'s"
        or (len(rest) > 2 and rest[2].lower_ == "'s")
    ):
        head = None
        for token in rest[1:9]:
            if token.pos_ in {"NOUN", "PROPN"}:
                head = token
            elif head is not None and token.lower_ not in {"'s", "-"}:
                break
            elif token.pos_ in {"VERB", "AUX", "PUNCT"} and token.text != "-":
                return
        if head is not None:
            yield from _told(head, 3.0)
    elif name.root.ent_type_ == "GPE" and first.ent_type_ == "GPE":
        yield "place", 0.7


def _told(noun: Token, weight: float) -> Signals:
    lower = noun.lower_
    if lower in ROLE_WORDS or lower in PERSON_NOUNS:
        yield "person", weight
    elif lower in ORGANISATION_NOUNS:
        yield "organisation", weight
    elif lower in PLACE_NOUNS:
        yield "place", weight
    elif lower in THING_NOUNS:
        yield "other", weight
