"""Stage 5: questions about what a verb acts on: objects, counts, amounts, and what prepositions lead to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from quizapp.generator.answering import Question, article_text, certainty, shown
from quizapp.generator.asking import Asked, asked_for
from quizapp.generator.candidates import Context
from quizapp.generator.composing import Composer
from quizapp.generator.counting import count_asked, share_asked
from quizapp.generator.facts import Fact
from quizapp.generator.parts import Part, Role
from quizapp.generator.phrases import NUMBER_TYPES, TIME_TYPES, has_examples, is_coordinated, noun_phrase
from quizapp.generator.vocabulary import (
    EMPTY_VERBS,
    GOVERNED,
    TAKES_ORGANISATIONS,
    TELLING_VERBS,
    VAGUE_VERBS,
    WEAK_VERBS,
)

if TYPE_CHECKING:
    pass

if TYPE_CHECKING:
    from spacy.tokens import Span as Words
    from spacy.tokens import Token


def objects(fact: Fact, context: Context) -> Iterator[Question]:
    parts = fact.parts(Role.OBJECT)
    if len(parts) != 1 or fact.clause.verb.lemma_.lower() in TELLING_VERBS:
        return
    part = parts[0]
    if fact.clause.infinitive is None and fact.parts(Role.INFINITIVE) and fact.clause.verb.lemma_ != "use":
        return
    if part.head.ent_type_ in {"TIME", "MONEY", "PERCENT", "QUANTITY", "DATE"} or part.head.pos_ == "NUM":
        return
    if count_asked(part.head) is not None or has_examples(part.head):
        return
    asked = asked_for(part.head, context.mentions, object_form=True)
    if asked is None:
        return
    weak = fact.clause.verb.lemma_.lower() in WEAK_VERBS and asked.words == "what"
    if weak and asked.tag == "fact" and not _specific(asked) and not _described(fact):
        return
    if _may_belong_to(part, fact) or asked.words == "what place":
        return
    if asked.words == "what" and asked.tag == "fact" and not _says_more(fact, part):
        return
    if asked.words == "which organization" and fact.clause.verb.lemma_.lower() not in TAKES_ORGANISATIONS:
        return
    composer = Composer(fact, context, answer=asked.entity)
    yield Question(
        composer.inverted_question(asked.words, without=part),
        shown(asked, fact, context),
        asked.span,
        "object",
        asked.tag,
        asked.words,
        certainty(fact, context) * (0.7 if fact.negative else 0.95),
    )


def _says_more(fact: Fact, part: Part) -> bool:
    """False for "What did X find?", of which X may have found a lot, and where what follows reads as the object."""
    verb = fact.clause.verb.lemma_.lower()
    others = [other for other in fact.clause.parts if other is not part and other.role is not Role.LOOSE]
    if any(p.preposition is not None and (verb, p.preposition.lower_) in GOVERNED for p in others):
        return False
    return bool(others) or verb not in VAGUE_VERBS or fact.clause.infinitive is not None


def _described(fact: Fact) -> bool:
    """True when a weak verb is no empty one and much else is told: "What may a planet outside our system hold?"."""
    empty = fact.clause.verb.lemma_.lower() in EMPTY_VERBS
    told = len(fact.subject.words) + sum(len(part.words) for part in fact.clause.parts if part.role is not Role.OBJECT)
    return not empty and told >= TOLD


TOLD = 5
"""Words beside a weak verb and its object that make a question about the object worth asking."""


def shares(fact: Fact, context: Context) -> Iterator[Question]:
    """ "What share of the plants did the cows eat?" for what is acted on, or what a preposition leads to."""
    for part in fact.parts(Role.OBJECT, Role.ATTRIBUTE, Role.OBLIQUE):
        share = share_asked(part.head)
        if share is None or part.fronted or share[1].end < part.words.end or share[1][0].tag_ in {"PRP", "WDT"}:
            continue
        number, whole = share
        lead = f"{part.preposition.lower_} " if part.preposition is not None else ""
        wh = f"{lead}what share of"
        text = Composer(fact, context).inverted_question(wh, without=part, wh_words=whole)
        sure = certainty(fact, context)
        yield Question(text, article_text(number, fact, context), number, "share", "number", wh, sure)


def _specific(asked: Asked) -> bool:
    """True when an answer holds a name or a number."""
    return any(token.pos_ in {"PROPN", "NUM"} for token in asked.span)


def _may_belong_to(part: Part, fact: Fact) -> bool:
    """True when the phrase right behind a common noun may describe it rather than the verb, as grammar can't tell."""
    behind = [p for p in fact.clause.parts if p.words.start == part.words.end and p.preposition is not None]
    return (
        bool(behind)
        and part.head.pos_ == "NOUN"
        and behind[0].words[0].lower_ in {"from", "with", "between", "among", "of", "against", "about"}
    )


NOT_COUNTED = {"from", "between", "of", "among", "than", "as"}


def counts(fact: Fact, context: Context) -> Iterator[Question]:
    """ "How many spoons did X collect in Sweden?" and "How much ...?" for sums."""
    for part in fact.parts(Role.OBJECT, Role.ATTRIBUTE, Role.OBLIQUE):
        preposition = part.preposition.lower_ if part.preposition is not None else ""
        count = count_asked(part.head)
        if count is not None and preposition not in NOT_COUNTED:
            number, counted = count
            rest = _behind(part.head, counted)
            words = counted if rest is None else counted.doc[counted.start : part.head.i + 1]
            wh = f"{preposition} how many".strip()
            text = Composer(fact, context).inverted_question(
                wh, without=part, wh_words=words, instead=(rest,) if rest is not None else ()
            )
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


def charged_with(fact: Fact, context: Context) -> Iterator[Question]:
    """ "With what was X charged?" where what follows is a deed: "charged with stealing a boat"."""
    clause = fact.clause
    if not clause.passive or clause.verb.lemma_.lower() not in {"charge", "accuse", "convict", "suspect", "acquit"}:
        return
    for part in fact.parts(Role.OBLIQUE):
        if part.preposition is None or part.head.tag_ != "VBG" or part.preposition.i + 1 != part.head.i:
            continue
        deed = next((child for child in part.head.children if child.dep_ == "dobj"), None)
        if deed is None:
            continue
        span = part.head.doc[part.head.i : noun_phrase(deed).end]
        if len(span) > context.options.answer_words:
            cut = next((t.i for t in span if t.dep_ == "prep"), span.end)
            span = part.head.doc[part.head.i : cut]
        wh = f"{part.preposition.lower_} what"
        text = Composer(fact, context).inverted_question(wh, without=part)
        yield Question(
            text, article_text(span, fact, context), span, "oblique", "fact", "what", certainty(fact, context)
        )


def _behind(head: Token, counted: Words) -> Part | None:
    """The phrase behind a counted noun that can stand at the end of the question: "in Sweden"."""
    rest = head.doc[head.i + 1 : counted.end]
    if len(rest) < 2 or rest[0].dep_ != "prep" or rest[0].lower_ == "of":
        return None
    return Part(Role.OBLIQUE, rest, rest[-1], rest[0])


NOT_ASKED_WITH = {"as", "like", "than", "of", "including", "without", "despite", "besides", "per"}
ASKED_OF_THINGS = {"with", "by", "about", "against"}
LOCAL = {"in", "at", "on", "into", "near"}


def obliques(fact: Fact, context: Context) -> Iterator[Question]:
    """ "At which university did X study?" for what a preposition leads to, and "By whom was ...?" of passives."""
    for part in fact.parts(Role.OBLIQUE, Role.AGENT):
        preposition = part.preposition
        if preposition is None or preposition.lower_ in NOT_ASKED_WITH or part.fronted:
            continue
        if part.head.ent_type_ in TIME_TYPES | NUMBER_TYPES | {"ORDINAL"} or part.head.pos_ not in {"NOUN", "PROPN"}:
            continue
        if preposition.i + 1 != part.inner.start or part.words.start != preposition.i:
            continue
        if preposition.lower_ == "by" and not (part.role is Role.AGENT and fact.clause.passive):
            continue
        asked = asked_for(part.head, context.mentions, object_form=True)
        if asked is None or count_asked(part.head) is not None or not _fits(asked, preposition.lower_):
            continue
        named = asked.tag in {"person", "organization", "place", "name"}
        if not named and preposition.lower_ not in ASKED_OF_THINGS:
            continue
        if asked.words == "what" and (part.role is not Role.AGENT or asked.tag == "name"):
            continue  # "To what can it lead?", "By what was it saved?" of a name that may be a person's
        composer = Composer(fact, context, answer=asked.entity)
        text = composer.inverted_question(f"{preposition.lower_} {asked.words}", without=part)
        kind = "agent" if part.role is Role.AGENT else "oblique"
        sure = certainty(fact, context) * (0.9 if named else 0.75)
        yield Question(text, shown(asked, fact, context), asked.span, kind, asked.tag, asked.words, sure)


def _fits(asked: Asked, preposition: str) -> bool:
    """False for question words that no one would put behind the preposition: "at whom", "in which organization"."""
    if asked.words == "what place":
        return False
    return preposition not in LOCAL or asked.words not in {"whom", "which organization"}


def nested(fact: Fact, context: Context) -> Iterator[Question]:
    """The name in a phrase that describes the object: "read a poem in Acumen" -> "In which publication ...?"."""
    for part in fact.parts(Role.OBJECT, Role.ATTRIBUTE, Role.OBLIQUE):
        if part.head.pos_ != "NOUN" or is_coordinated(part.head) > 1 or part.fronted:
            continue
        for prep in part.head.children:
            inner = next((child for child in prep.children if child.dep_ == "pobj"), None)
            if (
                prep.dep_ != "prep"
                or inner is None
                or prep.lower_ not in {"in", "at", "on", "by", "from", "with", "to", "for"}
            ):
                continue
            behind = part.words.doc[noun_phrase(inner).end : part.words.end]
            if (
                (len(behind) and (behind[0].dep_ != "prep" or behind[0].head != part.head))
                or prep.i + 1 != noun_phrase(inner).start
                or prep.i <= part.head.i
            ):
                continue
            asked = asked_for(inner, context.mentions, object_form=True)
            if asked is None or asked.tag not in {"person", "organization", "name"} or not _fits(asked, prep.lower_):
                continue
            if asked.words == "what" or inner.ent_type_ in TIME_TYPES:
                continue
            cut = Part(part.role, part.words.doc[part.words.start : prep.i], part.head, part.preposition, part.fronted)
            left = (cut, Part(Role.OBLIQUE, behind, behind[-1], behind[0])) if len(behind) else (cut,)
            composer = Composer(fact, context, answer=asked.entity)
            text = composer.inverted_question(f"{prep.lower_} {asked.words}", without=part, instead=left)
            yield Question(
                text,
                shown(asked, fact, context),
                asked.span,
                "oblique",
                asked.tag,
                asked.words,
                certainty(fact, context) * 0.8,
            )
