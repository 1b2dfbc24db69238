"""What the one study that an article is about found, so that "the study" can be told by it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from quizapp.generator.claim_composing import reporting_verb
from quizapp.generator.claiming import FINDING, changing
from quizapp.generator.composing import Composer
from quizapp.generator.events import OPENING, about_research
from quizapp.generator.facts import Fact, find_facts
from quizapp.generator.finding_questions import FindingComposer, says_enough
from quizapp.generator.options import Options
from quizapp.generator.parts import Role
from quizapp.generator.vocabulary import PAPERS, RESEARCHERS
from quizapp.generator.wording import UnclearError

if TYPE_CHECKING:
    from spacy.tokens import Token

    from quizapp.article import Span
    from quizapp.generator.candidates import Context
    from quizapp.generator.introductions import Introduction
    from quizapp.generator.sentences import Parsed

_LONGEST = 16
"""Words that may tell a study in a question."""
_SHORT = Options(question_words=_LONGEST, usual_question_words=_LONGEST)
_FEWEST = 4
"""Words of what was looked into that tell one study from others."""
_FOUND = FINDING | {"confirm", "demonstrate", "indicate", "predict", "reveal"}
_LOOKED = frozenset({"analyse", "analyze", "examine", "explore", "investigate", "study"})
_NEW = frozenset({"a", "an", "another"})
_REPORTING = frozenset({"describing", "detailing", "explaining", "outlining", "reporting"})
"""Behind "a paper" these tell that it is the one spoken of: "a paper describing the results"."""
_FIRST_SENTENCES = 6


def study_told(context: Context, speech: Sequence[Span]) -> str | None:
    """ "that found that the lake of Ferrin is drying up" for the study that the article is about.

    None where it is about none, or about one with a name or an owner.
    """
    named = context.definites.study() if context.definites is not None else None
    if (named is not None and named.at[0] <= OPENING and not _only_published(named)) or not about_research(
        context.parsed
    ):
        return None
    prose = [sentence for sentence in context.parsed.sentences if sentence.kind == "prose"]
    for sentence in prose[:_FIRST_SENTENCES]:
        inside = tuple(span for span in speech if span.overlaps(sentence.span))
        for fact in find_facts(sentence, inside):
            told = _told(fact, context)
            if told is not None:
                return told
    return None


def _only_published(named: Introduction) -> bool:
    """True for "a study published in Nature", which no name tells but the journal's."""
    return named.words is not None and any(token.lemma_.lower() == "publish" for token in named.words)


def other_studies(parsed: Parsed) -> int | None:
    """The first sentence behind the opening that brings a study in: "A study in Norway found ..."."""
    found = (
        sentence.index
        for sentence in parsed.sentences
        if sentence.paragraph > OPENING and any(_brought_in(token) for token in sentence.tokens)
    )
    return next(found, None)


def _brought_in(token: Token) -> bool:
    words = {child.lower_ for child in token.children}
    return token.lower_ in {"paper", "study"} and bool(words & _NEW) and not words & _REPORTING


def _told(fact: Fact, context: Context) -> str | None:
    """What a fact says that a study found or looked into; None when that can't stand alone or is too long."""
    report = reporting_verb(fact)
    short = replace(context, options=_SHORT)
    try:
        if report is not None and fact.source is not None:
            found = report.lemma_.lower() in _FOUND and _made_it(fact.source.root)
            told = FindingComposer(fact, short).found("that", report, plural=False) if found else ""
        else:
            told = _looked_into(fact, short)
    except UnclearError:
        return None
    told = told.removesuffix(f" {changing(fact, context)}")
    return told if told and says_enough(fact) and len(told.split()) <= _LONGEST else None


def _looked_into(fact: Fact, context: Context) -> str:
    """ "of the effects of salt on old piers" for "Scientists examined the effects of salt on old piers"."""
    parts = fact.parts(Role.OBJECT)
    if len(parts) != 1 or fact.clause.verb.lemma_.lower() not in _LOOKED or not _made_it(fact.subject.head):
        return ""
    done = fact.modality is None and not fact.negative and fact.clause.infinitive is None
    words = parts[0].words
    return f"of {Composer(fact, context).alone(words)}" if done and len(words) >= _FEWEST else ""


def _made_it(noun: Token) -> bool:
    """True for a study, those who made it, and "a group of scientists"."""
    of = next((child for child in noun.children if child.lower_ == "of"), None)
    people = {t.lower_ for t in of.children} & RESEARCHERS if of is not None else set()
    return noun.lower_ in PAPERS | RESEARCHERS or (noun.lower_ in {"group", "team"} and bool(people))
