"""Stage 5: questions about the setting: when, where, how long, and what is planned."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from quizapp.generator import dates
from quizapp.generator.answering import Question, article_text, certainty, shown
from quizapp.generator.asking import asked_for
from quizapp.generator.candidates import Context
from quizapp.generator.claim_composing import reporting_verb
from quizapp.generator.claiming import speaks_of_itself
from quizapp.generator.composing import Composer
from quizapp.generator.facts import Fact
from quizapp.generator.fitting import fitted
from quizapp.generator.parts import Part, Role
from quizapp.generator.phrases import TIME_TYPES, number_words, stripped
from quizapp.generator.places import place_noun

if TYPE_CHECKING:
    from spacy.tokens import Span as Words


def times(fact: Fact, context: Context) -> Iterator[Question]:
    fact, times = _without_clock(fact)
    report = reporting_verb(fact)
    told = report is not None and report.lemma_ == "tell" and speaks_of_itself(fact, context)
    if len(times) != 1 or told:
        return  # "When did X tell reporters it had ...?" may ask when it was told
    part = times[0]
    lead = part.words[0].lower_
    if lead == "between" and re.search(r"between .*\d{4} and .*\d{4}$", part.words.text):
        sure = certainty(fact, context)
        asked = Composer(fact, context).inverted_question("when", without=part)
        yield Question(asked, article_text(part.words, fact, context), part.words, "date", "date", "when", sure)
        return
    if (
        lead in {"for", "over", "within", "throughout", "after", "before", "per", "through", "between", "from"}
        or part.head.pos_ == "VERB"
    ):
        return
    if part.head.ent_type_ not in TIME_TYPES or any(token.pos_ == "VERB" for token in part.words):
        return
    text = dates.absolute(part.words, context.published)
    if text is None or not any(char.isdigit() for char in text):
        return
    preposition, bare = _split_time(text)
    if preposition not in {"in", "on", "by", "since", "during", "until", "at", ""}:
        return
    wh = _time_words(bare, preposition)
    if wh is None:
        return
    composer = Composer(fact, context)
    yield Question(
        composer.inverted_question(wh, without=part),
        bare,
        part.inner if part.preposition is not None else part.words,
        "date",
        "date",
        wh,
        certainty(fact, context),
    )


def _without_clock(fact: Fact) -> tuple[Fact, tuple[Part, ...]]:
    """The fact without the hour that it tells beside a day, and its times: "at noon" of "at noon on Wednesday"."""
    times = fact.parts(Role.TIME)
    clock = [part for part in times if part.head.ent_type_ == "TIME" or part.head.lower_ in {"noon", "midnight"}]
    if len(times) != 2 or len(clock) != 1:
        return fact, times
    parts = tuple(part for part in fact.clause.parts if part is not clock[0])
    return replace(fact, clause=replace(fact.clause, parts=parts)), tuple(p for p in times if p is not clock[0])


def _split_time(text: str) -> tuple[str, str]:
    first, _, rest = text.partition(" ")
    if first.lower() in {"in", "on", "at", "by", "since", "during", "until", "from", "around", "before", "after"}:
        return first.lower(), rest
    return "", text


def _time_words(bare: str, preposition: str) -> str | None:
    words = bare.replace(",", "").split()
    year_only = len(words) == 1 and words[0].isdigit() and len(words[0]) == 4
    if preposition in {"by", "since", "until"}:
        return f"{preposition} {'what year' if year_only else 'when'}" if preposition != "since" else "since when"
    if year_only:
        return "in what year"
    if words and words[-1].isdigit() and len(words[-1]) == 4:
        return "when"
    return None


BESIDE = {"near", "outside", "around"}
"""Prepositions without which the place that they lead to would be the wrong answer."""


def places(fact: Fact, context: Context) -> Iterator[Question]:
    """ "In which country ...?" where the kind of place is known, else "Where ...?"."""
    parts = fact.parts(Role.PLACE)
    if len(parts) != 1 or parts[0].preposition is None or parts[0].fronted:
        return
    part, preposition = parts[0], parts[0].preposition
    place = part.inner
    if part.words.start != preposition.i or len(place) > 8 or any(token.pos_ == "PRON" for token in place):
        return
    noun = place_noun(place.text) if preposition.lower_ == "in" else None
    asked = asked_for(part.head, context.mentions)
    if noun is not None:
        wh, answer, span = f"in which {noun}", article_text(place, fact, context), place
    elif asked is not None and asked.words.startswith("which ") and asked.tag in {"place", "name"}:
        wh, answer, span = f"{preposition.lower_} {asked.words}", shown(asked, fact, context), asked.span
    else:
        span = part.words if preposition.lower_ in BESIDE else place
        wh, answer = "where", article_text(span, fact, context)
    text = Composer(fact, context).inverted_question(wh, without=part)
    yield Question(text, answer, span, "place", "place", wh, certainty(fact, context) * 0.95)


MOTION = {"travel", "launch", "fly", "move", "go", "return", "send", "deport", "flee", "sail", "drive", "ship", "march"}


def destinations(fact: Fact, context: Context) -> Iterator[Question]:
    """ "Where will X travel?" for where somebody or something goes or is sent."""
    if fact.clause.verb.lemma_.lower() not in MOTION or fact.parts(Role.PLACE):
        return
    for part in fact.parts(Role.OBLIQUE):
        if part.preposition is None or part.preposition.lower_ != "to" or part.fronted:
            continue
        named = any(token.ent_type_ in {"GPE", "LOC", "FAC"} or token.pos_ == "PROPN" for token in part.inner)
        asked = asked_for(part.head, context.mentions)
        if not named or asked is None or asked.tag in {"person", "organization"}:
            continue
        either = fact.clause.verb.lemma_ == "launch"  # "Where did the rocket launch?" asks where from
        to = Part(part.role, part.words[:1], part.preposition)
        text = Composer(fact, context).inverted_question("where", without=part, instead=(to,) if either else ())
        answer = shown(asked, fact, context)
        yield Question(text, answer, asked.span, "place", "place", "where", certainty(fact, context))


REPORTED = {"think", "believe", "say", "know", "report", "consider", "estimate"}
"""Of "X is thought to hold Y" one asks what it is thought to hold, not what it is thought to do."""


def infinitive(fact: Fact, context: Context) -> Iterator[Question]:
    """ "What does X plan to do?" for what is planned, hoped, agreed or must be tried."""
    clause = fact.clause
    if clause.infinitive is None:
        return
    inner = next((child for child in clause.verb.children if child.dep_ == "xcomp"), None)
    if (
        inner is None
        or inner.lemma_ == "be"
        or clause.verb.lemma_.lower()
        in {
            "have",
            "be",
            "continue",
            "begin",
            "start",
            "go",
            "use",
            "seem",
            "appear",
            "tend",
            "come",
            *REPORTED,
        }
    ):
        return
    span = until_comma(inner)
    if len(span) < 3 or any(token.lower_ in {"this", "that", "these", "those"} for token in span):
        return
    span = fitted(span, inner, context)
    composer = Composer(fact, context)
    text = composer.infinitive_question("what")
    yield Question(
        text, article_text(span, fact, context), span, "plan", "plan", "what", certainty(fact, context) * 0.9
    )


def until_comma(verb: object) -> Words:
    """The verb with what stands behind it, up to a comma, semicolon, dash or bracket."""
    start = verb.i  # type: ignore[attr-defined]
    doc = verb.doc  # type: ignore[attr-defined]
    inside = {token.i for token in verb.subtree}  # type: ignore[attr-defined]
    end = start
    while end + 1 in inside and doc[end + 1].text not in {",", ";", "–", "—", "("}:
        end += 1
    return stripped(doc[start : end + 1])


def durations(fact: Fact, context: Context) -> Iterator[Question]:
    """ "How long did X take ...?" and "For how long ...?"."""
    for part in fact.parts(Role.OBJECT, Role.TIME):
        units = {"year", "month", "week", "day", "hour", "minute", "second", "decade", "century"}
        if part.head.lemma_.lower() not in units or not any(
            t.pos_ == "NUM" or t.lower_ in {"a", "an"} for t in part.words
        ):
            continue
        if part.role is Role.OBJECT and fact.clause.verb.lemma_ in {"take", "last", "spend", "run"}:
            wh = "how long"
        elif part.role is Role.TIME and part.preposition is not None and part.preposition.lower_ == "for":
            wh = "for how long"
        elif (unit := _time_units(part)) is not None:
            yield _within(part, *unit, fact, context)
            continue
        else:
            continue
        composer = Composer(fact, context)
        yield Question(
            composer.inverted_question(wh, without=part),
            article_text(_length(part), fact, context),
            _length(part),
            "duration",
            "number",
            wh,
            certainty(fact, context),
        )


def _time_units(part: Part) -> tuple[Words, Words] | None:
    """The number and the units of "within twenty working days" and "in less than three hours"."""
    number = number_words(part.head)
    lead = part.preposition.lower_ if part.preposition is not None else ""
    if number is None or lead not in {"within", "in", "after"} or part.head.tag_ != "NNS":
        return None
    if part.role is not Role.TIME or part.words.end != part.head.i + 1 or number.start != part.inner.start:
        return None
    return number, part.words.doc[number.end : part.words.end]


def _within(part: Part, number: Words, units: Words, fact: Fact, context: Context) -> Question:
    wh = f"{part.words[0].lower_} how many {units.text}"
    text = Composer(fact, context).inverted_question(wh, without=part)
    answer = article_text(number, fact, context)
    return Question(text, answer, number, "duration", "number", wh, certainty(fact, context) * 0.9)


def _length(part: Part) -> Words:
    """ "eleven years" of "for eleven years in a row"."""
    last = max([part.head.i, *(token.i for token in part.head.conjuncts)])
    length: Words = part.words.doc[part.inner.start : last + 1]
    return length
