"""Questions for answers that are no noun phrase: what somebody did, why, how, and how something is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizapp.generator.span_answers import Answer
from quizapp.generator.span_clauses import SUBJECTS, Frame, find_frame
from quizapp.generator.span_composing import inverted, said_parts, said_subject
from quizapp.generator.span_wording import Speech, phrase

if TYPE_CHECKING:
    from spacy.tokens import Token

_REASON = {"because", "since", "as"}
_NAMING = {"be", "become", "call", "name", "dub", "term", "consider", "label", "remain", "title"}
_TIME = {"when", "after", "before", "until", "while", "once"}


def ask_deed(answer: Answer, speech: Speech) -> str | None:
    """The question for a verb phrase, a clause, an adjective or an adverb; None where there is none."""
    head = answer.head
    if head.pos_ in {"VERB", "AUX"}:
        return _of_verb(answer, head, speech)
    frame = find_frame(head.head)
    if frame is None or head.head == head:
        return None
    hole = {token.i for token in head.subtree}
    if head.dep_ in {"acomp", "oprd", "amod"} or head.pos_ == "ADJ":
        return inverted(frame, speech, "what" if frame.verb.lemma_ in _NAMING else "how", without=hole, keep={head.i})
    if head.pos_ == "ADV":
        where = head.ent_type_ in {"GPE", "LOC"} or head.lower_ in {"there", "here", "abroad", "overseas"}
        when = head.ent_type_ in {"DATE", "TIME"}
        return inverted(frame, speech, "where" if where else "when" if when else "how", without=hole, keep={head.i})
    return None


def _of_verb(answer: Answer, verb: Token, speech: Speech) -> str | None:
    hole = {token.i for token in verb.subtree}
    if verb.dep_ == "pcomp":
        governor = verb.head
        frame = find_frame(governor.head)
        if frame is None:
            return None
        wh = {"by": "how", "for": "why", "after": "when", "before": "when"}.get(governor.lower_)
        if wh is None:
            left = inverted(frame, speech.trial(), "what", without=hole, keep={verb.i})
            if left.endswith(f" {governor.lower_}"):
                return inverted(frame, speech, "what", without=hole, keep={verb.i})
            wh = f"{governor.lower_} what"
        return inverted(frame, speech, wh, without={*hole, governor.i}, keep={verb.i})
    frame = find_frame(verb)
    if frame is None:
        return None
    if verb.dep_ == "advcl" and verb.head.pos_ in {"VERB", "AUX"}:
        mark = next((c.lower_ for c in verb.children if c.dep_ in {"mark", "advmod"} and c.i < verb.i), "")
        outer = find_frame(verb.head)
        if outer is not None and outer.verb != verb:
            to = any(child.tag_ == "TO" for child in verb.children)
            wh = "why" if mark in _REASON or to else "when" if mark in _TIME else "how"
            return inverted(outer, speech, wh, without=hole, keep={verb.i})
    if verb.dep_ == "ccomp" and any(answer.holds(child) for child in verb.children if child.dep_ in SUBJECTS):
        outer = find_frame(verb.head)
        if outer is None or outer.verb == verb:
            return None
        return inverted(outer, speech, "what", without=hole, keep={verb.i})
    if frame.verb == verb:
        return _deed(answer, frame, speech)
    return _drawn_in(answer, verb, frame, speech, hole)


def _deed(answer: Answer, frame: Frame, speech: Speech) -> str | None:
    """ "What did X do in 1990" for the verb with what it acts on."""
    if answer.holds(frame.subject):
        setting = [part for part in frame.parts if not answer.holds(part) and part.i < frame.subject.i]
        said = speech.say(phrase(setting[0])) if setting and setting[0].dep_ in {"prep", "npadvmod"} else ""
        return f"what happened {said}" if said else None
    hole = {token.i for part in frame.parts for token in part.subtree if answer.words.start <= part.left_edge.i}
    fronted = {t.i for part in frame.parts if part.i < frame.subject.i for t in part.subtree}
    hole -= fronted
    perfect = any(word.lower() in {"has", "have", "had"} for word, _ in frame.group)
    if frame.passive or (frame.verb.tag_ == "VBN" and not perfect):
        subject = said_subject(frame, speech)
        happens = "happens" if any(tag in {"VBZ", "VBP"} for _, tag in frame.group) and not perfect else "happened"
        return f"what {happens} to {subject} {said_parts(frame, speech, without=hole)}"
    if frame.verb.lemma_ == "be":
        return None
    helpers = tuple((word, tag) for word, tag in frame.group if word != frame.verb.text and tag != "RP")
    if frame.verb.tag_ in {"VBD", "VBZ", "VBP"}:
        group: tuple[tuple[str, str], ...] = (
            *helpers,
            ({"VBD": "did", "VBZ": "does", "VBP": "do"}[frame.verb.tag_], frame.verb.tag_),
        )
    else:
        group = (*helpers, ({"VBN": "done", "VBG": "doing"}.get(frame.verb.tag_, "do"), frame.verb.tag_))
    return inverted(frame, speech, "what", without=hole, group=group)


def _drawn_in(answer: Answer, verb: Token, frame: Frame, speech: Speech, hole: set[int]) -> str | None:
    """ "What did X want to do" for an infinitive or gerund that another verb governs."""
    if verb.dep_ != "xcomp" or verb.head != frame.verb:
        return None
    text = inverted(frame, speech, "what", without=hole, terse=True)
    to = any(child.tag_ == "TO" for child in verb.children)
    return f"{text} to do" if to else f"{text} doing" if verb.tag_ == "VBG" else text
