"""Questions for answers that somebody pointed at: given a parsed article and a span of it, the question it answers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizapp.article import Article
from quizapp.generator.candidates import asked_sentence
from quizapp.generator.mentions import Mentions, find_mentions
from quizapp.generator.phrases import is_plural
from quizapp.generator.quote_marks import quoted
from quizapp.generator.sentences import Parsed, parse
from quizapp.generator.span_answers import Answer, Wanted, find_answer, wanted
from quizapp.generator.span_appositions import apposed, apposition_of, stands_close
from quizapp.generator.span_claims import claimant
from quizapp.generator.span_clauses import Frame, find_frame
from quizapp.generator.span_composing import clause_of, inverted, objective, of_agent, of_subject
from quizapp.generator.span_deeds import ask_deed
from quizapp.generator.span_doubts import certainty
from quizapp.generator.span_holes import full_words, hole_of
from quizapp.generator.span_wording import Speech, phrase

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Token

_LONGEST = 25
_FAR = 2
"""How many words may follow a preposition whose noun went to the front."""
_OPENING = {'"', "“", "‘", "'", "``", "''", ":"}
_BE = {"is", "are", "was", "were"}
_AT_PLACE = {"in", "at", "on", "near", "within", "inside", "throughout", "across", "along"}
_WHY = {"because", "due", "owing"}
_BROKEN = re.compile(
    r",\s*,|\b(\w+) \1\b(?<!had had)(?<!that that)|\b(?:and|or|but|the|a|an|than)\?$|[()\[\]{}|]|\s[,;:]|[,;:]\?"
)
_MEASURED = re.compile(r"how many (?:is|are|was|were)\b|what (?:is|are|was|were) [\d$]", re.IGNORECASE)
_ASKING = re.compile(r"\b(?:who|whom|whose|what|which|when|where|why|how)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A text parsed for questions: what `ask` needs of it, made once for all its spans."""

    parsed: Parsed
    mentions: Mentions
    capitals: frozenset[str]


@dataclass(frozen=True, slots=True)
class SpanQuestion:
    """A question and how sure its grammar is, 0 to 1."""

    question: str
    score: float


@dataclass(frozen=True, slots=True)
class Declined:
    """Why no question comes out, in plain words."""

    reason: str


def prepare(text: str, nlp: Language) -> Prepared:
    """``text`` parsed, with who is meant by what."""
    parsed = parse(Article(text), nlp, asides=True)
    capitals = frozenset(
        t.text
        for s in parsed.sentences
        for t in s.tokens[1:]
        if t.text[:1].isupper() and (t.pos_ == "PROPN" or t.nbor(-1).text not in _OPENING)
    )
    return Prepared(parsed, find_mentions(parsed), capitals)


def ask(prepared: Prepared, start: int, end: int) -> SpanQuestion | Declined:
    """The question that the words from ``start`` to ``end`` answer (code points of the text), or why there is none."""
    if not 0 <= start < end <= len(prepared.parsed.article.text):
        return Declined("the answer does not lie in the text")
    answer = find_answer(prepared.parsed, start, end)
    if isinstance(answer, str):
        return Declined(answer)
    speech = Speech(prepared.mentions, prepared.capitals, prepared.mentions.entity_of(answer.head))
    draft = speech.trial()
    text = _worded(answer, draft)
    who = claimant(answer, draft) if text is not None else None
    said = f"according to {objective(speech.say(phrase(who)))}, " if who is not None else ""
    text = _worded(answer, speech)
    if text is None:
        return Declined("no clause around the answer makes a grammatical question")
    speech.unclaimed = who is None and _is_spoken(prepared, answer, speech)
    return _checked(asked_sentence(said + text), answer, speech)


def _is_spoken(prepared: Prepared, answer: Answer, speech: Speech) -> bool:
    """True for a clause within quotation marks: somebody's words."""
    if speech.frame is None:
        return False
    offset = answer.sentence.offset
    places = [offset + speech.frame.verb.idx, offset + answer.head.idx]
    return any(span.start <= min(places) and max(places) < span.end for span in quoted(prepared.parsed.article.text))


def _checked(question: str, answer: Answer, speech: Speech) -> SpanQuestion | Declined:
    words = question.split()
    if len(words) < 3 or (len(words) == 3 and (words[1] in _BE or speech.loose)):
        return Declined("the sentence says too little about the answer")
    if len(words) > _LONGEST:
        return Declined(f"the question has more than {_LONGEST} words")
    if speech.broken or _BROKEN.search(question) or not _ASKING.search(question):
        return Declined("the clause around the answer is cut in a way that no question can mend")
    if _MEASURED.match(question):
        return Declined("the number stands alone: what it counts can't be told")
    plain = f" {question[:-1].casefold()} "
    if f" {answer.words.text.casefold()} " in plain:
        return Declined("the question would give the answer away")
    score = certainty(question, answer, wanted(answer, speech.mentions), speech)
    return SpanQuestion(question, round(max(score, 0.01), 2))


def _worded(answer: Answer, speech: Speech) -> str | None:
    head = answer.head
    if head.pos_ in {"VERB", "AUX"} and head.dep_ not in {"amod", "compound", "nmod"}:
        return ask_deed(answer, speech)
    want = wanted(answer, speech.mentions)
    if want is None:
        return ask_deed(answer, speech)
    above = apposition_of(want.noun)
    if above is not None and above == want.noun and stands_close(above):
        words = speech.say(phrase(above.head, without={token.i for token in above.subtree}))
        words = words.removeprefix("the ").removeprefix("a ").removeprefix("an ")
        want = Wanted(f"which {words}" if want.kind == "person" else f"what {words}", above.head, "thing")
    elif above is not None:
        return apposed(answer, want, above, speech)
    frame = find_frame(want.noun.head if want.noun.head != want.noun else want.noun)
    if frame is None or frame.verb == want.noun:
        return None
    hole = hole_of(answer, want)
    if want.noun == frame.subject:
        return of_subject(
            frame, speech, full_words(want, speech, answer), plural=_subject_plural(want, frame), without=hole
        )
    top = _below(frame.verb, want.noun)
    if top == frame.subject:
        return _inside_subject(frame, want, speech, hole, answer)
    if top is None or top not in frame.parts:
        return None
    governor = want.noun.head
    if governor.dep_ == "agent" and governor.head == frame.verb and frame.passive:
        wh = full_words(want, speech, answer)
        plural = want.plural and want.words not in {"who", "what"}
        return of_agent(frame, speech, wh, plural=plural, without={*hole, governor.i})
    return _asked_behind(answer, want, frame, speech, hole)


def _below(verb: Token, token: Token) -> Token | None:
    """The word right below ``verb`` on the way up from ``token``."""
    while token.head != verb:
        if token.head == token:
            return None
        token = token.head
    return token


def _subject_plural(want: Wanted, frame: Frame) -> bool:
    if want.words in {"who", "what"}:
        attribute = next((t for t in frame.parts if t.dep_ == "attr"), None)
        return attribute is not None and want.plural and is_plural(attribute)
    return want.plural


def _inside_subject(frame: Frame, want: Wanted, speech: Speech, hole: set[int], answer: Answer) -> str | None:
    """ "The capital of what country has ...": the question words stand within the subject."""
    if want.noun.head.dep_ == "prep" and want.noun.head.head == frame.subject and frame.subject.pos_ == "PROPN":
        wh = f"which {frame.subject.lower_}"
        return of_subject(frame, speech, wh, plural=frame.plural, without=hole)
    if not _extractable(want.noun, frame.subject):
        return None
    full = full_words(want, speech, answer)
    speech.instead[want.noun.i] = "whom" if full == "who" else full
    words = phrase(frame.subject, without={*hole - {want.noun.i}, *clause_of(frame)}, keep={want.noun.i})
    return of_subject(frame, speech, speech.say(words), plural=frame.plural, without=hole)


def _extractable(noun: Token, subject: Token) -> bool:
    """True when only prepositions, possessives and enumerations lead from the subject down to the noun."""
    token = noun
    while token != subject:
        if token.dep_ not in {"prep", "pobj", "poss", "compound", "conj", "nmod", "amod", "nummod"}:
            return False
        token = token.head
    return True


def _asked_behind(answer: Answer, want: Wanted, frame: Frame, speech: Speech, hole: set[int]) -> str:
    """ "What did X aspire to": the answer is an object, or what a preposition leads to."""
    governor = want.noun.head
    wh = full_words(want, speech, answer)
    keep = {want.noun.i}
    if governor.dep_ != "prep":
        if want.kind == "time" and wh.startswith("what year"):
            wh = f"in {wh}"
        return inverted(frame, speech, wh, without=hole, keep=keep)
    lower = governor.lower_
    near = governor.head == frame.verb or governor.head.dep_ in {"xcomp", "acomp"}
    taken = {*hole, governor.i}
    if answer.preposition is not None:
        taken |= {token.i for token in answer.words}
    if lower in {"until", "since"} and want.words in {"what", "when"}:
        return inverted(frame, speech, f"{lower} when", without=taken, keep=keep)
    if wh.startswith("what year") and lower in {"on", "at"}:
        lower = "in"
    if want.kind == "time":
        if wh == "when":
            return inverted(
                frame,
                speech,
                wh,
                without=taken,
                keep=keep,
            )
        return inverted(frame, speech, f"{lower} {wh}", without=taken, keep=keep)
    if want.kind == "duration":
        return inverted(frame, speech, wh, without=taken, keep=keep)
    beside = governor.head.dep_ in {"dobj", "nsubjpass", "attr"} and governor.head.head == frame.verb
    if want.kind == "place" and lower in _AT_PLACE and (near or beside):
        return inverted(frame, speech, "where", without=taken, keep=keep)
    if answer.preposition is not None:
        if answer.preposition.lower_ in _WHY or answer.words.text.lower().startswith(("because of", "due to")):
            return inverted(frame, speech, "why", without=taken, keep=keep)
        if lower in {"during", "after", "before"} and near and want.words == "what":
            return inverted(frame, speech, "when", without=taken, keep=keep)
        site = want.noun.ent_type_ == "ORG" and lower == "at"
        if site and near and want.words == "what":
            return inverted(frame, speech, "where", without=taken, keep=keep)
        return _led(frame, speech, wh, governor, hole=hole, taken=taken, keep=keep)
    if near and want.words not in {"who", "what"}:
        return inverted(frame, speech, f"{lower} {wh}", without=taken, keep=keep)
    return _led(frame, speech, wh, governor, hole=hole, taken={*hole, governor.i}, keep=keep)


def _led(
    frame: Frame, speech: Speech, wh: str, governor: Token, *, hole: set[int], taken: set[int], keep: set[int]
) -> str:
    """ "What is the town famous for" where the preposition comes last, "For what did the town build a mill in 1902"."""
    left = inverted(frame, speech.trial(), wh, without=hole, keep=keep)
    near = governor.head == frame.verb or governor.head.dep_ in {"xcomp", "acomp", "oprd"}
    behind = left.partition(f" {governor.lower_} ")[2].split()
    if len(behind) <= _FAR or not near:
        return inverted(frame, speech, wh, without=hole, keep=keep)
    return inverted(frame, speech, f"{governor.lower_} {'whom' if wh == 'who' else wh}", without=taken, keep=keep)
