"""Stage 5: questions about the subject: who or what did it, and what somebody or something is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from quizapp.generator.agent_questions import AgentComposer, agent_asked
from quizapp.generator.anchoring import YEAR, names_something, well_told
from quizapp.generator.answering import Question, article_text, certainty, shown
from quizapp.generator.asking import Asked, asked_for, person_answer
from quizapp.generator.candidates import Context
from quizapp.generator.composing import Composer, called_elsewhere
from quizapp.generator.counting import count_asked, deeds_told, share_asked
from quizapp.generator.definition_questions import common, defining, singled_out
from quizapp.generator.facts import TIME_NOUNS, Fact
from quizapp.generator.fitting import fitted
from quizapp.generator.inflection import active
from quizapp.generator.list_questions import homes_told
from quizapp.generator.name_words import MADE_VERBS, THING_VERBS
from quizapp.generator.parts import Part, Role
from quizapp.generator.phrases import NUMBER_TYPES, is_coordinated, is_plural
from quizapp.generator.vocabulary import (
    AGENTIVE,
    CLAIMS,
    EMPTY_NOUNS,
    EVENTS,
    PERSON_NOUNS,
    TO_PEOPLE,
    VAGUE_NOUNS,
    WEAK_BLANKS,
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
    if (
        verb == "stand"
        and head.text.isupper()
        and any(part.preposition is not None and part.preposition.lower_ == "for" for part in clause.parts)
    ):
        return  # what letters stand for is asked, not which letters do
    if not clause.parts or (verb == "take" and not fact.parts(Role.OBJECT)):
        return
    if verb == "have" and fact.speaker is not None:
        return
    if (
        (clause.telling and not clause.passive)
        or (verb in CLAIMS | {"see"} and clause.infinitive is None and fact.parts(Role.CLAUSE))
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
    if (defining(fact) and common(fact, context)) or verb in {"locate", "base", "situate", "headquarter"}:
        return
    asked = _named_elsewhere(fact, context) or asked_for(head, context.mentions)
    told_apart = asked is None and singled_out(fact)
    if told_apart:
        phrase = fitted(fact.subject.words, head, context)
        asked = Asked("what", phrase.text, phrase, is_plural(head), "fact")
    asked = asked or _bare(fact)
    if asked is None:
        return
    nameless = asked.words == "what" and asked.tag == "fact" and not told_apart and not _worth_asking_what(asked)
    if nameless and not _worth_when_told(fact, asked):
        return
    defining_it = clause.kind == "defining"  # "What was designed by Kodak?" of "Photo CD is a system designed by Kodak"
    weak = nameless or defining_it or (head.ent_type_ == "NORP" and asked.entity is None)
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
    if words == "who" and fact.negative and fact.modality is not None:
        return  # "Who must not change?" asks what is required as if it had happened
    like_a_person = head.ent_type_ == "PERSON" and asked.entity is None and len(asked.span) == 1
    if words == "what" and like_a_person and verb not in THING_VERBS and not clause.passive:
        return
    kind = _kind_in_name(asked, fact)
    words = words if kind is None else f"which {kind}"
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
    if weak and not (well_told(text) and (len(asked.span) > 1 or names_something(text))):
        return
    wh = asked.words if kind is None else words
    yield Question(text, shown(asked, fact, context), asked.span, "subject", asked.tag, wh, certainty(fact, context))


def _kind_in_name(asked: Asked, fact: Fact) -> str | None:
    """ "battle" of "The Battle of Harrow was the last battle ...": a word that its name shares gives nothing away."""
    parts = fact.parts(Role.ATTRIBUTE)
    noun = parts[0].head if len(parts) == 1 and asked.tag != "person" else None
    named = noun is not None and len(asked.text.split()) > 1 and noun.text.capitalize() in asked.text.split()
    return str(noun.lemma_.lower()) if noun is not None and named and noun.tag_ == "NN" else None


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


def _worth_asking_what(asked: Asked) -> bool:
    """False for a bare word, and for "a week-long tour" or "most iodine in food": nobody would guess what is wanted."""
    vague = asked.span[0].lower_ in {"a", "an", "most", "many", "some", "several", "few", "such"}
    return len(asked.text.split()) >= 2 and not vague and asked.span.root.tag_ not in {"NNS", "NNPS"}


def _bare(fact: Fact) -> Asked | None:
    """A bare noun, which is answer enough to a question that tells much: "What caused controversy in Yale?"."""
    head, words = fact.subject.head, fact.subject.words
    plain = len(words) == 1 and head.tag_ in {"NN", "NNS"} and (head.text.islower() or head.is_sent_start is True)
    lemma = head.lemma_.lower()
    vague = lemma in VAGUE_NOUNS | EMPTY_NOUNS | PERSON_NOUNS | WEAK_BLANKS | TIME_NOUNS | EVENTS
    return Asked("what", words.text, words, False, "fact") if plain and not vague and not head.like_num else None


_ANY = {"a", "an", "different", "few", "many", "most", "several", "similar", "some", "such", "various"}
_HOLDING = {"be", "contain", "have", "include", "mean", "need", "want"}


def _worth_when_told(fact: Fact, asked: Asked) -> bool:
    """False for "a tour", and for what has or includes something: no question tells them from all others."""
    head = fact.subject.head
    numbered = head.ent_type_ in NUMBER_TYPES or head.lemma_.lower() in {"thousand", "hundred", "million"}
    vague = asked.span[0].lower_ in _ANY or numbered or fact.clause.kind == "relative" or fact.claimed
    return not (vague or fact.clause.verb.lemma_.lower() in _HOLDING or fact.negative or fact.modality is not None)


def _identifying(fact: Fact) -> bool:
    """True for "X is the Y of Z", which tells X from everything else: by something definite or described."""
    if any(len(part.words) >= 3 and part.role is Role.QUALITY for part in fact.clause.parts):
        return any(token.pos_ == "PROPN" for token in fact.subject.words)
    return any(
        part.words[0].lower_ == "the"
        or part.words[0].tag_ == "PRP$"
        or part.words[0].tag_ in {"JJS", "POS"}
        or (part.words[0].lower_ == "home" and any(t.pos_ == "PROPN" for t in part.words))
        or any(t.dep_ == "poss" for t in part.head.children)
        for part in fact.parts(Role.ATTRIBUTE)
    )
