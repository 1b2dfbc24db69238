"""Stage 5: questions about amounts: how many, how much, by how much, how long, what share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from quizapp.generator.agent_questions import AgentComposer
from quizapp.generator.answering import Question, article_text, certainty
from quizapp.generator.candidates import Context
from quizapp.generator.composing import Composer
from quizapp.generator.counting import count_asked, share_asked
from quizapp.generator.facts import Fact
from quizapp.generator.parts import Part, Role
from quizapp.generator.phrases import is_coordinated, is_plural, noun_phrase
from quizapp.generator.vocabulary import MEASURED, word_set
from quizapp.generator.wording import UnclearError

if TYPE_CHECKING:
    from spacy.tokens import Span as Words
    from spacy.tokens import Token


def shares(fact: Fact, context: Context) -> Iterator[Question]:
    """ "What share of the plants did the cows eat?" for what is acted on, what acts or what a preposition leads to."""
    for part in fact.parts(Role.OBJECT, Role.OBLIQUE, Role.AGENT):
        share = share_asked(part.head)
        if share is None or part.fronted or share[1].end < part.words.end or share[1][0].tag_ in {"PRP", "WDT"}:
            continue
        number, whole = share
        lead = f"{part.preposition.lower_} " if part.preposition is not None else ""
        wh = f"{lead}what share of"
        text = Composer(fact, context).inverted_question(wh, without=part, wh_words=whole)
        sure = certainty(fact, context)
        yield Question(text, article_text(number, fact, context), number, "share", "number", wh, sure)


NOT_COUNTED = {"about", "from", "between", "of", "among", "than", "as"}


_MARGINS = {"ballot", "goal", "point", "run", "seat", "vote"}
"""What something is won or decided by, though nothing that acts: "By how many votes was the bill adopted?"."""


def counts(fact: Fact, context: Context) -> Iterator[Question]:
    """ "How many spoons did X collect in Sweden?" and "How much ...?" for sums."""
    several = len(fact.parts(Role.OBJECT)) > 1
    made_of = fact.clause.verb.lemma_.lower() in _MADE_OF
    for part in fact.parts(Role.OBJECT, Role.ATTRIBUTE, Role.OBLIQUE, Role.AGENT):
        if several and part.role is Role.OBJECT and part.head.ent_type_ == "QUANTITY":
            continue  # "discharges the most water: 1,629 cubic miles"
        are = part.role is Role.ATTRIBUTE and fact.clause.verb.lemma_ == "be" and fact.subject.head.tag_ != "EX"
        if are and part.head.lemma_.lower() not in _DISTANCES:
            continue  # "How many great parks are they?"
        preposition = part.preposition.lower_ if part.preposition is not None else ""
        count = count_asked(part.head)
        whole = made_of and preposition == "of"
        if (
            count is not None
            and (whole or preposition not in NOT_COUNTED)
            and not (preposition and part.head.lower_ == "total")
        ):
            number, counted = count
            if _reaches(part, number, fact):
                yield _how_far(part, fact, context)
                continue
            rest = _behind(part.head, counted)
            words = counted if rest is None else counted.doc[counted.start : part.head.i + 1]
            wh = "how many" if whole else f"{preposition} how many".strip()
            left = [Part(part.role, part.words[:1], part.words[0])] if whole else []
            left += [rest] if rest is not None else []
            if part.role is Role.AGENT and not left and part.head.lemma_.lower() not in _MARGINS:
                acting = AgentComposer(fact, context)
                wh = "how many"
                text = acting.who_did(f"{wh} {acting.alone(words)}", part, plural=True)
            else:
                text = Composer(fact, context).inverted_question(wh, without=part, wh_words=words, instead=tuple(left))
            kind = "count"
        elif part.head.ent_type_ == "MONEY" and (preposition in {"for", "at", "by"} or part.role is Role.OBJECT):
            number = noun_phrase(part.head)
            wh = f"{preposition} how much".strip()
            text = Composer(fact, context).inverted_question(wh, without=part)
            kind, words = "amount", number
        elif (money := _sum_before(part.head)) is not None and preposition in {"on", "for", "in", "with", ""}:
            number, words = money, part.head.doc[part.head.i : part.head.i + 1]
            wh = f"{preposition} how much {part.head.lower_}".strip()
            text = Composer(fact, context).inverted_question(wh, without=part)
            kind = "amount"
        else:
            continue
        answer = article_text(number, fact, context)
        phrase = wh if kind == "amount" else f"{wh} {words.text}"
        yield Question(text, answer, number, kind, "number", phrase, certainty(fact, context))


_MADE_OF = {"consist", "compose"}
_DISTANCES = word_set("foot kilometer kilometre meter metre mile yard")
_MOVING = word_set("drive fly go march ride row run sail swim travel walk")


def _reaches(part: Part, number: Words, fact: Fact) -> bool:
    """True for "can fly up to 3 kilometers": of such one asks how far, not how many."""
    up_to = number[0].lower_ == "up" and part.preposition is None and part.words.end == part.head.i + 1
    return up_to and part.head.lemma_.lower() in _DISTANCES and fact.clause.verb.lemma_.lower() in _MOVING


def _how_far(part: Part, fact: Fact, context: Context) -> Question:
    text = Composer(fact, context).inverted_question("how far", without=part)
    answer = article_text(part.words, fact, context)
    return Question(text, answer, part.words, "measure", "number", "how far", certainty(fact, context))


_LENGTHS = {
    "long": "how long",
    "wide": "how wide",
    "tall": "how tall",
    "high": "how high",
    "deep": "how deep",
    "thick": "how thick",
    "old": "how old",
    "heavy": "how heavy",
}


_GROWING = {
    "rise", "fall", "grow", "drop", "increase", "decrease", "decline", "shrink", "sink", "climb", "jump", "shorten",
    "lengthen", "reduce", "cut", "raise", "lower", "extend", "exceed", "beat", "slow", "warm", "cool", "change",
    "widen",
    "narrow", "expand",
}  # fmt: skip


def measures(fact: Fact, context: Context) -> Iterator[Question]:
    """ "By how much did X sink?" for what changes by an amount, "How long is X?" for what measures one."""
    for part in fact.clause.parts:
        if part.fronted:
            continue
        by = part.preposition is not None and part.preposition.lower_ == "by"
        if by and part.role is Role.OBLIQUE and fact.clause.verb.lemma_.lower() in _GROWING:
            number = noun_phrase(part.head)
            if not any(token.like_num for token in number) or len(number) > context.options.answer_words:
                continue
            wh = "by how much"
        elif part.role is Role.QUALITY and part.head.pos_ in {"ADJ", "ADV"} and fact.clause.verb.lemma_ == "be":
            amount = next((c for c in part.head.children if c.dep_ == "npadvmod" and c.i < part.head.i), None)
            if amount is None or not any(t.like_num for t in amount.subtree):
                continue
            number = amount.doc[amount.left_edge.i : part.head.i]
            compared = part.head.tag_ in {"JJR", "RBR"}
            plain = _LENGTHS.get(part.head.lower_)
            if compared and part.words.end > part.head.i + 1:
                wh = f"how much {Composer(fact, context).alone(part.words.doc[part.head.i : part.words.end])}"
            elif plain is not None and part.words.end == part.head.i + 1:
                wh = plain
            else:
                continue
        else:
            continue
        text = Composer(fact, context).inverted_question(wh, without=part)
        answer = article_text(number, fact, context)
        yield Question(text, answer, number, "measure", "number", wh, certainty(fact, context))


def _sum_before(head: Token) -> Words | None:
    """The sum that measures a noun: "$20,000" of "on $20,000 bail"."""
    if head.tag_ != "NN" or head.ent_type_ in {"MONEY", "PERCENT"} or is_coordinated(head) > 1:
        return None
    sums: list[Words] = [
        entity for entity in noun_phrase(head).ents if entity.label_ == "MONEY" and entity.end == head.i
    ]
    plain = sums and "-" not in sums[0].text and noun_phrase(head).end == head.i + 1
    if not plain:
        return None
    start = sums[0].start
    while start > 0 and sums[0].doc[start - 1].text in {"$", "US$", "£", "€", "US", "C$", "A$"}:
        start -= 1
    money: Words = sums[0].doc[start : sums[0].end]
    return money


def _behind(head: Token, counted: Words) -> Part | None:
    """The phrase behind a counted noun that can stand at the end of the question: "in Sweden"."""
    rest = head.doc[head.i + 1 : counted.end]
    if len(rest) < 2 or rest[0].dep_ != "prep" or rest[0].lower_ == "of":
        return None
    return Part(Role.OBLIQUE, rest, rest[-1], rest[0])


def counted_within(fact: Fact, context: Context) -> Iterator[Question]:
    """ "How many schools did X raise money to build?" for what is counted in a purpose."""
    for part in fact.parts(Role.PURPOSE):
        doc, verb = part.words.doc, part.head
        for noun in part.words:
            led = noun.head if noun.dep_ == "pobj" else None
            direct = noun.dep_ == "dobj" and noun.head == verb
            behind = led is not None and (led.head == verb or (led.head.dep_ == "dobj" and led.head.head == verb))
            count = count_asked(noun) if (direct or behind) and not part.fronted else None
            if count is None or fact.negative or (led is not None and led.lower_ in NOT_COUNTED):
                continue
            number = count[0]
            start = number.start if led is None else led.i
            before = Part(part.role, doc[part.words.start : start], verb)
            if led is not None and led.i + 1 != number.start:
                continue
            counted = doc[number.end : noun.i + 1]
            wh = "how many" if led is None else f"{led.lower_} how many"
            text = Composer(fact, context).inverted_question(wh, without=part, wh_words=counted, instead=(before,))
            sure = certainty(fact, context) * 0.9
            phrase = f"{wh} {counted.text}"
            yield Question(text, article_text(number, fact, context), number, "count", "number", phrase, sure)


def counted_inside(fact: Fact, context: Context) -> Iterator[Question]:
    """ "A survey of how many children was carried out in 1990?"."""
    words = fact.subject.words
    for noun in words:
        count = count_asked(noun) if noun.dep_ == "pobj" and noun.head.lower_ == "of" else None
        if count is None or noun.head.head != fact.subject.head or count[1].end < words.end:
            continue
        number, counted = count
        before = Composer(fact, context).alone(words.doc[words.start : number.start])
        plural = is_plural(fact.subject.head)
        text = Composer(fact, context).subject_question(f"{before} how many", plural=plural, wh_words=counted)
        sure = certainty(fact, context) * 0.9
        wh = "how many " + counted.text
        yield Question(text, article_text(number, fact, context), number, "count", "number", wh, sure)


def number_of(fact: Fact, context: Context) -> Iterator[Question]:
    """ "How many of the bridge's arches fell?" for "all four of the bridge's arches"."""
    head, words = fact.subject.head, fact.subject.words
    of = next((child for child in head.children if child.dep_ == "prep" and child.lower_ == "of"), None)
    whole = next((child for child in of.children if child.dep_ == "pobj"), None) if of is not None else None
    if head.tag_ != "CD" or of is None or whole is None or whole.tag_ != "NNS" or head.lower_ in {"one", "1"}:
        return
    number = words.doc[words.start : of.i]
    text = Composer(fact, context).subject_question(
        "how many of", plural=True, wh_words=words.doc[of.i + 1 : words.end]
    )
    sure = certainty(fact, context)
    yield Question(text, article_text(number, fact, context), number, "count", "number", "how many", sure)


_TOLD_IN_NUMBERS = MEASURED | word_set(
    """
    budget circulation count expectancy gdp income membership number population percentage prevalence production profit
    proportion revenue share strength temperature turnout yield
    """
)
_OF_A_TIME = _TOLD_IN_NUMBERS - word_set(
    "altitude area density depth diameter distance height length mass radius thickness volume weight width"
)
"""What has another number every year."""


def values(fact: Fact, context: Context) -> Iterator[Question]:
    """ "What was the population of Halden in 2010?" for "The population of Halden was 31,000 in 2010"."""
    attributes, head = fact.parts(Role.ATTRIBUTE), fact.subject.head
    plain = [word.lower() for word, _ in fact.clause.group] in (["is"], ["are"], ["was"], ["were"])
    if len(attributes) != 1 or not plain or head.lemma_.lower() not in _TOLD_IN_NUMBERS or is_coordinated(head) > 1:
        return
    part = attributes[0]
    end = next((c.i for c in part.head.children if c.dep_ == "prep" and c.i > part.head.i), part.words.end)
    number, rest = part.words.doc[part.words.start : end], part.words.doc[end : part.words.end]
    only = all(t.like_num or t.pos_ in {"NUM", "SYM", "ADV", "ADP"} or t.head == part.head for t in number)
    if not any(t.like_num for t in number) or not only or number[0].lower_ in {"the", "a", "an"}:
        return
    if count_asked(part.head) is not None or (len(rest) and rest[0].lower_ in {"of", "than", "to"}):
        return
    dated = any(t.ent_type_ == "DATE" for p in fact.clause.parts for t in p.words)
    if head.lemma_.lower() in _OF_A_TIME and not dated and (context.published is None or not fact.present):
        raise UnclearError("the number may have changed since, and when it held isn't known")
    behind = (Part(Role.TIME, rest, rest[-1], rest[0]),) if len(rest) else ()
    text = Composer(fact, context).inverted_question("what", without=part, instead=behind)
    yield Question(
        text, article_text(number, fact, context), number, "measure", "number", "what", certainty(fact, context)
    )


_LIMITS = {"above", "below", "beyond", "over", "past", "under"}
_LIMITED = {"CARDINAL": "number", "PERCENT": "percentage", "MONEY": "amount"}


def limit_of(fact: Fact) -> Part | None:
    """The part that tells the number which something passed: "over 150,000"."""
    return next((part for part in fact.parts(Role.OBLIQUE) if _is_limit(part)), None)


def _is_limit(part: Part) -> bool:
    led = part.preposition is not None and part.preposition.lower_ in _LIMITS and not part.fronted
    plain = part.head.pos_ == "NUM" or part.head.lower_ in {"%", "percent", "dollars", "euros", "pounds"}
    return led and plain and part.head.ent_type_ in _LIMITED and part.words.end == part.head.i + 1


def limits(fact: Fact, context: Context) -> Iterator[Question]:
    """ "Over what number did X drive Y?" for "X drove Y over 150,000"."""
    part = limit_of(fact)
    if part is None or part.preposition is None or fact.negative:
        return
    wh = f"{part.preposition.lower_} what {_LIMITED[part.head.ent_type_]}"
    text = Composer(fact, context).inverted_question(wh, without=part)
    answer = article_text(part.inner, fact, context)
    yield Question(text, answer, part.inner, "measure", "number", wh, certainty(fact, context) * 0.95)
