"""Clauses of a sentence: a verb group, its subject and the parts around it, in the order they stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizapp.generator.added_clauses import link_of, told_of, with_tied_part
from quizapp.generator.adjuncts import behind_a_dash, dated, finite_ing, is_adjunct, is_deed_before, stayed
from quizapp.generator.defining import be_before, defined
from quizapp.generator.inflection import base_form, full_auxiliary, inflected, is_verb_form
from quizapp.generator.naming_parts import named_apart
from quizapp.generator.parts import Part, Role, counts_about, part_of, perfect
from quizapp.generator.phrases import noun_phrase, stripped
from quizapp.generator.vocabulary import CLAIMS, INTRANSITIVE, LOOSE_ADVERBS, TELLING_VERBS, TELLS_AND_DOES
from quizapp.generator.witnessing import seen_by, setting

if TYPE_CHECKING:
    from spacy.tokens import Span as Words
    from spacy.tokens import Token

FINITE = {"VBD", "VBZ", "VBP", "MD"}


SUBJECTS = {"nsubj", "nsubjpass"}


RELATIVES = {"who", "which", "that"}


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
    found = _subject(verb)
    if found is None or (verb.tag_ != "VBN" and _shared_object(verb) is not None):
        return None  # "torpedoed and sank a ship": told of the last verb
    subject, kind = found
    group = verb_group(verb)
    if _told_as_past(verb, group):
        group = tuple((word, "VBD" if word == verb.text else tag) for word, tag in group)
    saw = seen_by(verb)
    if saw is not None:
        group = ((inflected(base_form(verb.text), "VBD"), "VBD"), *group[1:])
    if kind == "adjunct":
        finite = finite_ing(verb, subject)
        if finite is None:
            return None
        group = (*finite, *group[1:])
    elif kind in {"participial", "defining"} and verb.dep_ == "acl":
        group = (be_before(verb, subject), *group)
    elif kind == "coordinated" and _shares_passive(verb):
        group = (*_borrowed(verb), *((word, "VBN" if word == verb.text else tag) for word, tag in group))
    elif kind == "coordinated" and (run := _verb_run(verb)) is not None:
        group = (*_borrowed(verb), (run, verb.tag_)) if verb.tag_ == "VBN" else ((run, verb.tag_),)
    elif kind == "coordinated" and not any(tag in FINITE for _, tag in group):
        group = (*_borrowed(verb), *group)
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
    odd = odd or any(_shown_to(child) is not None for child in verb.children)
    odd = odd or any(child.pos_ in {"NOUN", "PROPN"} or not is_verb_form(child.lower_) for child in joined)
    about = noun_phrase(subject)
    if kind == "reported" and about[0].lower_ == "that" and len(about) > 1 and about.start == verb.head.i + 1:
        about = about[1:]  # "teaches that marriage is ...", whose "that" leads the clause
    if kind in {"relative", "participial"}:  # the noun without the clause itself
        start = min(token.i for token in verb.subtree)
        about = stripped(about.doc[about.start : max(subject.i + 1, min(about.end, start))])
    about = _with_lost_end(about, verb)
    return Clause(verb, kind, Part(Role.SUBJECT, about, subject), group, tuple(parts), infinitive, odd)


def _astray(child: Token) -> bool:
    """True for what the parser found no place for; the blank where a bracket was left out is no such thing."""
    return child.dep_ in {"dep", "parataxis", "intj", "meta"} and not child.is_space and reporter_of(child) is None


def reporter_of(verb: Token) -> Token | None:
    """Who says so, for the "says" of "The pump, he says, needs oil"; None for any other verb."""
    if verb.dep_ != "parataxis" or verb.lemma_.lower() not in CLAIMS or verb.tag_ not in {"VBD", "VBZ", "VBP"}:
        return None
    own = subject_of(verb)
    if own is None or own.left_edge.i == verb.sent.start or verb.i + 1 >= verb.sent.end:
        return None
    between = own.left_edge.nbor(-1).text == verb.nbor(1).text == ","
    return own if between and all(child.dep_ in {"nsubj", "punct"} for child in verb.children) else None


def _with_lost_end(about: Words, verb: Token) -> Words:
    """ "a ferry built for 300 guests" where the parser took "guests" for a second subject."""
    lost = next((c for c in verb.children if c.dep_ in SUBJECTS and c.left_edge.i == about.end), None)
    return about if about[-1].pos_ != "ADP" or lost is None else about.doc[about.start : lost.i + 1]


def _told_as_past(verb: Token, group: tuple[tuple[str, str], ...]) -> bool:
    """True for a past tense that the parser took for a participle: "The bridge, which was closed, reopened"."""
    alone = verb.tag_ == "VBN" and len(group) == 1 and verb.dep_ in {"ROOT", "ccomp"}
    own = subject_of(verb)
    return alone and own is not None and own.i < verb.i and inflected(base_form(verb.text), "VBD") == verb.lower_


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


def subject_of(verb: Token) -> Token | None:
    """The subject of a verb; of "The space agency NASA says", where the parser sees two, the name."""
    found = [child for child in verb.children if child.dep_ in SUBJECTS]
    named = len(found) == 2 and found[1].pos_ == "PROPN" and found[1].left_edge.i == found[0].i + 1
    return found[1] if named and found[0].pos_ == "NOUN" else found[0] if found else None


def _subject(verb: Token) -> tuple[Token, str] | None:
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
    if (shown := _shown_to(verb)) is not None:
        return shown, "reported"
    if verb.dep_ == "conj" and any(t.text in {"–", "—", "--", ";"} for t in verb.doc[verb.head.i : verb.i]):
        return None
    joined = any(child.dep_ in {"cc", "punct"} and child.i < verb.i for child in verb.head.children)
    if verb.dep_ == "conj" and joined and verb.head.pos_ in {"VERB", "AUX"} and verb.tag_ != "VBG":
        found = _subject(verb.head)
        return (found[0], "coordinated") if found else None
    if verb.dep_ == "acl" and verb.tag_ == "VBN" and verb.head.pos_ in {"NOUN", "PROPN"}:
        return verb.head, "participial"
    if is_adjunct(verb):
        found = _subject(verb.head)
        return (found[0], "adjunct") if found and found[1] in {"main", "coordinated", "reported"} else None
    if is_deed_before(verb):
        found = _subject(verb.head.head)
        somebody = found is not None and (found[0].pos_ == "PROPN" or found[0].tag_ == "PRP")
        somebody = somebody or (found is not None and _definite(found[0]) and any(t.like_num for t in verb.subtree))
        return (found[0], "adjunct") if found and somebody and found[1] in {"main", "coordinated"} else None
    return None


def _definite(noun: Token) -> bool:
    return any(child.lower_ == "the" or child.dep_ == "poss" for child in noun.children)


def _shown_to(verb: Token) -> Token | None:
    """The subject of "show a record 700 ships crossed the strait", which the parser took for what is shown."""
    if verb.dep_ != "ccomp" or verb.tag_ not in {"VBD", "VBZ", "VBP"} or verb.head.lemma_.lower() not in _SHOWING:
        return None
    if any(child.dep_ in {"mark", "dobj"} and child.i < verb.i for child in verb.children):
        return None
    shown = [child for child in verb.head.children if child.dep_ == "dobj" and verb.head.i < child.i < verb.i]
    return shown[0] if len(shown) == 1 and shown[0].right_edge.i + 1 == verb.i else None


_SHOWING = {"claim", "confirm", "estimate", "find", "indicate", "report", "reveal", "say", "show", "suggest"}


def verb_group(verb: Token) -> tuple[tuple[str, str], ...]:
    """The verb with its auxiliaries, negation, adverbs inside and a particle right behind it."""
    doc = verb.doc
    members = [verb]
    helpers = [child for child in verb.children if child.dep_ in {"aux", "auxpass"} and child.i < verb.i]
    left = min([helper.i for helper in helpers], default=verb.i)
    for child in verb.children:
        if (
            child in helpers
            or child.dep_ == "neg"
            or (child.dep_ == "prt" and child.i == verb.i + 1)
            or (
                child.dep_ == "advmod"
                and (left < child.i < verb.i or child.i == left - 1)
                and child.lower_ not in LOOSE_ADVERBS
                and child.tag_ != "WRB"
                and not list(child.children)
            )
        ):
            members.append(child)
    return tuple((_written(doc[token.i], verb), token.tag_) for token in sorted(members, key=lambda token: token.i))


def _written(token: Token, verb: Token) -> str:
    if token.dep_ == "neg" and token.lower_ in {"n't", "n’t"}:
        return "not"
    if token.dep_ in {"aux", "auxpass"}:
        return full_auxiliary(token.text, verb_tag=verb.tag_, lemma=token.lemma_)
    return str(token.text) if token.i != verb.i or token.text[:1].islower() else str(token.lower_)


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
    granted = present and bool(marks & {"although", "though", "whereas"} or (marks == {"while"} and _stative(verb)))
    return verb.dep_ == "advcl" and (granted or (finite and bool(marks & {"when", "after", "because"})))


def _stative(verb: Token) -> bool:
    """True for "while X is Y", which contrasts rather than tells when."""
    return verb.lemma_ in {"be", "have"} and not any(child.tag_ == "VBG" for child in verb.children)


def _verb_run(verb: Token) -> str | None:
    """ "designed, built, and operated" for the last of verbs that stand side by side and share what follows."""
    first = verb
    while first.dep_ == "conj" and first.head.tag_ == verb.tag_ and first.head.i < first.i:
        first = first.head
    between = verb.doc[first.i : verb.i + 1]
    side_by_side = all(token.tag_ == verb.tag_ or token.dep_ in {"punct", "cc"} for token in between)
    return str(between.text) if first != verb and side_by_side and verb.tag_ == "VBN" else None


def _shares_passive(verb: Token) -> bool:
    """True for "was born here and raised there", where the parser takes "raised" for a past tense."""
    passive = any(child.dep_ == "auxpass" for child in verb.head.children)
    return (
        passive
        and verb.tag_ == "VBD"
        and verb.lemma_.lower() not in INTRANSITIVE
        and not any(c.dep_ in {"dobj", "attr", "acomp", "ccomp", "xcomp"} for c in verb.children)
    )


def _borrowed(verb: Token) -> tuple[tuple[str, str], ...]:
    """The auxiliaries that a second verb shares with the first: "was arrested and (was) charged"."""
    first = verb.head
    while first.dep_ == "conj" and not any(c.dep_ in {"aux", "auxpass"} for c in first.children):
        first = first.head
    if first.tag_ != verb.tag_ and not _shares_passive(verb):
        return ()
    return tuple(
        (_written(child, first), child.tag_)
        for child in first.children
        if child.dep_ in {"aux", "auxpass"} and child.tag_ != "TO"
    )
