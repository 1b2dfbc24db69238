"""Stage 5: questions about how something is done: by doing something else, by what means, with what help."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from quizapp.generator.answering import Question, article_text, certainty
from quizapp.generator.candidates import Context
from quizapp.generator.composing import Composer
from quizapp.generator.facts import Fact
from quizapp.generator.fitting import fitted
from quizapp.generator.parts import Part, Role
from quizapp.generator.phrases import NUMBER_TYPES, TIME_TYPES, stripped
from quizapp.generator.vocabulary import COLLECTIVE, NAMED, PERSON_NOUNS, VAGUE_NOUNS, phrase_set, word_set

if TYPE_CHECKING:
    from spacy.tokens import Span as Words

CARRIED = phrase_set(
    """
    by air, by bicycle, by bike, by boat, by bus, by canoe, by car, by email, by e-mail, by fax, by ferry, by hand,
    by helicopter, by letter, by lottery, by mail, by mule, by phone, by plane, by post, by radio, by rail, by sea,
    by ship, by sled, by telegram, by telegraph, by telephone, by tractor, by train, by truck
    """
)
"""How somebody or something comes from one place to another."""


def means(fact: Fact, context: Context) -> Iterator[Question]:
    """ "How could makers remedy it?" for what is done by doing something else, by mail or with the help of a crane."""
    if fact.negative:
        return
    for part in fact.clause.parts:
        span = _by_doing(part, fact, context) or _by_means(part, fact, context) or _using(part, context)
        if span is None:
            continue
        text = Composer(fact, context).inverted_question("how", without=part)
        sure = certainty(fact, context) * 0.9
        yield Question(text, article_text(span, fact, context), span, "means", "means", "how", sure)


def _by_doing(part: Part, fact: Fact, context: Context) -> Words | None:
    """ "recalling the cars" of "remedied it by recalling the cars"."""
    led = part.role is Role.OBLIQUE and part.preposition is not None and part.preposition.lower_ in {"by", "through"}
    if not led or part.head.tag_ != "VBG":
        return None
    span = fitted(stripped(part.inner), part.head, context)
    told = len(fact.clause.parts) > 1 or fact.clause.passive  # not "How has X reacted?"
    return span if len(span) > 1 and told else None


def _by_means(part: Part, fact: Fact, context: Context) -> Words | None:
    """ "a payment of silver" of "could avoid it by a payment of silver", "by train", "with the help of a crane"."""
    lead = part.preposition.lower_ if part.preposition is not None else ""
    if part.words.text.lower() in CARRIED and lead == "by" and not part.fronted:
        return part.words
    if part.role is not Role.OBLIQUE or part.head.pos_ != "NOUN" or len(fact.clause.parts) < 2:
        return None
    if part.words.text.lower().startswith(_HELPED):
        return part.words
    plain = lead == "by" and not fact.clause.passive and fact.clause.verb.lemma_.lower() not in _GOING
    vague = part.head.lemma_.lower() in VAGUE_NOUNS | PERSON_NOUNS | COLLECTIVE
    named = any(t.ent_type_ in NAMED | TIME_TYPES | NUMBER_TYPES or t.like_num for t in part.inner)
    if not plain or vague or named or len(part.inner) < _TOLD_OF_MEANS or part.inner[0].pos_ == "PRON":
        return None
    return part.inner


_HELPED = ("by means of ", "with the aid of ", "with the help of ")
_GOING = word_set(
    "abide be call climb come decline drop fall go grow increase live multiply pass rise run sit stand stop swear"
)
_TOLD_OF_MEANS = 3


def _using(part: Part, context: Context) -> Words | None:
    """ "using a liquid transmitter" behind what was done so."""
    using = part.head.tag_ == "VBG" and part.head.lower_ == "using" and part.words.start == part.head.i
    if not using or part.role not in {Role.LOOSE, Role.QUALITY} or part.fronted:
        return None
    span = fitted(part.words, part.head, context)
    return span if len(span) > 2 else None
