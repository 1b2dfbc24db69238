"""The occasion that a question lacks: "Who doubled the lead?" of a match that only the section names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quizapp.generator.printed_names import possessive
from quizapp.generator.quote_marks import outside_quotes
from quizapp.generator.stemming import stems
from quizapp.generator.vocabulary import IN_PLAY, PERSON_NOUNS, VAGUE_NOUNS, word_set
from quizapp.generator.wording import UnclearError

if TYPE_CHECKING:
    from quizapp.generator.answering import Question
    from quizapp.generator.candidates import Context
    from quizapp.generator.events import Match
    from quizapp.generator.facts import Fact

YEAR = re.compile(r"\b(?:1[0-9]|20)\d\d\b")
_CUED = {"amount", "count", "duration", "measure", "purpose", "reason"}
"""Kinds of question to which a name in brackets can tell what it is about: the others want more than that."""
_CLAIM = re.compile(r"^According to (?!a study in )[^,]+,")

_TITLE = re.compile(r"[“\"](?:[A-Z][\w’'-]*[,:]? ?)(?:[\w’'-]+[,:]? ?){0,6}[”\"]")


def happened(fact: Fact) -> bool:
    """True for what is told as over and done: "scored", "was replaced"; not for "has scored" or "scores"."""
    return any(tag == "VBD" for _, tag in fact.clause.group)


def of_a_kind(fact: Fact) -> bool:
    """True for what is said of all of a kind at all times: "Insects have six legs", "An alloy may conduct heat"."""
    clause, head, first = fact.clause, fact.subject.head, fact.subject.words[0]
    present = fact.present or fact.modality in {"can", "may", "must"}
    plain = clause.kind in {"main", "coordinated"} and present and not fact.claimed and not fact.negative
    bare = first.lower_ in {"a", "an"} or (first.pos_ in {"ADJ", "NOUN", "VERB"} and first.lemma_.lower() not in _SOME)
    some = any(t.tag_ in {"PRP$", "CD", "DT"} and t.lower_ not in {"a", "an"} for t in head.lefts)
    lasting = not any(tag == "VBG" and word != clause.group[0][0] for word, tag in clause.group)
    one_of_many = head.tag_ == "NN" and first.lower_ in {"a", "an"} and len(fact.subject.words) == len((first, head))
    kind = head.tag_ in {"NN", "NNS"} and head.lemma_.lower() not in PERSON_NOUNS | VAGUE_NOUNS
    return plain and bare and not some and lasting and kind and not one_of_many


_SOME = word_set("certain few further many more most notable numerous other recent several some such various")


def names_something(text: str) -> bool:
    """True when a name or a title stands in a question apart from its first word and who claims it."""
    asked = _CLAIM.sub("", outside_quotes(text))
    return bool(_TITLE.search(text)) or any(word.strip("'\"‘(")[:1].isupper() for word in asked.split()[1:])


_LEANS = re.compile(r"\b(?:its?|their|they|them)\b")
TOLD_BY_WORDS = 5
TOLD_BESIDE_A_NAME = 4
"""Telling words that a question without a name, and one with a name or year, needs to have a common noun as its one
answer."""


def well_told(text: str) -> bool:
    """True for a question that tells so much that few things answer it, none of it by a pronoun."""
    named = names_something(text) or YEAR.search(text) is not None
    return len(stems(text)) >= (TOLD_BESIDE_A_NAME if named else TOLD_BY_WORDS) and _LEANS.search(text) is None


def anchored(question: Question, fact: Fact, context: Context) -> str:
    """The question with the match that its fact belongs to, or with the article's topic where it names nothing.

    Raises `UnclearError` when the match can't be named, since the answer is one of its sides.
    """
    text, events = question.text, context.events
    if not happened(fact) or YEAR.search(text) or YEAR.search(question.answer):
        return text
    match = events.match_in(fact.sentence.paragraph)
    when = f"at the {events.contest}" if events.contest else match.day if match is not None else ""
    if match is not None and when and when not in text and _in_play(fact):
        return _in_match(question, match, when)
    topic = events.topic
    bare = question.kind in _CUED and not names_something(text)
    if topic is None or not bare or stems(topic) & stems(question.answer):
        return text
    return f"{text} ({topic})"


def _in_match(question: Question, match: Match, when: str) -> str:
    text, answer = question.text, stems(question.answer)
    told = [side for side in match.sides if not stems(side) <= answer]
    if all(side in text for side in told):
        return f"{text} {when}"
    if len(told) < len(match.sides) or any(stems(side) & answer for side in told):
        raise UnclearError("which match it was can't be told without giving the answer away")
    one, other = sorted(match.sides, key=lambda side: side not in text)
    return f"in {_against(one, other)} {when}, {text}"


def match_told(paragraph: int, context: Context) -> str | None:
    """ "Belgium's match against Panama at the 2018 FIFA World Cup" for "the match" of a paragraph."""
    events = context.events
    match = events.match_in(paragraph)
    when = f"at the {events.contest}" if events.contest else match.day if match is not None else ""
    return f"{_against(*match.sides)} {when}" if match is not None and when else None


def _against(one: str, other: str) -> str:
    return f"{possessive(one)} match against {other}"


def _in_play(fact: Fact) -> bool:
    """True when the sentence speaks of what goes on in a match."""
    return any(token.lemma_.lower() in IN_PLAY for token in fact.sentence.tokens)
