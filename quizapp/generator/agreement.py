"""What a pronoun agrees with: number, gender, and whether people or things are meant."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from quizapp.generator import name_words
from quizapp.generator.roles import ROLE_WORDS
from quizapp.generator.vocabulary import CLAIMS, PERSON_NOUNS, word_set

if TYPE_CHECKING:
    from spacy.tokens import Token

    from quizapp.generator.entities import Entity

Kind = Literal["person", "thing", "several", "unclear", "empty"]
Gender = Literal["m", "f"]

_HE: dict[str, Gender] = {"he": "m", "him": "m", "his": "m", "himself": "m",
                          "she": "f", "her": "f", "hers": "f", "herself": "f"}  # fmt: skip
_IT = {"it", "its", "itself"}
_THEY = {"they", "them", "their", "theirs", "themselves"}
GENDERED: dict[str, Gender] = {
    "girl": "f", "woman": "f", "mother": "f", "daughter": "f", "wife": "f", "sister": "f", "queen": "f",
    "spokeswoman": "f", "actress": "f", "chairwoman": "f", "grandmother": "f", "aunt": "f",
    "boy": "m", "man": "m", "father": "m", "son": "m", "husband": "m", "brother": "m", "king": "m",
    "spokesman": "m", "chairman": "m", "grandfather": "m", "uncle": "m", "businessman": "m", "policeman": "m",
}  # fmt: skip
_RULERS = word_set(
    "emperor empress king queen prince princess pope duke duchess count earl lord lady sultan caliph tsar"
)
PEOPLE = _RULERS | PERSON_NOUNS | name_words.PERSON_NOUNS | ROLE_WORDS | GENDERED.keys()
# One noun for several people: "they" can mean them, and so can "it".
GROUPS = word_set(
    """
    team group council company police family couple staff audience crowd government board committee band orchestra
    club party agency crew jury public firm startup class pair panel population community band majority minority
    """
)
_ONLY_THEY = word_set("police people couple staff")
# Nothing is taken up again that only measures, times or points.
_MEASURES = {"DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "CARDINAL", "ORDINAL"}
_EMPTY = word_set(
    """
    year month week day hour minute decade century time moment way part rest lot number percent thing one kind sort
    addition example fact order case instance
    """
)
_QUANTITIES = word_set("some many most few several all both half each one part percent majority none any more")
_SENSED = word_set("attend count draft hear measure see walk watch")
_DEEDS = (CLAIMS | name_words.HUMAN_VERBS | name_words.ACTING_VERBS | _SENSED) - word_set(
    "show indicate reveal suggest demonstrate add own live bear die found fine back learn continue operate find report "
    "confirm partner grow emphasize emphasise stress"
)
_EMPTY_BEFORE = re.compile(
    r"(?:(?:is|was|be|been|has|have|had|becomes?|became|seems?|seemed|will|would|may|can|not|also|very|too|so|more|less"
    r"|only) ){0,4}"
    r"(?:\w+ible|\w+able|clear|unclear|difficult|hard|easy|easier|harder|likely|unlikely|important|necessary|true|safer"
    r"|interesting|good|better|best|time|soon|enough|fair|worth|common|rare) (?:for|to|that|whether|why|how|\w+ing)\b"
)
_OF_SOMEBODY = word_set("able eager free keen ready unable willing")
_EMPTY_VERBS = {"be", "seem", "appear", "take", "turn", "mean", "happen", "look", "sound", "rain", "snow", "come"}


@dataclass(frozen=True, slots=True)
class Agreement:
    """Number, gender and kind; ``either`` when a noun can be taken up by "it" and by "they".

    ``acts`` is False for things that can't say, want or decide anything."""

    kind: Kind
    plural: bool = False
    gender: Gender | None = None
    either: bool = False
    acts: bool = True

    def fits(self, noun: Agreement) -> bool:
        """True when a noun that agrees so can be what a pronoun that wants this stands for."""
        if self.plural:
            return noun.plural or noun.either
        if not noun.plural and noun.kind == "unclear":
            return True
        if noun.plural or (noun.kind == "person") != (self.kind == "person"):
            return False
        return self.kind != "person" or noun.gender in {None, self.gender}


def needs(token: Token) -> Agreement | None:
    """What a pronoun wants of its antecedent, None for a word that is none; "it is clear that" wants nothing."""
    lower = token.lower_
    if token.pos_ not in {"PRON", "DET"} and token.tag_ not in {"PRP", "PRP$"}:
        return None
    if lower in _HE:
        return Agreement("person", gender=_HE[lower])
    if lower in _IT:
        return Agreement("empty" if lower == "it" and is_empty(token) else "thing")
    return Agreement("several", plural=True) if lower in _THEY else None


def is_empty(it: Token) -> bool:
    """True for an "it" that stands for nothing: "it is clear that", "it takes a year to", "makes it hard to"."""
    verb = it.head
    if it.dep_ == "expl":
        return True
    if _EMPTY_BEFORE.match(it.doc[it.i + 1 : it.i + 8].text):
        return True
    if verb.lemma_ == "come" and re.match(r"(?:down )?(?:to|time)\b", verb.doc[verb.i + 1 : verb.i + 3].text):
        return True
    if it.dep_ == "dobj" and verb.lemma_ == "put" and it.doc[min(it.i + 1, len(it.doc) - 1)].is_punct:
        return True
    later = [c for c in verb.children if c.i > it.i]
    clausal = any(c.dep_ in {"ccomp", "csubj", "advcl", "xcomp"} for c in later)
    if it.dep_ == "nsubjpass" and any(c.dep_ == "ccomp" for c in later):
        return True  # "it was announced that"
    if any(child.dep_ == "acomp" and child.lower_ in _OF_SOMEBODY for child in verb.children):
        return False
    if verb.lemma_ == "turn" and not any(child.lower_ == "out" for child in verb.children):
        return False
    if it.dep_ in {"nsubj", "nsubjpass"} and verb.lemma_ in _EMPTY_VERBS:
        held = any(c.dep_ in {"acomp", "attr", "oprd"} for c in later) or verb.lemma_ != "be"
        inner = any(t.dep_ in {"ccomp", "csubj", "xcomp", "advcl", "acl"} for c in later for t in c.children)
        return (clausal and held) or inner or verb.lemma_ in {"rain", "snow"}
    return it.dep_ in {"nsubj", "dobj"} and verb.dep_ == "ccomp" and verb.pos_ in {"ADJ", "NOUN"}


def is_antecedent(token: Token, entity: Entity | None) -> bool:
    """True for a noun that a pronoun can stand for."""
    if token.pos_ not in {"NOUN", "PROPN"} or token.dep_ in {"amod", "npadvmod", "attr"}:
        return False
    if token.dep_ in {"compound", "nmod"}:
        return entity is not None and token.head.pos_ == "NOUN"
    if entity is not None:
        return True
    return not (token.ent_type_ in _MEASURES or token.lower_ in _EMPTY or token.lemma_.lower() in _EMPTY)


def is_quantity(token: Token) -> bool:
    """True for what only says how many: "some of them", "81 percent of people"."""
    return token.lower_ in _QUANTITIES or token.ent_type_ in {"PERCENT", "CARDINAL"} or token.pos_ in {"DET", "NUM"}


def is_event(token: Token) -> bool:
    """True for a subject that is a whole event: "This means", "Finding them would mean", which "it" may take up."""
    if token.dep_ in {"nsubj", "nsubjpass"}:
        return token.tag_ == "DT" and token.lower_ in {"this", "that"}
    return token.dep_ in {"csubj", "csubjpass"}


def is_deed(pronoun: Token) -> bool:
    """True when a pronoun does what only people and organisations do: "They estimated"."""
    verb = pronoun.head
    by_itself = verb.lemma_ in _BY_ITSELF and not any(child.dep_ == "dobj" for child in verb.children)
    return pronoun.dep_ == "nsubj" and verb.lemma_.lower() in _DEEDS and not by_itself


_BY_ITSELF = {"launch", "open"}
"""Deeds that are none without an object: "It will launch in May" is said of a probe."""


def agreement_of(token: Token, entity: Entity | None) -> Agreement:
    """What agrees with a noun or name."""
    lower, lemma = token.lower_, token.lemma_.lower()
    if entity is not None and entity.kind == "person":
        return Agreement("person", plural=entity.plural, gender=entity.gender)
    if entity is not None and token.pos_ == "PROPN":
        plural = token.tag_ == "NNPS" and entity.kind != "organisation"
        if entity.kind == "other" and entity.name.isalpha() and not entity.name.isupper() and not plural:
            return Agreement("unclear")
        return Agreement("thing", plural, either=entity.kind == "organisation", acts=entity.kind != "other")
    plural = token.tag_ in {"NNS", "NNPS"}
    if entity is None and token.pos_ == "PROPN" and token.ent_type_ in {"", "PERSON"}:
        return Agreement("unclear", either=plural)
    if lemma in PEOPLE or lower in PEOPLE:
        return Agreement("person", plural=plural, gender=GENDERED.get(lemma))
    if lower in _ONLY_THEY:
        return Agreement("several", plural=True)
    if token.ent_type_ == "PERSON":
        return Agreement("person", plural=plural)
    group = lower in GROUPS or lemma in GROUPS | name_words.ORGANISATION_NOUNS
    return Agreement("thing", plural, either=lower in GROUPS, acts=group or lemma == "country")
