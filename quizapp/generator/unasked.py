"""Questions that grammar allows and nobody should ask: guessed, mixed up, of any life or an unknown event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizapp.generator.anchoring import YEAR, happened, names_something
from quizapp.generator.parts import Role
from quizapp.generator.stemming import stems
from quizapp.generator.vocabulary import ACQUAINTED, EVERYDAY, LIFE

if TYPE_CHECKING:
    from quizapp.generator.answering import Question
    from quizapp.generator.candidates import Context
    from quizapp.generator.facts import Fact

_SINGLED_OUT = {"first", "last", "only", "main", "chief", "youngest", "oldest"}
_REPLACING = {"replace", "succeed", "substitute"}


def reason_not_to_ask(question: Question, fact: Fact, context: Context) -> str | None:
    """Why a question of ``fact`` is better not asked, None when there is nothing against it."""
    if _swapped(fact, context):
        return "it mixes up who was replaced"
    if _guessed(question, context):
        return "anybody would guess what the headline says"
    if of_a_life(fact, context):
        return "it tells of the life of somebody whom the article is not about"
    if question.kind == "share" or _singled_out(fact):
        return None
    dated = YEAR.search(question.text) is not None
    if happened(fact) and not dated and not names_something(question.text):
        return "nothing in the question says on which occasion"
    verb = fact.clause.verb.lemma_.lower()
    if question.kind == "subject":
        if happened(fact) and len(_told(question)) < _TOLD_OF_WHAT_HAPPENED:
            return "the question says too little to have one answer"
        if question.tag == "person" and verb in EVERYDAY and not dated and not _has_particle(fact):
            return "many have done the same"
    if question.wh == "whom" and verb in ACQUAINTED and not dated:
        return "many have had the same done to them"
    return None


_TOLD_OF_WHAT_HAPPENED = 3
"""Words besides a year that a question of who or what did something needs to have one answer."""


def _told(question: Question) -> set[str]:
    """The telling words of a question apart from its question word and its years."""
    return {word for word in stems(question.text) - stems(question.wh) if not YEAR.fullmatch(word)}


def _has_particle(fact: Fact) -> bool:
    return any(child.dep_ == "prt" for child in fact.clause.verb.children)


def _singled_out(fact: Fact) -> bool:
    return any(t.tag_ in {"JJS", "RBS"} or t.lower_ in _SINGLED_OUT for part in fact.clause.parts for t in part.words)


def of_a_life(fact: Fact, context: Context) -> bool:
    """True for "was born in Canada" and "has lived there since" of somebody whom the article only quotes."""
    who = context.mentions.entity_of(fact.subject.head)
    if who is None or who.kind != "person" or fact.clause.verb.lemma_.lower() not in LIFE:
        return False
    return not context.is_prominent(who.name, often=context.options.life_named_often)


def _guessed(question: Question, context: Context) -> bool:
    """True for "On which planet ...?" of an article that has Mars in its headline."""
    told = stems(question.answer)
    asked = question.tag == "place" and "which " in question.wh and context.parsed.article.title is not None
    return asked and bool(told) and told <= context.headline


def _swapped(fact: Fact, context: Context) -> bool:
    """True for "Korea substituted Park and was replaced by Kim", whose subject can't be what Kim replaced."""
    if fact.clause.verb.lemma_.lower() not in _REPLACING or not fact.clause.passive:
        return False
    agents = [context.mentions.entity_of(part.head) for part in fact.parts(Role.AGENT)]
    subject = context.mentions.entity_of(fact.subject.head)
    people = {entity.kind == "person" for entity in (subject, *agents) if entity is not None}
    return len(people) > 1
