"""Why a question that somebody asked is no model of a good one, in plain words."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from quizapp.article import Article, Evidence, Span
from quizapp.generator.candidates import Candidate, Context
from quizapp.generator.card_form import balanced, no_leak, not_yes_or_no
from quizapp.generator.mentions import find_mentions
from quizapp.generator.options import Options
from quizapp.generator.sentences import Parsed
from quizapp.generator.standing_alone import (
    asks_enough,
    has_an_anchor,
    no_relative_time,
    not_about_the_article,
    not_first_person,
    not_pointing,
)
from quizapp.generator.stemming import stems
from quizapp.generator.vocabulary import HELPERS, PRONOUNS, UNIQUE, word_set
from quizapp.notes import NoteType
from quizapp.training.options import Filters

if TYPE_CHECKING:
    from quizapp.training.examples import Example

_OF_CARDS = {
    "yes or no": not_yes_or_no,
    "gives its answer away": no_leak,
    "I, we or you": not_first_person,
    "points outside itself": not_pointing,
    "about the text": not_about_the_article,
    "relative time": no_relative_time,
    "nothing says what it is about": has_an_anchor,
    "says too little": asks_enough,
}
"""The checks that a card's question must pass too, by what they are called in the report."""

_WORD = re.compile(r"\w[\w'’.-]*")
_NUMBER = re.compile(r"\d[\d,.]*")
_NAME = re.compile(r"[A-Z]")
_OPENING = word_set(
    "who whom whose what which when where why how in on at by from to with for of after before during according the a"
    " an besides along aside until since under"
)
_KIND_ASKED = re.compile(r"\b(?:which|what) (\w+)", re.IGNORECASE)
# "the bridge" alone, with nothing behind it that says which.
_DEFINITE = re.compile(
    rf"\bthe ([\w'’-]+)(?=[?,]| (?:{HELPERS}|be|been"
    r"|and|or|but|as|than|not|it|its|an?|the|what|who|how|why|after|before|during|since|until|while|because)\b)"
)


def reason_against(example: Example, limits: Filters) -> str | None:
    """The first reason not to learn from an example, None when there is none."""
    return next((reason for check in _CHECKS if (reason := check(example, limits)) is not None), None)


def _whole(example: Example, limits: Filters) -> str | None:
    question = example.question
    whole = question.endswith("?") and balanced(question) and len(question.split()) > 2
    return None if whole else "not one whole question"


def _short(example: Example, limits: Filters) -> str | None:
    if len(example.sentence.split()) > limits.sentence_words:
        return "long sentence"
    if len(example.answer.of(example.sentence).split()) > limits.answer_words:
        return "long answer"
    return "long question" if len(example.question.split()) > Options().question_words else None


def names_told(example: Example, limits: Filters) -> str | None:
    """Every name of the question stands in what is told."""
    words = _WORD.findall(example.question)
    names = {_bare(word) for word in words if _NAME.match(word)} - {_bare(words[0])}
    told = {_bare(word) for word in _WORD.findall(example.told)}
    return "new name" if names - told - _OPENING else None


def numbers_told(example: Example, limits: Filters) -> str | None:
    """So does every number."""
    return "new number" if _numbers(example.question) - _numbers(example.told) else None


def _numbers(text: str) -> set[str]:
    return {number.strip(",.").replace(",", "") for number in _NUMBER.findall(text)}


def _bare(word: str) -> str:
    return word.casefold().strip(".'’-").removesuffix("'s").removesuffix("’s").replace(".", "")


def _from_the_sentence(example: Example, limits: Filters) -> str | None:
    asked = stems(example.question)
    shared = len(asked & stems(example.told))
    return "low overlap" if not asked or shared < limits.overlap * len(asked) else None


def _pronoun_resolved(example: Example, limits: Filters) -> str | None:
    """A pronoun stands for a name before it in the question."""
    words = _WORD.findall(example.question)
    named = False
    for at, word in enumerate(words):
        bare = word.casefold()
        if bare.split("'")[0] in PRONOUNS and not named and not (bare == "it" and at == len(words) - 1):
            return "unresolved pronoun"
        named = named or (at > 0 and bool(_NAME.match(word)))
    return None


def _definite_told(example: Example, limits: Filters) -> str | None:
    """ "the bridge" is the bridge of something, in a question that names nothing else."""
    words = _WORD.findall(example.question)[1:]
    if any(_NAME.match(word) or word[0].isdigit() for word in words) or '"' in example.question:
        return None
    alone = any(match[1] not in UNIQUE for match in _DEFINITE.finditer(example.question))
    return "the X that nothing names" if alone else None


def _like_a_card(example: Example, limits: Filters) -> str | None:
    candidate = Candidate(
        note_type=NoteType.BASIC,
        fields={"Question": example.question, "Answer": example.answer.of(example.sentence)},
        evidence=(Evidence(Span(0, len(example.sentence)), example.answer),),
        kind="asked",
        tags=(),
        sentence=0,
        paragraph=0,
        wh=f"which {asked[1].casefold()}" if (asked := _KIND_ASKED.search(example.question)) is not None else "",
    )
    return next((name for name, check in _OF_CARDS.items() if check(candidate, _nothing_known()) is not None), None)


@cache
def _nothing_known() -> Context:
    """The context of a question of which nothing but its words is judged."""
    parsed = Parsed(Article("-"), (), None, None)
    return Context(parsed, find_mentions(parsed), Options())


_CHECKS: tuple[Callable[[Example, Filters], str | None], ...] = (
    _whole,
    _short,
    names_told,
    numbers_told,
    _from_the_sentence,
    _pronoun_resolved,
    _definite_told,
    _like_a_card,
)
