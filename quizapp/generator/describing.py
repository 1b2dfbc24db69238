"""Names with the noun that says what they are: "the asteroid Dimorphos", "a ferry called Havsula"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizapp.generator.hanging import dangling
from quizapp.generator.phrases import is_coordinated, noun_phrase
from quizapp.generator.vocabulary import ONLY_ONE, PERSON_NOUNS, word_set

if TYPE_CHECKING:
    from spacy.tokens import Span as Words
    from spacy.tokens import Token

    from quizapp.generator.mentions import Mentions

_NAMES = {"NOUN", "PROPN"}
_NAMING = {"called", "named", "dubbed", "known", "titled", "nicknamed"}


def called_so(head: Token) -> tuple[str, Words] | None:
    """The noun and the name of "a larger asteroid called Didymos" and "the asteroid Dimorphos"."""
    beside = next((t for t in head.children if t.dep_ == "appos" and t.pos_ == "PROPN"), None)
    has_article = head.tag_ == "NN" and head.i > 0 and head.nbor(-1).tag_ == "DT"
    tight = beside is not None and beside.left_edge.i == head.i + 1 and has_article
    if beside is not None and tight and head.lemma_.lower() not in PERSON_NOUNS:
        return head.text, noun_phrase(beside)
    naming = next((child for child in head.children if child.dep_ == "acl" and child.lower_ in _NAMING), None)
    if naming is None or head.tag_ not in {"NN", "NNS"} or not _told_next(head, naming) or is_coordinated(head) > 1:
        return None
    below = [
        *naming.children,
        *(inner for child in naming.children if child.dep_ == "prep" for inner in child.children),
    ]
    name = next((t for t in below if t.dep_ in {"oprd", "pobj", "dobj", "attr"} and t.pos_ in _NAMES), None)
    described = head.doc[head.left_edge.i : naming.i]
    own = described[: head.i + 1 - described.start]
    if name is None or any(t.pos_ == "PROPN" for t in own) or name.lemma_ == head.lemma_:
        return None
    if described[0].lower_ in {"a", "an"}:
        return described[1:].text, noun_phrase(name)
    several = head.tag_ == "NNS" and described[0].pos_ in {"ADJ", "NOUN"} and not described[0].is_stop
    return (described.text, noun_phrase(name)) if several and is_coordinated(name) == 1 else None


def _told_next(head: Token, naming: Token) -> bool:
    """True for "an area known as Jezero" and "an area of Mars known as Jezero"."""
    between = head.doc[head.i + 1 : naming.i]
    of = len(between) > 1 and between[0].lower_ == "of" and between[0].head == head
    return not len(between) or (of and all(t in between[0].subtree and t.pos_ != "VERB" for t in between))


def named_before(head: Token, mentions: Mentions) -> tuple[str, Words] | None:
    """The kind and the name of "NASA's Perseverance rover" and "the Hera mission": "NASA rover" and "Perseverance"."""
    doc, start = head.doc, head.i
    glossed = doc[head.i + 1 : head.i + 3].text.lower() == ", or"  # "its explorer, or rover,"
    if head.tag_ != "NN" or head.text not in NAMED_KINDS or (is_coordinated(head) > 1 and not glossed):
        return None
    while start > head.sent.start and (doc[start - 1].pos_ == "PROPN" or doc[start - 1].text == "-"):
        start -= 1
    name = doc[start : head.i]
    if not len(name) or start == head.sent.start or any(t.ent_type_ in _NO_OWN_NAME for t in name):
        return None
    entity = mentions.entity_of(name[-1])
    led = start - 1
    while led > head.sent.start and doc[led].is_space:  # the full name in brackets was there
        led -= 1
    body = entity is not None and entity.kind in {"place", "organisation"}
    if doc[led].lower_ == "the":
        return (head.text, name) if doc[led + 1].i == start and not body else None
    owner = mentions.entity_of(doc[led - 1]) if doc[led].tag_ == "POS" and led > head.sent.start else None
    if owner is None or owner.kind != "organisation" or doc[led].head.head != head or owner == entity:
        return None
    if body and not (head.text in _UNDERTAKEN and entity is not None and entity.kind == "organisation"):
        return None
    told = doc[led].head
    short = told.text if told.text in owner.aliases else owner.name
    return f"{short} {head.text}", name


def named_twice(head: Token, mentions: Mentions) -> tuple[str, Words] | None:
    """The kind and the name of "NASA's Rural Payload Service, or RPS, initiative": "NASA initiative" and the name."""
    entity = mentions.entity_of(head)
    kind = next((t for t in head.conjuncts if t.i > head.i and t.tag_ == "NN" and t.text in _UNDERTAKEN), None)
    short = next((t for t in kind.children if t.i < kind.i and t.text.isupper()), None) if kind is not None else None
    if entity is None or kind is None or short is None or mentions.entity_of(short) != entity:
        return None
    owner = next((child for child in head.children if child.dep_ == "poss" and child.pos_ == "PROPN"), None)
    words = noun_phrase(head)
    if owner is None:
        return kind.text, words.doc[words[0].i + (words[0].dep_ == "det") : head.i + 1]
    return f"{owner.text} {kind.text}", words.doc[owner.i + 2 : head.i + 1]


_UNDERTAKEN = {"campaign", "initiative", "mission", "program", "programme", "project"}
"""What an organisation runs, which parsers may take for a body: "NASA's CLPS initiative"."""

NAMED_KINDS = word_set(
    """
    asteroid award campaign capsule comet drone experiment explorer festival helicopter hurricane initiative lander
    medal mission observatory orbiter prize
    probe program programme project rocket rover satellite ship spacecraft storm telescope treaty
    """
)
"""What has a name of its own in front of it; "the Oregon study" is only from there."""

_NO_OWN_NAME = {"GPE", "LOC", "NORP", "DATE"}


def told_kind(phrase: Words, head: Token) -> tuple[str, Words] | None:
    """The noun that says what a name is, and the name: "asteroid" and "Dimorphos" of "the asteroid Dimorphos"."""
    if head.pos_ != "PROPN" or head.i != phrase[-1].i:
        return None
    start = head.i
    while start > phrase.start and (phrase.doc[start - 1].pos_ == "PROPN" or phrase.doc[start - 1].text in {"-", "of"}):
        start -= 1
    noun = phrase.doc[start - 1] if start > phrase.start else None
    if (
        noun is None
        or noun.tag_ != "NN"
        or noun.ent_type_ in {"PERSON", "ORG"}
        or noun.lemma_.lower() in PERSON_NOUNS
        or not noun.text.islower()
    ):
        return None
    return noun.text, phrase.doc[start : head.i + 1]


def named_by(head: Token) -> Words | None:
    """The name in "the state of Michigan"; None for "the old harbour district of Bergen", which Bergen only has."""
    described = any(child.dep_ in {"amod", "compound"} for child in head.children)
    if described and head.lower_ in {"county", "district", "port", "region"}:
        return None
    of = next((child for child in head.children if child.dep_ == "prep" and child.lower_ == "of"), None)
    name = next((child for child in of.children if child.dep_ == "pobj"), None) if of is not None else None
    return noun_phrase(name) if name is not None and name.pos_ == "PROPN" and is_coordinated(name) == 1 else None


LONGEST_ROLE = 8
"""Words of a role that a question can hold in front of its verb."""


def role_told(name: Words, mentions: Mentions) -> str | None:
    """What somebody is, told beside the name: "Swedish captain" of "Swedish captain Ada Berg"; None for an office."""
    doc, start = name.doc, name.start
    noun = doc[start - 1] if start > name.sent.start else None
    if noun is not None and _may_be_any(noun) and noun.text.islower():
        while start > name.sent.start and _describes(doc[start - 1], noun):
            start -= 1
        led = doc[start - 1] if start > name.sent.start else None
        owned = led is not None and (led.tag_ in {"POS", "PRP$"} or led.dep_ in {"cc", "conj"} or led.text == "/")
        of_the_work = noun.lemma_.lower() in {"author", "co-author", "writer"} and start == noun.i - 1
        unique = noun.lemma_.lower() in ONLY_ONE | {"captain"}
        return None if owned or of_the_work or unique else str(doc[start : name.start].text)
    beside = next((t for t in name.root.children if t.dep_ == "appos" and t.i >= name.end and _may_be_any(t)), None)
    if beside is None or is_coordinated(beside) > 1:
        return None
    role = noun_phrase(beside)
    if role.start != name.end + 1 or role[0].lower_ not in {"a", "an"} or len(role) > LONGEST_ROLE + 1:
        return None
    leans = any(t.tag_ in {"PRP", "PRP$"} or (t.lower_ == "the" and dangling(t.head, mentions)) for t in role)
    return None if leans else str(role[1:].text)


def _may_be_any(noun: Token) -> bool:
    return noun.tag_ == "NN" and noun.lemma_.lower() in PERSON_NOUNS


def _describes(token: Token, noun: Token) -> bool:
    """True for the words in front of a role's noun that belong to it, and for the noun."""
    return token == noun or token.text == "-" or (token.dep_ in {"amod", "compound", "nmod"} and token.pos_ != "PUNCT")
