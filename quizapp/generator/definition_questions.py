"""Stage 5: questions about what somebody or something is, means and is called."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from quizapp.generator.answering import Question, article_text, certainty
from quizapp.generator.asking import Asked, answer_phrase, asked_for, telling
from quizapp.generator.candidates import Context
from quizapp.generator.composing import Composer
from quizapp.generator.counting import count_asked
from quizapp.generator.facts import Fact
from quizapp.generator.fitting import fitted
from quizapp.generator.holder_questions import holder
from quizapp.generator.parts import Part, Role
from quizapp.generator.phrases import NUMBER_TYPES, TIME_TYPES, is_coordinated, is_plural
from quizapp.generator.vocabulary import PERSON_NOUNS, VAGUE_NOUNS, word_set

if TYPE_CHECKING:
    from spacy.tokens import Span as Words


def defining(fact: Fact) -> bool:
    """True for "Scour is the loss of ..." and "An arch bridge is a bridge that ...": what a common noun means."""
    head = fact.subject.head
    words = fact.subject.words
    attributes = fact.parts(Role.ATTRIBUTE)
    plain = [word.lower() for word, _ in fact.clause.group] in (["is"], ["are"]) and not singled_out(fact)
    if attributes and attributes[0].words[0].lower_ != "the" and not (narrowed(attributes[0]) or _kind(attributes[0])):
        return False  # "Zinc is a common ingredient of ..." says what it is in, not what it is
    return (
        plain
        and len(attributes) == 1
        and attributes[0].head.tag_ in {"NN", "NNS"}
        and head.tag_ in {"NN", "NNS", "NNP"}
        and attributes[0].head.lemma_.lower() not in VAGUE_NOUNS
        and head.lemma_.lower() not in _PARTS
        and (words[0].lower_ in {"a", "an"} or words[0].pos_ in {"NOUN", "ADJ", "PROPN", "VERB"})
        and len(words) <= 4
        and not any(token.tag_ == "POS" or token.tag_ == "PRP$" for token in words)
        and not fact.claimed
    )


def narrowed(part: Part) -> bool:
    """True for "a bridge that ...", of which there is only one kind."""
    return any(child.dep_ in {"relcl", "acl"} for child in part.head.children)


def _kind(part: Part) -> bool:
    """True for "a fertile tetraploid hybrid" and "single-celled organisms", which place a thing among others."""
    before = part.words.doc[part.words.start : part.head.i]
    told = [t for t in before if t.pos_ in {"ADJ", "NOUN", "PROPN", "VERB"} and t.dep_ != "det"]
    judged = any(t.lemma_.lower() in _JUDGING or t.tag_ in {"JJR", "JJS", "RBR", "RBS", "PRP$", "CD"} for t in before)
    of = any(child.lower_ == "of" and child.i == part.head.i + 1 for child in part.head.children)
    bare = part.words[0].lower_ in {"a", "an"} or (part.head.tag_ == "NNS" and part.words[0].pos_ in {"ADJ", "NOUN"})
    return bare and not judged and (len(told) > 1 or bool(told and (of or part.head.tag_ == "NNS")))


_JUDGING = word_set(
    """
    basic big central certain classic common critical crucial dangerous different difficult effective essential
    excellent famous favorite favourite few frequent fundamental good great helpful high ideal important integral key
    large last leading long low main major many modern necessary new notable old only other popular potential powerful
    prominent rare real serious significant similar simple single small special strong successful such typical unique
    useful usual valuable viable vital well-known widespread wonderful
    """
)
"""What is thought of a thing rather than what it is."""


def attribute(fact: Fact, context: Context) -> Iterator[Question]:
    """ "What is X?" for definitions: the subject is a name or a term, the attribute what it is."""
    clause = fact.clause
    attributes = fact.parts(Role.ATTRIBUTE)
    if not attributes:
        yield from _spelled_out(fact, context)
    if clause.verb.lemma_ not in {"be", "become", "remain"} or len(attributes) != 1 or fact.negative:
        return
    part = attributes[0]
    if holder(fact, context) is not None:
        return
    if is_coordinated(part.head) > 2 or part.head.pos_ not in {"NOUN", "PROPN"} or count_asked(part.head) is not None:
        return
    described = _described(fact, part)
    if not (telling(part.words, part.head) or described) or part.head.ent_type_ in TIME_TYPES | NUMBER_TYPES:
        return
    if defining(fact) and common(fact, context):
        yield from _term(fact, part, context)
        return
    if fact.parts(Role.INFINITIVE, Role.CLAUSE, Role.PURPOSE) or fact.subject.words[0].lower_ in {
        "all",
        "both",
        "most",
        "many",
        "some",
    }:
        return
    subject = asked_for(fact.subject.head, context.mentions) or _meant(fact, context) or _judged(fact)
    head = fact.subject.head
    named = head.pos_ in {"PROPN", "NUM"} and head.ent_type_ != "PERSON" and len(fact.subject.words) > 1
    if subject is None and (described or named):
        subject = Asked("what", fact.subject.words.text, fact.subject.words, False, "name" if named else "fact")
    if (
        subject is None
        or part.head.lower_ in {"home", "host"}
        or part.words[0].lower_ in {"part", "one"}
        or part.head.lemma_.lower() in VAGUE_NOUNS
    ):
        return
    composer = Composer(without_features(fact), context)
    person = subject.tag == "person"
    if person and part.words[0].lower_ not in {"the", "a", "an"}:
        return
    span = fitted(part.words, part.head, context)
    if person:
        if subject.entity is None or part.head.lemma_.lower() not in PERSON_NOUNS:
            return
        one_of_many = span[0].lower_ in {"a", "an"} or not any(token.pos_ == "PROPN" for token in span)
        worth = context.is_about if one_of_many else context.is_prominent
        if not worth(subject.entity.name) or answer_phrase(part.head, context.mentions) is None:
            return
        text = composer.role_question(subject.entity.name)
        sure = certainty(fact, context)
        yield Question(text, article_text(span, fact, context), span, "role", "role", "what role", sure)
        return
    told = any(token.tag_ in {"JJS", "RBS"} or token.pos_ == "PROPN" for token in fact.subject.words)
    judged = fact.source is not None and fact.modality is None
    if subject.tag == "fact" and not judged and not (told and fact.subject.words[0].lower_ == "the") and not described:
        return
    sure = certainty(fact, context) * 0.9
    if (kind := _kind_told(part, fact)) is not None:
        text = composer.inverted_question(f"what kind of {part.head.text}", without=part)
        wh = f"what kind of {part.head.text}"
        yield Question(text, article_text(kind, fact, context), kind, "definition", "fact", wh, sure)
        return
    text = composer.inverted_question("what", without=part)
    yield Question(text, article_text(span, fact, context), span, "definition", "definition", "what", sure)


def _judged(fact: Fact) -> Asked | None:
    """A bare noun of which somebody says what it is: "symbiosis"."""
    words, head = fact.subject.words, fact.subject.head
    bare = head.pos_ == "NOUN" and words[0].pos_ in {"NOUN", "ADJ"} and fact.modality is None
    return Asked("what", words.text, words, is_plural(head), "fact") if bare and fact.source is not None else None


def without_features(fact: Fact) -> Fact:
    """The fact without the "with a long history" of "X is a town with a long history", which is no part of "X is"."""
    kept = [p for p in fact.clause.parts if p.fronted or p.preposition is None or p.preposition.lower_ != "with"]
    return replace(fact, clause=replace(fact.clause, parts=tuple(kept)))


def _described(fact: Fact, part: Part) -> bool:
    """True for "The main ingredient of beer is alcohol": the description asks for what it is of."""
    head, words = fact.subject.head, fact.subject.words
    of = any(child.lower_ == "of" and child.i > head.i for child in head.children)
    one = any(token.tag_ in {"JJS", "RBS"} or token.lower_ in _SINGLED for token in head.lefts)
    owned = one and any(child.dep_ == "poss" and child.tag_ != "PRP$" for child in head.children)
    definite = head.pos_ == "NOUN" and (owned or (words[0].lower_ == "the" and (of or one)))
    vague = head.lemma_.lower() in VAGUE_NOUNS | _PARTS and not one
    judged = part.head.lemma_.lower() in _JUDGEMENTS or any(t.lemma_.lower() in _JUDGING for t in part.head.lefts)
    several = is_coordinated(head) > 1 or any(t.lower_ in {"another", "such", "this", "these"} for t in part.words)
    plain = part.head.lemma_.lower() not in VAGUE_NOUNS and not any(t.tag_ == "PRP$" for t in part.words)
    return definite and not vague and not judged and plain and not several


_SINGLED = {"chief", "first", "last", "main", "official", "only", "primary", "principal", "sole"}
_PARTS = word_set(
    "example exception half instance lack majority member most number percentage portion rest share total"
)
_JUDGEMENTS = word_set(
    """
    advantage barrier benefit challenge concern contributor disappointment disaster example exception factor failure hit
    issue masterpiece mistake mystery necessity obstacle problem question reason shock source subject success surprise
    symbol target threat topic tragedy
    """
)
"""Nouns that judge what they are said of, or only say what it did."""


def _kind_told(part: Part, fact: Fact) -> Words | None:
    """ "private research" of "Harrow University is a private research university", whose name tells the rest."""
    words, head = part.words, part.head
    named = any(token.text == head.text.capitalize() for token in fact.subject.words)
    span = words.doc[words.start + 1 : head.i]
    plain = all(t.pos_ in {"ADJ", "NOUN", "PROPN", "PUNCT", "CCONJ", "VERB"} and not t.like_num for t in span)
    judged = any(t.lemma_.lower() in _JUDGING or t.tag_ in {"JJR", "JJS"} for t in span)
    if not named or words[0].lower_ not in {"a", "an"} or not len(span) or not plain or judged:
        return None
    return span


def _meant(fact: Fact, context: Context) -> Asked | None:
    """What a pronoun stands for, when that is a thing with a name."""
    entity = context.mentions.entity_of(fact.subject.head)
    if entity is None or entity.kind == "person" or fact.subject.head.pos_ != "PRON":
        return None
    return Asked("what", entity.name, fact.subject.words, entity.plural, "organization", entity)


def _spelled_out(fact: Fact, context: Context) -> Iterator[Question]:
    """ "What is the main purpose of X?" for what a clause or an infinitive says behind "is"."""
    behind = [part for part in fact.parts(Role.CLAUSE, Role.INFINITIVE) if not part.fronted]
    head = fact.subject.head
    told = (t for c in head.children if c.dep_ in {"prep", "poss"} for t in c.subtree)
    known = context.definites
    described = any(t.pos_ == "PROPN" or (known is not None and known.introduction(t) is not None) for t in told)
    if fact.clause.verb.lemma_ != "be" or len(behind) != 1 or fact.negative or not described:
        return
    part = behind[0]
    words = part.words
    quoted = words.start > 0 and words.doc[words.start - 1].text == '"'
    if part.role is Role.CLAUSE and not quoted and words[0].lower_ != "that":
        return
    skipped = 1 if words[0].lower_ in {"that", "to"} else 0
    span = fitted(words.doc[words.start + skipped : words.end], part.head, context)
    text = Composer(fact, context).inverted_question("what", without=part)
    sure = certainty(fact, context) * 0.9
    yield Question(text, article_text(span, fact, context), span, "definition", "definition", "what", sure)


def common(fact: Fact, context: Context) -> bool:
    """True for a common noun, also one that the parser took for a name for the capital that starts its sentence."""
    head, words = fact.subject.head, fact.subject.words
    if any(token.pos_ == "PROPN" and token.text[:1].isupper() for token in words[1:]):
        return False  # "Photo CD"
    if context.mentions.entity_of(head) is None and head.ent_type_ == "":
        return True
    return len(words) == 1 and words[0].is_sent_start is True and words[0].text not in context.capitals


def _term(fact: Fact, part: Part, context: Context) -> Iterator[Question]:
    """ "What is scour?" and "What is the loss of riverbed around a pier called?" for what a common noun means."""
    term = fact.subject.words
    composer = Composer(fact, context)
    name = composer.alone(term)
    if len(term) == 1:
        name = name[:1].lower() + name[1:]
    verb = fact.clause.group[0][0].lower()
    sure = certainty(fact, context)
    span = fitted(part.words, part.head, context)
    if len(span) <= context.options.answer_words:
        text = f"what {verb} {name}"
        yield Question(text, article_text(span, fact, context), span, "definition", "definition", "what", sure)
    if not narrowed(part) and part.words[0].lower_ != "the":
        return  # much else is a fertile hybrid
    meaning = composer.alone(part.words)
    behind = fact.parts(Role.CIRCUMSTANCE)
    told = f"{meaning} {composer.alone(behind[0].words)}" if len(behind) == 1 and not behind[0].fronted else meaning
    bare = article_text(term, fact, context)
    if len(term) == 1:
        bare = bare[:1].lower() + bare[1:]
    yield Question(f"what {verb} {told} called", bare, term, "term", "term", "what", sure)


def singled_out(fact: Fact) -> bool:
    """True for "Language is the most valued part of ...": the description tells a bare noun from everything else.

    Or a doing: "Adding fluoride to water is the cheapest way to ...".
    """
    head, words = fact.subject.head, fact.subject.words
    doing = head.dep_ == "csubj" and len(words) > 1
    plain = head.pos_ == "NOUN" and all(t.pos_ in {"NOUN", "ADJ"} for t in words)
    return (
        (plain or doing)
        and not fact.negative
        and any(
            part.words[0].lower_ in {"the"} or any(c.tag_ == "POS" for t in part.words for c in t.children)
            for part in fact.parts(Role.ATTRIBUTE)
            if any(
                t.tag_ in {"JJS", "RBS"} or t.lower_ in {"only", "main", "first", "chief"} for t in part.head.subtree
            )
        )
    )
