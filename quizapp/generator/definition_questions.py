"""Stage 5: questions about what somebody or something is, means and is called."""

from __future__ import annotations

from collections.abc import Iterator

from quizapp.generator.answering import Question, article_text, certainty
from quizapp.generator.asking import Asked, answer_phrase, asked_for, telling
from quizapp.generator.candidates import Context
from quizapp.generator.composing import Composer
from quizapp.generator.counting import count_asked
from quizapp.generator.facts import Fact
from quizapp.generator.fitting import fitted
from quizapp.generator.holder_questions import holder
from quizapp.generator.parts import Part, Role
from quizapp.generator.phrases import NUMBER_TYPES, TIME_TYPES, is_coordinated, is_plural, noun_phrase
from quizapp.generator.vocabulary import PERSON_NOUNS, VAGUE_NOUNS


def defining(fact: Fact) -> bool:
    """True for "Scour is the loss of ..." and "An arch bridge is a bridge that ...": what a common noun means."""
    head = fact.subject.head
    words = fact.subject.words
    attributes = fact.parts(Role.ATTRIBUTE)
    plain = [word.lower() for word, _ in fact.clause.group] in (["is"], ["are"]) and not singled_out(fact)
    narrowed = attributes and any(child.dep_ in {"relcl", "acl"} for child in attributes[0].head.children)
    if attributes and attributes[0].words[0].lower_ != "the" and not narrowed:
        return False  # "Zinc is a common ingredient of ..." says what it is in, not what it is
    return (
        plain
        and len(attributes) == 1
        and attributes[0].head.tag_ in {"NN", "NNS"}
        and head.tag_ in {"NN", "NNS", "NNP"}
        and attributes[0].head.lemma_.lower() not in VAGUE_NOUNS
        and (words[0].lower_ in {"a", "an"} or words[0].pos_ in {"NOUN", "ADJ", "PROPN", "VERB"})
        and len(words) <= 4
        and not any(token.tag_ == "POS" or token.tag_ == "PRP$" for token in words)
        and not fact.claimed
    )


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
    if not telling(part.words, part.head) or part.head.ent_type_ in TIME_TYPES | NUMBER_TYPES:
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
    if subject is None or part.words[0].lower_ in {"part", "one"} or part.head.lemma_.lower() in VAGUE_NOUNS:
        return
    composer = Composer(fact, context)
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
    if subject.tag == "fact" and not judged and not (told and fact.subject.words[0].lower_ == "the"):
        return
    sure = certainty(fact, context) * 0.9
    text = composer.inverted_question("what", without=part)
    yield Question(text, article_text(span, fact, context), span, "definition", "definition", "what", sure)


def _judged(fact: Fact) -> Asked | None:
    """A bare noun of which somebody says what it is: "symbiosis"."""
    words, head = fact.subject.words, fact.subject.head
    bare = head.pos_ == "NOUN" and words[0].pos_ in {"NOUN", "ADJ"} and fact.modality is None
    return Asked("what", words.text, words, is_plural(head), "fact") if bare and fact.source is not None else None


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
    head = fact.subject.head
    if context.mentions.entity_of(head) is None and head.ent_type_ == "":
        return True
    words = fact.subject.words
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
    meaning = composer.alone(part.words)
    behind = fact.parts(Role.CIRCUMSTANCE)
    told = f"{meaning} {composer.alone(behind[0].words)}" if len(behind) == 1 and not behind[0].fronted else meaning
    bare = article_text(term, fact, context)
    if len(term) == 1:
        bare = bare[:1].lower() + bare[1:]
    yield Question(f"what {verb} {told} called", bare, term, "term", "term", "what", sure)


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
    if clause.passive and not any(token.pos_ == "PROPN" for token in part.words):
        return
    if not clause.passive and (len(fact.parts(Role.OBJECT)) != 1 or part.preposition is not None):
        return
    span = fitted(part.words if judged else noun_phrase(part.head), part.head, context)
    text = Composer(fact, context).inverted_question("what", without=part)
    if part.preposition is not None:
        text += " as"
    wh = "what"
    answer = article_text(span, fact, context)
    yield Question(text, answer, span, "name", "name", wh, certainty(fact, context))


NAMING = {"call", "name", "know", "dub", "title", "entitle"}


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
