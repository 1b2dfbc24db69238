"""How sure the grammar and the truth of a question about a span are: each doubt takes its share of certainty away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from quizapp.generator.inflection import is_verb_form
from quizapp.generator.span_answer_doubts import of_answer
from quizapp.generator.span_answers import NOMINAL, Answer, Wanted
from quizapp.generator.span_claims import claim_above
from quizapp.generator.span_clauses import SUBJECTS, Frame
from quizapp.generator.span_wording import Speech, set_against

if TYPE_CHECKING:
    from spacy.tokens import Token

SURE = 0.97
"""The certainty of a question that nothing speaks against."""
_HYPOTHETICAL = {"if", "unless", "whether", "lest", "though", "although"}
_OBJECTS = {"dobj", "pobj", "attr", "acomp", "xcomp", "oprd", "pcomp", "ccomp", "prt", "agent"}
_ISLANDS = {"relcl", "acl", "advcl", "csubj", "csubjpass", "nsubj", "nsubjpass", "appos", "parataxis", "dep", "intj"}
_FIRST_PERSON = re.compile(r"\b(?:I|we|you|us|our|your|my|me|ours|yours|myself|ourselves|yourself)\b")
_HANGING = re.compile(r"\b(?:is|are|was|were|be|been|the|a|an|his|its|their|and|or|than|that|which|not|very)\?$")


_ADRIFT = re.compile(
    r" (?:of|from|in|to|for|with|on|at|by|as|about|like|than)"
    r" (?:with|in|to|by|from|for|on|at|of|as|after|before|during|due|into|onto|over|through|across|under)\b"
)


def certainty(question: str, answer: Answer, want: Wanted | None, speech: Speech) -> float:
    """How sure it is, 0 to 1, that a question is grammatical, whole and true: `SURE` less every doubt's share."""
    sure = SURE
    for share in (*of_answer(answer, want), *_of_clause(answer, want, speech), *_of_words(question, speech)):
        sure *= share
    return sure


def _of_clause(answer: Answer, want: Wanted | None, speech: Speech) -> Iterator[float]:
    """Doubts about the clause: whether it holds, whether the parser read it right, whether it is said in full."""
    sentence = answer.sentence.tokens
    root = sentence.root
    if sentence.text.rstrip(" \"'”’)").endswith("?"):
        yield 0.2
    if root.pos_ not in {"VERB", "AUX"} or not any(t.dep_ in SUBJECTS for t in root.children):
        yield 0.6
    frame = speech.frame
    if frame is None:
        yield 0.85
        return
    yield from _of_verb(frame)
    aim = any(part.dep_ == "advcl" and part.tag_ == "VB" and part.i > frame.verb.i for part in frame.parts)
    if aim and want is not None and want.noun.dep_ == "attr":
        yield 0.4  # "What was it to cross the river?", of "the first to cross the river"
    attribute = next((part for part in frame.parts if part.dep_ == "attr"), None)
    if attribute is not None and frame.verb.lemma_ == "be" and answer.holds(frame.subject):
        definite = attribute.pos_ == "PROPN" or any(
            c.lower_ in {"the", "one"} or c.dep_ == "poss" for c in attribute.children
        )
        if not definite and attribute.lower_ != "one":
            yield 0.8 if frame.subject.pos_ == "PROPN" else 0.5
    held = {token.i for token in answer.words}
    if want is not None:
        held |= {token.i for token in want.noun.subtree}
        if want.noun.dep_ == "pobj":
            held.add(want.noun.head.i)
        yield from _of_path(want.noun, frame)
    else:
        yield from _of_path(answer.head, frame)
    timed = frame_times(frame)
    if want is not None and want.kind == "time" and (timed - held) & speech.said:
        yield 0.6  # "When did it open in 1911?"
    yield from _of_said(frame, speech, held)
    if frame.verb.lemma_ == "be" and frame.subject.dep_ != "expl":
        told = {part.dep_ for part in frame.parts if part.i in speech.said | held and part.i not in timed}
        if not told - {"advmod", "advcl", "npadvmod", "neg"}:
            yield 0.3


def frame_times(frame: Frame) -> set[int]:
    """The places of the parts of a clause that say when."""
    sides = [part for part in frame.parts if part.dep_ in {"prep", "npadvmod", "advmod"}]
    return {part.i for part in sides if any(t.ent_type_ in {"DATE", "TIME"} for t in part.subtree)}


def _of_verb(frame: Frame) -> Iterator[float]:
    verb = frame.verb
    if not is_verb_form(verb.text):
        yield 0.3
    own = [child for child in verb.children if child.dep_ in SUBJECTS]
    if len(own) > 1 and frame.subject.dep_ != "expl":
        yield 0.4
    if any(child.dep_ == "det" and child.lower_ in {"no", "neither"} for child in frame.subject.children):
        yield 0.5
    if sum(child.dep_ == "dobj" for child in verb.children) > 1:
        yield 0.3
    if any(c.dep_ == "aux" and c.i < frame.subject.i and frame.subject.head == verb for c in verb.children):
        yield 0.3
    token = verb
    while token.head != token:
        marks = {c.lower_ for c in token.children if c.dep_ in {"mark", "advmod"} and c.i < token.i}
        if marks & _HYPOTHETICAL and token.dep_ in {"advcl", "ccomp"}:
            yield 0.5 if "though" not in marks and "although" not in marks else 0.95
        if token.dep_ == "ccomp" and claim_above(token) is None:
            yield 0.6 if token.head.lemma_ not in _SETTLING else 0.95
        elif token.dep_ == "ccomp" and any(c.dep_ == "neg" for c in token.head.children):
            yield 0.3
        token = token.head
    before = verb.left_edge.nbor(-1).text if verb.left_edge.i > 0 else ""
    if verb.dep_ == "acl":
        beside = verb.left_edge.i - (2 if before == "," else 1) == verb.head.i
        yield 0.93 if beside else 0.6 if before == "," else 0.85
    elif verb.dep_ == "advcl" and frame.subject.head != verb:
        yield 0.75
    elif verb.dep_ == "pcomp":
        yield 0.7
    elif verb.dep_ in {"csubj", "dep", "parataxis"}:
        yield 0.5
    elif verb.dep_ == "relcl":
        far = verb.head.dep_ == "pobj" and verb.head.head.head.pos_ in NOMINAL
        yield 0.8 if before == "," and far else 0.93
    if any(c.dep_ == "xcomp" for c in verb.children) and any(
        c.dep_ == "conj" and c.tag_ == "VB" for c in verb.children
    ):
        yield 0.4
    pair = {child.lower_ for child in verb.children if child.dep_ == "prep"}
    if {"from", "to"} <= pair and verb.lemma_ in {"range", "vary", "fluctuate", "grow", "rise", "fall", "increase"}:
        yield 0.6
    length = len(verb.sent)
    if length > 30:
        yield 0.85 if length > 45 else 0.92


_SETTLING = {"show", "find", "reveal", "know", "discover", "note", "confirm", "demonstrate", "learn", "realize", "mean"}


def _of_path(noun: Token, frame: Frame) -> Iterator[float]:
    """Doubts about how deep in the clause the answer stands: out of a side clause no noun can be asked."""
    token, phrases = noun, 0
    while token.head != token and token.head != frame.verb:
        if token == frame.subject:
            break
        if token.dep_ == "prep" and any(child.dep_ == "poss" and child.i != noun.i for child in token.head.children):
            yield 0.7  # "lead to Darwin's theory of"
        joined = token.dep_ == "conj" and token.pos_ in {"VERB", "AUX"}
        purpose = token.dep_ in {"acl", "advcl"} and token.tag_ == "VB"
        if purpose or joined:
            yield 0.93 if token.dep_ == "acl" else 0.85
        elif token.dep_ in _ISLANDS and (token != noun or token.dep_ in SUBJECTS):
            yield 0.3
        if token.dep_ == "pcomp" and token != noun and token.head.lower_ in {"like", "of", "about", "as"}:
            yield 0.75
        phrases += token.dep_ == "prep" and token.head.pos_ in NOMINAL
        token = token.head
    if token.head == frame.verb and token.dep_ == "advcl" and token != noun:
        yield 0.85 if token.tag_ == "VB" else 0.3
    adjunct = token.dep_ == "prep" and token.head == frame.verb and any(c.dep_ == "dobj" for c in frame.verb.children)
    if phrases:
        yield 0.75 if phrases > 1 or adjunct else 0.92
    if noun.dep_ == "pobj" and noun.i < frame.verb.i and token != frame.subject:
        yield 0.5 if phrases or noun.head.head != frame.verb else 0.8  # "Of all the students, she is ..."
    if frame.subject.dep_ == "expl" and token.dep_ == "prep":
        yield 0.6
    if token == frame.subject and noun != frame.subject:
        yield 0.85


def _of_said(frame: Frame, speech: Speech, held: set[int]) -> Iterator[float]:
    """Doubts about what the question says of the clause: a word without its object, a question within it."""
    doc = frame.verb.doc
    said = speech.said | held
    for at in sorted(speech.said | {frame.verb.i}):
        token = doc[at]
        if token.tag_ in {"WRB", "WP", "WP$"} and at not in held and at not in speech.instead:
            yield 0.6
        score = (
            token.like_num and at + 2 < len(doc) and doc[at + 1].text in {"-", "–", "—", ":"} and doc[at + 2].like_num
        )
        if score and at + 2 not in said:
            yield 0.2
        for child in token.children:
            gap = (
                child != frame.verb and child.i not in said and child.i not in speech.instead and not set_against(child)
            )
            if gap and child.dep_ in _OBJECTS and token.pos_ in {"VERB", "AUX", "ADP"}:
                yield 0.35
            elif gap and child.dep_ in SUBJECTS and token != frame.verb and token.dep_ in {"ccomp", "advcl", "relcl"}:
                yield 0.3
            elif gap and child.dep_ == "prep" and (child.lower_ == "of" or token.dep_ == "npadvmod"):
                yield 0.5
            elif gap and child.dep_ in {"acl", "relcl"} and not child.left_edge.nbor(-1).is_punct:
                yield 0.6 if child.tag_ == "VB" else 0.88
            elif gap and child.dep_ == "neg" and token != frame.verb:
                yield 0.2


def _of_words(question: str, speech: Speech) -> Iterator[float]:
    """Doubts that the words of the question alone give: pronouns that nobody knows the meaning of, its length."""
    if speech.unclaimed:
        yield 0.6
    for _ in range(speech.loose):
        yield 0.6
    if _FIRST_PERSON.search(question):
        yield 0.5
    if re.search(r"['’]s (?:in|of|on|at|to|for|by|is|was|has|had)\b|['’]s\?$", question):
        yield 0.4
    if re.search(r"[^\d\s] [–—] ", question):
        yield 0.4
    if _ADRIFT.search(question):
        yield 0.5
    if _HANGING.search(question):
        yield 0.3
    if question.count('"') % 2 or question.count("“") != question.count("”"):
        yield 0.5
    length = len(question.split())
    yield 1 - 0.01 * max(0, length - 14)
    if re.search(r"\bwhat (?:is|are|was|were) there\b", question, re.IGNORECASE):
        yield 0.7
    if re.match(r"(?:.*, )?how many (?:did|does|do|has|have|were|was|are|is)\b", question, re.IGNORECASE):
        yield 0.6
