"""What defines a thing is told of it: "The Alma is a river that crosses the plain" says what the Alma crosses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizapp.generator.vocabulary import GENERIC_NOUNS, word_set

if TYPE_CHECKING:
    from spacy.tokens import Token

_SUBJECTS = {"nsubj", "nsubjpass"}
_ARTICLES = {"a", "an", "the"}
_POINTING = word_set("it this that these those what which who")


def defined(verb: Token) -> Token | None:
    """Whom or what "X is a Y that ...", "X is a Y made of ..." and "X, a Y that ..." tell of; None when unsure."""
    noun = verb.head
    restrictive = verb.dep_ == "relcl" and verb.left_edge.tag_ in {"WDT", "WP"} and verb.left_edge.head == verb
    made = verb.dep_ == "acl" and verb.tag_ == "VBN" and verb.left_edge.i in {verb.i, verb.i - 1}
    if noun.tag_ != "NN" or noun.left_edge.lower_ not in _ARTICLES or not (restrictive or made):
        return None
    if (
        verb.left_edge.nbor(-1).text == ","
        or verb.lemma_.lower() in _NAMING
        or noun.lemma_.lower() in _NAMES | _EXAMPLES
    ):
        return None
    if noun.dep_ == "appos" and noun.i > noun.head.i and noun.head.pos_ == "PROPN":
        return noun.head if noun.left_edge.nbor(-1).text == "," else None
    return _subject(noun.head, noun) if noun.dep_ == "attr" and noun.head.lemma_ == "be" else None


def _subject(link: Token, noun: Token) -> Token | None:
    """The subject of "is a Y", where that is said without doubt and of one thing."""
    own = [child for child in link.children if child.dep_ in _SUBJECTS]
    doubted = any(child.dep_ == "neg" or child.tag_ == "MD" for child in link.children)
    if len(own) != 1 or doubted or own[0].i > link.i or own[0].tag_ not in {"NN", "NNP", "PRP"}:
        return None
    named = any(child.pos_ == "PROPN" for child in noun.lefts) and own[0].pos_ == "NOUN"
    pointing = own[0].lower_ in _POINTING and noun.left_edge.lower_ == "the"  # "it was the king that ..."
    vague = own[0].lemma_.lower() in GENERIC_NOUNS | _EXAMPLES or any(t.tag_ in {"JJS", "RBS"} for t in own[0].subtree)
    return None if named or pointing or vague else own[0]


def be_before(participle: Token, subject: Token) -> tuple[str, str]:
    """The form of "be" that a participle behind a noun lacks: "the mill built in 1891" was built."""
    several = subject.tag_ in {"NNS", "NNPS"} or subject.lower_ in {"they", "we"}
    if participle.lemma_.lower() in LASTING or _lasts(participle):
        return ("are", "VBP") if several else ("is", "VBZ")
    return ("were" if several else "was", "VBD")


def _lasts(participle: Token) -> bool:
    """True where "is a glass made from sand" tells what is made so still; "is a film made by Renn" does not."""
    noun = participle.head
    present = noun.dep_ == "attr" and noun.head.tag_ in {"VBZ", "VBP"} and defined(participle) is not None
    past = any(c.dep_ == "agent" for c in participle.children) or any(t.ent_type_ == "DATE" for t in participle.subtree)
    return present and (not past or participle.lemma_.lower() in _STILL)


LASTING = word_set("base border call headquarter know locate situate surround")
"""Participles that tell how something is rather than what was done to it: "a town located in Norway"."""
_NAMING = word_set("call dub entitle mean name title")
_NAMES = word_set("expression name phrase term title word")
_EXAMPLES = word_set("case difference effect example exception goal idea issue problem reason result thing")
_STILL = word_set("govern own operate play run speak use")
