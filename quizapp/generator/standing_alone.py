"""Checks that a card stands alone: read on another day, without its article, it has one answer."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from quizapp.generator.candidates import plain_words
from quizapp.generator.quote_marks import outside_quotes
from quizapp.generator.stemming import stems
from quizapp.generator.vocabulary import HELPERS
from quizapp.notes import BLANK, NoteType

if TYPE_CHECKING:
    from quizapp.generator.candidates import Candidate, Context

_FIRST_PERSON = re.compile(r"\b(i|we|us|me|my|our|ours|you|your|yours|myself|ourselves|let's)\b", re.I)
_CAPITAL_BEFORE = re.compile(r"\b(?!According|What|Which|Who)[A-Z]\w* $")
_POINTING = re.compile(r"\b(this|these|those|such a|such an|the (?:former|latter|same)|here)\b", re.I)
_SOURCE = re.compile(
    r"\b(the|this) (article|passage|text|author|story|excerpt|paragraph)\b"
    r"|\baccording to the (report|text|article)\b|\b(?:at|from) (?:lower|upper|far|top|bottom) (?:left|right)\b"
    r"|\b(?:pictured|shown here|file photo)\b",
    re.I,
)
_UNITS = r"(?:days?|weeks?|months?|years?|hours?|decades?)"
_RELATIVE_TIME = re.compile(
    r"\b(yesterday|today|tomorrow|tonight|recently|now|currently|nowadays|soon|so far|to date|lately"
    r"|(?:last|next|this|past|coming) (?:week|month|year|night|summer|winter|spring|fall|autumn|decade|century|weekend"
    r"|morning|evening|afternoon|season|quarter|few \w+|\w+day)"
    rf"|\w+ {_UNITS} (?:ago|earlier|later|before)"
    r"|(?:with)?in (?:a|the) (?:couple of|few|next|coming|following) \w+"
    rf"|the (?:following|next|coming|previous) (?:\w+ )?{_UNITS}"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day(?:'s)?)\b",
    re.I,
)


def _asked(candidate: Candidate) -> str:
    """The words of all questions that are not a quotation's own."""
    return " ".join(outside_quotes(q) if candidate.note_type is NoteType.QUOTE else q for q, _ in candidate.texts)


def not_first_person(candidate: Candidate, context: Context) -> str | None:
    """No "we" or "you": nobody knows who is meant."""
    asked = outside_quotes(_asked(candidate))
    for match in _FIRST_PERSON.finditer(asked):
        numeral = match.group() == "I" and _CAPITAL_BEFORE.search(asked[: match.start()])
        if match.group() != "US" and not numeral:
            return f"“{match.group()}” is left without a person"
    return None


def not_pointing(candidate: Candidate, context: Context) -> str | None:
    """No "this study": what it points at isn't in the question."""
    if re.match(r"According to [^,]+, wh\w+ .*\bits\b", candidate.question):
        return "“its” may be the source's or the answer's"
    if re.match(rf"According to [^?]+, .*\b(?:{HELPERS}) (?:it|they)\b", candidate.question):
        return "“it” may be the source or what it speaks of"
    match = _POINTING.search(outside_quotes(_asked(candidate)))
    return f"“{match.group()}” points at something outside the question" if match else None


def nobody_by_a_pronoun(candidate: Candidate, context: Context) -> str | None:
    """No "According to Ada, who corrects her?": it may be anybody."""
    if candidate.note_type is NoteType.QUOTE:
        return None
    match = re.match(r"According to .*\b(he|she|him|her|his)\b", outside_quotes(candidate.question))
    return f"“{match.group(1)}” may be the source or somebody else" if match else None


def one_person(candidate: Candidate, context: Context) -> str | None:
    """No "Berg" of an article with two Bergs."""
    texts = [candidate.answer, outside_quotes(_asked(candidate))]
    for name in context.shared_names:
        if any(_stands_alone(name, text) for text in texts):
            return f"which {name} is meant can't be told"
    return None


def _stands_alone(name: str, text: str) -> bool:
    """True when ``name`` is used without another part of a name beside it."""
    words = [word.removesuffix("'s").removesuffix("’s") for word in re.findall(r"[\w’'.-]+", text)]
    named = [word[:1].isupper() and not _OPENING.fullmatch(word) for word in words]
    return any(
        word == name and not (at and named[at - 1]) and not (at + 1 < len(words) and named[at + 1])
        for at, word in enumerate(words)
    )


_OPENING = re.compile(r"Who(?:m|se)?|What|Which|When|Where|Why|How|According|In|On|At|By|From|To|With|For|Of|The")


def not_about_the_article(candidate: Candidate, context: Context) -> str | None:
    """The question is about the world, not about the article."""
    return "it speaks of the article itself" if _SOURCE.search(_asked(candidate)) else None


def no_relative_time(candidate: Candidate, context: Context) -> str | None:
    """No "last year": the card is read on another day."""
    answer = "" if candidate.note_type is NoteType.QUOTE else candidate.answer
    for text in (outside_quotes(_asked(candidate)), answer):
        match = _RELATIVE_TIME.search(text)
        if match:
            return f"“{match.group()}” depends on the day it is read"
    return None


_TELLS_ITSELF = re.compile(r"\b(?:called|known as)\?$|\bthe (?:author|composer|creator|discoverer|inventor) of\b")
""" "What are winged insects known as?" and "Who was the inventor of the telephone?" need no name."""


def has_an_anchor(candidate: Candidate, context: Context) -> str | None:
    """A name, number or quotation says what the question is about."""
    if candidate.note_type is NoteType.QUOTE or candidate.kind in {"definition", "term"}:
        return None
    if _TELLS_ITSELF.search(candidate.question):
        return None
    asked = candidate.question.replace(BLANK, "")
    if "person" in candidate.tags:  # "Which Swedish captain ..." says who is asked for, not what about
        asked = re.sub(re.escape(candidate.wh), "who", asked, count=1, flags=re.I)
    dated = context.published is not None  # news tells of one occasion, an undated text of what is so
    if dated:
        asked = _BY_WHOM.sub("", asked)
    words = asked.split()[1:]
    if any(word.strip("'\"“‘(")[:1].isupper() or any(c.isdigit() for c in word) for word in words):
        return None
    somebody = re.search(r"\b[Ww]ho(?:m|se)?\b", asked) is not None
    brief = candidate.kind in {"count", "share", "amount"} or _OF_A_KIND.search(candidate.question) is not None
    if brief:
        needed = 3
    elif dated:
        needed = 4 if _SINGLED_OUT.search(asked) else 6 if candidate.kind == "subject" else 5
    else:
        needed = 5 if somebody or _ABLE.search(asked) or _PAST.search(asked) else 4
    told = stems(asked) - stems(candidate.wh) - _HOW_OFTEN
    of_one_kind = len(stems(candidate.question)) >= (2 if candidate.kind == "count" else 3)
    if candidate.general and of_one_kind and not somebody:
        return None
    by_a_claim = candidate.kind == "finder"  # "Who argued that all species descend from common ancestors?"
    if len(told) >= needed and (not somebody or by_a_claim or _SINGLED_OUT.search(asked)):
        return None
    return "nothing in the question says whom or what it is about"


_BY_WHOM = re.compile(r"^According to [^,]+, ")
_HOW_OFTEN = stems("always generally often sometimes typically usually")
_OF_A_KIND = re.compile(r"^What (?:is|are) (?!the ).* (?:as|for|from|into|of|on|to|with)\?$")
""" "What is alder wood used for?", which two words tell from everything else."""
_PAST = re.compile(r"^\w+ (?:did|had|has|have|was|were)\b")
_ABLE = re.compile(r"\b(?:can|could|may|might|would)\b")
_SINGLED_OUT = re.compile(r"\b(?:first|only|last|most|least|\w{3,}est)\b")


def asks_enough(candidate: Candidate, context: Context) -> str | None:
    """The question holds at least two telling words, so that it has one answer; of a number, what is counted is one."""
    if candidate.note_type in {NoteType.QUOTE, NoteType.CLOZE} or candidate.kind in {
        "initials",
        "age",
        "role",
        "role-of",
        "definition",
        "term",
    }:
        return None
    told = stems(candidate.question) - (set() if candidate.kind == "count" else stems(candidate.wh))
    return None if len(told) >= 2 else "the question says too little to have one answer"


def in_the_article(candidate: Candidate, context: Context) -> str | None:
    """The answer can be found in the article (dates in their absolute form aside)."""
    if candidate.kind == "date":
        return None
    for _, answer in candidate.texts:
        said = plain_words(answer)
        if said not in context.article_words and said not in _without_remarks(context.article_words):
            return "the answer's words are not the article's"
    return None


def of_whole_sentences(candidate: Candidate, context: Context) -> str | None:
    """No proof is a piece of what goes on for too long: "not" may stand in the piece before."""
    proofs = (sentence for proof in candidate.evidence for sentence in context.parsed.within(proof.span))
    return "its sentence is too long to be sure of" if any(one.kind == "torn" for one in proofs) else None


@lru_cache(maxsize=1)
def _without_remarks(text: str) -> str:
    """An article without what stands in brackets; made once for all its cards."""
    return re.sub(r" \([^()]*\)", "", text)
