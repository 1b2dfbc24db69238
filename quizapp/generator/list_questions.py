"""Stage 5: questions about lists: one member is asked for, the others are named ("Besides tin and zinc, what ...?")."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from quizapp.generator.agent_questions import AgentComposer
from quizapp.generator.answering import Question, article_text, certainty, shown
from quizapp.generator.asking import Asked, asked_for
from quizapp.generator.candidates import Context
from quizapp.generator.composing import Composer
from quizapp.generator.counting import SIZES, deeds_told
from quizapp.generator.facts import Fact
from quizapp.generator.hanging import of_the_first
from quizapp.generator.parts import Part, Role
from quizapp.generator.phrases import (
    NUMBER_TYPES,
    TIME_TYPES,
    has_examples,
    is_time,
    listed,
    not_only,
    noun_phrase,
    number_words,
    stripped,
)
from quizapp.generator.places import place_noun
from quizapp.generator.vocabulary import GOVERNED, PERSON_NOUNS

if TYPE_CHECKING:
    from spacy.tokens import Span as Words
    from spacy.tokens import Token

FEWEST, MOST = 3, 4
"""Members of a list that one of them is asked of: of two, both are the answer; of more, nobody recalls the last."""

LONGEST_MEMBER = 5


def members(fact: Fact, context: Context) -> Iterator[Question]:
    """The last member of a list that is an object, an attribute, a subject, or what a preposition leads to."""
    if fact.clause.kind in {"relative", "participial", "circumstance"}:
        return
    for part in (fact.subject, *fact.parts(Role.OBJECT, Role.ATTRIBUTE, Role.OBLIQUE, Role.PLACE, Role.AGENT)):
        found = _list(part.head)
        if found is None and part.role is not Role.SUBJECT and not part.fronted:
            yield from _examples(fact, part, context)
        if part.fronted or found is None:
            continue
        phrases = [_member(found, at, part) for at in range(len(found))]
        counted = any(token.like_num for phrase in phrases for token in phrase)
        if counted or any(len(phrase) > LONGEST_MEMBER for phrase in phrases) or phrases[-1].end != part.words.end:
            continue
        asked = _asked(found[-1], phrases[-1], part, context)
        if asked is None or asked.words in {"what place"}:
            continue
        if asked.words == "what" and len({noun.lemma_ for noun in found}) == 1:
            asked = replace(asked, words=f"which {found[0].lemma_.lower()}")
        composer = Composer(fact, context, answer=asked.entity)
        named = joined([composer.alone(phrase) for phrase in phrases[:-1]])
        wh = f"besides {named}, {asked.words}"
        if part.role is Role.SUBJECT:
            text = composer.subject_question(wh, plural=asked.plural)
        elif part.role is Role.AGENT:
            text = AgentComposer(fact, context, answer=asked.entity).who_did(wh, part, plural=asked.plural)
        else:
            led = _led(part, fact)
            if led is None:
                continue
            before, left = led
            text = composer.inverted_question(f"besides {named}, {before}{asked.words}", without=part, instead=left)
        sure = certainty(fact, context) * 0.85
        yield Question(text, shown(asked, fact, context), asked.span, "member", asked.tag, asked.words, sure)


def added(fact: Fact, context: Context) -> Iterator[Question]:
    """ "Besides the pier, what did it damage?" for "not only the pier but also the lighthouse"."""
    for part in fact.parts(Role.OBJECT, Role.ATTRIBUTE, Role.OBLIQUE):
        head, doc = part.head, part.words.doc
        joint = not_only(head)
        other = next((c for c in head.children if joint is not None and c.i > joint.i and c.dep_ in _ADDED), None)
        led = _led(part, fact)
        if joint is None or other is None or part.fronted or fact.negative or led is None:
            continue
        start = next(t.i for t in doc[joint.i + 1 :] if t.dep_ != "advmod" and t.lower_ != "also")
        first, second = stripped(doc[part.inner.start + 2 : joint.i]), doc[start : noun_phrase(other).end]
        if any(token.tag_ in {"PRP", "PRP$"} and not of_the_first(token) for token in second):
            continue
        asked = asked_for(other, context.mentions, object_form=True)
        wh = asked.words if asked is not None and asked.words != "what place" else "what"
        composer = Composer(fact, context, answer=asked.entity if asked is not None else None)
        before, left = led
        lead = f"besides {composer.alone(first)}, {before}{wh}"
        text = composer.inverted_question(lead, without=part, instead=left)
        answer = shown(asked, fact, context) if asked is not None else article_text(second, fact, context)
        yield Question(text, answer, second, "member", "fact", wh, certainty(fact, context) * 0.95)


_ADDED = {"appos", "conj"}  # which the parser takes "but also a lighthouse" for
_SEVERAL = {"few", "many", "other", "several", "some", "such", "various"}
_MARKS = {",", "–", "—", ":"}


def counted_members(fact: Fact, context: Context) -> Iterator[Question]:
    """ "Which two kinds of lutes are played?" for "Two kinds of lutes, the oud and the buzuq, are played"."""
    for part in (fact.subject, *fact.parts(Role.OBJECT, Role.OBLIQUE)):
        head, doc = part.head, part.words.doc
        number = number_words(head)
        if number is None or part.fronted or fact.negative:
            continue
        lead = "which" if part.preposition is None else f"{part.preposition.lower_} which"
        span = _told(head, _size(number))
        if span is None:
            continue
        composer = Composer(fact, context)
        counted = doc[max(number.start, part.inner.start) : span.start - 1]
        if part.role is Role.SUBJECT:
            text = composer.subject_question(lead, plural=True, wh_words=counted)
        else:
            text = composer.inverted_question(lead, without=part, wh_words=counted)
        sure = certainty(fact, context) * 0.9
        yield Question(text, article_text(span, fact, context), span, "members", "name", f"which {counted.text}", sure)


def two_homes(fact: Fact, context: Context) -> Iterator[Question]:
    """ "Teams from which two countries met in 1998?" for "Teams from Norway and Denmark met in 1998"."""
    found = homes_told(fact)
    if found is None or fact.negative:
        return
    first, kind = found
    words, head = fact.subject.words, fact.subject.head
    composer = Composer(fact, context)
    who = composer.alone(words.doc[words.start : first.i])
    text = composer.subject_question(f"{who} which two {_PLURALS.get(kind, f'{kind}s')}", plural=True)
    span = words.doc[first.i : words.end]
    sure = certainty(fact, context) * 0.95
    yield Question(text, article_text(span, fact, context), span, "members", "place", f"{head.text} from which", sure)


def pairs(fact: Fact, context: Context) -> Iterator[Question]:
    """ "Which two countries signed X?" for "Norway and Denmark signed X"."""
    if fact.negative:
        return
    for part in (fact.subject, *fact.parts(Role.OBJECT, Role.AGENT, Role.OBLIQUE, Role.PLACE)):
        first, doc = part.head, part.words.doc
        others = [token for token in first.conjuncts if token.i > first.i]
        if part.fronted or first.pos_ != "PROPN" or len(others) != 1 or part.words.end != others[0].i + 1:
            continue
        joint = others[0].left_edge.i - 1
        names = [stripped(doc[part.inner.start : joint]), doc[others[0].left_edge.i : others[0].i + 1]]
        kinds = {place_noun(_bare(name)) for name in names}
        kind = kinds.pop()
        if doc[joint].lower_ != "and" or kind is None or kinds or any(len(name) > LONGEST_MEMBER for name in names):
            continue
        wh = f"which two {_PLURALS.get(kind, f'{kind}s')}"
        lead = f"{part.preposition.lower_} {wh}" if part.preposition is not None else wh
        if part.role is Role.SUBJECT:
            text = Composer(fact, context).subject_question(wh, plural=True)
        elif part.role is Role.AGENT:
            text = AgentComposer(fact, context).who_did(wh, part, plural=True)
        else:
            text = Composer(fact, context).inverted_question(lead, without=part)
        span, sure = part.inner, certainty(fact, context) * 0.95
        yield Question(text, article_text(span, fact, context), span, "members", "place", wh, sure)


def _bare(name: Words) -> str:
    """A name without its article."""
    return name.text.removeprefix("the ").removeprefix("The ")


def homes_told(fact: Fact) -> tuple[Token, str] | None:
    """The first of the two places that a plural subject is from, which end it, and what both of them are."""
    words, head = fact.subject.words, fact.subject.head
    led = next((c for c in head.children if c.dep_ == "prep" and c.lower_ == "from" and c.i > head.i), None)
    first = next((c for c in led.children if c.dep_ == "pobj"), None) if led is not None else None
    if led is None or first is None or head.tag_ != "NNS" or first.left_edge != first or led.i + 1 != first.i:
        return None
    others = [token for token in first.conjuncts if token.i > first.i]
    if len(others) != 1 or others[0].i + 1 != words.end or words.doc[first.i + 1].lower_ != "and":
        return None
    kinds = {place_noun(words.doc[first.i : first.i + 1].text), place_noun(words.doc[first.i + 2 : words.end].text)}
    kind = kinds.pop()
    return (first, kind) if kind is not None and not kinds else None


_PLURALS = {"city": "cities", "country": "countries", "county": "counties"}


def all_named(noun: Token, longest: int) -> bool:
    """True for "two towns, Halden and Moss": of such one asks which they are, not how many."""
    number = number_words(noun)
    told = _told(noun, _size(number)) if number is not None else None
    if deeds := deeds_told(noun):
        return len(deeds[-1]) <= longest
    return told is not None and len(told.text.split()) <= longest


def _size(number: Words) -> int:
    return SIZES.get(number[-1].lower_, 0) if len(number) == 1 or number[0].lower_ == "about" else 0


def _told(head: Token, size: int) -> Words | None:
    """The names of all that a noun counts, between marks behind it: ", the oud and the buzuq," or ": tin and zinc."."""
    doc, end = head.doc, head.sent.end
    first = next((c for c in head.children if c.dep_ == "appos" and c.pos_ in {"NOUN", "PROPN"}), None)
    if first is None or size == 0:
        return None
    mark = doc[first.left_edge.i - 1]
    if mark.text not in _MARKS or mark.i <= head.i:
        return None
    if mark.text == ":":
        stop = end - 1 if doc[end - 1].text == "." else end
    elif mark.text == ",":
        stop = noun_phrase([first, *(token for token in first.conjuncts if token.i > first.i)][-1]).end
    else:
        stop = next((t.i for t in doc[mark.i + 1 : end] if t.text in {mark.text, "."}), end)
    span = doc[mark.i + 1 : stop]
    joints = [token.i for token in span if token.text in {",", ";"} or token.lower_ in {"and", "or"}]
    members = [doc[a + 1 : b] for a, b in pairwise([mark.i, *joints, stop]) if b > a + 1]
    plain = all(len(one) <= LONGEST_MEMBER and not any(t.pos_ in {"VERB", "AUX"} for t in one) for one in members)
    return span if len(members) == size and plain else None


def _asked(head: Token, phrase: Words, part: Part, context: Context) -> Asked | None:
    """What asks for a member; a bare noun is answer enough beside the others."""
    asked = asked_for(head, context.mentions, object_form=part.role not in {Role.SUBJECT, Role.AGENT})
    bare = head.pos_ == "NOUN" and all(
        token.pos_ in {"NOUN", "ADJ", "VERB"} or token.lower_ in {"a", "an"} for token in phrase
    )
    if asked is None and bare and head.lemma_.lower() in PERSON_NOUNS:
        who = "who" if part.role in {Role.SUBJECT, Role.AGENT} else "whom"
        return Asked(who, phrase.text, phrase, False, "fact")
    if asked is None and bare:
        return Asked("what", phrase.text, phrase, head.tag_ == "NNS", "fact")
    return asked


def _examples(fact: Fact, part: Part, context: Context) -> Iterator[Question]:
    """ "Besides deafness, what other problem can it lead to?" for "problems including deafness and stunted growth"."""
    such = next((c for c in part.head.children if c.dep_ == "prep" and c.lower_ in {"including", "as"}), None)
    first = next((c for c in such.children if c.dep_ == "pobj"), None) if such is not None else None
    if such is None or first is None or part.head.tag_ != "NNS" or not has_examples(part.head):
        return
    found = [first, *(token for token in first.conjuncts if token.i > first.i)]
    if not 2 <= len(found) <= MOST or any(token.pos_ != "NOUN" for token in found):
        return  # of people and places others might be named as well
    inside = Part(part.role, noun_phrase(first), first)
    phrases = [_member(found, at, inside) for at in range(len(found))]
    asked = _asked(found[-1], phrases[-1], part, context)
    led = _led(part, fact)
    if any(len(phrase) > LONGEST_MEMBER for phrase in phrases) or asked is None or led is None:
        return
    composer = Composer(fact, context, answer=asked.entity)
    named = joined([composer.alone(phrase) for phrase in phrases[:-1]])
    before, left = led
    described = part.words.doc[part.inner.start : part.head.i]
    if any(token.tag_ == "PRP$" or token.lower_ in _SEVERAL for token in described):
        return  # "which other its largest facility", "which other many park"
    of = part.words.doc[part.head.i + 1 : such.i]
    whose = composer.alone(of).rstrip(" ,") if len(of) and of[0].lower_ == "of" else ""
    kind = f"{described.text} {part.head.lemma_} {whose}".strip()
    if part.role is Role.AGENT:
        wh = f"besides {named}, which other {kind}"
        text = AgentComposer(fact, context, answer=asked.entity).who_did(wh, part, plural=False)
    else:
        wh = f"besides {named}, {before}which other {kind}"
        text = composer.inverted_question(wh, without=part, instead=left)
    sure = certainty(fact, context) * 0.85
    yield Question(text, shown(asked, fact, context), asked.span, "member", asked.tag, wh, sure)


def _list(head: Token) -> list[Token] | None:
    """The heads of a list of plain nouns or names, None where it is none."""
    found = [head, *(listed(head) or [token for token in head.conjuncts if token.i > head.i])]
    if not FEWEST <= len(found) <= MOST:
        return None
    if any(token.pos_ not in {"NOUN", "PROPN"} or token.ent_type_ in TIME_TYPES | NUMBER_TYPES for token in found):
        return None
    if any(is_time(token) or token.lemma_.lower() in {"time", "day", "night"} for token in found):
        return None
    last = found[-1]
    joint = last.doc[noun_phrase(last).start - 1]
    return found if joint.lower_ in {"and", "or"} else None


def _member(found: list[Token], at: int, part: Part) -> Words:
    """The words of one member: up to the comma or the "and" in front of the next."""
    doc, member = part.words.doc, found[at]
    start = part.inner.start if at == 0 else _behind_joint(found[at - 1], member)
    if at + 1 == len(found):
        return doc[start : noun_phrase(member).end]
    end = _behind_joint(member, found[at + 1])
    while end > member.i + 1 and (doc[end - 1].is_punct or doc[end - 1].dep_ == "cc"):
        end -= 1
    return doc[start:end]


def _behind_joint(before: Token, member: Token) -> int:
    """Where a member starts: behind the last comma or conjunction between it and the member before."""
    joints = [t.i for t in before.doc[before.i + 1 : member.i] if t.text == "," or t.dep_ == "cc"]
    return max(joints, default=member.left_edge.i - 1) + 1


def joined(names: list[str]) -> str:
    """ "tin, zinc and lead"."""
    return ", ".join(names[:-1]) + f" and {names[-1]}" if len(names) > 1 else names[0]


def _led(part: Part, fact: Fact) -> tuple[str, tuple[Part, ...]] | None:
    """How the preposition of a part goes into the question: before the question words, or left at its end."""
    preposition = part.preposition
    if preposition is None:
        return "", ()
    if preposition.i + 1 != part.inner.start:
        return None
    if (fact.clause.verb.lemma_.lower(), preposition.lower_) in GOVERNED:
        words: Words = part.words.doc[preposition.i : preposition.i + 1]
        return "", (Part(part.role, words, preposition),)
    return f"{preposition.lower_} ", ()
