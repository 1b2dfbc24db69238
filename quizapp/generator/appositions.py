"""What a name is said to be beside the point: "JPL, a division of Caltech," and "the ship's sister, the Aurora,"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizapp.article import Evidence
from quizapp.generator.answering import tidy_answer
from quizapp.generator.asking import asked_for
from quizapp.generator.candidates import Candidate, Context, as_of, asked_sentence
from quizapp.generator.fitting import fitted
from quizapp.generator.people_beside import (
    FOLLOWING,
    KIN,
    be_of,
    in_the_past,
    is_person,
    is_source,
    kin_of,
    name_words,
    owner_of,
    ranked,
    tells_what,
    tells_who,
)
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
        if (relative := kin_of(second)) is not None and not any(
            span.overlaps(sentence.span_of(second, second)) for span in speech
        ):
            yield Apposition(sentence, relative, second)
            continue
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
        elif kin_of(second) == first:
            yield from _relative(fact, context)
        elif first.pos_ == "PROPN" and second.pos_ == "NOUN" and is_person(first, second, context.mentions):
            yield from _somebody(fact, context)
        elif first.pos_ == "PROPN" and second.pos_ == "NOUN":
            yield from _described(fact, context)
        elif first.pos_ == "NOUN":
            yield from _named(fact, context)
    except UnclearError:
        return


def _somebody(fact: Apposition, context: Context) -> Iterator[Candidate]:
    """ "Who was the satrap of Thrace?", or "Who was Ada Berg?" where many are what she was."""
    role = noun_phrase(fact.second)
    name = name_words(fact.first)
    entity = context.mentions.entity_of(fact.first)
    printed = entity.name if entity is not None else name.text
    be, when = _told_as_of(fact.first, context)
    if len(role) > context.options.role_words or not name.text[:1].isupper():
        return
    if tells_who(role, fact.second):
        said = Wording.within(context, entity).say(role)
        lead = "" if owner_of(fact.second) is not None or said.lower().startswith("the ") else "the "
        question = f"who {be} {lead}{said[:1].lower() + said[1:] if said.startswith('The ') else said}{when}"
        yield _candidate(fact, question, name, "role", "who", context, said=printed)
    elif context.published is not None:
        return  # news names many of whom nobody asks later
    elif tells_what(role, fact.second) and len(printed.split()) > 1 and not is_source(fact.first):
        answer = fitted(role, fact.second, context, deep=True)
        yield _candidate(fact, f"who {be} {printed}{when}", answer, "role-of", "who", context)


def _relative(fact: Apposition, context: Context) -> Iterator[Candidate]:
    """ "Who was Jon Berg's wife?" for "his wife Ada"."""
    noun, name = fact.first, fact.second
    owner = owner_of(noun) or owner_of(name)
    entity = context.mentions.entity_of(name)
    body = noun.lemma_.lower() in FOLLOWING and (entity is None or entity.kind != "person")
    if owner is None or body or not name.text[:1].isupper() or _may_be_anothers(owner, context):
        return
    whose = Wording.within(context, None).say(noun.doc[owner.left_edge.i : noun.i + 1])
    words = name_words(name)
    printed = entity.name if entity is not None else words.text
    be, when = _told_as_of(noun, context)
    yield _candidate(fact, f"who {be} {whose}{when}", words, "role", "who", context, said=printed)


def _may_be_anothers(owner: Token, context: Context) -> bool:
    """True for "his" of "Ada met Jon and hired his brother Per": somebody else was named in between."""
    meant = context.mentions.entity_of(owner)
    before = [context.mentions.entity_of(token) for token in owner.sent if token.i < owner.i and token.pos_ == "PROPN"]
    return owner.tag_ == "PRP$" and any(one.kind == "person" and one != meant for one in before if one is not None)


def _told_as_of(noun: Token, context: Context) -> tuple[str, str]:
    """ "is" or "was", and " as of May 2021" for what may have changed since."""
    be, when = be_of(noun), as_of(context.published)
    if when is None or noun.lemma_.lower() in KIN or in_the_past(noun, context.published):
        return be, ""
    return "is", f" {when}"


def _described(fact: Apposition, context: Context) -> Iterator[Candidate]:
    """ "What is JPL?", or "What is the largest port in Europe?" where only one thing is that."""
    entity = context.mentions.entity_of(fact.first)
    lemma = fact.second.lemma_.lower()
    if lemma in PERSON_NOUNS | VAGUE_NOUNS or not fact.first.text[:1].isupper():
        return
    whole = noun_phrase(fact.second)
    counted = any(token.like_num or token.ent_type_ in NUMBER_TYPES for token in whole)
    if counted or len(whole) < 3:
        return  # "194,400 MW, a 22.5% increase"
    asked = asked_for(fact.first, context.mentions)
    if whole[0].lower_ == "the" and ranked(whole, fact.second):
        said = Wording.within(context, entity).say(whole)
        be, when = _told_as_of(fact.first, context)
        kind = asked.words if asked is not None and asked.words.startswith("which ") else "what"
        wh = "what" if fact.second.lower_ in kind else kind
        name = noun_phrase(fact.first)
        printed = asked.text if asked is not None else name.text
        yield _candidate(fact, f"{wh} {be} {said}{when}", name, "name", wh, context, said=printed)
    elif whole[0].lower_ in {"a", "an"} and entity is not None and entity.kind not in {"person", "place"}:
        about = f"the {entity.name}" if entity.name in context.with_article else entity.name
        phrase = fitted(whole, fact.second, context)
        yield _candidate(fact, f"what is {about}", phrase, "definition", "what", context)


def _named(fact: Apposition, context: Context) -> Iterator[Candidate]:
    about = noun_phrase(fact.first)
    definite = about[0].lower_ == "the" or any(child.dep_ == "poss" for child in fact.first.children)
    telling = any(token.pos_ == "PROPN" for token in about)
    asked = asked_for(fact.second, context.mentions)
    if not definite or not telling or fact.first.lemma_.lower() in KIN:
        return
    if asked is None or asked.tag in {"person", "fact"} or asked.words == "what place":
        return
    said = Wording.within(context, None).say(words(about[0], about[-1]))
    wh = asked.words if asked.words != "what organization" else "what"
    yield _candidate(fact, f"{wh} {be_of(fact.first)} {said}", asked.span, "name", wh, context)


def _name_asked(fact: Apposition, context: Context) -> Iterator[Candidate]:
    """ "What is the name of NASA's Mars helicopter?"."""
    entity = context.mentions.entity_of(fact.second)
    if entity is None or entity.kind == "person":
        return
    doc, owner = fact.second.doc, next(child for child in fact.second.children if child.dep_ == "poss")
    said = Wording.within(context, entity).say(doc[owner.left_edge.i : fact.first.i + 1])
    name = doc[fact.first.i + 1 : fact.second.i + 1]
    yield _candidate(fact, f"what {be_of(fact.second)} the name of {said}", name, "name", "what", context)


def _candidate(
    fact: Apposition, question: str, answer: Words, kind: str, wh: str, context: Context, *, said: str | None = None
) -> Candidate:
    sentence = fact.sentence
    place = sentence.span_of(answer[0], answer[-1])
    return Candidate(
        NoteType.BASIC,
        {
            "Question": asked_sentence(question),
            "Answer": tidy_answer(said or place.of(context.parsed.article.text)),
        },
        (Evidence(sentence.span, place),),
        kind,
        ("person" if kind == "role" else kind,),
        sentence.index,
        sentence.paragraph,
        CERTAINTY,
        wh,
    )
