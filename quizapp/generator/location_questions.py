"""Stage 5: questions about where something lies: "Where is X based?", "In which country is X?"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from quizapp.generator.answering import Question, article_text, certainty, shown
from quizapp.generator.asking import asked_for
from quizapp.generator.candidates import Context
from quizapp.generator.composing import Composer
from quizapp.generator.definition_questions import without_features
from quizapp.generator.facts import Fact
from quizapp.generator.fitting import fitted
from quizapp.generator.hanging import dangling
from quizapp.generator.parts import Part, Role
from quizapp.generator.phrases import PLACE_TYPES, is_coordinated, is_time, noun_phrase
from quizapp.generator.places import place_noun
from quizapp.generator.setting_questions import is_spot
from quizapp.generator.vocabulary import word_set

if TYPE_CHECKING:
    from spacy.tokens import Span as Words
    from spacy.tokens import Token

_PLACED = {"base", "headquarter", "locate", "situate"}
_LOCATIVE = word_set(
    """
    above across adjacent along alongside amid among around at behind below beneath beside between beyond by close
    down east in inside near next north northeast northwest off on opposite outside over south southeast southwest
    under underneath west within
    """
)
_UNSAID = {"at", "in", "on"}
"""Prepositions that an answer to "where" can do without."""


def located(fact: Fact, context: Context) -> Iterator[Question]:
    """ "Where is X located?" for what is located or based somewhere that only its place in the sentence shows."""
    clause = fact.clause
    if clause.verb.lemma_.lower() not in _PLACED or not clause.passive or fact.negative:
        return
    behind = [part for part in clause.parts if not part.fronted and _tells_where(part)]
    if not behind or any(part.role is Role.PLACE or is_spot(part, fact) for part in behind):
        return  # asked by the kind of place
    part = behind[0]
    bare = part.preposition is not None and part.words.start == part.preposition.i
    span = part.inner if bare and part.words[0].lower_ in _UNSAID else part.words
    span = fitted(span, part.head, context)
    if any(_leans(token, context) for token in span):
        return
    alone = replace(fact, clause=replace(clause, parts=tuple(p for p in clause.parts if p not in behind[1:])))
    text = Composer(alone, context).inverted_question("where", without=part)
    sure = certainty(fact, context) * 0.95
    yield Question(text, article_text(span, fact, context), span, "place", "place", "where", sure)


def _tells_where(part: Part) -> bool:
    """True for "on Penn Hill", "adjacent to Byrd Park" and "20 km east of Chengdu"."""
    if part.role not in {Role.OBLIQUE, Role.PLACE, Role.ADVERB, Role.QUALITY} or is_time(part.head):
        return False
    first = part.words[0]
    far = part.role is Role.ADVERB and any(token.lower_ in _LOCATIVE for token in part.words)
    return (first.lower_ in _LOCATIVE or far) and len(part.words) > 1 and part.head.tag_ != "VBG"


def _leans(token: Token, context: Context) -> bool:
    """True for a word of an answer that only the sentences before explain."""
    if token.tag_ in {"PRP", "PRP$", "WDT", "WP"} or token.lower_ in {"this", "that", "these", "those", "same"}:
        return True
    the = any(child.lower_ == "the" for child in token.children)
    known = context.mentions.entity_of(token)
    return the and token.pos_ == "NOUN" and (known is not None or dangling(token, context.mentions))


def home_to(fact: Fact, context: Context) -> Iterator[Question]:
    """ "To which team is X home?" and "What is X home to?"."""
    for part in fact.parts(Role.ATTRIBUTE):
        to = next((c for c in part.head.children if c.dep_ == "prep" and c.lower_ == "to"), None)
        whom = next((c for c in to.children if c.dep_ == "pobj"), None) if to is not None else None
        if part.words[0].lower_ not in {"home", "host"} or to is None or whom is None or fact.negative:
            continue
        asked = asked_for(whom, context.mentions, object_form=True)
        if asked is None or asked.words == "what place" or asked.tag == "person":
            continue
        left = Part(part.role, part.words.doc[part.words.start : to.i + 1], part.head)
        composer = Composer(fact, context, answer=asked.entity)
        text = composer.inverted_question(asked.words, without=part, instead=(left,))
        sure = certainty(fact, context) * 0.9
        yield Question(text, shown(asked, fact, context), asked.span, "inner", asked.tag, asked.words, sure)


_SITED = word_set(
    """
    airport archipelago area bay bridge building canal castle cathedral cave church city college community county
    desert district estate festival forest fort fortress garden gorge hill hospital island lake library locality
    monastery monument mosque mountain municipality museum neighborhood neighbourhood observatory palace park peninsula
    plain plateau port prefecture province quarter railway range reef region resort river road school settlement square
    stadium station street suburb system synagogue temple theater theatre tower town tunnel university valley village
    volcano zoo
    """
)
"""What stands, lies or runs somewhere: "a system of mountains in North America"."""


def homes(fact: Fact, context: Context) -> Iterator[Question]:
    """ "In which country is X?" for "X is a town in Norway" and "X is a college located in Oslo"."""
    attributes = fact.parts(Role.ATTRIBUTE)
    plain = [word.lower() for word, _ in fact.clause.group] in (["is"], ["are"], ["was"], ["were"])
    if fact.clause.verb.lemma_ != "be" or len(attributes) != 1 or not plain or fact.parts(Role.PLACE):
        return
    part, subject = attributes[0], fact.subject.head
    one = part.words[0].lower_ in {"a", "an"} and part.head.lemma_.lower() in _SITED
    if not one or subject.pos_ not in {"PROPN", "PRON"} or is_coordinated(part.head) > 1:
        return
    place = _place_of(part.head)
    if place is None or any(_leans(token, context) for token in place):
        return
    noun = place_noun(place.text)
    wh = "where" if noun is None else f"in which {noun}"
    text = Composer(without_features(fact), context).inverted_question(wh, without=part)
    sure = certainty(fact, context) * 0.95
    yield Question(text, article_text(place, fact, context), place, "place", "place", wh, sure)


def _place_of(noun: Token) -> Words | None:
    """Where "a town in Norway", "a chain of hills in Norway" and "a college located in Oslo" are."""
    whole = [t for child in noun.children if child.lower_ == "of" for t in child.children if t.dep_ == "pobj"]
    for child in (*noun.children, *(c for token in whole for c in token.children)):
        led = child
        if child.dep_ == "acl" and child.lower_ in {"located", "situated", "based"}:
            led = next((c for c in child.children if c.dep_ == "prep"), child)
        name = next((c for c in led.children if c.dep_ == "pobj"), None)
        if led.dep_ == "prep" and led.lower_ == "in" and name is not None and name.ent_type_ in PLACE_TYPES:
            return noun_phrase(name)
    return None
