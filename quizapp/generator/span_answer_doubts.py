"""Doubts about an answer that was pointed at: whether it is whole, and whether its question words fit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from quizapp.generator.phrases import UNITS
from quizapp.generator.span_answers import MODIFIERS, NOMINAL, Answer, Wanted
from quizapp.generator.span_clauses import FINITE
from quizapp.generator.span_wording import is_remark, names_source, set_against
from quizapp.generator.vocabulary import CLAIMS, THINKING, word_set

if TYPE_CHECKING:
    from spacy.tokens import Token

_CLOSE = {"of", "between", "among", "such", "including", "like"}
_IDIOMATIC = word_set(
    """
    addition advance board case charge common contact detail doubt effect fact favor favour focus force full general
    jeopardy line mind need operation order orbit part particular place practice progress question response return
    service shape sight talks theory time touch turn use vain view will work
    """
)
_SET_OBJECTS = word_set(
    "account advantage aim care course effect hold note notice pace part place rise root sense shape time track turns"
    " use way"
)
"""Objects that make one idea with their verb: "take part", "keep track"."""
_UNASKED = word_set("according along alongside despite including instead like regardless such throughout unlike")
_SETTING = word_set("after amid before during since toward towards until within without")
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


def of_answer(answer: Answer, want: Wanted | None) -> Iterator[float]:
    """Doubts about what was pointed at: the answer torn from its phrase, or from a list."""
    head, text = answer.head, answer.words.text
    led = f"{head.head.text} {text}" if head.dep_ == "pobj" and answer.preposition is None else text
    if is_remark(text) or is_remark(led):
        yield 0.1
    if answer.words.start > answer.sentence.tokens.start and answer.words[0].nbor(-1).text == ":":
        yield 0.5
    if text.count("(") != text.count(")") or text.count('"') % 2:
        yield 0.5
    if _inside_word(answer.words[0], -1) or _inside_word(answer.words[-1], 1):
        yield 0.3
    if want is None:
        yield _of_deed(answer)
        return
    yield from _of_lead(want.noun, answer)
    if want.words == "how long" and want.noun.head.lower_ in {"in", "during", "after", "before", "within"}:
        yield 0.6
    lead = want.noun.head
    if want.kind in {"time", "duration"} and lead.dep_ == "prep" and lead.head.pos_ in NOMINAL:
        yield 0.4 if lead.lower_ == "of" else 0.8
    if want.noun != head and any(child.dep_ == "conj" and not answer.holds(child) for child in want.noun.children):
        yield 0.5
    if want.words in {"when", "how long", "where"} and want.noun.dep_ in {"nsubj", "nsubjpass"}:
        yield 0.3
    if want.noun != head and want.noun.dep_ == "conj":
        yield 0.5
    if want.kind == "time" and head.lower_ in UNITS and all(token.dep_ in {"prep", "det"} for token in head.lefts):
        yield 0.3  # "from year to year"
    if answer.words[0].tag_ in {"WRB", "WP", "WDT", "WP$"}:
        yield 0.3
    if head.dep_ == "dobj" and head.lower_ in _SET_OBJECTS and not list(head.lefts):
        yield 0.4
    if want.noun.dep_ == "npadvmod" and want.kind not in {"time", "duration"}:
        yield 0.3
    if head.dep_ == "nummod" and want.noun.tag_ in {"NN", "NNP"} and want.kind == "thing":
        yield 0.5
    top = head.head if head.dep_ == "pobj" else head
    if set_against(top) or (want.noun.dep_ == "npadvmod" and want.noun.head.pos_ == "ADJ"):
        yield 0.3
    if head.lower_ in {"none", "nobody", "nothing", "neither"}:
        yield 0.4
    if head.pos_ == "NUM" and head.dep_ not in MODIFIERS and any(child.lower_ == "of" for child in head.children):
        yield 0.4
    if head.dep_ in MODIFIERS and want.noun != head and want.kind != "amount":
        yield {"nummod": 0.97, "quantmod": 0.97, "poss": 0.85}.get(head.dep_, 0.5)
    for child in head.children:
        if not answer.holds(child):
            yield _left_out(child, head)
    if head.dep_ == "conj" and not answer.holds(head.head):
        yield 0.4


def _of_lead(noun: Token, answer: Answer) -> Iterator[float]:
    """Doubts about the preposition that leads to what is asked for: "in mind", "in place of", "unlike"."""
    if noun.dep_ != "pobj":
        return
    lead = noun.head
    bare = noun.pos_ == "NOUN" and noun.tag_ == "NN" and not list(noun.lefts)
    if bare and (noun.lower_ in _IDIOMATIC or any(child.dep_ == "prep" for child in noun.children)):
        yield 0.35
    if lead.lower_ in {"about", "around", "over", "under"} and any(c.dep_ == "nummod" for c in noun.children):
        yield 0.5  # "about" may be a hedge
    if lead.lower_ == "between" and any(token.like_num for token in noun.subtree):
        yield 0.4
    if lead.lower_ == "without" and answer.preposition is not None:
        yield 0.6
    if lead.lower_ == "with" and any(child.dep_ == "acl" and child.tag_ == "VBG" for child in noun.children):
        yield 0.3
    leads = (lead, lead.head) if lead.head.pos_ in {"ADP", "ADJ"} else (lead,)
    if lead.dep_ == "conj" or any(child.dep_ == "conj" for led in leads for child in led.children):
        yield 0.4  # "due to the storm and at the request of the mayor"
    if lead.lower_ in _UNASKED and not (lead.lower_ == "like" and lead.head.lemma_ == "be"):
        yield 0.4
    elif lead.lower_ in _SETTING and lead.head.pos_ in {"VERB", "AUX"} and answer.preposition is None:
        yield 0.8
    if any(
        c.dep_ in {"prep", "conj"} and c != lead and c.lower_ == lead.lower_ for c in (*lead.head.children, lead.head)
    ):
        yield 0.5
    if lead.lower_ == "to" and names_source(lead.head):
        yield 0.1


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
        return 1.0 if answer.words.start <= head.head.i else 0.85
    if head.dep_ == "xcomp":
        return 0.3 if head.tag_ in FINITE else 1.0
    return 1.0 if head.dep_ == "ROOT" else 0.7


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
    if child.dep_ == "appos" and not comma:
        return 0.4
    if child.dep_ in {"relcl", "acl"}:
        return 0.95 if comma else 0.6
    return 0.9


def _inside_word(token: Token, side: int) -> bool:
    """True for "tech" of "tech-savvy": a hyphen ties it to what stands before (``side`` -1) or behind it (1)."""
    at = token.i + side
    if not 0 < at < len(token.doc) - 1 or token.doc[at].text != "-":
        return False
    return not token.doc[at].whitespace_ and not token.doc[at - 1].whitespace_
