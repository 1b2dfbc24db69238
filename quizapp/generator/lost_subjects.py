"""Subjects that the parser lost: in the phrase in front, in the name of the verb itself, or with no verb at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizapp.generator.inflection import base_form, inflected, is_verb_form
from quizapp.generator.vocabulary import INTRANSITIVE

if TYPE_CHECKING:
    from spacy.tokens import Span as Words
    from spacy.tokens import Token

_SUBJECTS = {"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"}
_FINITE = {"VBD", "VBZ", "VBP", "MD"}
_NOUNS = {"NN", "NNS", "NNP", "NNPS"}
_PLURAL = {"NNS", "NNPS"}
_BEFORE_NOUN = {"compound", "amod", "det", "nmod", "nummod", "poss", "nsubj"}


def find_subjects(sentence: Words) -> None:
    """Give the main verb of a sentence its subject where the parser saw none; what isn't certain stays as it is."""
    root = sentence.root
    own = [child for child in root.children if child.dep_ == "nsubj"]
    if root.lemma_ == "be" and len(own) == 2 and own[0].i < root.i < own[1].i:
        own[1].dep_ = "attr"  # "The last kings were Olaf and Magnus"
    if root.tag_ == "VB" and own and _is_finite(root, own[0]):
        root.tag_ = "VBP"
    if root.pos_ in {"NOUN", "PROPN"} and not any(_tells(token) for token in sentence):
        _from_noun(root, sentence) or _from_participle(root, sentence)
    elif root.pos_ in {"VERB", "AUX"} and not any(child.dep_ in _SUBJECTS for child in root.children):
        _from_name(root) or _from_phrase_before(root)
    for token in sentence:
        if token.dep_ == "conj" and token.tag_ in _FINITE and token.pos_ == "VERB":
            _from_row(token)


def _from_row(verb: Token) -> bool:
    """Take the subject out of the row of "red lights stop the buses and a barrier closes the bridge"."""
    noun = verb.nbor(-1)
    if any(child.dep_ in _SUBJECTS for child in verb.children) or noun.dep_ != "conj" or noun.tag_ not in _NOUNS:
        return False
    joint = noun.left_edge.nbor(-1) if noun.left_edge.i > verb.sent.start else None
    agrees = verb.tag_ == "VBD" or (verb.tag_ == "VBZ") == (noun.tag_ not in _PLURAL)
    if joint is None or joint.dep_ != "cc" or joint.head not in {noun.head, *noun.head.conjuncts} or not agrees:
        return False
    if noun.head.i < verb.head.i:
        return False  # a row of subjects
    joint.head, noun.head, noun.dep_ = verb.head, verb, "nsubj"
    return True


def _is_finite(verb: Token, subject: Token) -> bool:
    """True for the "study" of "Biologists study mosses", which the parser took for an infinitive."""
    alone = not any(child.dep_ in {"aux", "auxpass", "mark"} for child in verb.children)
    return alone and subject.i < verb.i and subject.tag_ in _PLURAL and verb.i > verb.sent.start


def _tells(token: Token) -> bool:
    """True for a finite verb that isn't inside a phrase."""
    inside = any(one.dep_ in {"relcl", "acl", "advcl", "pcomp"} for one in (token, *token.ancestors))
    return token.tag_ in _FINITE and token.dep_ != "amod" and not inside


def _from_noun(noun: Token, sentence: Words) -> bool:
    """Make a verb of the last noun of "The grid's southern edge fronts onto the river."

    It must agree with the noun in front, and something must follow it.
    """
    before = noun.nbor(-1) if noun.i > sentence.start else None
    if before is None or before.dep_ != "compound" or before.head != noun or not is_verb_form(noun.lower_):
        return False
    first = before.left_edge
    if first.i > sentence.start and (first.nbor(-1).pos_ in {"NOUN", "PROPN"} or first.nbor(-1).is_space):
        return False  # "heating and air conditioning (HVAC) systems account": who knows where the subject starts
    base = base_form(noun.text)
    several = before.tag_ in _PLURAL
    agrees = noun.lower_ == (base if several else inflected(base, "VBZ"))
    follows = any(child.i > noun.i and child.dep_ in {"prep", "dobj", "advmod", "appos"} for child in noun.children)
    if not agrees or not follows or sentence[-1].text != ".":
        return False
    noun.tag_, noun.lemma_ = ("VBP" if several else "VBZ"), base
    noun.pos_ = "VERB"
    for child in noun.rights:
        if child.dep_ == "appos":
            child.dep_ = "dobj"
    _hand_over(noun, before)
    return True


def _from_participle(noun: Token, sentence: Words) -> bool:
    """Make a verb of the participle of "The second issue centered on trade."; no fragment has an "on" like that."""
    verb = next((c for c in noun.children if c.dep_ == "acl" and c.tag_ in {"VBN", "VBD"} and c.i > noun.i), None)
    if verb is None or sentence[-1].text != "." or inflected(base_form(verb.text), "VBD") != verb.lower_:
        return False
    plain = not any(child.dep_ in {"agent", "aux", "auxpass"} for child in verb.children)
    led = verb.nbor(-1).text != ","
    acts = any(child.dep_ in {"dobj", "prt"} for child in verb.children) or verb.lemma_.lower() in _MOVES
    if not (plain and led and acts):
        return False
    rights = [child for child in noun.rights if child.i > verb.i]
    lefts = [child for child in noun.lefts if child.dep_ in {"prep", "advmod", "punct", "cc"}]
    verb.head, verb.dep_, verb.tag_ = verb, "ROOT", "VBD"
    noun.head, noun.dep_ = verb, "nsubj"
    for child in (*lefts, *rights):
        child.head = verb
    return True


_MOVES = INTRANSITIVE | {"center", "centre", "depend", "differ", "focus", "lead", "range", "result", "revolve"}


def _from_name(verb: Token) -> bool:
    """Take the subject out of the "UNFPA works" that the parser took for one name, like "iron works"."""
    before = verb.nbor(-1) if verb.i > verb.sent.start else None
    if before is None or before.dep_ not in {"compound", "amod"} or before.tag_ not in _NOUNS or before.head != verb:
        return False
    if verb.tag_ not in {"VBZ", "VBP", "VBD"}:
        return False
    agrees = verb.tag_ == "VBD" or (verb.tag_ == "VBP") == (before.tag_ in _PLURAL)
    if agrees:
        _hand_over(verb, before)
    return agrees


def _hand_over(verb: Token, noun: Token) -> None:
    """Make ``noun`` the subject of ``verb``, with what the parser had hung on the verb as on a noun."""
    for child in list(verb.lefts):
        if child != noun and child.dep_ in _BEFORE_NOUN:
            child.head = noun
    noun.dep_ = "nsubj"


def _from_phrase_before(verb: Token) -> bool:
    """Take the subject out of "By the river, boats sailed" or "In a move that surprised us the mayor left"."""
    helpers = [child for child in verb.children if child.dep_ in {"aux", "auxpass"} and child.i < verb.i]
    if not any(token.tag_ in _FINITE for token in (verb, *helpers)) or any(t.tag_ == "WDT" for t in verb.children):
        return False
    start = min([verb.i, *(helper.i for helper in helpers)])
    while start > verb.sent.start and (start_token := verb.doc[start - 1]).pos_ == "ADV" and start_token.head == verb:
        start -= 1
    end = _without_insertion(verb, start)
    noun = _beside(verb, end) or _behind_comma(verb, end)
    if noun is None:
        return False
    noun.head = verb
    noun.dep_ = "nsubjpass" if any(helper.dep_ == "auxpass" for helper in helpers) else "nsubj"
    return True


def _without_insertion(verb: Token, start: int) -> int:
    """Where the words in front of a verb end without a ", along with others," that the parser hung on the verb."""
    doc = verb.doc
    if start - 1 <= verb.sent.start or doc[start - 1].text != ",":
        return start
    inserted = [c for c in verb.lefts if c.dep_ in {"prep", "advmod", "advcl"} and c.right_edge.i == start - 2]
    first = min((c.left_edge.i for c in inserted), default=start)
    return first - 1 if first > verb.sent.start + 1 and doc[first - 1].text == "," else start - 1


def _beside(verb: Token, end: int) -> Token | None:
    """The "the mayor" of "In a move that surprised us the mayor left", which the parser tied to the noun before."""
    last = verb.doc[end - 1]
    for noun in (last, *last.ancestors):
        if noun.i > verb.i or noun.tag_ not in _NOUNS or noun.right_edge.i != end - 1:
            continue
        first = noun.left_edge
        if first.i <= verb.sent.start or noun.dep_ not in {"appos", "npadvmod"}:
            continue
        named = noun.tag_ in {"NNP", "NNPS"} or first.tag_ == "DT"
        if named and first.nbor(-1).text != "," and first.nbor(-1).pos_ in {"NOUN", "PROPN", "PRON"}:
            return noun
    return None


def _behind_comma(verb: Token, end: int) -> Token | None:
    """The noun behind the one comma of "In the United States, courts"; what stood before it keeps its place."""
    doc = verb.doc
    preps = [child for child in verb.lefts if child.dep_ == "prep" and child.right_edge.i == end - 1]
    if len(preps) != 1:
        return None
    prep = preps[0]
    commas = [i for i in range(prep.i + 1, end) if doc[i].text == ","]
    if not commas or doc[end - 1].tag_ not in _NOUNS:
        return None
    cut = commas[0]
    first, rest = doc[prep.i + 1 : cut], doc[cut + 1 : end]
    tops = [token for token in rest if token.head not in rest]
    heads = [token for token in tops if token.tag_ in _NOUNS]
    listed = len(commas) == 1 or any(token.lower_ == "and" for token in rest[:-1])
    if len(heads) != 1 or tops != heads or not listed or not any(token.tag_ in _NOUNS for token in first):
        return None
    if len(commas) > 1 and any(token.dep_ == "conj" and token.head in first for token in rest):
        return None  # "in Bergen, Oslo and Rome": which of them starts the clause?
    torn = [token for token in first if token.head in rest]
    for token in torn[:-1]:
        token.head = torn[-1]
    if torn:
        torn[-1].head, torn[-1].dep_ = prep, "pobj"
    return heads[0]
