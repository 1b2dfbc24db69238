"""Stage 5: questions about time: when, since when, from when to when, during what, how long and how often."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizapp.generator import dates
from quizapp.generator.answering import Question, article_text, certainty
from quizapp.generator.candidates import Context
from quizapp.generator.claim_composing import reporting_verb
from quizapp.generator.claiming import speaks_of_itself
from quizapp.generator.composing import Composer
from quizapp.generator.facts import Fact, without_parts
from quizapp.generator.parts import Part, Role
from quizapp.generator.phrases import NUMBER_TYPES, number_words
from quizapp.generator.vocabulary import word_set

if TYPE_CHECKING:
    from spacy.tokens import Span as Words


@dataclass(frozen=True, slots=True)
class _When:
    """The question words for a time, and the time as it is shown and where it stands."""

    wh: str
    answer: str
    span: Words


def times(fact: Fact, context: Context) -> Iterator[Question]:
    """ "In what year ...?", "When ...?", "Since when ...?" for the one time that a clause tells exactly."""
    report = reporting_verb(fact)
    if report is not None and report.lemma_ == "tell" and speaks_of_itself(fact, context):
        return  # "When did X tell reporters it had ...?" may ask when it was told
    found = [(part, when) for part in fact.parts(Role.TIME) if (when := _when(part, fact, context)) is not None]
    if len(found) != 1:
        return
    part, when = found[0]
    if when.wh == "when" and _lasting_now(fact) and not dates.names_year(when.answer):
        return  # "In the 21st century, it is often used as an example"
    if when.wh == "when" and _any_of_them(fact):
        return
    fact = without_parts(fact, [other for other in fact.clause.parts if _tells_time_too(other, part)])
    text = Composer(fact, context).inverted_question(when.wh, without=part)
    yield Question(text, when.answer, when.span, "date", "date", when.wh, certainty(fact, context))


def _tells_time_too(part: Part, asked: Part) -> bool:
    """True for "at noon" beside "on Wednesday" and "onwards"; "for three years" and "every year" go with a date."""
    if part.words.text.lower() in {"onward", "onwards", "thereafter", "shortly thereafter"}:
        return True
    goes_with = part.words[0].lower_ in _LASTS | {"to", "until", "till"}
    return part.role is Role.TIME and part is not asked and not goes_with


_LASTS = {"for", "every", "each", "once", "twice"}


def _lasting_now(fact: Fact) -> bool:
    """True for what is told as so at all times; not for what has been so, nor for what will be."""
    finite = next((tag for _, tag in fact.clause.group if tag in {"VBD", "VBZ", "VBP", "MD"}), "")
    perfect = fact.clause.group[0][0].lower() in {"has", "have"} and len(fact.clause.group) > 1
    return finite in {"VBZ", "VBP"} and not perfect and fact.clause.infinitive is None


def _any_of_them(fact: Fact) -> bool:
    """True for "Christian forces advanced", of which nobody knows which and where."""
    head = fact.subject.head
    bare = head.pos_ == "NOUN" and not any(child.dep_ in {"det", "poss", "nummod"} for child in head.children)
    told = [part for part in fact.clause.parts if part.role not in {Role.TIME, Role.ADVERB, Role.LOOSE}]
    return bare and not told


def _when(part: Part, fact: Fact, context: Context) -> _When | None:
    lead = part.words[0].lower_
    if part.head.pos_ == "VERB" or any(token.pos_ == "VERB" for token in part.words):
        return None
    if lead in {"between", "from"}:
        return _range(part, fact, context)
    text = dates.absolute(part.words, context.published)
    if text is None:
        return _long_ago(part, fact, context)
    preposition, bare = _split_time(text)
    if (lead in _AGED and (age := _AGE.fullmatch(bare)) is not None) and not fact.clause.passive:
        return _When(f"{lead} what age", age[1], part.words.doc[part.words.end - 1 : part.words.end])
    wh = _time_words(bare, preposition)
    led = part.preposition is not None and preposition != part.preposition.lower_
    if preposition not in _ASKED_WITH or wh is None or (led and dates.is_relative(part.words) is False):
        return None
    if preposition in _KEPT:
        return _When(wh, text, part.words)
    return _When(wh, bare, part.inner if part.preposition is not None else part.words)


_AGED = {"at", "by", "since", "until"}
_AGE = re.compile(r"(?:the )?age of (\d+|[a-z]+)")
_KEPT = {"around", "before", "after"}
"""Prepositions without which the time that they lead to would be the wrong answer."""
_ASKED_WITH = {"in", "on", "by", "since", "during", "until", "at", "", *_KEPT}
_LEADS = {"in", "on", "at", "by", "since", "during", "until", "from", "around", "before", "after"}


def _split_time(text: str) -> tuple[str, str]:
    first, _, rest = text.partition(" ")
    return (first.lower(), rest) if first.lower() in _LEADS else ("", text)


_FEW = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth"
_ORDINAL = rf"(?:\d{{1,2}}(?:st|nd|rd|th)|(?:twenty-)?(?:{_FEW})|[a-z]+(?:teenth|tieth))"
_ERA = r"(?:BCE?|B\.C\.(?:E\.)?|AD|A\.D\.|CE)"
_AGES = r"(?:Age|Ages|Period|Era|Epoch|Dynasty|Renaissance)"
_EXACT = re.compile(
    rf"(?:.*\b(?:1\d|20)\d\d|.*\b\d{{1,4}}s|.*\d ?{_ERA}|AD \d+|.*\b{_ORDINAL}[ -](?:century|centuries|millennium)"
    rf"(?: {_ERA})?|.*\b[A-Z][\w-]+ {_AGES})",
    re.IGNORECASE,
)
""" "1907", "the 1890s", "the late 19th century", "5500 BC", "the Middle Ages": a time that ends in what dates it."""


def _time_words(bare: str, preposition: str) -> str | None:
    words = bare.replace(",", "")
    year = re.fullmatch(r"\d{3}|1\d{3}|20\d\d", words) is not None
    if not year and _EXACT.fullmatch(words) is None:
        return None
    if preposition == "since":
        return "since when"
    if preposition in {"by", "until"}:
        return f"{preposition} {'what year' if year else 'when'}"
    return "in what year" if year and preposition not in _KEPT else "when"


def _range(part: Part, fact: Fact, context: Context) -> _When | None:
    """ "1953 to 1961" of "from 1953 to 1961", "between 1953 and 1961", "the 1850s" of "from the 1850s"."""
    text = article_text(part.words, fact, context)
    if dates.is_relative(part.words):
        return None
    lead, bare = _split_time(text)
    both = re.fullmatch(r"(?:from|between) (.+) (?:to|until|till|through|and) (.+)", text, re.IGNORECASE)
    if both is None:
        exact = lead == "from" and _EXACT.fullmatch(bare.replace(",", ""))
        return _When("from when", bare, part.inner) if exact else None
    starting = fact.clause.verb.lemma_.lower() in {"begin", "start"}
    if starting or _EXACT.fullmatch(both[2].replace(",", "")) is None or not re.search(r"\d", both[1]):
        return None
    if part.words[0].lower_ == "between":
        return _When("when", text, part.words)
    return _When("from when to when", bare, part.inner)


_LONG_AGO = re.compile(r"(?:\d,000|\b(?:million|billion|thousands?)) years ago$", re.IGNORECASE)


def _long_ago(part: Part, fact: Fact, context: Context) -> _When | None:
    """ "About 10,000 years" of "about 10,000 years ago", which is as true on another day."""
    text = article_text(part.words, fact, context)
    if "as early as" in text or _LONG_AGO.search(text) is None:
        return None
    span = part.words[: len(part.words) - 1]
    return _When("how long ago", article_text(span, fact, context), span)


def durations(fact: Fact, context: Context) -> Iterator[Question]:
    """ "How long did X take ...?" and "For how long ...?"."""
    for part in fact.parts(Role.OBJECT, Role.TIME):
        units = {"year", "month", "week", "day", "hour", "minute", "second", "decade", "century"}
        counted = any(t.pos_ == "NUM" or t.lower_ in {"a", "an"} for t in part.words)
        if part.head.lemma_.lower() not in units or not counted or part.words[0].lower_ in _LASTS - {"for"}:
            continue
        if part.preposition is None and fact.clause.verb.lemma_ in {"take", "last", "spend", "run"}:
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


_OCCASIONS = {"during", "after", "before", "following", "since", "until"}


def occasions(fact: Fact, context: Context) -> Iterator[Question]:
    """ "When did X retire?" for "after the 1975 Mr. Olympia contest", where no date tells it."""
    if fact.parts(Role.TIME) or _lasting_now(fact):
        return
    found = [part for part in fact.parts(Role.OBLIQUE) if _is_occasion(part, context)]
    if len(found) != 1:
        return
    part = found[0]
    lead = part.words[0].lower_
    wh = {"since": "since when", "until": "until when"}.get(lead, "when")
    span = part.inner if lead in {"since", "until"} else part.words
    text = Composer(fact, context).inverted_question(wh, without=part)
    sure = certainty(fact, context) * 0.9
    yield Question(text, article_text(span, fact, context), span, "date", "date", wh, sure)


def _is_occasion(part: Part, context: Context) -> bool:
    """True for what has a name or a year and happened once."""
    if part.preposition is None or part.preposition.i != part.words.start or part.words[0].lower_ not in _OCCASIONS:
        return False
    named = [token for token in part.inner if token.pos_ == "PROPN" or re.fullmatch(r"(?:1\d|20)\d\d", token.text)]
    pronouns = any(token.tag_ in {"PRP", "PRP$", "WDT", "WP"} for token in part.inner)
    event = part.head.pos_ in {"NOUN", "PROPN"} and part.head.ent_type_ not in {"PERSON", "GPE", "LOC", "NORP", "ORG"}
    return bool(named) and event and not pronouns and len(part.inner) <= context.options.answer_words


_TAKING_PLACE = word_set(
    "award celebrate elect gather hold host meet occur organise organize perform publish release renew stage take"
)
_ADVERBS = word_set("annually biannually daily hourly monthly weekly yearly")


def frequencies(fact: Fact, context: Context) -> Iterator[Question]:
    """ "How often are elections held?" for "every four years", "twice a month" and "annually"."""
    said = [token for part in (fact.subject, *fact.clause.parts) for token in part.words]
    counted = any(token.ent_type_ in NUMBER_TYPES for token in said)
    for part in fact.parts(Role.TIME, Role.ADVERB):
        words = part.words
        often = re.fullmatch(
            r"(?:every (?:\w+ )?\w+s|every other \w+|(?:once|twice|(?:two|three|four|five|six|several|\d+) times) "
            r"(?:a|an|every|each|per) .+)",
            words.text.lower(),
        )
        plain = words.text.lower() in _ADVERBS or re.fullmatch(r"(?:every|each) \w+", words.text.lower())
        placed = fact.clause.verb.lemma_.lower() in _TAKING_PLACE
        if fact.negative or len(words) > context.options.answer_words or not (often or (plain and placed)):
            continue
        if not often and counted:
            continue  # "Two million people visit the fair every year" tells how many, not how often
        fact = without_parts(fact, [other for other in fact.parts(Role.TIME) if other is not part])
        text = Composer(fact, context).inverted_question("how often", without=part)
        sure = certainty(fact, context) * 0.9
        yield Question(text, article_text(words, fact, context), words, "duration", "number", "how often", sure)
