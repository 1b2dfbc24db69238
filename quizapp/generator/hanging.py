"""What hangs in the air: "the fund" of which nobody knows which, and possessives that don't."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizapp.generator.phrases import not_only
from quizapp.generator.vocabulary import GENERIC_NOUNS, NAMED, UNIQUE, VAGUE_NOUNS, WEAK_ADJECTIVES, word_set

if TYPE_CHECKING:
    from spacy.tokens import Span as Words
    from spacy.tokens import Token

    from quizapp.generator.mentions import Mentions


LOCAL_WORDS = {"in", "at", "on", "during", "with", "after", "before"}


def belongs_to(pronoun: Token, subject: Token, mentions: Mentions) -> bool:
    """True when a possessive means the subject of its own clause: "The council sold its ferry".

    The two must agree, and no other noun that agrees may stand between the subject and the possessive.
    """
    remark = _remark_on(subject, pronoun)
    if pronoun.tag_ != "PRP$" or subject.pos_ == "PRON" or (subject.is_ancestor(pronoun) and remark is None):
        return False
    if subject.i > pronoun.i and not _ahead_of(pronoun, subject):
        return False
    entity = mentions.entity_of(subject)
    person = entity is not None and entity.kind == "person"
    whole = [t for child in subject.children if child.lower_ == "of" for t in child.children]
    share = subject.tag_ == "CD" or subject.lower_ in {"percent", "%", "half", "third", "quarter", "majority", "number"}
    plural = subject.tag_ in {"NNS", "NNPS"} or any(child.dep_ == "conj" for child in subject.children)
    plural = plural or (share and any(t.tag_ in {"NNS", "NNPS"} for t in whole))
    gender = entity.gender if entity is not None else None
    fits = {
        "its": not person and not plural,
        "their": plural,
        "his": person and gender != "f",
        "her": person and gender != "m",
    }.get(pronoun.lower_, False)
    between = [
        t
        for t in subject.doc[subject.i + 1 : pronoun.i]
        if t.pos_ in {"NOUN", "PROPN"} and t.dep_ not in {"compound", "poss"}
    ]
    inside = list(subject.subtree) if remark is None else list(subject.doc[subject.i : remark.left_edge.i])
    rivals = [t for t in between if t not in inside and (t.tag_ in {"NNS", "NNPS"}) == plural]
    own = subject.head if remark is None else remark
    verb = pronoun
    while verb.head != verb and verb.pos_ not in {"VERB", "AUX"}:
        verb = verb.head
    while (
        verb is not own
        and verb.dep_ in {"xcomp", "conj", "pcomp", "csubj", "ccomp"}
        and not any(c.dep_ in {"nsubj", "nsubjpass"} for c in verb.children)
    ):
        verb = verb.head
        while verb.pos_ not in {"VERB", "AUX"} and verb.head != verb:
            verb = verb.head
    return fits and verb == own and not rivals


def _remark_on(noun: Token, pronoun: Token) -> Token | None:
    """The verb of "Old Persian, which has Middle Persian as its successor," that a pronoun stands beside."""
    verb = next((t for t in (pronoun, *pronoun.ancestors) if t.head == noun), None)
    told = (
        verb is not None
        and verb.dep_ == "relcl"
        and any(c.dep_ in {"nsubj", "nsubjpass"} and c.tag_ in {"WDT", "WP"} for c in verb.children)
    )
    return verb if told else None


def _ahead_of(pronoun: Token, subject: Token) -> bool:
    """True for "its" of "Since regaining its independence, Estonia": nothing before it can be meant."""
    deed = next((t for t in pronoun.ancestors if t.pos_ == "VERB"), None)
    if deed is None or deed.dep_ != "pcomp" or deed.i > pronoun.i or deed.head.head != subject.head:
        return False
    return not any(token.pos_ in {"NOUN", "PROPN"} for token in deed.doc[deed.i : pronoun.i])


def of_the_first(pronoun: Token) -> bool:
    """True for "its" of "not only the depth of the river but also its course", which is the river's."""
    second = pronoun.head
    first = second.head
    joint = not_only(first) if pronoun.tag_ == "PRP$" and second.dep_ in {"appos", "conj"} else None
    owned = any(child.lower_ == "of" or child.dep_ == "poss" for child in first.children)
    return joint is not None and second.i > joint.i and owned


def subject_within(pronoun: Token, phrase: Words, mentions: Mentions) -> bool:
    """True for "it" of "X wants to let the houses it no longer uses", which is X: the subject of the whole sentence.

    Only in a relative clause, and when nothing else in the sentence agrees with the pronoun.
    """
    inner = pronoun.head
    if pronoun.dep_ != "nsubj" or pronoun.lower_ not in {"it", "they"} or inner.dep_ != "relcl":
        return False
    outer = phrase.root
    while outer.head != outer and not any(c.dep_ in {"nsubj", "nsubjpass"} for c in outer.children):
        outer = outer.head
    subject = next((c for c in outer.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    if subject is None or subject.pos_ not in {"NOUN", "PROPN"} or subject.i > pronoun.i:
        return False
    entity = mentions.entity_of(subject)
    plural = subject.tag_ in {"NNS", "NNPS"} or any(child.dep_ == "conj" for child in subject.children)
    if (entity is not None and entity.kind == "person") or plural != (pronoun.lower_ == "they"):
        return False
    wanted = {"NNS", "NNPS"} if plural else {"NN", "NNP"}
    rivals = [t for t in subject.doc[phrase.start : pronoun.i] if t.tag_ in wanted and t != inner.head]
    return not rivals


def in_comparison(pronoun: Token, subject: Token) -> bool:
    """True for "it" in "X is darker than it was", which is X."""
    marked = any(child.lower_ == "than" for child in pronoun.head.children)
    between = [t for t in subject.doc[subject.i + 1 : pronoun.i] if t.tag_ in {"NN", "NNP"} and t.dep_ == "dobj"]
    return (
        pronoun.lower_ == "it" and pronoun.dep_ == "nsubj" and marked and subject.tag_ in {"NN", "NNP"} and not between
    )


OF_ONE_KIND = word_set(
    """
    antarctic arctic atmospheric cerebral celestial circulatory digestive endocrine human immune injury lunar lymphatic
    martian muscular nervous orbitofrontal penalty prefrontal reproductive respiratory skeletal solar stoppage visual
    """
)
"""Words before a noun that tell which it is: "the lunar surface", "the penalty spot" of any field."""

FIELDS = word_set("arena domain economy industry market realm sector sphere trade world")
"""What there is one of for each thing that it is told to be of: "the housing market", "the military sphere"."""

TIMES = word_set("age epoch era period")
LOOSE_TIMES = word_set("early entire first following late later last latter long new next previous same second short")
"""Words before "period" that don't tell which: "the postwar period" is one of its own."""


def _of_each(verb: Token) -> bool:
    """True for "countries where immigrants are a share of the population", which is that of each of them."""
    where = any(child.lower_ == "where" for child in verb.children)
    return verb.dep_ == "relcl" and where and verb.head.tag_ == "NNS"


def _has_capital(token: Token) -> bool:
    """True for "Global" of "the First Global competition": part of a name that the tagger took for a common word."""
    return bool(token.text[:1].isupper()) and token.i > 0 and not token.is_sent_start and token.ent_type_ != "NORP"


def dangling(head: Token, mentions: Mentions) -> bool:
    """True when "the X" needs something said before: a bare common noun that isn't the only one of its kind."""
    if head.pos_ not in {"NOUN"}:
        return False
    if {head.lemma_.lower(), head.lower_} & UNIQUE and not mentions.definites.tells_of(head.lower_):
        return False  # "the moon" of an article that tells of no other
    if head.ent_type_ in {"DATE", "TIME", "GPE", "ORG", "EVENT", "FAC", "LAW", "WORK_OF_ART", "LOC"}:
        return False
    if mentions.entity_of(head) is not None:
        return False
    if mentions.is_unresolved(head):
        return True
    if head.lower_ in {"population", "people"} and any(_of_each(token) for token in head.ancestors):
        return False
    if head.lower_.endswith("ing") and head.nbor(-1).lower_ == "public":
        return False  # "the public soliciting offers", which the parser takes for a noun
    telling = {"prep", "relcl", "acl", "poss", "nmod", "appos"}
    for child in head.children:
        if child.dep_ == "prep" and child.lower_ in LOCAL_WORDS and head.lemma_.lower() in VAGUE_NOUNS:
            continue  # "the idea in the car park" is where, not which
        if child.dep_ in telling and child.lower_ != "including" and (child.dep_ != "relcl" or child.i > head.i):
            return False
        if child.ent_type_ == "NORP" and head.lemma_.lower() in GENERIC_NOUNS:
            continue  # "the European country" is still any
        if child.dep_ == "compound" and any(t.pos_ == "PROPN" for t in child.subtree):
            return False
        field = head.lemma_.lower() in FIELDS and child.dep_ in {"amod", "compound"} and child.pos_ != "VERB"
        if field and child.lower_ not in WEAK_ADJECTIVES:
            return False  # "the dairy industry"
        if head.lemma_.lower() in TIMES and child.dep_ in {"amod", "compound"} and child.lower_ not in LOOSE_TIMES:
            return False  # "the postwar period"
        if child.lower_ in OF_ONE_KIND or (child.dep_ in {"amod", "nmod"} and _has_capital(child)):
            return False
        if child.dep_ in {"compound", "amod"} and (
            child.pos_ == "PROPN" or child.ent_type_ in NAMED or child.tag_ in {"JJS", "RBS"}
        ):
            return False
    return head.tag_ != "CD" and head.dep_ != "compound"
