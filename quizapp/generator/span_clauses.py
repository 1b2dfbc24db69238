"""The clause an answer stands in: its verb group made finite, its subject, and what else hangs on the verb."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizapp.generator.inflection import base_form, full_auxiliary, inflected
from quizapp.generator.phrases import is_plural
from quizapp.generator.vocabulary import INTRANSITIVE, word_set

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = {"nsubj", "nsubjpass", "expl", "csubj"}
_HELPERS = {"aux", "auxpass", "neg", "prt"}
FINITE = {"VBD", "VBZ", "VBP", "MD"}
_ACTS = {"dobj", "attr", "acomp", "ccomp", "xcomp"}
_RELATIVE = {"WDT", "WP", "WP$", "WRB"}
_BESIDE = {"by", "after", "before", "while", "without", "through", "upon", "since"}
"""The prepositions behind which a gerund is the deed of the subject: "by selling the mill"."""
_LASTING = word_set(
    """
    accepted associated attached based believed called centered centred composed comprised concerned connected
    considered covered dedicated designed devoted divided driven expected filled focused formed found inhabited
    intended involved known led limited linked located made meant named needed occupied owned populated powered
    related required run seen situated spoken supported surrounded titled used valued
    """
)
"""Participles that tell how something is rather than what was done to it: "a bay known as Halden"."""
_TELLING = word_set(
    """
    allegedly almost apparently barely hardly largely likely mainly mostly nearly never only partially partly perhaps
    possibly potentially presumably primarily probably rarely reportedly scarcely seldom supposedly widely
    """
)
_NEVER_SAID = {"punct", "cc", "mark", "conj", "intj", "meta", "parataxis", "dep", "preconj"}


@dataclass(frozen=True, slots=True)
class Frame:
    """A clause to ask about: ``group`` is (word, Penn tag) with a finite verb, ``parts`` the heads of the other parts.

    ``antecedent`` is the noun that a relative clause is about and ``relative`` the pronoun in it that means that noun.
    """

    verb: Token
    subject: Token
    group: tuple[tuple[str, str], ...]
    parts: tuple[Token, ...]
    antecedent: Token | None = None
    relative: Token | None = None

    @property
    def plural(self) -> bool:
        """True when the subject takes a plural verb."""
        if self.subject.dep_ == "expl":
            attribute = next((t for t in self.verb.children if t.dep_ in {"attr", "nsubj"} and t.i > self.verb.i), None)
            return attribute is not None and is_plural(attribute)
        return is_plural(self.subject) or any(
            word.lower() in {"are", "were", "have", "do"} and tag in {"VBP", "VBD"} for word, tag in self.group
        )

    @property
    def passive(self) -> bool:
        """True when the subject undergoes what the verb says."""
        helped = any(word.lower() in {"is", "are", "was", "were", "be", "been", "being"} for word, _ in self.group)
        return helped and self.verb.tag_ == "VBN"


def find_frame(token: Token) -> Frame | None:
    """The smallest clause around ``token`` that can be said with a subject of its own; None where there is none."""
    verb = token
    for _ in range(40):
        if verb.pos_ in {"VERB", "AUX"} and verb.dep_ not in {"aux", "auxpass", "amod", "compound"}:
            frame = _frame(verb)
            if frame is not None:
                return frame
        if verb.head == verb:
            return None
        verb = verb.head
    return None


def _frame(verb: Token) -> Frame | None:
    if verb.dep_ == "xcomp" and not _own_subject(verb):
        return None
    antecedent: Token | None = None
    relative: Token | None = None
    subject = _own_subject(verb)
    if verb.dep_ == "relcl" and verb.head.pos_ in {"NOUN", "PROPN", "PRON", "NUM"}:
        antecedent = verb.head
        if subject is not None and subject.tag_ in _RELATIVE:
            subject = antecedent
        else:
            owner = next((c for c in subject.children if c.tag_ == "WP$"), None) if subject is not None else None
            relative = owner or _relative_pronoun(verb)
    if subject is None:
        subject = _shared_subject(verb)
    if subject is None or subject.tag_ in _RELATIVE or (subject.dep_ == "csubj" and subject.pos_ == "VERB"):
        return None
    group = _finite_group(verb, subject)
    if group is None or not any(tag in FINITE for _, tag in group):
        return None
    members = {
        c.i
        for c in verb.children
        if (c.dep_ in _HELPERS or _telling(c)) and not (c.dep_ == "prt" and c.i != verb.i + 1)
    }
    parts = tuple(
        child
        for child in verb.children
        if child.i not in members
        and child != subject
        and child.dep_ not in _NEVER_SAID
        and not (child.dep_ in SUBJECTS and child.tag_ in _RELATIVE)
        and child.tag_ != "WRB"
    )
    return Frame(verb, subject, group, parts, antecedent, relative)


def _own_subject(verb: Token) -> Token | None:
    found = [child for child in verb.children if child.dep_ in SUBJECTS]
    there = next((child for child in found if child.dep_ == "expl"), None)
    return there or (found[0] if found else None)


def _relative_pronoun(verb: Token) -> Token | None:
    return next(
        (t for t in verb.subtree if t.i < verb.i and t.tag_ in {"WDT", "WP"} and t.dep_ in {"dobj", "pobj"}), None
    )


def _shared_subject(verb: Token) -> Token | None:
    """The subject of a verb that has none of its own: its partner's, the noun it describes, the main verb's."""
    head = verb.head
    if verb.dep_ == "conj" and head.pos_ in {"VERB", "AUX"} and head != verb:
        above = _own_subject(head)
        if above is not None and above.tag_ in _RELATIVE and head.dep_ == "relcl":
            return head.head
        return above or _shared_subject(head)
    if verb.dep_ == "acl" and verb.tag_ in {"VBN", "VBG", "VBD"} and head.pos_ in {"NOUN", "PROPN", "NUM"}:
        return None if _listed_behind(verb) else head
    if verb.dep_ == "advcl" and verb.tag_ in {"VBG", "VBN"} and head.pos_ in {"VERB", "AUX"}:
        return _own_subject(head) or _shared_subject(head)
    doing = verb.dep_ == "pcomp" and verb.tag_ == "VBG" and head.lower_ in _BESIDE
    if doing and head.head.pos_ in {"VERB", "AUX"} and head.head.lemma_ != "be":
        return _own_subject(head.head) or _shared_subject(head.head)
    return None


def _listed_behind(verb: Token) -> bool:
    """True for "three aims: feeding the poor": what follows a colon is a list, no deed of the noun before it."""
    before = verb.left_edge.i - 1
    return before >= 0 and verb.doc[before].text == ":"


def _finite_group(verb: Token, subject: Token) -> tuple[tuple[str, str], ...] | None:
    members = [verb, *(child for child in verb.children if child.dep_ in _HELPERS or _telling(child))]
    members = [t for t in sorted(members, key=lambda token: token.i) if t.dep_ != "prt" or t.i == verb.i + 1]
    group = tuple((_written(token, verb), token.tag_) for token in members if token.tag_ != "TO")
    if (
        verb.tag_ in {"VBD", "VBN"}
        and len(group) == 1
        and any(c.lower_ == "with" and c.dep_ == "mark" for c in verb.children)
    ):
        return _helped(verb, subject, "VBN")  # "with 700 towers destroyed"
    if any(tag in FINITE for _, tag in group):
        undergone = verb.dep_ == "conj" and verb.tag_ == "VBD" and verb.head.tag_ == "VBN" and len(group) == 1
        undergone = undergone and verb.lemma_ not in INTRANSITIVE
        if undergone and not any(c.dep_ in _ACTS or c.dep_ in SUBJECTS for c in verb.children) and _borrowed(verb):
            return (*_borrowed(verb), (verb.text, "VBN"))
        acting = any(child.dep_ in _ACTS for child in verb.children)
        if verb.dep_ == "acl" and verb.tag_ == "VBD" and not acting:
            return _helped(verb, subject, "VBN")
        return group
    if verb.dep_ == "conj" and verb.head.pos_ in {"VERB", "AUX"}:
        borrowed = _borrowed(verb)
        if borrowed:
            return (*borrowed, *group)
        return None
    if verb.tag_ == "VBN" and verb.dep_ not in {"acl", "conj"} and subject.dep_ == "nsubj" and subject.head == verb:
        return (
            (inflected(base_form(verb.text), "VBD"), "VBD"),
            *((t.text, t.tag_) for t in members if t.dep_ == "prt"),
        )
    if verb.tag_ == "VBN":
        return _helped(verb, subject, "VBN")
    if verb.tag_ == "VBG":
        if any(child.dep_ in {"aux", "auxpass"} for child in verb.children):
            return None
        past = _is_past(verb)
        base = base_form(verb.text)
        if base == "be":
            return (("was" if past else "is", "VBD" if past else "VBZ"),)
        finite = (inflected(base, "VBD"), "VBD") if past else (inflected(base, "VBZ"), "VBZ")
        return (finite, *((t.text, t.tag_) for t in members if t.dep_ == "prt"))
    return None


def _telling(adverb: Token) -> bool:
    """True for "no longer", "hardly", "only": an adverb of the verb without which the clause says something else."""
    verb = adverb.head
    if adverb.dep_ != "advmod" or (adverb.i > verb.i and (verb.lemma_ != "be" or adverb.i > verb.i + 2)):
        return False
    if adverb.lower_ == "longer":
        return any(child.lower_ == "no" for child in adverb.children)
    if any(True for _ in adverb.children) or adverb.i < verb.left_edge.i or not _after_subject(adverb):
        return False
    denied = any(child.dep_ == "neg" for child in verb.children)
    return adverb.lower_ in _TELLING or (
        denied and adverb.lower_ in {"just", "merely", "necessarily", "simply", "always"}
    )


def _after_subject(adverb: Token) -> bool:
    subject = next((child for child in adverb.head.children if child.dep_ in SUBJECTS), None)
    return subject is None or subject.i < adverb.i


def _helped(verb: Token, subject: Token, tag: str) -> tuple[tuple[str, str], ...]:
    dated = any(token.ent_type_ == "DATE" and token.shape_ == "dddd" for token in verb.subtree)
    done = verb.dep_ == "acl" and verb.lower_ not in _LASTING  # "a firm founded by her is growing"
    plural, past = is_plural(subject), dated or done or _is_past(verb)
    word = ("were" if plural else "was") if past else ("are" if plural else "is")
    behind = tuple((c.text, c.tag_) for c in verb.children if c.dep_ == "prt" and c.i == verb.i + 1)
    return ((word, "VBD" if past else "VBP" if plural else "VBZ"), (verb.text.lower(), tag), *behind)


def _is_past(verb: Token) -> bool:
    """True when the finite verb above tells of the past."""
    token = verb
    for _ in range(40):
        for member in (*(c for c in token.children if c.dep_ in {"aux", "auxpass"}), token):
            if member.tag_ in {"VBD"}:
                return True
            if member.tag_ in {"VBZ", "VBP", "MD"}:
                return False
        if token.head == token:
            break
        token = token.head
    return True


def _borrowed(verb: Token) -> tuple[tuple[str, str], ...]:
    first = verb.head
    for _ in range(20):
        helpers = [c for c in first.children if c.dep_ in {"aux", "auxpass"} and c.tag_ != "TO"]
        if helpers:
            return tuple((_written(c, first), c.tag_) for c in helpers)
        if first.dep_ != "conj" or first.head == first:
            break
        first = first.head
    return ()


def _written(token: Token, verb: Token) -> str:
    if token.dep_ == "advmod" and token.lower_ == "longer":
        return "no longer"
    if token.dep_ == "neg" and token.lower_ in {"n't", "n’t"}:
        return "not"
    if token.dep_ in {"aux", "auxpass"} or (token.i == verb.i and token.lower_ in {"'s", "'re", "'m"}):
        return full_auxiliary(token.text, verb_tag=verb.tag_, lemma=token.lemma_)
    return str(token.lower_ if token.is_sent_start else token.text)
