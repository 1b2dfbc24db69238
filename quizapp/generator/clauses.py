"""Clauses of a sentence: a verb group, its subject and the parts around it, in the order they stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizapp.generator.added_clauses import with_tied_part
from quizapp.generator.adjuncts import behind_a_dash, dated, finite_ing, stayed
from quizapp.generator.clause_subjects import SUBJECTS, reporter_of, shown_to, subject_of, told_subject
from quizapp.generator.defining import be_before
from quizapp.generator.inflection import base_form, inflected, is_verb_form
from quizapp.generator.naming_parts import named_apart
from quizapp.generator.parts import Part, Role, counts_about, part_of, perfect
from quizapp.generator.phrases import noun_phrase, stripped
from quizapp.generator.verb_groups import FINITE, borrowed, shares_passive, told_as_past, verb_group, verb_run
from quizapp.generator.vocabulary import TELLING_VERBS, TELLS_AND_DOES
from quizapp.generator.witnessing import seen_by, setting

if TYPE_CHECKING:
    from spacy.tokens import Span as Words
    from spacy.tokens import Token

_AFTERWARDS = {Role.TIME, Role.REASON, Role.CIRCUMSTANCE, Role.CONDITION}
"""What may stand behind an infinitive and belong to the verb in front of it."""

_WITH_GERUND = {"begin", "start", "continue", "stop", "keep", "avoid", "finish", "quit"}


@dataclass(frozen=True, slots=True)
class Clause:
    """A verb with its subject and parts. ``group`` is (word, Penn tag) for the verb group in its order.

    ``infinitive`` is how many words of the group come before a "to" infinitive that was drawn into it ("hopes to
    launch"), None without one. ``kind``: main, coordinated, relative, participial, defining, reported, circumstance,
    adjunct, added.
    """

    verb: Token
    kind: str
    subject: Part
    group: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    infinitive: int | None = None
    odd: bool = False

    @property
    def passive(self) -> bool:
        """True when the subject undergoes what the verb says."""
        verbs = [tag for _, tag in self.group if tag.startswith("VB")]
        helped = any(word.lower() in {"is", "are", "was", "were", "be", "been", "being"} for word, _ in self.group)
        return helped and self.infinitive is None and verbs[-1:] == ["VBN"]

    @property
    def telling(self) -> bool:
        """True when the clause only says that somebody says something: "wrote that", not "wrote a novel"."""
        lemma = self.verb.lemma_.lower()
        roles = {part.role for part in self.parts if not part.fronted}
        if lemma not in TELLING_VERBS:
            return False
        if lemma in {"ask", "tell"} and {Role.OBJECT, Role.INFINITIVE} <= roles:
            return False
        if lemma == "ask" and any(part.role is Role.OBLIQUE and counts_about(part) for part in self.parts):
            return False  # "asked voters about four towns": what a survey was about
        if self.infinitive is not None and any(child.dep_ == "auxpass" for child in self.verb.children):
            return False  # "is thought to hold"
        if lemma == "continue" and (self.infinitive is not None or self.subject.head.tag_ in {"NN", "NNS"}):
            return False  # "continued to grow", "the work continued"
        acted_on = any(part.role is Role.OBJECT and part.head.pos_ in {"NOUN", "PROPN"} for part in self.parts)
        return not (lemma in TELLS_AND_DOES and acted_on and Role.CLAUSE not in roles)


def find_clauses(tokens: Words) -> Iterator[Clause]:
    """Every clause of a sentence that has a subject of its own, shares one, or relates to a noun."""
    for verb in tokens:
        if verb.pos_ in {"VERB", "AUX"}:
            clause = _clause(verb)
            if clause is not None:
                yield clause


def _clause(verb: Token) -> Clause | None:
    if verb.dep_ in {"aux", "auxpass", "amod", "compound", "xcomp"} and not subject_of(verb):
        return None
    found = told_subject(verb)
    if found is None or (verb.tag_ != "VBN" and _shared_object(verb) is not None):
        return None  # "torpedoed and sank a ship": told of the last verb
    subject, kind = found
    group = verb_group(verb)
    if told_as_past(verb, group):
        group = tuple((word, "VBD" if word == verb.text else tag) for word, tag in group)
    saw = seen_by(verb)
    if saw is not None:
        group = ((inflected(base_form(verb.text), "VBD"), "VBD"), *group[1:])
    if kind == "adjunct":
        finite = finite_ing(verb, subject)
        if finite is None:
            return None
        group = (*finite, *group[1:])
    elif kind in {"participial", "defining"} and verb.dep_ in {"acl", "advcl"}:
        group = ((group[0][0], "VBN"),) if len(group) == 1 else group
        group = (be_before(verb, subject), *group)
    elif kind == "coordinated" and shares_passive(verb):
        group = (*borrowed(verb), *((word, "VBN" if word == verb.text else tag) for word, tag in group))
    elif kind == "coordinated" and (run := verb_run(verb)) is not None:
        group = (*borrowed(verb), (run, verb.tag_)) if verb.tag_ == "VBN" else ((run, verb.tag_),)
    elif kind == "coordinated" and not any(tag in FINITE for _, tag in group):
        group = (*borrowed(verb), *group)
    if not any(tag in FINITE for _, tag in group):
        return None
    parts = [part for child in verb.children if (part := part_of(child, verb)) is not None]
    if (end := _joint(verb)) is not None:  # what stands behind it belongs to the next verb
        parts = [part for part in parts if part.fronted or part.words.start < end]
    infinitive = None
    while (inner := _drawn_in(parts)) is not None:
        if infinitive is None and (inner.tag_ == "VB" or perfect(inner)):
            infinitive = len(group)
        group, later = (*group, *verb_group(inner)), inner.i
        if (last := _shared_object(inner)) is not None:
            joint = next(child for child in inner.children if child.dep_ == "cc")
            group, inner = (*group, (joint.text, joint.tag_), *verb_group(last)), last
        parts = [
            *(part for part in parts if part.fronted),
            *(p for child in inner.children if (p := part_of(child, inner)) is not None and not p.fronted),
            *(part for part in parts if (part.role in _AFTERWARDS or _set_apart(part)) and part.words.start > later),
        ]
    if kind == "added":
        parts = with_tied_part(parts, verb)
    parts = [*stayed(dated(named_apart(parts, verb), verb), verb), *(setting(saw) if saw is not None else ())]
    odd = any(_astray(child) for child in verb.children) or not is_verb_form(verb.lower_)
    # "Consider keeping customs and habits a duty": a noun joined to a verb was torn from its phrase.
    joined = [c for c in verb.children if c.dep_ == "conj" and verb.pos_ == "VERB" and not behind_a_dash(c, verb)]
    odd = odd or any(shown_to(child) is not None for child in verb.children)
    odd = odd or any(child.pos_ in {"NOUN", "PROPN"} or not is_verb_form(child.lower_) for child in joined)
    about = noun_phrase(subject)
    if kind == "reported" and about[0].lower_ == "that" and len(about) > 1 and about.start == verb.head.i + 1:
        about = about[1:]  # "teaches that marriage is ...", whose "that" leads the clause
    if kind in {"relative", "participial"} and verb.i > subject.i:  # the noun without the clause itself
        start = min(token.i for token in verb.subtree)
        about = stripped(about.doc[about.start : max(subject.i + 1, min(about.end, start))])
    about = _with_lost_end(about, verb)
    return Clause(verb, kind, Part(Role.SUBJECT, about, subject), group, tuple(parts), infinitive, odd)


def _astray(child: Token) -> bool:
    """True for what the parser found no place for; the blank where a bracket was left out is no such thing."""
    return child.dep_ in {"dep", "parataxis", "intj", "meta"} and not child.is_space and reporter_of(child) is None


def _with_lost_end(about: Words, verb: Token) -> Words:
    """ "a ferry built for 300 guests" where the parser took "guests" for a second subject."""
    lost = next((c for c in verb.children if c.dep_ in SUBJECTS and c.left_edge.i == about.end), None)
    return about if about[-1].pos_ != "ADP" or lost is None else about.doc[about.start : lost.i + 1]


def _drawn_in(parts: list[Part]) -> Token | None:
    """The verb of a last part that continues the verb group: "hopes to launch", "began issuing"."""
    closed = {Role.OBJECT, Role.RECEIVER, Role.ATTRIBUTE, Role.CLAUSE}
    behind = [part for part in parts if not part.fronted]
    if (
        not behind
        or any(part.role not in _AFTERWARDS and not _set_apart(part) for part in behind[1:])
        or any(part.role in closed for part in parts)
        or behind[0].head.dep_ != "xcomp"
    ):
        return None
    inner = behind[0].head
    if inner.head.lemma_ == "be":
        own = subject_of(inner.head)  # "The office is to begin ...", not "The aim is to begin ..."
        return inner if own is not None and own.pos_ == "PROPN" and inner.tag_ == "VB" else None
    gerund = inner.tag_ == "VBG" and inner.head.lemma_.lower() in _WITH_GERUND and inner.i == inner.head.i + 1
    return inner if behind[0].role is Role.INFINITIVE or gerund else None


def _set_apart(part: Part) -> bool:
    """True for the ", creating a trade balance" behind "continued to export tea"."""
    start = part.words.start
    return part.role is Role.LOOSE and start > 0 and part.words.doc[start - 1].text == ","


def _shared_object(verb: Token) -> Token | None:
    """The second of two verbs that share what follows: "share" of "to preserve and share music"."""
    last = next((child for child in verb.children if child.dep_ == "conj" and child.tag_ == verb.tag_), None)
    joined = [child for child in verb.children if child.dep_ == "cc" and child.lower_ in {"and", "or"}]
    own = any(child.i > verb.i and child.dep_ not in {"cc", "conj", "prt"} for child in verb.children)
    return last if last is not None and not own and len(joined) == 1 and joined[0].i == last.i - 1 else None


def _joint(verb: Token) -> int | None:
    """Where the "and" stands that joins another verb to this one."""
    joined = any(child.dep_ == "conj" and child.pos_ in {"VERB", "AUX"} for child in verb.children)
    return next((c.i for c in verb.children if c.dep_ == "cc" and c.i > verb.i), None) if joined else None
