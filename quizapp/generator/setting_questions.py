"""Stage 5: questions about the setting: where something was and where it went, and what is planned."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from quizapp.generator.answering import Question, article_text, certainty, shown
from quizapp.generator.asking import Asked, asked_for
from quizapp.generator.candidates import Context
from quizapp.generator.composing import Composer
from quizapp.generator.facts import Fact, without_parts
from quizapp.generator.fitting import fitted
from quizapp.generator.parts import Part, Role
from quizapp.generator.phrases import stripped
from quizapp.generator.places import NATURE, SPOTS, place_noun
from quizapp.generator.vocabulary import word_set

if TYPE_CHECKING:
    from spacy.tokens import Span as Words
    from spacy.tokens import Token


def places(fact: Fact, context: Context) -> Iterator[Question]:
    """ "In which country ...?" where the kind of place is known, else "Where ...?"."""
    fact, found = _told(fact)
    if len(found) != 1 or found[0].preposition is None:
        return
    part, preposition = found[0], found[0].preposition
    place = part.inner
    if part.words.start != preposition.i or len(place) > 8 or any(token.pos_ == "PRON" for token in place):
        return
    behind = place.doc[place.end : place.end + 1].text.lower()
    only_there = part.fronted and fact.clause.verb.lemma_ == "be" and not fact.parts(Role.ATTRIBUTE, Role.QUALITY)
    if behind == "except" or only_there or place.text.lower().startswith("front of"):
        return
    if part.head.tag_ == "NNS" and part.head.lemma_.lower() in _ANYWHERE and place[0].tag_ != "DT":
        return  # "live in areas short of water" says how they live
    if part.head.lemma_.lower() in _SEATS and _seat_of(preposition, fact, context):
        return
    noun = place_noun(place.text) if preposition.lower_ == "in" else None
    asked = asked_for(part.head, context.mentions)
    if noun is not None:
        wh, answer, span = f"in which {noun}", article_text(place, fact, context), place
    elif asked is not None and _tells_kind(asked):
        wh, answer, span = f"{preposition.lower_} {asked.words}", shown(asked, fact, context), asked.span
    elif part.role is Role.OBLIQUE and (asked is None or asked.words not in {"what", "what place"}):
        return  # "At which museum ...?" is asked
    else:
        span = place if preposition.lower_ in _LEFT_OUT else part.words
        wh, answer = "where", article_text(span, fact, context)
    text = Composer(fact, context).inverted_question(wh, without=part)
    yield Question(text, answer, span, "place", "place", wh, certainty(fact, context) * 0.95)


_ANYWHERE = {"area", "location", "part", "place", "region", "site", "spot"}
_SEATS = {"base", "headquarters", "office", "seat"}


def _seat_of(preposition: Token, fact: Fact, context: Context) -> bool:
    """True for "manages the network for the Directorate at its headquarters": who is there is the body named last."""
    before = preposition.nbor(-1) if preposition.i > preposition.sent.start else None
    if before is None or before in fact.subject.words:
        return False
    body = context.mentions.entity_of(before)
    return body is not None and body.kind == "organisation"


def _tells_kind(asked: Asked) -> bool:
    """True for "which battle" and for "which city" of Oslo; "the Halden Stadium" says itself that it is a stadium."""
    kind = asked.words.removeprefix("which ") if asked.words.startswith("which ") else ""
    itself = kind in SPOTS and kind in asked.text.lower().split()
    return bool(kind) and asked.tag in {"place", "name"} and not itself


def _told(fact: Fact) -> tuple[Fact, tuple[Part, ...]]:
    """The places that a clause tells, of two beside each other one, and the clause without what that takes in."""
    found = fact.parts(Role.PLACE) or tuple(part for part in fact.parts(Role.OBLIQUE) if is_spot(part, fact))
    if not found:
        return fact, found
    last = found[-1]
    before = [part for part in fact.parts(Role.PLACE, Role.OBLIQUE) if part.words.start < last.words.start]
    whole = _one_place(before[-1], last) if before else None
    if whole is None:
        return fact, found
    return without_parts(fact, [last]), (*(part for part in found if part not in (before[-1], last)), whole)


def _one_place(place: Part, beside: Part) -> Part | None:
    """ "In Pilton, near Bath": a place and what it is near to."""
    near = beside.preposition is not None and beside.preposition.lower_ in {"near", "outside"}
    near = near and place.preposition is not None and place.preposition.lower_ in {"at", "in", "on"}
    close = place.words.end <= beside.words.start <= place.words.end + 1 and not place.fronted
    words = place.words.doc[place.words.start : beside.words.end]
    return Part(place.role, words, place.head, place.preposition) if near and close else None


_LEFT_OUT = {"in", "at", "on", "inside"}
"""Prepositions that go without saying in the answer to "Where ...?"; "near the port" is not "the port"."""


def is_spot(part: Part, fact: Fact) -> bool:
    """True for "on the south side of Oslo" and, of what is found or lives somewhere, for "in tropical forests"."""
    preposition, head = part.preposition, part.head
    if preposition is None or preposition.lower_ not in _AT or preposition.i != part.words.start:
        return False
    if head.pos_ not in {"NOUN", "PROPN"} or part.fronted:
        return False
    if any(token.lower_ in {"which", "whom", "this", "these", "those", "such", "other"} for token in part.words):
        return False
    spot = head.lemma_.lower() in SPOTS
    named = any(token.pos_ == "PROPN" for token in part.inner)
    verb = fact.clause.verb.lemma_.lower()
    placed = verb in _FOUND_AT and (fact.clause.passive or verb not in _PUTTING)
    return (spot and (named or placed)) or (placed and head.pos_ == "NOUN" and head.lemma_.lower() in NATURE)


_AT = word_set(
    """
    above across along alongside around at behind below beneath beside between in inside near off on outside
    throughout under underneath within
    """
)
_PUTTING = word_set("base build bury erect find hold house keep locate observe place see situate station")
_FOUND_AT = _PUTTING | word_set(
    "appear begin breed die dwell exist flow grow happen lie live occur rest rise run sit stand stay"
)


MOTION = word_set(
    """
    deport drive emigrate escape evacuate flee fly go immigrate launch march migrate move relocate return sail send ship
    transfer travel
    """
)


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
    span = fitted(span, inner, context, deep=True)
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
