"""Stage 5: questions about the subject: who or what did it, and what somebody or something is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from quizapp.generator.agent_questions import AgentComposer, agent_asked
from quizapp.generator.anchoring import YEAR, names_something
from quizapp.generator.answering import Question, article_text, certainty, shown
from quizapp.generator.asking import Asked, answer_phrase, asked_for, person_answer, telling
from quizapp.generator.candidates import Context
from quizapp.generator.composing import Composer, called_elsewhere
from quizapp.generator.counting import count_asked, deeds_told, share_asked
from quizapp.generator.facts import Fact
from quizapp.generator.fitting import fitted
from quizapp.generator.holder_questions import holder
from quizapp.generator.inflection import active
from quizapp.generator.list_questions import homes_told
from quizapp.generator.name_words import MADE_VERBS, THING_VERBS
from quizapp.generator.parts import Part, Role
from quizapp.generator.phrases import NUMBER_TYPES, TIME_TYPES, is_coordinated, is_plural, noun_phrase
from quizapp.generator.vocabulary import (
    AGENTIVE,
    CLAIMS,
    EMPTY_NOUNS,
    PERSON_NOUNS,
    TO_PEOPLE,
    VAGUE_NOUNS,
)

if TYPE_CHECKING:
    pass


def subject(fact: Fact, context: Context) -> Iterator[Question]:
    head = fact.subject.head
    clause = fact.clause
    if head.tag_ in {"WP", "WDT", "EX"} or "reason" in head.lemma_.lower() or homes_told(fact) is not None:
        return
    verb = clause.verb.lemma_.lower()
    share = share_asked(head)
    if share is not None:
        number, whole = share
        composer = Composer(fact, context)
        yield Question(
            composer.subject_question("what share of", plural=True, wh_words=whole),
            article_text(number, fact, context),
            number,
            "share",
            "number",
            "what share",
            certainty(fact, context),
        )
        return
    if not clause.parts or (verb == "take" and not fact.parts(Role.OBJECT)):
        return
    if verb == "have" and fact.speaker is not None:
        return
    if (
        (clause.telling and not clause.passive)
        or (verb in CLAIMS | {"see"} and fact.parts(Role.CLAUSE))
        or (verb == "be" and fact.parts(Role.INFINITIVE) and not fact.parts(Role.ATTRIBUTE))
    ):
        return
    count = count_asked(head)
    if count is not None:
        number, counted = count
        composer = Composer(fact, context)
        yield Question(
            composer.subject_question("how many", plural=True, wh_words=counted),
            article_text(number, fact, context),
            number,
            "count",
            "number",
            "how many " + counted.text,
            certainty(fact, context),
        )
        return
    if (
        clause.verb.lemma_ in {"be", "become", "remain"}
        and clause.infinitive is None
        and not clause.passive
        and not _identifying(fact)
    ):
        return
    if (_defining(fact) and _common(fact, context)) or verb in {"locate", "base", "situate", "headquarter"}:
        return
    asked = _named_elsewhere(fact, context) or asked_for(head, context.mentions)
    if asked is None and _singled_out(fact):
        phrase = fitted(fact.subject.words, head, context)
        asked = Asked("what", phrase.text, phrase, is_plural(head), "fact")
    elif asked is None or (asked.words == "what" and asked.tag == "fact" and not _worth_asking_what(asked)):
        return
    if asked.words == "what place":
        return
    several = is_coordinated(head) > 1 and verb == "be" and bool(fact.parts(Role.ATTRIBUTE))
    objects = [part.head for part in fact.parts(Role.OBJECT)]
    if any(noun.lemma_.lower() in EMPTY_NOUNS or deeds_told(noun) for noun in objects):
        return  # "Who made connections?" and "Who has two aims?" ask for nothing
    if any(_says_nothing(part) for part in fact.parts(Role.OBJECT)):
        return
    words = asked.words
    if words == "who" and verb in (MADE_VERBS if clause.passive else THING_VERBS):
        words = "what"  # of "Theo Lindqvist Promenade"
    if words == "which organization" and (clause.passive or verb in {"be", "become", "remain"}):
        words = "what"  # it may as well be a mission or a programme
    elif words in {"which organization", "which NASA center"} and verb not in AGENTIVE:
        return
    named = asked.tag == "organization" or (head.pos_ == "PROPN" and asked.entity is None)
    if words == "what" and head.pos_ == "PROPN" and clause.passive and verb in TO_PEOPLE:
        return
    acts = verb in AGENTIVE | CLAIMS or bool(fact.parts(Role.PURPOSE))
    if words == "what" and (named or head.pos_ == "PROPN") and acts and not clause.passive:
        return  # nobody says "what" of somebody, or of a company, that did something
    owner = next((child for child in head.children if child.dep_ == "poss" and child.pos_ == "PROPN"), None)
    if (
        words == "what"
        and owner is not None
        and person_answer(owner, context.mentions) is not None
        and not fact.parts(Role.ATTRIBUTE)
    ):
        return  # "Whose header went wide?" is asked
    if words == "what" and clause.kind == "adjunct" and len(asked.span) == 3 and asked.span[1].tag_ == "POS":
        return  # "The town's system drew praise, protecting ...": what it did is asked, not which system did
    composer = Composer(fact, context, answer=asked.entity)
    plural = asked.plural and not (words == "what" and fact.parts(Role.QUALITY))
    agent = _named_agent(fact, context) if words == "what" else None
    if agent is not None:
        acting = AgentComposer(fact, context, answer=asked.entity)
        text = acting.what_was_done(words, agent, plural=is_plural(agent.head))
    else:
        text = composer.subject_question(words, plural=plural or several)
    anchored = names_something(text) or YEAR.search(text)
    stands = head.pos_ == "NOUN" and asked.tag in {"organization", "place"} and asked.entity is not None
    if stands and (fact.negative or not anchored):
        return  # "Which company opened a factory?"
    if words == "what" and composer.unsaid:
        return  # "What conducted two transmissions?" says too little without from where
    yield Question(
        text, shown(asked, fact, context), asked.span, "subject", asked.tag, asked.words, certainty(fact, context)
    )


def _named_elsewhere(fact: Fact, context: Context) -> Asked | None:
    """ "Which ship was built here?" of "The ship is called Havsula and was built here"."""
    entity = called_elsewhere(fact, context)
    words = [
        token for token in fact.sentence.tokens if entity is not None and context.mentions.entity_of(token) == entity
    ]
    if entity is None or not words:
        return None
    name = words[0].doc[words[0].i : words[-1].i + 1]
    return Asked(f"which {fact.subject.head.text}", entity.name, name, False, "name", entity)


def _named_agent(fact: Fact, context: Context) -> Part | None:
    """Who did it, of a passive: "What did X build?" is asked rather than "What was built by X?"."""
    for part in fact.parts(Role.AGENT):
        asked = agent_asked(part, fact, context)
        if asked is not None and asked.tag in {"person", "organization"} and active(fact.clause.group, plural=False):
            return part
    return None


def _says_nothing(part: Part) -> bool:
    """True for "a change", "a step": an object that tells nothing."""
    return part.head.lemma_.lower() in VAGUE_NOUNS and len(part.words) <= 2


def _singled_out(fact: Fact) -> bool:
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


def _worth_asking_what(asked: Asked) -> bool:
    """False for a bare word, and for "a week-long tour" or "most iodine in food": nobody would guess what is wanted."""
    vague = asked.span[0].lower_ in {"a", "an", "most", "many", "some", "several", "few", "such"}
    return len(asked.text.split()) >= 2 and not vague and asked.span.root.tag_ not in {"NNS", "NNPS"}


def _identifying(fact: Fact) -> bool:
    """True for "X is the Y of Z", which tells X from everything else: by something definite or described."""
    if any(len(part.words) >= 3 and part.role is Role.QUALITY for part in fact.clause.parts):
        return any(token.pos_ == "PROPN" for token in fact.subject.words)
    return any(
        part.words[0].lower_ == "the"
        or part.words[0].tag_ == "PRP$"
        or part.words[0].tag_ in {"JJS", "POS"}
        or any(t.dep_ == "poss" for t in part.head.children)
        for part in fact.parts(Role.ATTRIBUTE)
    )


def _defining(fact: Fact) -> bool:
    """True for "Scour is the loss of ..." and "An arch bridge is a bridge that ...": what a common noun means."""
    head = fact.subject.head
    words = fact.subject.words
    attributes = fact.parts(Role.ATTRIBUTE)
    plain = [word.lower() for word, _ in fact.clause.group] in (["is"], ["are"]) and not _singled_out(fact)
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
    if _defining(fact) and _common(fact, context):
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
    subject = asked_for(fact.subject.head, context.mentions) or _meant(fact, context)
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
    if subject.tag == "fact" and not (told and fact.subject.words[0].lower_ == "the"):
        return
    sure = certainty(fact, context) * 0.9
    text = composer.inverted_question("what", without=part)
    yield Question(text, article_text(span, fact, context), span, "definition", "definition", "what", sure)


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


def _common(fact: Fact, context: Context) -> bool:
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
    if len(named) != 1 or named[0].head.pos_ not in {"NOUN", "PROPN"}:
        return
    part = named[0]
    if clause.passive and not any(token.pos_ == "PROPN" for token in part.words):
        return
    if not clause.passive and (len(fact.parts(Role.OBJECT)) != 1 or part.preposition is not None):
        return
    span = fitted(noun_phrase(part.head), part.head, context)
    text = Composer(fact, context).inverted_question("what", without=part)
    if part.preposition is not None:
        text += " as"
    wh = "what"
    answer = article_text(span, fact, context)
    yield Question(text, answer, span, "name", "name", wh, certainty(fact, context))


NAMING = {"call", "name", "know", "dub", "title", "entitle"}
