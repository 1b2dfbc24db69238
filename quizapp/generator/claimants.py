"""Whose claim it is, in words that stand alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizapp.generator.claiming import generic_source
from quizapp.generator.phrases import noun_phrase
from quizapp.generator.vocabulary import PROPOSING
from quizapp.generator.wording import UnclearError, Wording

if TYPE_CHECKING:
    from quizapp.generator.candidates import Context
    from quizapp.generator.entities import Entity
    from quizapp.generator.facts import Fact

_ANYBODY = {"people", "others", "many", "some", "most", "everyone", "everybody", "nobody", "someone", "somebody"}
_DEMANDING = PROPOSING | {"call", "urge", "warn"}


def claimant(fact: Fact, context: Context, wording: Wording, *, answer: Entity | None, brief: bool = False) -> str:
    """Who says so; nothing for what the article itself states. Raises `UnclearError` when that is the answer.

    ``brief`` leaves the name of a study unsaid.
    """
    source = fact.source
    if fact.speaker is not None:
        if answer is not None and answer.name == fact.speaker:
            raise UnclearError("the claimant speaks of themselves")
        return wording.name(fact.speaker)
    if source is None:
        surveyed = not brief and _SURVEYED & {t.lemma_.lower() for t in fact.subject.words}
        return _study(context, wording) if surveyed else ""
    meant = context.mentions.meant_by(source.root)
    sources = {context.mentions.entity_of(source.root), meant.entity if meant is not None else None}
    if answer is not None and answer in sources:
        raise UnclearError("the claimant speaks of themselves")
    generic = generic_source(source, context)
    if len(source) == 1 and generic is not None:
        return (_study(context, wording) if generic == "a study" and not brief else "") or generic
    try:
        said = wording.say(source)
    except UnclearError:
        if generic is None:
            raise
        return generic
    if said.lower() in _ANYBODY:
        raise UnclearError(f"“{said}” could be anybody")
    return said


def _study(context: Context, wording: Wording) -> str:
    """ "the Pew Research Center's study" for its results and respondents; "" where no study is told by a name."""
    found = context.definites.study() if context.definites is not None else None
    return (wording.described(found) or "") if found is not None else ""


_SURVEYED = {"respondent"}
"""Those of whom only a survey speaks."""


def demanding(fact: Fact, context: Context) -> str | None:
    """ "researchers" for "the researchers" or "they" who demand, propose or warn of something."""
    head = fact.subject.head
    noun = head if head.pos_ == "NOUN" else context.mentions.noun_of(head)
    if fact.clause.verb.lemma_.lower() not in _DEMANDING or noun is None:
        return None
    return generic_source(noun_phrase(noun), context)
