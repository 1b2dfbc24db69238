"""Stage 5: questions about what stands deeper in a part: "What must X find ways to reduce?", "How many ... of?"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from quizapp.generator.answering import Question, article_text, certainty, shown
from quizapp.generator.asking import asked_for
from quizapp.generator.candidates import Context
from quizapp.generator.composing import Composer
from quizapp.generator.counting import count_asked
from quizapp.generator.facts import Fact
from quizapp.generator.inflection import inflected
from quizapp.generator.parts import Part, Role
from quizapp.generator.phrases import NUMBER_TYPES, TIME_TYPES, not_only, noun_phrase
from quizapp.generator.vocabulary import GOVERNED, PERSON_NOUNS, VAGUE_NOUNS, word_set

if TYPE_CHECKING:
    from spacy.tokens import Span as Words
    from spacy.tokens import Token

DEEPEST = 6
"""Words between an answer and the part it stands in: beyond them a question is a maze."""

_SEARCHED = (Role.OBJECT, Role.OBLIQUE, Role.INFINITIVE, Role.QUALITY, Role.ATTRIBUTE)
_OPEN = {"of", "to", "about", "on", "for", "with", "into", "from"}
"""Prepositions that may stand at the end of a question when what they lead to is asked for."""

_AT_PLACE = {"in", "at"}
_HOLDING = {"deficient", "fluent", "high", "interested", "low", "poor", "rich"}
_AFTER = {Role.TIME, Role.PLACE}


def inner(fact: Fact, context: Context) -> Iterator[Question]:
    """What an infinitive, a gerund or a phrase inside a part is about: "What does X want help to preserve?"."""
    for part in fact.parts(*_SEARCHED):
        if part.fronted or fact.clause.verb.lemma_ == "have" or part.head.lower_ in {"one", "much", "most"}:
            continue
        if not_only(part.head) is not None:
            continue
        led = part.preposition.lower_ if part.preposition is not None else ""
        if part.head.tag_ == "VBG" and led and (fact.clause.verb.lemma_.lower(), led) not in GOVERNED:
            continue  # "ranked lowest for having earned a degree"
        one_of = part.role is Role.ATTRIBUTE and fact.clause.subject.words[0].lower_ == "one"
        if one_of or (fact.clause.verb.lemma_ == "be" and part.head.tag_ == "VB"):
            continue  # "What was one of the novelties the use of?", "What is the goal to decrease?"
        last = not any(other.words.start >= part.words.end and other.role not in _AFTER for other in fact.clause.parts)
        for noun in part.words:
            if noun.pos_ not in {"NOUN", "PROPN"} or noun == part.head or not _reached(noun, part):
                continue
            if noun.head.head.pos_ == "NOUN" and (not last or _all_of(noun.head.head)):
                continue  # "What did X call the design of a success?", "What does X represent all the states of?"
            if part.role is Role.ATTRIBUTE and any(t.tag_ in {"JJS", "RBS"} for t in part.words if t.i < noun.i):
                continue  # "What is X the most common cause of?"
            yield from _asked(fact, part, noun, context)


def _asked(fact: Fact, part: Part, noun: Token, context: Context) -> Iterator[Question]:
    phrase = noun_phrase(noun)
    if phrase.start <= part.words.start or phrase.end > part.words.end:
        return
    before = part.words.doc[part.words.start : phrase.start]
    after = part.words.doc[phrase.end : part.words.end]
    if len(after) and after[0].text == ",":
        after = after[:0]  # a remark
    if len(after) and (after[0].dep_ not in {"prep", "advmod"} or after[0].head.pos_ not in {"VERB", "AUX"}):
        return
    counted = count_asked(noun)
    if counted is not None:
        number, what = counted
        plain = part.role in {Role.OBJECT, Role.OBLIQUE} and noun.head.dep_ == "prep" and noun.head.head == part.head
        if len(after) or not plain or before[-1].lower_ != "of":
            return
        if part.inner[0].lower_ in {"a", "an"}:
            return
        sure = certainty(fact, context) * 0.9
        composer = Composer(fact, context)
        if (owned := _owned_by(part, noun)) is not None:
            text = composer.inverted_question(f"how many {composer.alone(what)}' {owned}", without=part)
        else:
            lead = Composer(fact, context).alone(before)
            text = composer.inverted_question(f"{lead} how many", without=part, wh_words=what)
        yield Question(
            text, article_text(number, fact, context), number, "count", "number", f"how many {what.text}", sure
        )
        return
    lasting = noun.i > 0 and noun.nbor(-1).text == "-"  # "a ten-year-contract" is no time
    if noun.ent_type_ in NUMBER_TYPES | TIME_TYPES and not lasting:
        return
    asked = asked_for(noun, context.mentions, object_form=True)
    if asked is None or asked.words == "what place" or asked.span.start < phrase.start:
        return
    wh = asked.words
    if part.role is Role.ATTRIBUTE and noun.head.lower_ == "for" and wh != "what":
        return  # "For which mission ...?" is asked
    if asked.tag == "place" and noun.head.lower_ == "of":
        return
    if noun.dep_ == "pobj" and noun.head.lower_ in _AT_PLACE and not _holds(noun.head):
        if not asked.words.startswith("which "):
            return
        before, wh = before[:-1], f"{noun.head.lower_} {asked.words}"
    if not len(before):
        return
    left_over = _left(part, before, after)
    composer = Composer(fact, context, answer=asked.entity)
    text = composer.inverted_question(wh, without=part, instead=left_over)
    sure = certainty(fact, context) * 0.85
    yield Question(text, shown(asked, fact, context), asked.span, "inner", asked.tag, asked.words, sure)


_NOT_COUNTED = word_set("data health help information privacy safety support welfare work")


def _owned_by(part: Part, people: Token) -> str | None:
    """ "identities" of "the identity of some 3,000 members", to be put behind "how many members'"."""
    thing = part.head
    of_people = people.lemma_.lower() in PERSON_NOUNS and people.head.head == thing and people.text.endswith("s")
    bare = part.inner.start + 1 == thing.i and part.inner[0].lower_ == "the" and people.head.i == thing.i + 1
    if part.role is not Role.OBJECT or not (of_people and bare) or any(c.dep_ == "conj" for c in thing.children):
        return None
    if thing.tag_ == "NNS" or thing.lemma_.lower() in _NOT_COUNTED:
        return str(thing.text)
    return inflected(thing.lemma_.lower(), "NNS")


def _left(part: Part, before: Words, after: Words) -> tuple[Part, ...]:
    """The part without the answer: what stands before it and what behind."""
    kept = [Part(part.role, before, part.head, part.preposition)]
    if len(after):
        kept.append(Part(Role.ADVERB, after, after[0]))
    return tuple(kept)


def _reached(noun: Token, part: Part) -> bool:
    """True when only infinitives, gerunds and open prepositions lead from the part down to the noun."""
    token, steps = noun, 0
    while token != part.head:
        head = token.head
        steps += 1
        if head == token or steps > DEEPEST or head.i < part.words.start:
            return False
        if token.dep_ in {"pobj", "dobj"} and token.pos_ in {"NOUN", "PROPN"}:
            if token.dep_ == "dobj" and head.pos_ != "VERB":
                return False
        elif token.dep_ == "prep":
            led = token.lower_ == "of" or (token.lower_ == "for" and noun.head == token)  # "a centre for"
            of_it = led and head == part.head and part.role is Role.ATTRIBUTE
            if not (of_it or _may_end(token, head)) or (head == part.head and part.role is Role.OBLIQUE):
                return False
        elif not (token.dep_ in {"xcomp", "pcomp"} and token.tag_ in {"VB", "VBG"}) and not _to(token):
            return False
        token = head
    return noun.dep_ in {"pobj", "dobj"}


def _all_of(noun: Token) -> bool:
    """True for "all the countries" and "every part": what they are of is no answer, they are."""
    return any(child.lower_ in {"all", "both", "each", "every", "half", "most"} for child in noun.children)


def _to(token: Token) -> bool:
    """True for "to reduce" of "ways to reduce costs"."""
    return token.dep_ in {"acl", "relcl"} and token.tag_ == "VB" and any(child.tag_ == "TO" for child in token.children)


def _holds(preposition: Token) -> bool:
    """True for the "in" of "rich in clay", which leads to what something holds rather than where it is."""
    return preposition.lower_ == "in" and preposition.head.lemma_.lower() in _HOLDING


def _may_end(preposition: Token, head: Token) -> bool:
    """True when a question may end in the preposition."""
    if _holds(preposition):
        return True
    if preposition.lower_ in _AT_PLACE:
        return bool(head.pos_ == "VERB")
    if preposition.lower_ not in _OPEN:
        return False
    if head.pos_ in {"VERB", "ADJ"}:
        return True
    owned = any(child.dep_ == "poss" for child in head.children)
    plain = head.lemma_.lower() not in VAGUE_NOUNS | PERSON_NOUNS
    return not owned and plain and preposition.lower_ in {"of", "about", "on", "to"}
