"""Whom or what a clause tells of, and what kind of clause that makes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizapp.generator.added_clauses import link_of, told_of
from quizapp.generator.adjuncts import is_adjunct, is_deed_before, is_state_before
from quizapp.generator.defining import defined
from quizapp.generator.vocabulary import CLAIMS

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = {"nsubj", "nsubjpass"}
RELATIVES = {"who", "which", "that"}

_SHOWING = {"claim", "confirm", "estimate", "find", "indicate", "report", "reveal", "say", "show", "suggest"}


def subject_of(verb: Token) -> Token | None:
    """The subject of a verb; of "The space agency NASA says", where the parser sees two, the name."""
    found = [child for child in verb.children if child.dep_ in SUBJECTS]
    named = len(found) == 2 and found[1].pos_ == "PROPN" and found[1].left_edge.i == found[0].i + 1
    return found[1] if named and found[0].pos_ == "NOUN" else found[0] if found else None


def reporter_of(verb: Token) -> Token | None:
    """Who says so, for the "says" of "The pump, he says, needs oil"; None for any other verb."""
    if verb.dep_ != "parataxis" or verb.lemma_.lower() not in CLAIMS or verb.tag_ not in {"VBD", "VBZ", "VBP"}:
        return None
    own = subject_of(verb)
    if own is None or own.left_edge.i == verb.sent.start or verb.i + 1 >= verb.sent.end:
        return None
    between = own.left_edge.nbor(-1).text == verb.nbor(1).text == ","
    return own if between and all(child.dep_ in {"nsubj", "punct"} for child in verb.children) else None


def told_subject(verb: Token) -> tuple[Token, str] | None:
    """Whom or what a clause tells of, and its kind as in ``Clause``; None where nothing is told."""
    own = subject_of(verb)
    if (thing := defined(verb)) is not None:
        return thing, "defining"
    doing = next((child for child in verb.children if child.dep_ in {"csubj", "csubjpass"}), None)
    if doing is not None:
        gerund = doing.tag_ == "VBG" and own is None and doing.i < verb.i  # "Improving services is ..."
        known = {"ROOT": "main", "ccomp": "reported"}.get(verb.dep_)
        return (doing, known) if gerund and known is not None else None
    if (there := next((child for child in verb.children if child.dep_ == "expl"), None)) is not None:
        known = {"ROOT": "main", "conj": "main", "ccomp": "reported"}.get(verb.dep_)
        exists = there.lower_ == "there" and verb.lemma_ == "be" and there.i < verb.i
        return (there, known) if known is not None and exists else None
    if own is not None:
        if own.lower_ in RELATIVES and own.tag_ in {"WDT", "WP"}:
            close = own.i == verb.head.i + 1 or (own.i > 0 and own.nbor(-1).text == ",")
            fits = verb.dep_ == "relcl" and verb.head.pos_ in {"NOUN", "PROPN"} and close
            noun = told_of(verb) if fits else None
            return (noun, "relative") if noun is not None else None
        if own.tag_ in {"WDT", "WP", "EX"} or own.i > verb.i:
            return None
        if link_of(verb) is not None:
            return own, "added"
        return own, "reported" if verb.dep_ == "ccomp" else "main" if verb.dep_ in {
            "ROOT",
            "conj",
        } else "circumstance" if _happened(verb) else "coordinated" if _side_by_side(verb) else verb.dep_
    if (shown := shown_to(verb)) is not None:
        return shown, "reported"
    if verb.dep_ == "conj" and any(t.text in {"–", "—", "--", ";"} for t in verb.doc[verb.head.i : verb.i]):
        return None
    joined = any(child.dep_ in {"cc", "punct"} and child.i < verb.i for child in verb.head.children)
    if verb.dep_ == "conj" and joined and verb.head.pos_ in {"VERB", "AUX"} and verb.tag_ != "VBG":
        found = told_subject(verb.head)
        return (found[0], "coordinated") if found else None
    if verb.dep_ == "acl" and verb.tag_ == "VBN" and verb.head.pos_ in {"NOUN", "PROPN"}:
        return verb.head, "participial"
    if is_state_before(verb):
        found = told_subject(verb.head)
        return (found[0], "participial") if found and found[1] in {"main", "coordinated"} else None
    if is_adjunct(verb):
        found = told_subject(verb.head)
        return (found[0], "adjunct") if found and found[1] in {"main", "coordinated", "reported"} else None
    if is_deed_before(verb):
        found = told_subject(verb.head.head)
        somebody = found is not None and (found[0].pos_ == "PROPN" or found[0].tag_ == "PRP")
        somebody = somebody or (found is not None and _definite(found[0]) and any(t.like_num for t in verb.subtree))
        return (found[0], "adjunct") if found and somebody and found[1] in {"main", "coordinated"} else None
    return None


def _definite(noun: Token) -> bool:
    return any(child.lower_ == "the" or child.dep_ == "poss" for child in noun.children)


def shown_to(verb: Token) -> Token | None:
    """The subject of "show a record 700 ships crossed the strait", which the parser took for what is shown."""
    if verb.dep_ != "ccomp" or verb.tag_ not in {"VBD", "VBZ", "VBP"} or verb.head.lemma_.lower() not in _SHOWING:
        return None
    if any(child.dep_ in {"mark", "dobj"} and child.i < verb.i for child in verb.children):
        return None
    shown = [child for child in verb.head.children if child.dep_ == "dobj" and verb.head.i < child.i < verb.i]
    return shown[0] if len(shown) == 1 and shown[0].right_edge.i + 1 == verb.i else None


def _side_by_side(verb: Token) -> bool:
    """True for the first of several verbs with one subject, which the parser hung under the next one."""
    unmarked = not any(child.dep_ in {"mark", "advmod"} and child.i < verb.i for child in verb.children)
    bare = not any(child.dep_ in {"nsubj", "nsubjpass"} for child in verb.head.children)
    return verb.dep_ == "advcl" and unmarked and bare and verb.i < verb.head.i


def _happened(verb: Token) -> bool:
    """True for a subordinate clause that tells what happened or is granted: "when it sank", "although it is old"."""
    marks = {child.lower_ for child in verb.children if child.dep_ in {"mark", "advmod"} and child.i < verb.i}
    finite = verb.tag_ == "VBD" or any(c.tag_ == "VBD" and c.dep_ in {"aux", "auxpass"} for c in verb.children)
    present = verb.tag_ in {"VBD", "VBZ", "VBP"} or any(c.tag_ in {"VBD", "VBZ", "VBP", "MD"} for c in verb.children)
    granted = bool(marks & {"although", "though", "whereas"}) or _contrasted(verb, marks) or _given(verb, marks)
    return verb.dep_ == "advcl" and ((granted and present) or (finite and bool(marks & {"when", "after", "because"})))


def _contrasted(verb: Token, marks: set[str]) -> bool:
    """True for "while X is Y" and "while fats give more energy", which contrast rather than tell when."""
    lasts = any(child.tag_ == "VBG" for child in (verb, *verb.children)) or verb.lemma_ in {"remain", "stay", "wait"}
    return marks == {"while"} and not lasts and (verb.lemma_ in {"be", "have"} or _names_subject(verb))


def _given(verb: Token, marks: set[str]) -> bool:
    """True for "since X preferred Y" and ", as X bought Y", which are told as true whatever they explain."""
    if marks == {"since"}:
        return _names_subject(verb)
    before = verb.left_edge.i > verb.sent.start and verb.left_edge.nbor(-1).text == ","
    acts = any(child.dep_ in {"dobj", "attr"} and child.i > verb.i for child in verb.children)
    manner = verb.lemma_.lower() in CLAIMS | {"call", "know", "put", "see"}
    return marks == {"as"} and before and acts and not manner and _names_subject(verb)


def _names_subject(verb: Token) -> bool:
    own = subject_of(verb)
    return own is not None and own.pos_ in {"NOUN", "PROPN"} and own.i < verb.i
