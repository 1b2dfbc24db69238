"""Questions that grammar allows and nobody should ask: guessed, mixed up, of any life or an unknown event."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quizapp.generator.anchoring import YEAR, happened, names_something
from quizapp.generator.asking import owners_told
from quizapp.generator.claiming import foreseen, may_change
from quizapp.generator.complement_questions import LEADING
from quizapp.generator.composing import is_view
from quizapp.generator.deed_questions import deeds_beside
from quizapp.generator.list_questions import FEWEST, all_named
from quizapp.generator.name_words import DOER_ENDINGS, PERSON_NOUNS
from quizapp.generator.parts import Part, Role
from quizapp.generator.results import find_results
from quizapp.generator.stemming import stems
from quizapp.generator.vocabulary import ACQUAINTED, COLLECTIVE, EVERYDAY, LIFE

if TYPE_CHECKING:
    from quizapp.generator.answering import Question
    from quizapp.generator.candidates import Context
    from quizapp.generator.facts import Fact

_SINGLED_OUT = {"first", "last", "only", "main", "chief", "youngest", "oldest"}
_REPLACING = {"replace", "succeed", "substitute"}


def reason_not_to_ask(question: Question, fact: Fact, context: Context) -> str | None:
    """Why a question of ``fact`` is better not asked, None when there is nothing against it."""
    if question.kind != "count" and minor_in_match(fact, context):
        return "every match has bookings, substitutions and chances"
    if question.kind == "object" and fact.clause.verb.lemma_.lower() == "score":
        return "what is scored is a goal"
    if question.kind == "object" and fact.clause.verb.lemma_.lower() == "put" and _in_match(fact, context):
        return "whom a goal puts in the lead, who scored it tells"
    if question.kind in {"object", "subject"} and _tells_result(fact):
        return "the score of a match is asked, and whom it was won against"
    if question.kind == "object" and fact.modality is not None and len(deeds_beside(fact.clause.verb)) >= FEWEST:
        return "it is one of several deeds, which are asked for together"
    if _swapped(fact, context):
        return "it mixes up who was replaced"
    if foreseen(fact, context):
        return "it was only expected, and may not have happened"
    if _guessed(question, context):
        return "anybody would guess it"
    if of_a_life(fact, context):
        return "it tells of the life of somebody whom the article is not about"
    if _of_a_guest(fact, context):
        return "it is the opinion of somebody whom the article is not about"
    if (thing := _ONE_OF_THEIRS.search(question.text)) is not None:
        return f"which {thing[1]} of theirs is meant can't be told"
    if question.kind == "count" and all_named(question.span.root.head, context.options.answer_words):
        return "all that it counts are named"
    if question.kind == "share" and fact.negative:
        return "the share of those who do not is easily taken for the other"
    if question.kind == "count" and context.published is None and may_change(fact) and not _built_so(question):
        return "the number may have changed since, and when it held isn't known"
    if question.kind == "subject" and _known_otherwise(question, fact, context):
        return "nobody knows the one whom the article is about by what a nameless person did"
    if (owner := _owner_untold(question, context)) is not None:
        return f"which {owner} “the {owner}” of the answer is can't be told"
    if _ASKED_PEOPLE.search(question.text) and not _ASKING.search(question.text):
        return "whose survey they answered can't be told"
    if question.kind in {"place", "subject"} and "sometimes" in question.text.split():
        return "what happens only sometimes happens elsewhere and to others too"
    if question.kind == "share" or _singled_out(fact):
        return None
    dated = YEAR.search(question.text) is not None
    if happened(fact) and not dated and not names_something(question.text) and not _told_at_length(question):
        return "nothing in the question says on which occasion"
    verb = fact.clause.verb.lemma_.lower()
    able = fact.modality in {"can", "could", "may", "might", "would"} and fact.amounts and not dated
    if question.kind == "subject" and question.wh == "what" and able and not names_something(question.text):
        return "much else would answer it as well"
    if question.kind == "subject":
        if happened(fact) and len(_told(question)) < _TOLD_OF_WHAT_HAPPENED:
            return "the question says too little to have one answer"
        anybody = question.answer.lower().startswith(("a ", "an ")) or not dated
        if question.tag == "person" and verb in EVERYDAY and anybody and not _has_particle(fact):
            return "many have done the same"
        if question.tag == "person" and fact.clause.kind == "circumstance" and len(fact.clause.parts) < 2 and not dated:
            return "it is only the background of something else"
    if _one_of_many(question, fact) and not dated:
        return "much else would answer it as well"
    if happened(fact) and not dated and _brief(fact):
        return "nothing in the question says on which occasion"
    if question.wh == "whom" and verb in ACQUAINTED and not dated:
        return "many have had the same done to them"
    return None


_ASKED_PEOPLE = re.compile(r"\b(?:respondents|interviewees|those (?:asked|surveyed|polled))\b")
_ASKING = re.compile(r"\b(?:census|poll|report|research|study|survey)", re.I)
_OF_FEW = {"two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve"}


def _built_so(question: Question) -> bool:
    """True for "four" of "has four regions": few things, without a hedge, stay as many for long; people come and go."""
    counted = question.span.root.head.lemma_.lower()
    people = counted in PERSON_NOUNS or counted.endswith(DOER_ENDINGS)
    return question.answer.lower() in _OF_FEW and not people


_TOLD_AT_LENGTH = 7
"""Telling words with which a question of what happened once has one answer, though it has no name and no date."""
_SETTING_KINDS = {"amount", "condition", "count", "date", "duration", "measure", "place", "share"}


def _told_at_length(question: Question) -> bool:
    """True for "What was laid out in a grid of nine squares upon its founding?", which fits one thing only."""
    counted = any(char.isdigit() for char in question.text)
    words = [word for word in question.text.lower().split() if len(word) >= _LONG]
    plain = not counted and len(set(words)) == len(words)  # no thing is told by itself
    return question.kind not in _SETTING_KINDS and plain and len(_told(question)) >= _TOLD_AT_LENGTH


_LONG = 5
"""Letters of a word that is no function word."""


_LIKELY_OTHERS = {"agent", "inner", "object", "oblique", "plan"}
_TOLD_OF_EVERYDAY = 5
"""Words besides a year that a question of whom or what somebody read, met or learnt needs to have one answer."""


def _one_of_many(question: Question, fact: Fact) -> bool:
    """True for "What did X learn to do?", which is no fact but one of many."""
    usual = fact.clause.verb.lemma_.lower() in EVERYDAY and not _comes_from(question, fact)
    if fact.clause.infinitive is not None and fact.clause.verb.lemma_.lower() == "motivate":
        return question.kind in _LIKELY_OTHERS
    if fact.clause.infinitive is not None and question.kind != "plan":
        return False  # "What is the crater thought to contain?" is not about thinking
    vague = question.kind in _LIKELY_OTHERS and question.tag != "place" and len(_told(question)) < _TOLD_OF_EVERYDAY
    return usual and vague


def _comes_from(question: Question, fact: Fact) -> bool:
    """True for "What does the word come from?" and "What is the tower used as?", which ask for one thing."""
    last = question.text.rpartition(" ")[2]
    return last in {"as", "for", "from", "into", "of"} and (fact.clause.verb.lemma_.lower(), last) in LEADING


def _brief(fact: Fact) -> bool:
    """True for what took hours or less, which it may do time and again."""
    lasts = fact.clause.verb.lemma_.lower() in {"last", "run", "take"}
    times = [part for part in fact.parts(Role.TIME) if part.words[0].lower_ in {"after", "for", "in", "within"}]
    told = {part.head.lemma_.lower() for part in (*times, *(fact.parts(Role.OBJECT) if lasts else ()))}
    return bool(told & {"hour", "minute", "second"}) and not fact.parts(Role.PLACE)


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
    if who is None or who.kind != "person":
        return False
    verb = fact.clause.verb.lemma_.lower()
    for_years = any(_of_years(part) for part in fact.clause.parts) and any(t == "VBN" for _, t in fact.clause.group)
    if verb not in LIFE and not (verb in _EARNING and for_years):
        return False
    if any(token.lemma_.lower() in COLLECTIVE for token in fact.subject.head.conjuncts):
        return False  # "Berg and a team from the museum spent a week in Oslo"
    return not context.is_prominent(who.name, often=context.options.life_named_often)


_ONE_OF_THEIRS = re.compile(
    r"(?<!’s )(?<!'s )\b[A-Z][\w-]*['’]s (platform|program|programme|project|service|system|tool)"
    r"(?! (?:called|for|in|named|of|on|that|to|which|with)\b)(?!\w)"
)
""" "Norway's system", of which there are many."""


def _of_a_guest(fact: Fact, context: Context) -> bool:
    """True for "For Berg, Norway is a kitchen": what somebody thinks whom the article only quotes."""
    who = context.mentions.entity_of(fact.source.root) if fact.source is not None and is_view(fact.source) else None
    return who is not None and who.kind == "person" and not context.is_about(who.name)


_EARNING = {"drive", "farm", "fish", "run", "serve", "teach", "work"}


def _of_years(part: Part) -> bool:
    """True for "for 19 years" and "since 1998"."""
    lead = part.words[0].lower_
    return (lead == "for" and part.head.lemma_.lower() in {"decade", "year"}) or lead == "since"


def _known_otherwise(question: Question, fact: Fact, context: Context) -> bool:
    """True for "Who was questioned by a lawyer?" of the one whom the article is about."""
    agents = [part.inner for part in fact.parts(Role.AGENT)]
    nameless = bool(agents) and all(words[0].lower_ in {"a", "an"} for words in agents)
    return nameless and question.tag == "person" and context.is_prominent(question.answer)


def _owner_untold(question: Question, context: Context) -> str | None:
    """ "helicopter" of "the helicopter's wings", where the question doesn't name the helicopter."""
    for owner in owners_told(question.span, context.mentions):
        entity = context.mentions.entity_of(owner)
        if entity is not None and not any(name in question.text for name in (entity.name, *entity.aliases)):
            return str(owner.text)
    return None


def _guessed(question: Question, context: Context) -> bool:
    """True for "On which planet ...?" of an article that has Mars in its headline."""
    told = stems(question.answer)
    if question.wh in {"which agency", "which space agency"}:
        return True  # there are few
    asked = question.tag == "place" and "which " in question.wh and context.parsed.article.title is not None
    return asked and bool(told) and told <= context.headline


def minor_in_match(fact: Fact, context: Context) -> bool:
    """True for a booking, a substitution, a penalty won or a shot gone wide, told of a match."""
    if not _in_match(fact, context):
        return False
    verb = fact.clause.verb.lemma_.lower()
    told = {token.lower_ for part in fact.clause.parts for token in part.words}
    missed = verb == "miss" or (verb == "go" and "wide" in told)
    return verb in _INCIDENTS or missed or "yellow" in told or (verb in _AWARDED and bool(told & _CHANCES))


def _in_match(fact: Fact, context: Context) -> bool:
    return context.events.match_in(fact.sentence.paragraph) is not None


def _tells_result(fact: Fact) -> bool:
    """True for "X beat Y 1-0", of which the questions about results are made."""
    return any(result.verb == fact.clause.verb for result in find_results(fact.sentence, ()))


_INCIDENTS = {"book", "caution", "replace", "substitute"}
_AWARDED = {"award", "concede", "earn", "give", "receive", "win"}
_CHANCES = {"corner", "corners", "foul", "free-kick", "kick", "penalty", "throw-in"}


def _swapped(fact: Fact, context: Context) -> bool:
    """True for "Korea substituted Park and was replaced by Kim", whose subject can't be what Kim replaced."""
    if fact.clause.verb.lemma_.lower() not in _REPLACING or not fact.clause.passive:
        return False
    agents = [context.mentions.entity_of(part.head) for part in fact.parts(Role.AGENT)]
    subject = context.mentions.entity_of(fact.subject.head)
    people = {entity.kind == "person" for entity in (subject, *agents) if entity is not None}
    return len(people) > 1
