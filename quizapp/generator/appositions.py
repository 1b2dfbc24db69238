"""What a name is said to be beside the point: "JPL, a division of Caltech," and "the ship's sister, the Aurora,"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizapp.article import Evidence
from quizapp.generator.answering import tidy_answer
from quizapp.generator.asking import asked_for
from quizapp.generator.candidates import Candidate, Context, asked_sentence
from quizapp.generator.fitting import fitted
from quizapp.generator.phrases import NUMBER_TYPES, is_coordinated, noun_phrase, words
from quizapp.generator.vocabulary import PERSON_NOUNS, THINGS, VAGUE_NOUNS, WEAK_ADJECTIVES, word_set
from quizapp.generator.wording import UnclearError, Wording
from quizapp.notes import NoteType

if TYPE_CHECKING:
    from spacy.tokens import Span as Words
    from spacy.tokens import Token

    from quizapp.article import Span
    from quizapp.generator.sentences import Sentence

CERTAINTY = 0.85
"""How often the parser is right about what is set beside what."""


@dataclass(frozen=True, slots=True)
class Apposition:
    """A noun and what is set beside it between commas: ``first`` and ``second`` are their heads."""

    sentence: Sentence
    first: Token
    second: Token


def find_appositions(sentence: Sentence, speech: tuple[Span, ...]) -> Iterator[Apposition]:
    """The appositions of a sentence outside ``speech`` that close with a mark, none of them an enumeration."""
    tokens = sentence.tokens
    for second in tokens:
        if (noun := _owned_kind(second)) is not None and not any(
            span.overlaps(sentence.span_of(second, second)) for span in speech
        ):
            yield Apposition(sentence, noun, second)
        first = second.head
        if second.dep_ != "appos" or first.i >= second.i or second.pos_ not in {"NOUN", "PROPN"}:
            continue
        phrase = noun_phrase(second)
        closed = phrase.end >= tokens.end or second.doc[phrase.end].text in {",", ".", ";"}
        opened = phrase.start > tokens.start and second.doc[phrase.start - 1].text == ","
        several = is_coordinated(first) > 1 or is_coordinated(second) > 1 or first.dep_ == "conj"
        if not (opened and closed) or several or first.i < tokens.start:
            continue
        if any(span.overlaps(sentence.span_of(first, second)) for span in speech):
            continue
        yield Apposition(sentence, first, second)


_NAMED_THINGS = THINGS | word_set("boat bot cat chatbot cow dog drone engine horse locomotive puppet robot yacht")
"""What has a name of its own."""


def _owned_kind(name: Token) -> Token | None:
    """ "helicopter" of "NASA's Mars helicopter Ingenuity": an owned thing of a told kind, with its name behind it."""
    start = name.i
    while start > name.sent.start and name.doc[start - 1].pos_ == "PROPN" and name.doc[start - 1].head == name:
        start -= 1
    noun = name.doc[start - 1] if start > name.sent.start else None
    owner = next((child for child in name.children if child.dep_ == "poss" and child.i < start - 2), None)
    if noun is None or owner is None or noun.head != name or noun.lower_ not in _NAMED_THINGS:
        return None
    between = name.doc[owner.right_edge.i + 1 : start - 1]
    said = all(t.pos_ in {"ADJ", "NOUN", "PROPN"} and t.lower_ not in WEAK_ADJECTIVES for t in between)
    end = name.i + 1
    last = end >= len(name.doc) or name.doc[end].pos_ not in {"NOUN", "PROPN", "NUM"}
    return noun if len(between) and said and last and name.text[:1].isupper() else None


def write_apposition(fact: Apposition, context: Context) -> Iterator[Candidate]:
    """ "What is JPL?" for a name that is described, "Which ship is ...?" for a description that is named."""
    first, second = fact.first, fact.second
    try:
        if _owned_kind(second) == first:
            yield from _name_asked(fact, context)
        elif first.pos_ == "PROPN" and second.pos_ == "NOUN":
            yield from _described(fact, context)
        elif first.pos_ == "NOUN":
            yield from _named(fact, context)
    except UnclearError:
        return


def _described(fact: Apposition, context: Context) -> Iterator[Candidate]:
    entity = context.mentions.entity_of(fact.first)
    lemma = fact.second.lemma_.lower()
    if entity is None or entity.kind in {"person", "place"} or lemma in PERSON_NOUNS | VAGUE_NOUNS:
        return
    phrase = fitted(noun_phrase(fact.second), fact.second, context)
    counted = any(token.like_num or token.ent_type_ in NUMBER_TYPES for token in noun_phrase(fact.second))
    if phrase[0].lower_ not in {"a", "an"} or len(phrase) < 3 or counted:
        return  # "194,400 MW, a 22.5% increase"
    name = f"the {entity.name}" if entity.name in context.with_article else entity.name
    yield _candidate(fact, f"what is {name}", phrase, "definition", "what", context)


def _named(fact: Apposition, context: Context) -> Iterator[Candidate]:
    about = noun_phrase(fact.first)
    definite = about[0].lower_ == "the" or any(child.dep_ == "poss" for child in fact.first.children)
    telling = any(token.pos_ == "PROPN" for token in about)
    asked = asked_for(fact.second, context.mentions)
    if not definite or not telling or asked is None or asked.tag in {"person", "fact"} or asked.words == "what place":
        return
    said = Wording(
        context.mentions, context.published, capitals=context.capitals, with_article=context.with_article
    ).say(words(about[0], about[-1]))
    wh = asked.words if asked.words != "what organization" else "what"
    yield _candidate(fact, f"{wh} {_be(fact.first)} {said}", asked.span, "name", wh, context)


def _name_asked(fact: Apposition, context: Context) -> Iterator[Candidate]:
    """ "What is the name of NASA's Mars helicopter?"."""
    entity = context.mentions.entity_of(fact.second)
    if entity is None or entity.kind == "person":
        return
    doc, owner = fact.second.doc, next(child for child in fact.second.children if child.dep_ == "poss")
    wording = Wording(
        context.mentions,
        context.published,
        answer=entity,
        capitals=context.capitals,
        with_article=context.with_article,
        definites=context.definites,
    )
    said = wording.say(doc[owner.left_edge.i : fact.first.i + 1])
    name = doc[fact.first.i + 1 : fact.second.i + 1]
    yield _candidate(fact, f"what {_be(fact.second)} the name of {said}", name, "name", "what", context)


def _be(noun: Token) -> str:
    """ "is" or "was", as the clause around a noun tells of now or of then."""
    verb = noun
    while verb.head != verb and verb.pos_ not in {"VERB", "AUX"}:
        verb = verb.head
    group = [verb, *(child for child in verb.children if child.dep_ in {"aux", "auxpass"})]
    return "is" if any(token.tag_ in {"VBZ", "VBP", "MD"} for token in group) else "was"


def _candidate(fact: Apposition, question: str, answer: Words, kind: str, wh: str, context: Context) -> Candidate:
    sentence = fact.sentence
    place = sentence.span_of(answer[0], answer[-1])
    return Candidate(
        NoteType.BASIC,
        {
            "Question": asked_sentence(question),
            "Answer": tidy_answer(place.of(context.parsed.article.text)),
        },
        (Evidence(sentence.span, place),),
        kind,
        (kind,),
        sentence.index,
        sentence.paragraph,
        CERTAINTY,
        wh,
    )
