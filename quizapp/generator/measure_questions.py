"""Stage 5: questions about what measures a thing: its area, its worth, the sum that was spent, how long it lasted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizapp.generator.answering import Question, article_text, certainty
from quizapp.generator.candidates import Context
from quizapp.generator.composing import Composer
from quizapp.generator.facts import Fact
from quizapp.generator.inflection import inflected
from quizapp.generator.parts import Part, Role
from quizapp.generator.phrases import number_words
from quizapp.generator.vocabulary import GATHERED, MEASURED, word_set

if TYPE_CHECKING:
    from spacy.tokens import Span as Words
    from spacy.tokens import Token

_PARTS = (Role.OBJECT, Role.ATTRIBUTE, Role.OBLIQUE, Role.PLACE)
_AMOUNTS = {"MONEY", "PERCENT", "CARDINAL", "QUANTITY"}


def measured(fact: Fact, context: Context) -> Iterator[Question]:
    """ "What land area does X have?" for "a land area of 17,364 km2", "How much ...?" for "a total of $3"."""
    for part in fact.parts(*_PARTS):
        amount = _amount_of(part.head)
        if amount is None or part.fronted or fact.negative or part.inner[0].lower_ not in {"a", "an"}:
            continue
        doc, head = part.words.doc, part.head
        named, rest = doc[part.inner.start + 1 : head.i + 1], doc[amount.end : part.words.end]
        if len(rest) and rest[0].dep_ != "prep":
            continue
        money = head.lower_ == "total" and amount.root.ent_type_ == "MONEY"
        if head.lower_ == "total" and not money and amount.root.pos_ != "NUM":
            continue  # "a total of 21 awards" counts awards
        crowd = head.lemma_.lower() in GATHERED
        article = "an" if named[0].lower_[0] in "aeiou" else "a"
        wh = "how much" if money else f"how large {article}" if crowd else "what"
        lead = f"{part.preposition.lower_} {wh}" if part.preposition is not None else wh
        text = Composer(fact, context).inverted_question(
            lead,
            without=part,
            wh_words=None if money else named,
            instead=(Part(Role.ADVERB, rest, rest[-1]),) if len(rest) else (),
        )
        yield _measure(text, amount, wh, fact, context)


def _amount_of(noun: Token) -> Words | None:
    """ "17,364 km2" of "a land area of 17,364 km2"."""
    of = next((c for c in noun.children if c.dep_ == "prep" and c.lower_ == "of" and c.i == noun.i + 1), None)
    inner = next((c for c in of.children if c.dep_ == "pobj"), None) if of is not None else None
    lemma = noun.lemma_.lower()
    if of is None or inner is None or lemma not in MEASURED | GATHERED:
        return None
    plain = inner.pos_ == "NUM" or inner.like_num
    if lemma in GATHERED and not (plain and inner.ent_type_ != "MONEY"):
        return None  # "a crew of 40 sailors" counts sailors
    if any(child.dep_ in {"cc", "conj"} for child in inner.children) or inner.ent_type_ == "DATE":
        return None
    told = plain or number_words(inner) is not None or inner.ent_type_ in {"MONEY", "PERCENT"} or inner.text == "%"
    return noun.doc[of.i + 1 : inner.i + 1] if told and any(t.like_num for t in noun.doc[of.i : inner.i + 1]) else None


def sums(fact: Fact, context: Context) -> Iterator[Question]:
    """ "How much was spent on X?" for "At least $3 was spent on X"."""
    head, words = fact.subject.head, fact.subject.words
    told = any(character.isdigit() for character in words.text)  # "silver half dollars" are no sum
    if head.ent_type_ != "MONEY" or not told or not fact.clause.passive or words.end != head.i + 1 or fact.negative:
        return
    text = Composer(fact, context).subject_question("how much", plural=False)
    yield _measure(text, words, "how much", fact, context, kind="amount")


def worth(fact: Fact, context: Context) -> Iterator[Question]:
    """ "How much was X worth over five seasons?"."""
    for part in fact.parts(Role.QUALITY):
        doc, head = part.words.doc, part.head
        sum_ = next((c for c in head.children if c.i > head.i and c.ent_type_ == "MONEY"), None)
        if head.lower_ != "worth" or sum_ is None or part.fronted or fact.negative:
            continue
        amount = doc[head.i + 1 : sum_.i + 1]
        kept = [Part(Role.QUALITY, doc[part.words.start : head.i + 1], head)]
        if amount.end < part.words.end:
            rest = doc[amount.end : part.words.end]
            kept.append(Part(Role.ADVERB, rest, rest[-1]))
        text = Composer(fact, context).inverted_question("how much", without=part, instead=tuple(kept))
        yield _measure(text, amount, "how much", fact, context, kind="amount")


_REACHING = word_set(
    "amount climb decline drop fall grow increase jump peak plummet plunge rise shrink sink soar stand top"
)
_REACHED = {"CARDINAL": "number", "PERCENT": "percentage", "MONEY": "amount"}


def levels(fact: Fact, context: Context) -> Iterator[Question]:
    """ "To what percentage did X rise?" for "X rose to 40%"."""
    if fact.clause.verb.lemma_.lower() not in _REACHING or fact.negative:
        return
    for part in fact.parts(Role.OBLIQUE):
        led = part.preposition is not None and part.preposition.lower_ in {"to", "at"} and not part.fronted
        kind = _REACHED.get(part.head.ent_type_)
        if not led or part.preposition is None or kind is None or part.words.end != part.head.i + 1:
            continue
        wh = f"{part.preposition.lower_} what {kind}"
        text = Composer(fact, context).inverted_question(wh, without=part)
        yield _measure(text, part.inner, wh, fact, context)


@dataclass(frozen=True, slots=True)
class _Size:
    """A measure in front of a noun: ``start`` and ``end`` of its words, the answer, how it is asked for."""

    start: int
    end: int
    answer: Words
    asked: str
    had: str


def sized(fact: Fact, context: Context) -> Iterator[Question]:
    """ "How many beds did the hospital have that X opened in 1912?" for "a 90-bed hospital"."""
    for part in fact.parts(Role.OBJECT, Role.OBLIQUE):
        doc, head = part.words.doc, part.head
        size = _size_before(head)
        if size is None or part.fronted or fact.negative or fact.modality is not None or head.tag_ != "NN":
            continue
        if part.inner[0].lower_ not in {"a", "an"} or part.inner.start + 1 != size.start or fact.clause.infinitive:
            continue
        thing = doc[size.end : part.words.end]
        if any(t.dep_ in {"relcl", "acl"} for t in thing):
            continue
        have, be = ("does", "is") if fact.present else ("did", "was")
        wh = f"{size.asked} {have if size.had == 'have' else be} the"
        left = (doc[part.preposition.i : part.preposition.i + 1],) if part.preposition is not None else ()
        text = Composer(fact, context).relative_question(wh, thing, f"{size.had} that", part, left)
        yield _measure(text, size.answer, size.asked, fact, context)


_HAD = word_set(
    "bed bedroom book chapter episode floor game hole issue lane man member page part person room seat stage storey"
    " story string track volume"
)


def _size_before(noun: Token) -> _Size | None:
    """What "90-bed" and "$3 billion" in front of a noun measure."""
    doc, left = noun.doc, noun.left_edge.i
    number = next((t for t in doc[left : noun.i] if t.like_num), None)
    if number is None:
        return None
    start = number.i
    while start > left and doc[start - 1].text in {"$", "£", "€", "US$"}:
        start -= 1
    if start < number.i:
        end = number.i + 1
        while end < noun.i and doc[end].lower_ in {"million", "billion", "trillion"}:
            end += 1
        return _Size(start, end, doc[start:end], "how much", "worth") if doc[end].text != "-" else None
    if number.i + 2 >= noun.i or doc[number.i + 1].text != "-":
        return None
    unit = doc[number.i + 2]
    after = doc[number.i + 3]
    if after.text == "-" and number.i + 4 < noun.i:
        after = doc[number.i + 4]
    if after.i != unit.i + 1 or doc[unit.i + 1].text == "-":
        return None
    if unit.lemma_.lower() in _HAD:
        several = inflected(unit.lemma_.lower(), "NNS")
        return _Size(start, unit.i + 1, doc[start : start + 1], f"how many {several}", "have")
    return None


def _measure(text: str, amount: Words, wh: str, fact: Fact, context: Context, *, kind: str = "measure") -> Question:
    answer = article_text(amount, fact, context)
    return Question(text, answer, amount, kind, "number", wh, certainty(fact, context))
