"""Stage 5: questions about what a verb acts on: objects, counts, amounts, and what prepositions lead to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from quizapp.generator.amount_questions import limit_of
from quizapp.generator.anchoring import well_told
from quizapp.generator.answering import Question, article_text, certainty, shown
from quizapp.generator.asking import Asked, asked_for
from quizapp.generator.candidates import Context
from quizapp.generator.claim_composing import shown_by_a_thing
from quizapp.generator.composing import Composer
from quizapp.generator.counting import count_asked
from quizapp.generator.facts import Fact
from quizapp.generator.parts import Part, Role
from quizapp.generator.phrases import NUMBER_TYPES, TIME_TYPES, has_examples, is_coordinated, noun_phrase
from quizapp.generator.sparing import only_measures
from quizapp.generator.vocabulary import (
    EMPTY_NOUNS,
    EMPTY_VERBS,
    EVENTS,
    GOVERNED,
    PERSON_NOUNS,
    QUALITIES,
    TAKES_ORGANISATIONS,
    TELLS_AND_DOES,
    VAGUE_NOUNS,
    VAGUE_VERBS,
    WEAK_BLANKS,
    WEAK_VERBS,
)

if TYPE_CHECKING:
    pass


def objects(fact: Fact, context: Context) -> Iterator[Question]:
    parts = fact.parts(Role.OBJECT)
    if len(parts) != 1 or fact.clause.telling or fact.clause.verb.lemma_ == "ask":
        return
    if fact.modality is not None and shown_by_a_thing(fact, context):
        return  # "What did the test show that a ferry could do?" is asked
    part = parts[0]
    if fact.clause.infinitive is None and fact.parts(Role.INFINITIVE) and fact.clause.verb.lemma_ != "use":
        return
    if part.head.ent_type_ in {"TIME", "MONEY", "PERCENT", "QUANTITY", "DATE"} or part.head.pos_ == "NUM":
        return
    if count_asked(part.head) is not None or has_examples(part.head) or _counts_inside(part):
        return
    if limit_of(fact) is not None:
        return
    asked = asked_for(part.head, context.mentions, object_form=True) or _bare(part, fact)
    if asked is None:
        return
    weak = fact.clause.verb.lemma_.lower() in WEAK_VERBS | TELLS_AND_DOES and asked.words == "what"
    if weak and asked.tag == "fact" and not _specific(asked) and not _described(fact):
        return
    if _may_belong_to(part, fact) or asked.words == "what place":
        return
    vague = asked.words == "what" and asked.tag in {"fact", "name"} and not _says_more(fact, part)
    if vague and not _tells_of_one(asked, fact):
        return
    if asked.words == "which organization" and fact.clause.verb.lemma_.lower() not in TAKES_ORGANISATIONS:
        return
    behind = part.words.doc[part.words.end : part.words.end + 1].text.lower()
    if fact.negative or behind == "than" or (behind == "to" and len(asked.span) <= 2 and asked.tag == "fact"):
        return  # "a drive" of "start a drive to recall the governor"
    composer = Composer(fact, context, answer=asked.entity)
    text = composer.inverted_question(asked.words, without=part)
    if asked.words == "what" and composer.unsaid:
        return  # "What did Cassini study?" says too little without where
    if vague and not well_told(text):
        return
    yield Question(
        text,
        shown(asked, fact, context),
        asked.span,
        "object",
        asked.tag,
        asked.words,
        certainty(fact, context) * 0.95,
    )


def _counts_inside(part: Part) -> bool:
    """True for "the identity of 3,000 members": of it one asks how many."""
    of = next((c for c in part.head.children if c.dep_ == "prep" and c.lower_ == "of"), None)
    whole = next((c for c in of.children if c.dep_ == "pobj"), None) if of is not None else None
    return part.words[0].lower_ == "the" and whole is not None and count_asked(whole) is not None


def _says_more(fact: Fact, part: Part) -> bool:
    """False for "What did X find?", of which X may have found a lot, and where what follows reads as the object."""
    verb = fact.clause.verb.lemma_.lower()
    others = [p for p in fact.clause.parts if p is not part and p.role is not Role.LOOSE and not only_measures(p)]
    if any(p.preposition is not None and (verb, p.preposition.lower_) in GOVERNED for p in others):
        return False
    return bool(others) or verb not in VAGUE_VERBS or fact.clause.infinitive is not None


def _tells_of_one(asked: Asked, fact: Fact) -> bool:
    """True for what something definite does or holds, described at some length: "provides shelter from the wind"."""
    subject, verb = fact.subject.words, fact.clause.verb.lemma_.lower()
    described = sum(token.pos_ in {"NOUN", "PROPN", "ADJ", "NUM", "VERB"} for token in asked.span) >= DESCRIBED
    definite = len(subject) > 1 and subject[0].lower_ not in {"a", "an", "some", "many", "most", "several"}
    governed = any(p.preposition is not None and (verb, p.preposition.lower_) in GOVERNED for p in fact.clause.parts)
    steady = any(tag in {"VBZ", "VBP"} for _, tag in fact.clause.group) and fact.modality is None
    plain = fact.clause.kind in {"main", "coordinated"} and not fact.claimed and not fact.negative
    return described and definite and steady and plain and not governed and verb not in EMPTY_VERBS | _PART_OF_IT


_PART_OF_IT = {"include", "involve"}
"""Verbs whose object is one of several."""


DESCRIBED = 2
"""Telling words of an answer to "What does X provide?", which much else would answer if it were shorter."""


def _bare(part: Part, fact: Fact) -> Asked | None:
    """A bare noun, which is answer enough when much else is told: "What did X broadcast from loudspeakers?"."""
    head, words = part.head, part.words
    plain = head.pos_ == "NOUN" and all(t.pos_ in {"NOUN", "ADJ"} or t.lower_ in {"a", "an"} for t in words)
    lemma = head.lemma_.lower()
    if not plain or lemma in VAGUE_NOUNS | EMPTY_NOUNS | PERSON_NOUNS | WEAK_BLANKS | EVENTS:
        return None
    others = [p for p in fact.clause.parts if p is not part and p.role not in {Role.LOOSE, Role.TIME, Role.ADVERB}]
    told = sum(len(other.words) for other in others)
    made = fact.clause.passive and fact.clause.verb.lemma_ == "use" and fact.clause.infinitive is not None
    if (told < TOLD_BESIDE_A_BARE_NOUN and not made) or fact.clause.verb.lemma_.lower() in WEAK_VERBS or fact.negative:
        return None
    return Asked("what", words.text, words, False, "fact")


TOLD_BESIDE_A_BARE_NOUN = 3


"""Words of other parts that a question about a bare noun needs to have one answer."""


def _described(fact: Fact) -> bool:
    """True when a weak verb is no empty one and much else is told: "What may a planet outside our system hold?"."""
    empty = fact.clause.verb.lemma_.lower() in EMPTY_VERBS
    told = len(fact.subject.words) + sum(len(part.words) for part in fact.clause.parts if part.role is not Role.OBJECT)
    return not empty and told >= TOLD


TOLD = 5


"""Words beside a weak verb and its object that make a question about the object worth asking."""


def _specific(asked: Asked) -> bool:
    """True when an answer holds a name or a number."""
    return any(token.pos_ in {"PROPN", "NUM"} or token.ent_type_ == "NORP" for token in asked.span)


def _may_belong_to(part: Part, fact: Fact) -> bool:
    """True when the phrase right behind a common noun may describe it rather than the verb, as grammar can't tell."""
    behind = [p for p in fact.clause.parts if p.words.start == part.words.end and p.preposition is not None]
    return (
        bool(behind)
        and part.head.pos_ == "NOUN"
        and behind[0].words[0].lower_ in {"from", "with", "between", "among", "of", "against", "about"}
    )


def qualities(fact: Fact, context: Context) -> Iterator[Question]:
    """ "What shape did the lake have in 1905?" for "The lake had a long, narrow shape"."""
    parts = fact.parts(Role.OBJECT)
    if len(parts) != 1 or fact.clause.verb.lemma_.lower() != "have" or fact.negative or fact.modality is not None:
        return
    part, words = parts[0], parts[0].words
    span = words.doc[words.start + 1 : part.head.i]
    plain = words[0].lower_ in {"a", "an"} and words.end == part.head.i + 1 and is_coordinated(part.head) == 1
    if part.head.lower_ not in QUALITIES or not plain or not any(token.pos_ in {"ADJ", "NOUN"} for token in span):
        return
    wh = f"what {part.head.lower_}"
    text = Composer(fact, context).inverted_question(wh, without=part)
    yield Question(text, article_text(span, fact, context), span, "object", "fact", wh, certainty(fact, context))


NOT_ASKED_WITH = {"as", "like", "than", "of", "including", "without", "despite", "besides", "per"}


ASKED_OF_THINGS = {"with", "by", "about", "against", "through"}


LOCAL = {"in", "at", "on", "into", "near"}


def obliques(fact: Fact, context: Context) -> Iterator[Question]:
    """ "At which university did X study?" for what a preposition leads to."""
    for part in fact.parts(Role.OBLIQUE):
        preposition = part.preposition
        if preposition is None or preposition.lower_ in NOT_ASKED_WITH or part.fronted:
            continue
        if part.head.ent_type_ in TIME_TYPES | NUMBER_TYPES | {"ORDINAL"} or part.head.pos_ not in {"NOUN", "PROPN"}:
            continue
        along = part.words[0].lower_ in {"along", "together"} and part.words.start + 1 == preposition.i
        if preposition.i + 1 != part.inner.start or (part.words.start != preposition.i and not along):
            continue
        if preposition.lower_ == "by":
            continue
        language = _language(part) if fact.clause.verb.lemma_.lower() not in {"call", "know", "name"} else None
        asked = language or asked_for(part.head, context.mentions, object_form=True)
        if asked is None or count_asked(part.head) is not None or not _fits(asked, preposition.lower_):
            continue
        named = asked.tag in {"person", "organization", "place", "name"}
        if not named and preposition.lower_ not in ASKED_OF_THINGS:
            continue
        if asked.words == "what" and (preposition.lower_ != "through" or len(asked.span) < 3):
            continue  # "To what can it lead?", "By what was it saved?"
        composer = Composer(fact, context, answer=asked.entity)
        lead = f"{part.words[0].lower_} with" if along else preposition.lower_
        wh = "how" if asked.words == "what" else f"{lead} {asked.words}"
        text = composer.inverted_question(wh, without=part)
        kind = "means" if asked.words == "what" else "oblique"
        sure = certainty(fact, context) * (0.9 if named else 0.75)
        yield Question(text, shown(asked, fact, context), asked.span, kind, asked.tag, asked.words, sure)


def _language(part: Part) -> Asked | None:
    """The language of "was written in Old Norse"."""
    led = part.preposition is not None and part.preposition.lower_ in {"in", "into"}
    named = led and part.head.ent_type_ == "LANGUAGE" and part.inner.end == part.head.i + 1
    return Asked("which language", part.inner.text, part.inner, False, "name") if named else None


def _fits(asked: Asked, preposition: str) -> bool:
    """False for question words that no one would put behind the preposition: "at whom", "in which organization"."""
    if asked.words == "what place":
        return False
    return preposition not in LOCAL or (asked.tag != "person" and asked.words != "which organization")


def nested(fact: Fact, context: Context) -> Iterator[Question]:
    """The name in a phrase that describes the object: "read a poem in Acumen" -> "In which publication ...?"."""
    for part in fact.parts(Role.OBJECT, Role.ATTRIBUTE, Role.OBLIQUE):
        if part.head.pos_ != "NOUN" or is_coordinated(part.head) > 1 or part.fronted:
            continue
        for prep in part.head.children:
            inner = next((child for child in prep.children if child.dep_ == "pobj"), None)
            if (
                prep.dep_ != "prep"
                or inner is None
                or prep.lower_ not in {"in", "at", "on", "by", "from", "with", "to", "for"}
            ):
                continue
            behind = part.words.doc[noun_phrase(inner).end : part.words.end]
            if (
                (len(behind) and (behind[0].dep_ != "prep" or behind[0].head != part.head))
                or prep.i + 1 != noun_phrase(inner).start
                or prep.i <= part.head.i
            ):
                continue
            asked = asked_for(inner, context.mentions, object_form=True)
            if asked is None or asked.tag not in {"person", "organization", "name"} or not _fits(asked, prep.lower_):
                continue
            if asked.words == "what" or inner.ent_type_ in TIME_TYPES:
                continue
            cut = Part(part.role, part.words.doc[part.words.start : prep.i], part.head, part.preposition, part.fronted)
            left = (cut, Part(Role.OBLIQUE, behind, behind[-1], behind[0])) if len(behind) else (cut,)
            composer = Composer(fact, context, answer=asked.entity)
            text = composer.inverted_question(f"{prep.lower_} {asked.words}", without=part, instead=left)
            yield Question(
                text,
                shown(asked, fact, context),
                asked.span,
                "oblique",
                asked.tag,
                asked.words,
                certainty(fact, context) * 0.8,
            )
