"""Which nouns grammar forbids a pronoun to mean, and what is the subject of what."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from quizapp.generator.agreement import is_quantity
from quizapp.generator.vocabulary import ENABLING, EVENTS, word_set

if TYPE_CHECKING:
    from spacy.tokens import Token

HAPPENINGS = EVENTS | word_set(
    "accident attack battle earthquake election fire flood game match meeting storm strike war"
)


def barred(pronoun: Token, noun: Token) -> bool:
    """True when grammar forbids that the pronoun means the noun: the noun's own phrase, or its fellow arguments."""
    if pronoun.tag_ == "PRP$" and pronoun.head.text[:1].isupper() and noun.lemma_.lower() in HAPPENINGS:
        return True  # "a crash that grounded its helicopter Ingenuity": what happens owns nothing that has a name
    if noun.doc is not pronoun.doc:
        return False
    if noun.is_ancestor(pronoun):
        step = pronoun
        while step != noun:
            if step.dep_ == "conj":
                return False  # "a girl and her dog"
            if step.dep_ == "appos":
                return pronoun == step.left_edge  # "Y, its rival,": its is not Y's
            if step.dep_ in {"relcl", "acl"}:
                return _plays(noun, step, pronoun)
            step = step.head
        return True
    if pronoun.tag_ == "PRP$" or pronoun.dep_ == "poss":
        return pronoun.head.dep_ == "attr" and subject_of(clause_of(pronoun)) == noun  # "X is its founder"
    clause = clause_of(pronoun)
    if clause.dep_ != "conj" and pronoun.dep_ not in {"nsubj", "nsubjpass"} and controller_of(clause) == noun:
        return True
    asked = any(child.tag_ in {"WP", "WDT"} for child in clause.children)
    if asked and clause.head.lemma_ == "be" and clause.dep_ != "relcl" and subject_of(clause.head) == noun:
        return True  # "Money is not what it lacks"
    return clause_of(pronoun) == clause_of(noun) and noun.dep_ in {
        "nsubj", "nsubjpass", "dobj", "pobj", "dative", "attr", "oprd"
    } and noun.sent == pronoun.sent  # fmt: skip


def _plays(noun: Token, verb: Token, pronoun: Token) -> bool:
    """True when the noun is already an argument of the relative clause's verb that the pronoun belongs to."""
    return pronoun.tag_ != "PRP$" and clause_of(pronoun) == verb and pronoun.dep_ in {"nsubj", "dobj"}


def clause_of(token: Token) -> Token:
    """The verb that a noun belongs to."""
    step = token
    while step.head != step and not (step.pos_ in {"VERB", "AUX"} and step != token):
        step = step.head
    return step


def subject_of(verb: Token) -> Token | None:
    """The noun that is subject of a verb: its own, that of the verb beside it, or the noun that "which" relates to."""
    subjects = [child for child in verb.children if child.dep_ in {"nsubj", "nsubjpass"}]
    beside = len(subjects) > 1 and subjects[1].i == subjects[0].i + 1  # "the agency NASA"
    own = subjects[beside] if subjects else None
    if own is None and (told := _told_to(verb)) is not None:
        return told
    if own is None:
        return subject_of(verb.head) if verb.dep_ in {"conj", "xcomp"} and verb.head != verb else None
    if own.tag_ in {"WDT", "WP"}:
        return verb.head if verb.dep_ == "relcl" else None
    if is_quantity(own):
        of = next((child for child in own.children if child.lower_ == "of"), None)
        return next((child for child in of.children if child.dep_ == "pobj"), own) if of is not None else own
    return own


def _told_to(verb: Token) -> Token | None:
    """The object that is to do it: "Armenia" of "It forced Armenia to disarm its forces"."""
    if verb.dep_ != "xcomp" or verb.head.lemma_.lower() not in ENABLING - {"use"}:
        return None
    return next((c for c in verb.head.children if c.dep_ == "dobj" and c.i < verb.i and c.pos_ != "PRON"), None)


def bound_to(pronoun: Token, rivals: Callable[[Token], bool], acts: Callable[[Token], bool]) -> Token | None:
    """The subject that a pronoun of the same sentence takes up, where no noun ``rivals`` it beside or between.

    "The teams shared news of how they work": the subject of the pronoun's own clause for a possessive, of one that this
    clause belongs to for others. Of somebody who ``acts`` only what stands between counts.
    """
    owner = pronoun.tag_ == "PRP$" or pronoun.dep_ == "poss"
    if not owner and pronoun.dep_ not in {"nsubj", "nsubjpass"}:
        return None
    subject = _ahead(pronoun) if owner else None
    if subject is not None:
        before = [t for t in pronoun.sent if t.i < subject.i and t.pos_ in {"NOUN", "PROPN"} and t.i < pronoun.i]
        return None if any(rivals(t) for t in before) else subject
    subject = _above(pronoun, owner=owner)
    if subject is None or subject.pos_ not in {"NOUN", "PROPN"} or subject.i > pronoun.i:
        return None
    beside = {t for c in subject.children if c.dep_ == "prep" and c.lower_ in _WHERE for t in c.subtree}
    own = subject_of(clause_of(pronoun)) == subject
    start = subject.left_edge.i if owner and (own or acts(subject)) else pronoun.sent.start
    if (report := _remark(pronoun)) is not None and acts(subject):
        start = report.left_edge.i  # "Ada met Tom, who said he ..."
    if any(child.lower_ == "than" and child.i < pronoun.i for child in pronoun.head.children):
        start = subject.i
    others = (t for t in pronoun.doc[start : pronoun.i] if t != subject and t not in beside)
    return None if any(t.pos_ in {"NOUN", "PROPN"} and rivals(t) for t in others) else subject


def _remark(pronoun: Token) -> Token | None:
    """The verb of ", who said" where the pronoun is subject of what is said."""
    report = clause_of(pronoun).head
    said = pronoun.dep_ in {"nsubj", "nsubjpass"} and clause_of(pronoun).dep_ == "ccomp" and report.dep_ == "relcl"
    who = report.left_edge
    return report if said and who.tag_ == "WP" and who.head == report and who.nbor(-1).text == "," else None


def _above(pronoun: Token, *, owner: bool) -> Token | None:
    """The nearest subject of the pronoun's clause or of those that it belongs to."""
    clause = own = clause_of(pronoun)
    while True:
        subject = next((c for c in clause.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
        inside = subject is not None and (subject == pronoun or subject.is_ancestor(pronoun))
        if subject is not None and not inside and (owner or clause != own):
            return subject_of(clause)
        if clause.dep_ not in _BELONGS or clause.head == clause:
            return None
        clause = clause_of(clause) if clause.head.pos_ not in {"VERB", "AUX"} else clause.head


def _ahead(pronoun: Token) -> Token | None:
    """The subject behind "By changing their voices, the actors" and "Since regaining its freedom, Estonia"."""
    deed = clause_of(pronoun)
    if (subject := led_subject(pronoun)) is not None:
        return subject
    if any(child.dep_ == "aux" and child.lower_ == "to" for child in deed.children):
        return None
    step = deed.head if deed.dep_ == "pcomp" else deed
    if deed.pos_ != "VERB" or deed.dep_ not in {"pcomp", "advcl"} or any(c.dep_ == "nsubj" for c in deed.children):
        return None
    subject = next((c for c in step.head.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    return subject if subject is not None and subject.i > pronoun.i else None


def led_subject(pronoun: Token) -> Token | None:
    """ "Ross" of "In his book on ferries, Tom Ross wrote ...", where the possessive's phrase starts the sentence."""
    lead = pronoun.sent[0]
    if lead.dep_ != "prep" or not lead.is_ancestor(pronoun) or lead.head.pos_ not in {"VERB", "AUX"}:
        return None
    subject = next((c for c in lead.head.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    named = subject is not None and subject.pos_ == "PROPN" and subject.i > lead.right_edge.i
    return subject if named and pronoun.head.head == lead else None


_BELONGS = {"xcomp", "ccomp", "advcl", "conj", "pcomp", "csubj", "relcl", "acl"}
_WHERE = {"around", "at", "in", "near", "on", "over"}


def controller_of(verb: Token) -> Token | None:
    """The subject of a verb that has none of its own: "The council was ready to try it"."""
    while subject_of(verb) is None and verb.dep_ in {"xcomp", "acomp", "advcl", "conj", "pcomp", "prep", "aux"}:
        verb = verb.head
    return subject_of(verb)
