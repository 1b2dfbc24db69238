"""Stage 5: who holds an office that is named first: "The first director of the choir was Ada Berg"."""

from __future__ import annotations

from collections.abc import Iterator

from quizapp.generator.answering import Question, certainty
from quizapp.generator.asking import Asked, asked_for, person_answer
from quizapp.generator.candidates import Context
from quizapp.generator.composing import Composer
from quizapp.generator.facts import Fact
from quizapp.generator.parts import Part, Role
from quizapp.generator.phrases import is_coordinated


def holders(fact: Fact, context: Context) -> Iterator[Question]:
    """ "Who was the first director of the choir?" where the name is what is said of the office."""
    part = holder(fact, context)
    asked = _person(part, context) if part is not None else None
    if part is None or asked is None or asked.entity is None or fact.negative or fact.clause.infinitive is not None:
        return
    told = fact.subject.words
    definite = told[0].lower_ == "the" or any(child.dep_ == "poss" for child in fact.subject.head.children)
    if not definite or not any(token.pos_ == "PROPN" or token.dep_ == "poss" for token in told):
        return  # "The director was Ada Berg": of what?
    text = Composer(fact, context, answer=asked.entity).inverted_question("who", without=part)
    sure = certainty(fact, context)
    yield Question(text, asked.entity.name, asked.span, "subject", "person", "who", sure)


def holder(fact: Fact, context: Context) -> Part | None:
    """The name of somebody as all that a clause says of its subject, which is nobody's name."""
    attributes = fact.parts(Role.ATTRIBUTE)
    if fact.clause.verb.lemma_ != "be" or len(attributes) != 1 or fact.subject.head.pos_ not in {"NOUN", "PROPN"}:
        return None
    part, named = attributes[0], context.mentions.entity_of(fact.subject.head)
    somebody = person_answer(part.head, context.mentions)
    nobody = named is None or named.kind != "person"
    return part if nobody and somebody is not None and somebody[0] == part.head else None


def _person(part: Part, context: Context) -> Asked | None:
    asked = asked_for(part.head, context.mentions)
    return asked if asked is not None and asked.tag == "person" and is_coordinated(part.head) == 1 else None
