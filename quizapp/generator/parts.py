"""Parts of a clause: what stands around a verb, and what each does there."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from quizapp.generator.phrases import (
    NUMBER_TYPES,
    PLACE_TYPES,
    UNITS,
    is_time,
    noun_phrase,
    stripped,
    subtree,
    until_when,
    without_remark,
)
from quizapp.generator.vocabulary import LINKS, LOOSE_ADVERBS, WORRIES

if TYPE_CHECKING:
    from spacy.tokens import Span as Words
    from spacy.tokens import Token


class Role(Enum):
    """What a part does in its clause."""

    SUBJECT = "subject"
    OBJECT = "object"
    RECEIVER = "receiver"
    ATTRIBUTE = "attribute"
    QUALITY = "quality"
    INFINITIVE = "infinitive"
    CLAUSE = "clause"
    OBLIQUE = "oblique"
    AGENT = "agent"
    TIME = "time"
    PLACE = "place"
    REASON = "reason"
    PURPOSE = "purpose"
    CONDITION = "condition"
    CIRCUMSTANCE = "circumstance"
    ADVERB = "adverb"
    PARTICLE = "particle"
    LOOSE = "loose"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a clause. ``head`` is its noun (or verb, adjective); ``preposition`` leads it, where one does.

    ``lead`` is a preposition that the sentence has no word for: "in" of "1970 saw ...".
    """

    role: Role
    words: Words
    head: Token
    preposition: Token | None = None
    fronted: bool = False
    lead: str = ""

    @property
    def inner(self) -> Words:
        """The words without the leading preposition."""
        return self.words if self.preposition is None else self.words.doc[self.preposition.i + 1 : self.words.end]


def part_of(child: Token, verb: Token) -> Part | None:
    """What ``child`` is to its verb, None when it is no part of its own (auxiliaries, punctuation, other clauses)."""
    part = _part_of(child, verb)
    return part if part is None or len(part.words) else None  # of "etc. (for example," nothing may be left


def _part_of(child: Token, verb: Token) -> Part | None:
    fronted = child.i < verb.i
    dep = child.dep_
    if dep in {"dobj", "attr", "dative", "oprd", "acomp"} and child.pos_ not in {"ADP"}:
        if child.tag_ in {"WP", "WDT"}:
            return Part(Role.LOOSE, subtree(child), child, fronted=fronted)
        if dep == "dobj" and (about := _asked_about(child, verb)) is not None:
            return Part(Role.OBLIQUE, noun_phrase(child), child, about, fronted)
        role = {"dobj": Role.OBJECT, "attr": Role.ATTRIBUTE, "dative": Role.RECEIVER}.get(dep, Role.QUALITY)
        span = noun_phrase(child) if child.pos_ in {"NOUN", "PROPN", "PRON", "NUM"} else subtree(child)
        return Part(role, span, child, fronted=fronted)
    if dep in {"prep", "agent", "dative"}:
        return _prepositional(child, fronted=fronted)
    if dep in {"npadvmod", "advmod"}:
        return _adverbial(child, verb, fronted=fronted)
    if dep == "xcomp":
        if child.pos_ not in {"VERB", "AUX"}:
            return Part(Role.QUALITY, subtree(child), child, fronted=fronted)
        to = any(c.dep_ == "aux" and c.tag_ == "TO" for c in child.children)
        return Part(
            Role.INFINITIVE if to and (child.tag_ == "VB" or perfect(child)) else Role.QUALITY,
            without_remark(subtree(child)),
            child,
            fronted=fronted,
        )
    if dep == "ccomp":
        return Part(Role.CLAUSE, without_remark(subtree(child)), child, fronted=fronted)
    if dep == "advcl":
        return Part(_subordinate(child), without_remark(subtree(child)), child, fronted=fronted)
    if dep == "prt":
        return None if child.i == verb.i + 1 else Part(Role.PARTICLE, subtree(child), child, fronted=fronted)
    return None


def perfect(verb: Token) -> bool:
    """True for "to have reached" and "to have been built"."""
    return verb.tag_ == "VBN" and any(c.lower_ == "have" and c.dep_ == "aux" for c in verb.children)


def _asked_about(child: Token, verb: Token) -> Token | None:
    """The "about" of "asked voters about four towns", where the parser sees two objects and about four towns."""
    about = child.left_edge
    before = any(other.dep_ == "dobj" and other.right_edge.i + 1 == about.i for other in verb.children)
    return about if before and about.lower_ == "about" and about.dep_ in {"advmod", "quantmod"} else None


def counts_about(part: Part) -> bool:
    """True for the "about four towns" of "asked voters about four towns"."""
    led = part.preposition is not None and part.preposition.lower_ == "about"
    return led and any(child.dep_ == "nummod" for child in part.head.children)


def _prepositional(prep: Token, *, fronted: bool) -> Part | None:
    if fronted and subtree(prep).text.lower() in LINKS:
        return None
    objects = sorted(
        (c for c in prep.children if c.dep_ in {"pobj", "pcomp"} and c.i > prep.i),
        key=lambda c: (c.dep_ != "pobj", c.i),
    )
    inner = objects[0] if objects else None
    if inner is None:
        nested = next((child for child in prep.children if child.dep_ == "prep"), None)
        head = next((c for c in nested.children if c.dep_ == "pobj"), None) if nested is not None else None
        if head is None:
            return Part(Role.PARTICLE, subtree(prep), prep, fronted=fronted) if not fronted else None
        return Part(Role.OBLIQUE, prep.doc[prep.i : noun_phrase(head).end], head, nested, fronted)
    if inner.dep_ == "pcomp" and inner.pos_ == "ADP":
        deeper = next((child for child in inner.children if child.dep_ == "pobj"), inner)
        span = prep.doc[inner.i : max(inner.i + 1, noun_phrase(deeper).end if deeper is not inner else 0)]
    else:
        span = noun_phrase(inner) if inner.dep_ == "pobj" else subtree(inner)
    last = objects[-1]
    if last.dep_ == "pobj" and last.i > inner.i and {inner.lemma_.lower(), last.lemma_.lower()} <= UNITS:
        span = prep.doc[span.start : last.i + 1]  # "to 11 hours, 22 minutes, and 37 seconds"
    if (to := until_when(prep) or _as_far_as(prep, inner)) is not None:
        span = prep.doc[span.start : noun_phrase(next(c for c in to.children if c.dep_ == "pobj")).end]
    elif any(until_when(other) == prep for other in prep.head.children if other.lower_ == "from" and other.i < prep.i):
        return None  # the end of a time told from its start on
    whole = stripped(prep.doc[prep.i : span.end])
    if (goal := _goal(prep, inner)) is not None:
        return Part(Role.PURPOSE, stripped(prep.doc[prep.i : subtree(goal).end]), goal, fronted=fronted)
    such = prep.lower_ == "as" and prep.i > 0 and prep.nbor(-1).lower_ == "such"
    if such or prep.lower_ in {"including", "like", "such", "except"}:
        role = Role.LOOSE
    elif is_time(inner) and prep.lower_ != "of":
        role = Role.TIME
    elif prep.dep_ == "agent":
        role = Role.AGENT
    elif inner.ent_type_ in PLACE_TYPES and prep.lower_ in {
        "in",
        "at",
        "near",
        "on",
        "outside",
        "inside",
        "across",
        "around",
    }:
        role = Role.PLACE
    elif whole.text.lower().startswith(("because of", "due to", "owing to")) or _worried(prep, inner):
        role = Role.REASON
    else:
        role = Role.OBLIQUE
    if prep.lower_ == "of" and prep.i > 0 and prep.nbor(-1).lower_ == "instead":
        return None  # what happened did so instead of this: it can be left out
    return Part(role, whole, inner, prep, fronted)


def _as_far_as(prep: Token, first: Token) -> Token | None:
    """The "to" of "fell from 700 million to five million", where the parser hung it under the first number."""
    to = next((c for t in (prep, first) for c in t.children if c.dep_ == "prep" and c.lower_ == "to"), None)
    last = next((child for child in to.children if child.dep_ == "pobj"), None) if to is not None else None
    counted = last is not None and all(t.pos_ == "NUM" or t.ent_type_ in NUMBER_TYPES for t in (first, last))
    return to if prep.lower_ == "from" and counted else None


_GOALS = {"attempt", "bid", "effort", "order"}


def _goal(prep: Token, noun: Token) -> Token | None:
    """The verb of "in order to save fuel" and "in a bid to save fuel", which tell a purpose."""
    if prep.lower_ != "in" or noun.lower_ not in _GOALS:
        return None
    verb = next((child for child in noun.children if child.dep_ in {"acl", "relcl"} and child.tag_ == "VB"), None)
    led = noun.doc[noun.i + 1 : noun.i + 2].text == "to" and noun.i - prep.i <= 2
    return verb if verb is not None and led and verb.i > noun.i + 1 else None


def _worried(prep: Token, noun: Token) -> bool:
    """True for "over fears that ..." and "amid allegations of ...", which tell why something was done."""
    return prep.lower_ in {"over", "amid", "amidst"} and noun.lemma_.lower() in WORRIES


def _adverbial(child: Token, verb: Token, *, fronted: bool) -> Part | None:
    if child.dep_ == "npadvmod":
        span = noun_phrase(child)
        if is_time(child):
            return Part(Role.TIME, span, child, fronted=fronted)
        role = Role.OBJECT if child.ent_type_ in NUMBER_TYPES else Role.ADVERB
        return Part(role, span, child, fronted=fronted)
    if child.tag_ == "WRB":
        return Part(Role.LOOSE, subtree(child), child, fronted=fronted)
    if child.lower_ in {"yesterday", "today", "tomorrow", "ago", "tonight"} or child.ent_type_ in {"DATE", "TIME"}:
        return Part(Role.TIME, subtree(child), child, fronted=fronted)
    if child.lower_ in LOOSE_ADVERBS and not list(child.children):
        return None
    helpers = [c.i for c in verb.children if c.dep_ in {"aux", "auxpass"} and c.i < verb.i]
    if min(helpers, default=verb.i) - 1 <= child.i < verb.i and not list(child.children):
        return None  # it stands in the verb group
    return Part(Role.ADVERB, subtree(child), child, fronted=fronted)


def _subordinate(verb: Token) -> Role:
    marks = {child.lower_ for child in verb.children if child.dep_ in {"mark", "advmod", "aux"} and child.i < verb.i}
    if "because" in marks or verb.doc[verb.left_edge.i : verb.left_edge.i + 2].text.lower() == "so that":
        return Role.REASON
    if marks & {"if", "unless", "once", "should"}:
        return Role.CONDITION
    if "to" in marks and verb.tag_ == "VB" and not any(child.dep_ in {"nsubj", "nsubjpass"} for child in verb.children):
        return Role.PURPOSE
    if marks & {
        "when",
        "after",
        "before",
        "while",
        "until",
        "as",
        "since",
        "although",
        "though",
        "whereas",
        "where",
        "than",
    }:
        return Role.CIRCUMSTANCE
    return Role.LOOSE
