"""Stage 5: questions about what somebody or something is called: "What is a group of lions called?"."""

from __future__ import annotations

from collections.abc import Iterator

from quizapp.generator.answering import Question, article_text, certainty
from quizapp.generator.candidates import Context
from quizapp.generator.composing import Composer
from quizapp.generator.facts import Fact
from quizapp.generator.fitting import fitted
from quizapp.generator.parts import Part, Role
from quizapp.generator.phrases import noun_phrase
from quizapp.generator.vocabulary import PERSON_NOUNS, VAGUE_NOUNS


def naming(fact: Fact, context: Context) -> Iterator[Question]:
    """ "What is the new aircraft called?" for what is called, named or known as something, "What did X call Y?"."""
    clause = fact.clause
    if clause.verb.lemma_.lower() not in NAMING or fact.negative:
        return
    named = [
        p
        for p in clause.parts
        if p.role is Role.QUALITY or (p.preposition is not None and p.preposition.lower_ == "as")
    ]
    if len(named) != 1:
        return
    part = named[0]
    judged = not clause.passive and part.head.pos_ == "ADJ" and len(part.words) > 1  # "called it “most unusual”"
    if part.head.pos_ not in {"NOUN", "PROPN"} and part.head.lower_ != "one" and not judged:
        return
    verb, told_as = clause.verb.lemma_.lower(), part.preposition is not None
    if (verb == "refer") != (told_as and any(p.role is Role.PARTICLE for p in clause.parts)):
        return
    term = not any(token.pos_ == "PROPN" for token in part.words)
    if clause.passive and term and not _a_term(part, fact):
        return
    if not clause.passive and (len(fact.parts(Role.OBJECT)) != 1 or part.preposition is not None):
        return
    span = fitted(part.words if judged else noun_phrase(part.head), part.head, context)
    text = Composer(fact, context).inverted_question("what", without=part, ending="as" if told_as else "")
    kind = "term" if clause.passive and term else "name"
    answer = article_text(span, fact, context)
    yield Question(text, answer, span, kind, "name", "what", certainty(fact, context))


NAMING = {"call", "dub", "entitle", "know", "name", "refer", "term", "title"}


def _a_term(part: Part, fact: Fact) -> bool:
    """True for "A group of lions is called a pride": what people call a thing of that kind at all times."""
    head, words = part.head, fact.subject.words
    plain = head.lemma_.lower() not in VAGUE_NOUNS | PERSON_NOUNS and part.inner[0].lower_ != "the"
    told = [t for t in words if t.pos_ in {"NOUN", "PROPN", "ADJ", "VERB"} and t.lemma_.lower() not in VAGUE_NOUNS]
    named = fact.clause.verb.lemma_.lower() in {"call", "dub", "know", "refer", "term"}
    return plain and named and fact.present and fact.modality is None and len(words) > 2 and bool(told)
