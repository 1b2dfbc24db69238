"""How sure the grammar and the truth of a question about a span are: each doubt takes its share of certainty away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from quizapp.generator.inflection import is_verb_form
from quizapp.generator.span_answers import MODIFIERS, NOMINAL, Answer, Wanted
from quizapp.generator.span_claims import claim_above
from quizapp.generator.span_clauses import SUBJECTS, Frame
from quizapp.generator.span_wording import Speech, is_remark
from quizapp.generator.vocabulary import CLAIMS, word_set

if TYPE_CHECKING:
    from spacy.tokens import Token

SURE = 0.97
"""The certainty of a question that nothing speaks against."""
THINKING = word_set(
    "ask decide doubt dream ensure expect fear feel guess hear hope know learn mean plan realize realise see understand"
    " wish wonder"
)
_CLOSE = {"of", "between", "among", "such", "including", "like"}
_LOOSE = {
    "in",
    "at",
    "on",
    "during",
    "since",
    "until",
    "after",
    "before",
    "near",
    "by",
    "from",
    "through",
    "throughout",
}
_HYPOTHETICAL = {"if", "unless", "whether", "lest", "though", "although"}
_OBJECTS = {"dobj", "pobj", "attr", "acomp", "xcomp", "oprd", "pcomp", "ccomp", "prt", "agent"}
_ISLANDS = {"relcl", "acl", "advcl", "csubj", "csubjpass", "nsubj", "nsubjpass", "appos", "parataxis", "dep", "intj"}
_FIRST_PERSON = re.compile(r"\b(?:I|we|you|us|our|your|my|me|ours|yours|myself|ourselves|yourself)\b")
_HANGING = re.compile(r"\b(?:is|are|was|were|be|been|the|a|an|his|her|its|their|and|or|than|that|which|not|very)\?$")


_ADRIFT = re.compile(
    r" (?:of|from|in|to|for|with|on|at|by|as|about|like|than)"
    r" (?:with|in|to|by|from|for|on|at|of|as|after|before|during|due)\b"
)


def certainty(question: str, answer: Answer, want: Wanted | None, speech: Speech) -> float:
    """How sure it is, 0 to 1, that a question is grammatical, whole and true: `SURE` less every doubt's share."""
    sure = SURE
    for share in (*_of_answer(answer, want), *_of_clause(answer, want, speech), *_of_words(question, speech)):
        sure *= share
    return sure


def _of_answer(answer: Answer, want: Wanted | None) -> Iterator[float]:
    """Doubts about what was pointed at: the answer torn from its phrase, or from a list."""
    head, text = answer.head, answer.words.text
    if is_remark(text):
        yield 0.1
    if text.count("(") != text.count(")") or text.count('"') % 2:
        yield 0.5
    if _inside_word(answer.words[0], -1) or _inside_word(answer.words[-1], 1):
        yield 0.3
    if want is None:
        yield _of_deed(answer)
        return
    if want.noun.dep_ == "npadvmod" and want.kind not in {"time", "duration"}:
        yield 0.3
    if head.dep_ in MODIFIERS and want.noun != head:
        yield {"nummod": 0.97, "quantmod": 0.97, "poss": 0.85}.get(head.dep_, 0.5)
    for child in head.children:
        if not answer.holds(child):
            yield _left_out(child, head)
    if head.dep_ == "conj" and not answer.holds(head.head):
        yield 0.4


def _of_deed(answer: Answer) -> float:
    """How sure "how", "why", "when" and "what" are for an answer that is no noun phrase."""
    head = answer.head
    if head.pos_ in {"ADJ", "ADV"}:
        return 0.6
    if head.dep_ == "advcl":
        marks = {c.lower_ for c in head.children if c.dep_ in {"mark", "advmod"} and c.i < head.i}
        if any(child.tag_ == "TO" for child in head.children):
            return 0.95 if not any(c.dep_ in {"acomp", "attr"} for c in head.head.children) else 0.5
        return 0.97 if marks & {"because", "when", "after", "before"} and head.tag_ != "VBG" else 0.35
    if head.dep_ == "ccomp":
        return 1.0 if head.head.lemma_.lower() in CLAIMS | THINKING else 0.3
    if head.dep_ == "pcomp":
        return 1.0 if answer.words.start <= head.left_edge.i else 0.5
    return 1.0 if head.dep_ in {"xcomp", "ROOT"} else 0.7


def _left_out(child: Token, head: Token) -> float:
    """What is lost when an answer has ``head`` but not its ``child``."""
    if child.dep_ in {"punct", "det", "case", "cc", "predet", "preconj"} or child.tag_ == "POS":
        return 1.0
    if child.dep_ == "conj":
        return 0.4
    if child.i < head.i:
        return 0.95 if child.dep_ == "nummod" and child.i + 1 < head.i else 0.5
    comma = child.left_edge.i > 0 and child.left_edge.nbor(-1).is_punct
    if child.dep_ == "prep":
        if child.lower_ in _CLOSE:
            return 0.4
        return 1.0 if comma or head.pos_ == "PROPN" else 0.9 if child.lower_ in _LOOSE else 0.7
    if child.dep_ in {"relcl", "acl"}:
        return 0.95 if comma else 0.6
    return 0.9


def _inside_word(token: Token, side: int) -> bool:
    """True for "tech" of "tech-savvy": a hyphen ties it to what stands before (``side`` -1) or behind it (1)."""
    at = token.i + side
    if not 0 < at < len(token.doc) - 1 or token.doc[at].text != "-":
        return False
    return not token.doc[at].whitespace_ and not token.doc[at - 1].whitespace_


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
    held = {token.i for token in answer.words}
    if want is not None:
        held |= {token.i for token in want.noun.subtree}
        if want.noun.dep_ == "pobj":
            held.add(want.noun.head.i)
        yield from _of_path(want.noun, frame)
    yield from _of_said(frame, speech, held)


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
        yield 0.93
    if len(verb.sent) > 45:
        yield 0.93


_SETTLING = {"show", "find", "reveal", "know", "discover", "note", "confirm", "demonstrate", "learn", "realize", "mean"}


def _of_path(noun: Token, frame: Frame) -> Iterator[float]:
    """Doubts about how deep in the clause the answer stands: out of a side clause no noun can be asked."""
    token, phrases = noun, 0
    while token.head != token and token.head != frame.verb:
        if token == frame.subject:
            break
        joined = token.dep_ == "conj" and token.pos_ in {"VERB", "AUX"}
        purpose = token.dep_ in {"acl", "advcl"} and token.tag_ == "VB"
        if purpose or joined:
            yield 0.85
        elif token.dep_ in _ISLANDS and token != noun:
            yield 0.3
        phrases += token.dep_ == "prep" and token.head.pos_ in NOMINAL
        token = token.head
    if token.head == frame.verb and token.dep_ == "advcl" and token != noun:
        yield 0.85 if token.tag_ == "VB" else 0.3
    adjunct = token.dep_ == "prep" and token.head == frame.verb and any(c.dep_ == "dobj" for c in frame.verb.children)
    if phrases:
        yield 0.75 if phrases > 1 or adjunct else 0.97
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
        if token.tag_ in {"WRB", "WP", "WP$"} and at not in held:
            yield 0.6
        score = (
            token.like_num and at + 2 < len(doc) and doc[at + 1].text in {"-", "–", "—", ":"} and doc[at + 2].like_num
        )
        if score and at + 2 not in said:
            yield 0.2
        for child in token.children:
            gap = child.i not in said and child.i not in speech.instead
            if gap and child.dep_ in _OBJECTS and token.pos_ in {"VERB", "AUX", "ADP"}:
                yield 0.35
            elif gap and child.dep_ == "prep" and child.lower_ == "of":
                yield 0.5
            elif gap and child.dep_ == "neg" and token != frame.verb:
                yield 0.2


def _of_words(question: str, speech: Speech) -> Iterator[float]:
    """Doubts that the words of the question alone give: pronouns that nobody knows the meaning of, its length."""
    for _ in range(speech.loose):
        yield 0.6
    if _FIRST_PERSON.search(question):
        yield 0.5
    if _ADRIFT.search(question):
        yield 0.5
    if _HANGING.search(question):
        yield 0.3
    if question.count('"') % 2 or question.count("“") != question.count("”"):
        yield 0.5
    length = len(question.split())
    yield 1 - 0.01 * max(0, length - 14)
    if re.match(r"how many (?:did|does|do|has|have|were|was|are|is)\b", question, re.IGNORECASE):
        yield 0.6
