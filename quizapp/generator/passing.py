"""Facts given in passing: roles beside names, ages, what initials stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizapp.article import Evidence, Span
from quizapp.generator.answering import tidy_answer
from quizapp.generator.candidates import Candidate, Context, as_of, asked_sentence
from quizapp.generator.initials import KNOWN_TO_ALL, initials_in
from quizapp.generator.offices import ROLE_NOUNS, offices_of
from quizapp.generator.people_beside import in_the_past
from quizapp.generator.printed_names import possessive
from quizapp.generator.vocabulary import ONLY_ONE, SMALL_IN_NAMES, word_set
from quizapp.generator.wording import UnclearError, Wording
from quizapp.notes import NoteType

if TYPE_CHECKING:
    from spacy.tokens import Span as Words
    from spacy.tokens import Token

    from quizapp.generator.mentions import Entity, Mentions
    from quizapp.generator.sentences import Parsed, Sentence

_NO_OFFICE = word_set(
    """
    boy child daughter defector defender fan father friend girl goalkeeper husband man member midfielder migrant mother
    neighbor neighbour passenger patient person player refugee resident son striker suspect user victim visitor voter
    wife winner woman
    """
)
_FORMER = {"former", "then", "ex", "late", "outgoing"}


@dataclass(frozen=True, slots=True)
class PassingFact:
    """A fact told beside the point: ``kind`` is "role", "age" or "initials".

    ``answer`` is where the answer stands; ``about`` the words the question names, ``role`` those of a role,
    ``past`` that it stands beside what happened in a past year, ``several`` that the person has others beside it.
    """

    sentence: Sentence
    kind: str
    entity: Entity | None
    answer: Span
    about: str = ""
    role: Words | None = None
    unique: bool = False
    present: bool = True
    past: bool = False
    several: bool = False


def find_passing(
    sentence: Sentence, mentions: Mentions, parsed: Parsed, speech: tuple[Span, ...]
) -> Iterator[PassingFact]:
    """The roles, ages and initials that a sentence gives in passing, outside ``speech``."""
    for fact in (*_roles(sentence, mentions, parsed), *_ages(sentence, mentions), *_spelled_out(sentence, parsed)):
        if not any(span.overlaps(fact.answer) for span in speech):
            yield fact


def _roles(sentence: Sentence, mentions: Mentions, parsed: Parsed) -> Iterator[PassingFact]:
    for token in sentence.tokens:
        if token.pos_ == "PROPN" and (entity := mentions.entity_of(token)) is not None and entity.kind == "person":
            roles = list(offices_of(token, sentence))
            for role in roles:
                lemma = _role_head(role).lemma_.lower()
                if lemma not in ROLE_NOUNS or lemma in _NO_OFFICE or len(role) > 10:
                    continue
                first = role[0].lower_
                former = any(word.lower_ in _FORMER for word in role)
                name = _name(token, mentions)
                owned = any(child.dep_ == "poss" for child in role.root.children)
                named = (owned and any(c.dep_ == "poss" and c.pos_ == "PROPN" for c in role.root.children)) or any(
                    t.ent_type_ in {"ORG", "GPE", "NORP", "FAC"} and t.i != role.root.i for t in role
                )
                unique = first not in {"a", "an", "one"} and named and (first == "the" or owned or lemma in ONLY_ONE)
                if not named and len(role) < 4:
                    continue
                yield PassingFact(
                    sentence,
                    "role",
                    entity,
                    sentence.span_of(name[0], name[-1]),
                    entity.name,
                    role,
                    unique,
                    not former,
                    in_the_past(token, parsed.published),
                    sum(other.start > token.i for other in roles) > 1,
                )


def _role_head(role: Words) -> Token:
    return role.root


def _name(token: Token, mentions: Mentions) -> Words:
    doc, entity = token.doc, mentions.entity_of(token)
    start, end = token.i, token.i + 1
    while start > 0 and doc[start - 1].pos_ == "PROPN" and mentions.entity_of(doc[start - 1]) == entity:
        start -= 1
    while end < len(doc) and doc[end].pos_ == "PROPN" and mentions.entity_of(doc[end]) == entity:
        end += 1
    return doc[start:end]


def _ages(sentence: Sentence, mentions: Mentions) -> Iterator[PassingFact]:
    """ "Daniel Montalvo, 19," and "the 39-year-old founder" where the person is certain."""
    tokens = sentence.tokens
    doc = tokens.doc
    for token in tokens:
        if not (token.like_num and token.text.isdecimal() and 1 <= int(token.text) <= 110):
            continue
        i = token.i
        if i >= tokens.start + 2 and i + 1 < tokens.end and doc[i - 1].text == "," and doc[i + 1].text in {",", "."}:
            entity = mentions.entity_of(doc[i - 2])
            if entity is not None and entity.kind == "person" and doc[i - 2].pos_ == "PROPN":
                yield PassingFact(sentence, "age", entity, sentence.span_of(token, token), entity.name)
        elif i + 4 < tokens.end and doc[i + 1 : i + 5].text == "-year-old":
            head = doc[i + 4].head
            person = head.head if head.dep_ == "appos" else head
            entity = mentions.entity_of(person)
            if entity is not None and entity.kind == "person":
                yield PassingFact(sentence, "age", entity, sentence.span_of(token, token), entity.name)


def _spelled_out(sentence: Sentence, parsed: Parsed) -> Iterator[PassingFact]:
    for letters, words in initials_in(sentence, parsed.article.text):
        if letters in KNOWN_TO_ALL:
            continue
        yield PassingFact(sentence, "initials", None, words, letters)


def write_passing(fact: PassingFact, context: Context) -> Iterator[Candidate]:
    """The question that a fact given in passing answers."""
    text = context.parsed.article.text
    when = as_of(context.published)
    if fact.kind == "initials":
        a_kind = re.search(r"\ban? $", text[: fact.answer.start])  # "an Announcement for Bids (AFB)" is no name
        proper = all(word[:1].isupper() or word in SMALL_IN_NAMES for word in fact.answer.of(text).split())
        often = context.options.initials_used + (1 if a_kind else -proper)
        if len(re.findall(rf"\b{re.escape(fact.about)}s?\b", text)) < often:
            return
        yield _candidate(
            fact, f"what does {fact.about} stand for", fact.answer.of(text), "initials", "name", "what", 0.9
        )
        return
    if fact.kind == "age":
        if when is not None and _of_headline(fact, context):
            yield _candidate(
                fact, f"how old was {fact.about} {when}", fact.answer.of(text), "age", "number", "how old", 0.95
            )
        return
    if fact.role is None or fact.entity is None:
        return
    try:
        wording = Wording(
            context.mentions,
            context.published,
            answer=fact.entity,
            capitals=context.capitals,
            with_article=context.with_article,
        )
        role = wording.say(fact.role)
    except UnclearError:
        return
    verb = "is" if fact.present else "was"
    suffix = f" {when}" if when and fact.present else ""
    place = fact.sentence.span_of(fact.role[0], fact.role[-1])
    owner = possessive(fact.entity.name)
    owner_first = any(
        child.dep_ == "poss" and child.left_edge.i == fact.role.start for child in fact.role.root.children
    )
    lead = role if role.lower().startswith(("the ", "a ", "an ")) or owner_first else f"the {role}"
    if fact.past:
        return  # what somebody was when something happened long ago is no role of today's
    if fact.unique and not fact.several and len(role.split()) <= 8 and _of_headline(fact, context):
        asked = f"what {verb} {owner} role{suffix}" if fact.present else f"what was {owner} role"
        said = tidy_answer(place.of(text))
        said = said.removeprefix("the ") if len(said.split()) > context.options.answer_words else said
        yield _both_ways(fact, f"who {verb} {_lower_first(lead)}{suffix}", asked, said, place)
    elif fact.unique:
        yield _candidate(
            fact, f"who {verb} {_lower_first(lead)}{suffix}", fact.entity.name, "role", "person", "who", 0.95
        )
    elif (fact.present or not suffix) and _of_headline(fact, context):
        wh = "is" if fact.present else "was"
        yield _candidate(
            fact, f"what {wh} {owner} role{suffix}", place.of(text), "role-of", "role", "what role", 0.85, place=place
        )


def _of_headline(fact: PassingFact, context: Context) -> bool:
    """True for a person worth knowing: what is told of others in passing is not worth a card.

    Of those who are "a member of" something there are many, so such a one is in the headline.
    """
    role = fact.role
    one_of_many = role is not None and (role[0].lower_ in {"a", "an", "one"} or (not fact.unique and len(role) < 3))
    worth = context.is_about if one_of_many else context.is_prominent
    return fact.entity is not None and worth(fact.entity.name)


def _both_ways(fact: PassingFact, who: str, what: str, role: str, place: Span) -> Candidate:
    """One note with two faces: whose role it is, and what somebody's role is."""
    name = fact.entity.name if fact.entity is not None else ""
    fields = {
        "Question": asked_sentence(who),
        "Answer": name,
        "Reverse question": asked_sentence(what),
        "Reverse answer": role,
    }
    return Candidate(
        NoteType.BASIC_REVERSED,
        fields,
        (Evidence(fact.sentence.span, place),),
        "role",
        ("person",),
        fact.sentence.index,
        fact.sentence.paragraph,
        0.95,
        "who role",
    )


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:] if text.startswith(("The ", "A ", "An ")) else text


def _candidate(
    fact: PassingFact,
    question: str,
    answer: str,
    kind: str,
    tag: str,
    wh: str,
    certainty: float,
    *,
    place: Span | None = None,
) -> Candidate:
    span = place or fact.answer
    return Candidate(
        NoteType.BASIC,
        {"Question": asked_sentence(question), "Answer": tidy_answer(answer)},
        (Evidence(fact.sentence.span, span if fact.sentence.span.contains(span) else None),),
        kind,
        (tag,),
        fact.sentence.index,
        fact.sentence.paragraph,
        certainty,
        wh,
    )
