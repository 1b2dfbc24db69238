"""Stage 5: questions about an owner: "Whose painting ...?", "Which company's lander ...?"."""

from __future__ import annotations

from collections.abc import Iterator

from quizapp.generator.answering import Question, certainty
from quizapp.generator.asking import asked_for
from quizapp.generator.candidates import Context
from quizapp.generator.composing import Composer
from quizapp.generator.facts import Fact
from quizapp.generator.phrases import is_plural

FEWEST_PARTS = 1
"""Parts that a clause must have beside its subject: "Whose attempt failed?" tells too little."""


def owners(fact: Fact, context: Context) -> Iterator[Question]:
    """Whose or which company's the subject is, when a name in front of it says so."""
    words, head = fact.subject.words, fact.subject.head
    owner = next((child for child in head.children if child.dep_ == "poss" and child.pos_ == "PROPN"), None)
    if owner is None or len(fact.clause.parts) < FEWEST_PARTS or owner.left_edge.i != words.start:
        return
    mark = next((child for child in owner.children if child.tag_ == "POS"), None)
    asked = asked_for(owner, context.mentions)
    if mark is None or asked is None or asked.entity is None or asked.tag not in {"person", "organization"}:
        return
    if asked.words == "who":
        wh = "whose"
    elif asked.words.startswith("which "):
        wh = f"{asked.words}'s"
    else:
        return
    rest = words.doc[mark.i + 1 : words.end]
    if head.pos_ != "NOUN":
        return  # "NASA's DART" is a name
    composer = Composer(fact, context, answer=asked.entity)
    text = composer.subject_question(wh, plural=is_plural(head), wh_words=rest)
    sure = certainty(fact, context) * 0.9
    span = words.doc[words.start : mark.i]
    yield Question(text, asked.entity.name, span, "owner", asked.tag, wh, sure)
