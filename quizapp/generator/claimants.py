"""Whose claim it is, in words that stand alone."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from quizapp.generator.claiming import generic_source
from quizapp.generator.phrases import noun_phrase
from quizapp.generator.surveys import of_the_survey
from quizapp.generator.vocabulary import PAPERS, PROPOSING, word_set
from quizapp.generator.wording import UnclearError, Wording

if TYPE_CHECKING:
    from quizapp.generator.candidates import Context
    from quizapp.generator.entities import Entity
    from quizapp.generator.facts import Fact

_ANYBODY = {"people", "others", "many", "some", "most", "everyone", "everybody", "nobody", "someone", "somebody"}
_DEMANDING = PROPOSING | {"call", "urge", "warn"}


class Brevity(IntEnum):
    """How a study is told: by its name in full, by the article's own words for it, or without a name."""

    FULL = 0
    PRINTED = 1
    UNNAMED = 2


def claimant(
    fact: Fact, context: Context, wording: Wording, *, answer: Entity | None, brief: Brevity = Brevity.FULL
) -> str:
    """Who says so; nothing for what the article itself states. Raises `UnclearError` when that is the answer."""
    source = fact.source
    if fact.speaker is not None:
        if answer is not None and answer.name == fact.speaker:
            raise UnclearError("the claimant speaks of themselves")
        return wording.name(fact.speaker)
    if source is None:
        return _study(context, wording, brief) if of_the_survey(fact) else ""
    meant = context.mentions.meant_by(source.root)
    sources = {context.mentions.entity_of(source.root), meant.entity if meant is not None else None}
    if answer is not None and answer in sources:
        raise UnclearError("the claimant speaks of themselves")
    generic = generic_source(source, context)
    results = len(source) == 1 and source.root.lower_ in {"results", "findings"}
    if len(source) == 1 and (generic == "a study" or results) and (named := _study(context, wording, brief)):
        return named
    if len(source) == 1 and generic is not None:
        return generic
    if brief and source.root.lower_ in PAPERS and source[0].lower_ in {"a", "an"}:
        return f"a {source.root.text}"
    try:
        said = wording.say(source)
    except UnclearError:
        if generic is None:
            raise
        return generic
    if said.lower() in _ANYBODY:
        raise UnclearError(f"“{said}” could be anybody")
    return said


def _study(context: Context, wording: Wording, brief: Brevity) -> str:
    """ "the Pew Research Center's study" for its results and respondents; "" where no study is told by a name."""
    found = context.definites.study() if context.definites is not None else None
    if found is None or brief is Brevity.UNNAMED:
        return ""
    owned = found.words is not None and found.words[0].lower_ not in {"a", "an", "the"} and len(found.words) <= _SHORT
    return str(found.words) if brief is Brevity.PRINTED and owned else wording.described(found) or ""


_SHORT = 4
"""So many words at most tell a study in short: "Pew's study"."""


def demanding(fact: Fact, context: Context) -> str | None:
    """ "researchers" for "the researchers" or "they" who demand, propose or warn of something."""
    head = fact.subject.head
    noun = head if head.pos_ == "NOUN" else context.mentions.noun_of(head)
    if fact.clause.verb.lemma_.lower() not in _DEMANDING or noun is None:
        return None
    return generic_source(noun_phrase(noun), context)


_OFFICES = word_set("administration agency authority bureau commission council department government ministry office")


def body_of_officials(context: Context) -> str | None:
    """The public body that the article's first clause is about, whose officials it goes on to speak of."""
    first = next((one for one in context.parsed.sentences if one.kind == "prose"), None)
    subjects = (t for t in first.tokens if t.dep_ == "nsubj" and t.head.dep_ == "ROOT") if first is not None else ()
    body = context.mentions.entity_of(subject) if (subject := next(iter(subjects), None)) is not None else None
    public = body is not None and body.kind == "organisation" and body.name.lower().split()[-1] in _OFFICES
    return body.name if public and body is not None else None
