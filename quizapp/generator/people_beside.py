"""Who somebody is said to be beside a name: "Lysimachus, the satrap of Thrace," and "his wife Ada Berg"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizapp.generator.name_words import DOER_ENDINGS
from quizapp.generator.name_words import PERSON_NOUNS as PEOPLE
from quizapp.generator.offices import ROLE_NOUNS
from quizapp.generator.phrases import is_coordinated
from quizapp.generator.vocabulary import CLAIMS, ONLY_ONE, VAGUE_NOUNS, WEAK_ADJECTIVES, word_set

if TYPE_CHECKING:
    from spacy.tokens import Span as Words
    from spacy.tokens import Token

    from quizapp.generator.mentions import Mentions


KIN = word_set(
    """
    aunt brother cousin daughter father granddaughter grandfather grandmother grandson heir husband mother nephew niece
    predecessor sister son successor uncle widow wife
    """
)


RULERS = word_set(
    """
    abbot admiral archbishop baron bishop caliph cardinal chieftain duchess duke earl emperor empress general guru imam
    khan king marquis marshal missionary monk monarch nun patriarch pharaoh pope preacher priest prince princess prophet
    queen rabbi regent ruler saint satrap shah sultan theologian tsar viceroy warlord warrior
    """
)


ARTISTS = word_set(
    """
    actress animator bassist botanist businessman businesswoman chef comedian cricketer dramatist drummer entrepreneur
    explorer filmmaker footballer guitarist inventor merchant naturalist painter physician pianist playwright rapper
    screenwriter songwriter theorist violinist zoologist
    """
)


ANYBODY = word_set("customer employee fan friend guest member neighbour neighbor resident student user visitor worker")
"""What so many are that nobody is known by it."""
FOLLOWING = {"heir", "predecessor", "successor"}
"""Relatives that companies and states have too."""
SOMEBODY = PEOPLE | ROLE_NOUNS | KIN | RULERS | ARTISTS
"""Nouns that say of a name that it is a person's."""


_HELD_ALONE = (
    ONLY_ONE
    | RULERS - word_set("admiral general imam missionary monk nun preacher priest rabbi saint theologian warrior")
    | word_set("author captain commander creator designer founder head inventor leader manager owner")
)


_LEADING = word_set("chief founding lead principal project")


_RANKED = word_set("first last main only sole")


def held_by_one(role: Words, head: Token) -> bool:
    """True for "satrap of Thrace" and "lead designer of the site", which one person is at a time."""
    return head.lemma_.lower() in _HELD_ALONE or any(token.lower_ in _LEADING for token in role if token.i < head.i)


def is_person(name: Token, told: Token, mentions: Mentions) -> bool:
    """True when a name is a person's, as the article or the noun beside it tells."""
    if told.lemma_.lower() in KIN - FOLLOWING | RULERS | ARTISTS:
        return True  # whatever the name looks like
    entity = mentions.entity_of(name)
    if entity is not None and entity.kind in {"place", "organisation"}:
        return False
    known = name.ent_type_ == "PERSON" or (entity is not None and entity.kind == "person")
    doer = told.ent_type_ == "NORP" or told.lemma_.lower().endswith(DOER_ENDINGS)
    return told.lemma_.lower() in SOMEBODY or (known and doer)


def tells_who(role: Words, head: Token) -> bool:
    """True for "the patriarch of the Hellenes", which names what only one person is."""
    first, lemma = role[0].lower_, head.lemma_.lower()
    if head.tag_ not in {"NN", "NNP"} or lemma in VAGUE_NOUNS or any(t.lower_ in {"former", "then"} for t in role):
        return False
    if _runs_into_a_name(role):
        return False
    named = any(t.pos_ == "PROPN" or t.ent_type_ in {"NORP", "GPE"} for t in role if t != head)
    of = any(c.dep_ == "prep" and c.i == head.i + 1 and c.lower_ in {"of", "to", "for"} for c in head.children)
    if first == "the":
        return named or ranked(role, head)
    if any(child.dep_ == "poss" and child.left_edge.i == role.start for child in head.children):
        return named or held_by_one(role, head)
    bare = role.start == head.left_edge.i and first not in {"a", "an", "another", "one"}
    return named and bare and (held_by_one(role, head) or (of and lemma in KIN))


def _runs_into_a_name(role: Words) -> bool:
    """True for "the satrap of Thrace and Ptolemy" of "..., the satrap of Thrace and Ptolemy, the satrap of Egypt"."""
    end = role.end
    beside = end < len(role.doc) and role.doc[end].text in {",", "("}
    return beside and role[-1].dep_ == "conj" and role[-1].pos_ == "PROPN"


def ranked(phrase: Words, head: Token) -> bool:
    """True for "the largest port in Europe": there is one of it."""
    before = [token for token in phrase if token.i < head.i]
    top = any(t.tag_ in {"JJS", "RBS"} or t.lower_ in _RANKED or t.ent_type_ == "ORDINAL" for t in before)
    return top and len(phrase) > 3


def tells_what(role: Words, head: Token) -> bool:
    """True for "a prominent British missionary", which says enough of somebody to be an answer."""
    if role[0].lower_ not in {"a", "an"} or head.tag_ != "NN" or head.lemma_.lower() in VAGUE_NOUNS | ANYBODY:
        return False
    told = [t for t in role if t.pos_ in {"NOUN", "PROPN", "ADJ"} and t != head and t.lower_ not in WEAK_ADJECTIVES]
    return bool(told) and not any(t.tag_ in {"PRP", "PRP$"} or t.like_num for t in role)


def is_source(name: Token) -> bool:
    """True for whom an article only quotes: who they are is not worth a card."""
    verb = name.head
    return name.dep_ == "nsubj" and verb.lemma_.lower() in CLAIMS


def kin_of(name: Token) -> Token | None:
    """ "wife" of "his wife Ada Berg" and "Jon Berg's wife, Ada": the noun that says whose relative a name is."""
    if name.pos_ != "PROPN":
        return None
    noun = name.head if name.dep_ == "appos" else next((c for c in name.children if c.lemma_.lower() in KIN), None)
    if noun is None or noun.lemma_.lower() not in KIN or noun.tag_ != "NN" or noun.i >= name.i:
        return None
    owner = owner_of(noun) or owner_of(name)
    if name_words(name).text.lower() in SOMEBODY:
        return None  # "his successor, Pope ..."
    between = [t for t in name.doc[noun.i + 1 : name.i] if t.pos_ != "PROPN" and t.text != ","]
    listed = is_coordinated(noun) > 1 and name.dep_ != "appos"
    return noun if owner is not None and owner.i < noun.i and not between and not listed else None


def owner_of(noun: Token) -> Token | None:
    """Whose something is: "his", "Jon Berg" of "Jon Berg's"."""
    return next((child for child in noun.children if child.dep_ == "poss"), None)


def be_of(noun: Token) -> str:
    """ "is" or "was", as the clause around a noun tells of now or of then."""
    verb = noun
    while verb.head != verb and verb.pos_ not in {"VERB", "AUX"}:
        verb = verb.head
    group = [verb, *(child for child in verb.children if child.dep_ in {"aux", "auxpass"})]
    return "is" if any(token.tag_ in {"VBZ", "VBP", "MD"} for token in group) else "was"


def in_the_past(token: Token, published: str | None) -> bool:
    """True when the clause that names somebody tells of a year before the article's own."""
    years = [int(t.text) for t in token.sent if t.text.isdecimal() and len(t.text) == 4 and 1000 < int(t.text) < 2100]
    return bool(years) and published is not None and min(years) < int(published[:4]) - 1


def name_words(name: Token) -> Words:
    """The words of a name that ends in ``name``: "Queen Alexandra", without what says who it is."""
    start = name.i
    while start > name.left_edge.i and name.doc[start - 1].pos_ == "PROPN":
        start -= 1
    end = name.i + 1
    while end < len(name.doc) and name.doc[end].pos_ == "PROPN" and name.doc[end].ent_iob_ == "I":
        end += 1
    return name.doc[start:end]
