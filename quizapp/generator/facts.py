"""Stage 4: facts. A clause with who claims it, or a role, age, definition or full name given in passing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from quizapp.generator.clause_subjects import reporter_of, subject_of
from quizapp.generator.clauses import Clause, find_clauses
from quizapp.generator.counting import share_asked
from quizapp.generator.parts import Part, Role
from quizapp.generator.phrases import NUMBER_TYPES, noun_phrase, stripped
from quizapp.generator.raising import raised, settled, told_by_nobody
from quizapp.generator.vocabulary import CLAIMS, SUPPOSING, TELLING_VERBS, word_set
from quizapp.generator.witnessing import seen_by

if TYPE_CHECKING:
    from spacy.tokens import Span as Words
    from spacy.tokens import Token

    from quizapp.article import Span
    from quizapp.generator.entities import Entity
    from quizapp.generator.sentences import Sentence

TIME_NOUNS = {"year", "month", "week", "day", "decade", "century", "today", "yesterday", "season"}
KEPT_KINDS = {
    "main", "coordinated", "relative", "participial", "defining", "reported", "circumstance", "adjunct", "added",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fact:
    """What one clause says, and who says so when it is a claim.

    ``source`` is the noun phrase of the claimant ("According to ..."), ``speaker`` the name of whom the words are
    quoted from; both None for what the article itself states. ``own`` is the organisation that a speaker's "we" means.
    """

    sentence: Sentence
    clause: Clause
    source: Words | None = None
    speaker: str | None = None
    own: Entity | None = None

    @property
    def claimed(self) -> bool:
        """True when somebody says so, not the article itself."""
        return self.source is not None or self.speaker is not None

    @property
    def subject(self) -> Part:
        """Who or what the clause is about."""
        return self.clause.subject

    def parts(self, *roles: Role) -> tuple[Part, ...]:
        """The parts of the clause with one of these roles, in order."""
        return tuple(part for part in self.clause.parts if part.role in roles)

    @property
    def negative(self) -> bool:
        """True when the clause denies something."""
        return any(word.lower() in {"not", "never", "no", "hardly", "neither", "nor"} for word, _ in self.clause.group)

    @property
    def modality(self) -> str | None:
        """The modal verb that the clause depends on: "may", "could", "must" ...; None for plain statements."""
        return next((word.lower() for word, tag in self.clause.group if tag == "MD"), None)

    @property
    def present(self) -> bool:
        """True when the clause tells how things are, which may change."""
        return any(tag in {"VBZ", "VBP"} for _, tag in self.clause.group)

    @property
    def amounts(self) -> tuple[Part, ...]:
        """The parts that hold a quantity, sum, share or count."""
        return tuple(p for p in self.clause.parts if any(token.ent_type_ in NUMBER_TYPES for token in p.words))

    def span_of(self, words: Words) -> Span:
        """The article offsets of some of the sentence's words."""
        return self.sentence.span_of(words[0], words[-1])


def without_parts(fact: Fact, parts: Sequence[Part]) -> Fact:
    """The fact without some of its parts: "at noon" of "at noon on Wednesday"."""
    kept = tuple(part for part in fact.clause.parts if part not in parts)
    return replace(fact, clause=replace(fact.clause, parts=kept))


def find_facts(sentence: Sentence, speech: tuple[Span, ...]) -> Iterator[Fact]:
    """The facts of a sentence's clauses. Words inside ``speech`` are somebody's own and make none."""
    for clause in find_clauses(sentence.tokens):
        quoted = [_overlapped(span, clause, sentence) for span in speech]
        if not worth_asking(clause) or any(subject for subject, _ in quoted):
            continue
        claim = _claimed(clause)
        rule = any(word.lower() in {"must", "shall"} for word, _ in clause.group)
        if claim is None or (claim[1] is None and not rule and any(verb for _, verb in quoted)):
            continue  # words that nobody is told to have said
        clause, source = claim
        yield Fact(sentence, clause, source)


def _overlapped(span: Span, clause: Clause, sentence: Sentence) -> tuple[bool, bool]:
    """Whether the subject and whether the verb of a clause stand in ``span``."""
    subject, verb = clause.subject.head, clause.verb
    return span.overlaps(sentence.span_of(subject, subject)), span.overlaps(sentence.span_of(verb, verb))


def worth_asking(clause: Clause) -> bool:
    """False for clauses that only report, for any device that does something, and for parses that look wrong."""
    if clause.kind not in KEPT_KINDS or clause.odd:
        return False
    lemma = clause.verb.lemma_.lower()
    objects = [part for part in clause.parts if part.role in {Role.OBJECT, Role.ATTRIBUTE}]
    counted = any(token.ent_type_ in NUMBER_TYPES or token.lower_ == "percent" for token in clause.subject.words)
    counted = counted or share_asked(clause.subject.head) is not None
    told = clause.telling or (lemma in CLAIMS and lemma not in TELLING_VERBS and not objects)
    told = told or (lemma in SUPPOSING and any(part.role is Role.CLAUSE for part in clause.parts))
    if clause.passive and not any(part.role is Role.CLAUSE for part in clause.parts):
        told = False  # "salt is added", "a ship was found"
    if told and not counted:
        return False
    roles = {part.role for part in clause.parts}
    if lemma == "have" and roles <= {Role.OBLIQUE, Role.TIME, Role.PLACE, Role.ADVERB, Role.REASON, Role.CIRCUMSTANCE}:
        return False  # "have, due to the war, borrowed": what they have was lost
    named_so = {Role.OBJECT, Role.QUALITY} <= roles and Role.CLAUSE not in roles
    demands = lemma == "call" and any(
        part.preposition is not None and part.words[0].lower_ == "for" for part in clause.parts
    )
    if lemma in {"call", "name", "dub"} and not clause.passive and not named_so and not demands:
        return False  # "a group called the Tide" whose participle was taken for the verb
    named = clause.subject.head.tag_ in {"NN", "NNP"} and any(t.tag_ == "NNP" for t in clause.subject.words)
    ahead = clause.verb.i < clause.subject.head.i and clause.subject.head.pos_ in {"PRON", "NOUN"}
    if clause.kind == "participial" and not (named or ahead or (_set_off(clause) and _known(clause))):
        return False
    about = clause.subject.words
    if about[0].tag_ == "WRB" or about.text.lower() == "that":
        return False  # "why agile will help them"
    any_of_them = clause.subject.head.tag_ in {"NN", "NNS"} and about[0].lower_ != "the" and not _added(clause)
    if clause.kind == "relative" and any_of_them:
        return False  # "a device that turns calls into sounds": any device
    if _cut_short(clause) or (clause.kind == "circumstance" and not _more_than_background(clause)):
        return False
    if clause.subject.head.lower_ == "all":
        return False  # "All they need to do is ..."
    timed = clause.subject.head.lemma_.lower() in TIME_NOUNS or clause.subject.head.text.isdigit()
    lasting = clause.group[0][1] in {"VBZ", "VBP"} and clause.subject.head.ent_type_ == ""  # "Each byte is ..."
    return not timed and not (about[0].lower_ in {"every", "each"} and about[0].ent_type_ == "" and not lasting)


NAMING = {"abbreviate", "call", "dub", "know", "label", "name", "nickname", "term"}


def _set_off(clause: Clause) -> bool:
    """True for ", patented by X in 1857," which says more of something known, and picks nothing out."""
    doc, verb = clause.verb.doc, clause.verb
    first = min([verb.i, *(child.i for child in verb.children)])
    last = verb.right_edge.i + 1
    closed = last >= len(doc) or doc[last].text in {",", ".", ";", ")"}
    between = doc[clause.subject.head.i + 1 : first]
    near = [t.text for t in between if t.text == "," or t.dep_ == "cc"] == [","]
    return near and between[-1].text == "," and closed


def _known(clause: Clause) -> bool:
    """True for "the Crusades", and for any thing whose name is told: "winged insects, known as Pterygota,"."""
    head, words = clause.subject.head, clause.subject.words
    named_so = clause.verb.lemma_.lower() in NAMING and len(words) > 1
    return head.tag_ in {"NN", "NNS", "NNP", "NNPS"} and (words[0].lower_ == "the" or named_so)


def _cut_short(clause: Clause) -> bool:
    """True when an "and" right behind the clause joins no other clause: part of what belongs to it was lost."""
    doc = clause.verb.doc
    end = max([clause.verb.i + 1, *(part.words.end for part in clause.parts if not part.fronted)])
    if end + 1 >= len(doc) or doc[end].dep_ != "cc" or doc[end].lower_ not in {"and", "or"}:
        return False
    behind = doc[end + 1]
    return not any(
        token.dep_ == "conj" and token.pos_ in {"VERB", "AUX"} and token.left_edge.i <= behind.i <= token.i
        for token in doc[end + 1 : end + 12]
    )


def _more_than_background(clause: Clause) -> bool:
    """False for "when she was young": only what has a number or a date of its own is more than a background."""
    marks = {child.lower_ for child in clause.verb.children}
    told = [token for part in clause.parts for token in part.words]
    if marks & {"since", "as", "while"} and not any(token.like_num or token.pos_ == "PROPN" for token in told):
        return clause.verb.lemma_ in {"be", "have"} and "while" in marks
    return "when" not in marks or any(token.like_num for token in told)


def _added(clause: Clause) -> bool:
    """True for ", which serves as ...": said of something known, whatever is wished or denied around it."""
    verb = clause.verb
    if clause.kind == "added":
        return True
    before = verb.doc[verb.left_edge.i - 1].text if verb.left_edge.i > 0 else ""
    return clause.kind == "relative" and before == ","


def _hollow(source: Words) -> bool:
    """True for "recent reports", "the images" and "figures to be published today": nobody could name them later."""
    head = source.root
    others = (token for token in source if token != head)
    bare = all(t.pos_ in _LITTLE or t.lemma_.lower() in _ISSUED or t.ent_type_ == "DATE" for t in others)
    return head.tag_ == "NNS" and head.lemma_.lower() in _SOURCES and bare


_SOURCES = word_set("document figure footage image photo photograph picture record report video")
_ISSUED = word_set("issue latest local media multiple new news press publish recent release several various")
_LITTLE = {"ADP", "AUX", "DET", "NUM", "PART", "PUNCT"}
_SETTLED = word_set("confirm demonstrate prove reveal show")
_SAID = word_set("add announce explain find note report say state tell write")
"""Verbs behind which ", which is backed by X," is a remark of the reporter's own."""


def _view(part: Part, clause: Clause) -> bool:
    """True for "For her, Canada is a melting pot": what something is in the eyes of somebody."""
    led = part.preposition is not None and part.preposition.lower_ == "for" and part.fronted
    somebody = part.head.lower_ in {"her", "him", "them"} or part.head.ent_type_ == "PERSON"
    told = [one.words for one in clause.parts if one.role is Role.ATTRIBUTE]
    plain = [word.lower() for word, _ in clause.group] in (["is"], ["are"])
    return led and somebody and plain and len(told) == 1 and not any(t.ent_type_ in _RANKS for t in told[0])


_RANKS = NUMBER_TYPES | {"ORDINAL", "DATE"}


def claimant_of(report: Token) -> Token | None:
    """Who says something: the subject of the verb, of ", who said" the noun that "who" relates to."""
    own = subject_of(report)
    remark = own is not None and own.tag_ == "WP" and own.i > 0 and own.nbor(-1).text == ","
    return report.head if remark and report.dep_ == "relcl" and report.head.pos_ in {"NOUN", "PROPN"} else own


def before_clause(phrase: Words, verb: Token) -> Words:
    """``phrase`` without the relative clause of ``verb``."""
    inside = [t.i for t in phrase if t == verb or verb.is_ancestor(t)]
    return stripped(phrase.doc[phrase.start : min(inside)]) if inside and phrase.root.i < min(inside) else phrase


def _claimed(clause: Clause) -> tuple[Clause, Words | None] | None:
    """The clause with its source taken out of its parts; None when it is only wished, asked or denied."""
    reporter = next((one for child in clause.verb.children if (one := reporter_of(child)) is not None), None)
    source = noun_phrase(reporter) if reporter is not None else None
    token = seen_by(clause.verb) or clause.verb
    added = _added(clause)
    while token.dep_ != "ROOT" and token.head != token:
        head = token.head
        if token.dep_ == "ccomp":
            claimant = claimant_of(head)
            blocked = any(c.dep_ == "neg" or c.tag_ == "MD" for c in head.children)
            if (
                head.lemma_.lower() not in CLAIMS | SUPPOSING
                or claimant is None
                or blocked
                or (claimant.tag_ in {"WP", "WDT", "WRB", "EX"} and not claimant.text.isupper())  # "WHO say ..."
            ):
                return None
            if any(c.tag_ in {"WP", "WRB", "WDT"} or c.lower_ in {"if", "whether"} for c in token.children):
                return None
            if told_by_nobody(head, claimant):
                lifted = clause if settled(head) else raised(clause, head) if token == clause.verb else None
                if lifted is None:
                    return None
                clause, token = lifted, head
                continue
            named = before_clause(noun_phrase(claimant), head)
            hollow, apart = _hollow(named), added
            if (hollow or apart) and source is None:
                if head.lemma_.lower() not in (_SETTLED if hollow else _SETTLED | _SAID):
                    return None
                token = head
                continue  # the article tells it as true, in its own words
            source = source if source is not None else named
            if source.root.lower_ in {"people", "some", "others", "many"}:
                return None
            if share_asked(source.root) or any(token.ent_type_ in {"PERCENT", "CARDINAL"} for token in source):
                return None  # what part of the people asked say is no claim about the world
        elif token.dep_ in {"advcl", "xcomp", "csubj", "pcomp", "parataxis", "dep", "acl"} and token != clause.verb:
            if added:
                pass
            elif token.dep_ != "xcomp" or clause.kind not in {"relative", "participial"}:
                return None
        elif token.dep_ == "acl" and clause.kind not in {"participial", "defining"}:
            return None
        token = head
    kept = []
    for part in clause.parts:
        according = part.preposition is not None and part.words.text.lower().startswith("according to")
        according = according or _view(part, clause)
        if according and source is None:
            source = part.inner
        elif not according:
            kept.append(part)
    clause = Clause(clause.verb, clause.kind, clause.subject, clause.group, tuple(kept), clause.infinitive, clause.odd)
    return clause, source
