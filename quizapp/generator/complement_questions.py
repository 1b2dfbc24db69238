"""Stage 5: questions about what a verb needs to be complete: "What did the storm lead to?", "... allow X to do?"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from quizapp.generator.anchoring import well_told
from quizapp.generator.answering import Question, article_text, certainty, shown
from quizapp.generator.asking import Asked, asked_for
from quizapp.generator.candidates import Context
from quizapp.generator.composing import Composer
from quizapp.generator.counting import count_asked
from quizapp.generator.facts import Fact
from quizapp.generator.fitting import fitted
from quizapp.generator.inflection import base_form, inflected
from quizapp.generator.parts import Part, Role
from quizapp.generator.phrases import NUMBER_TYPES, TIME_TYPES, has_examples, noun_phrase, stripped
from quizapp.generator.setting_questions import is_spot
from quizapp.generator.vocabulary import (
    CAUSED,
    COLLECTIVE,
    ENABLING,
    GOVERNED,
    PERSON_NOUNS,
    PROPOSING,
    PURPOSEFUL,
    VAGUE_NOUNS,
    word_set,
)

if TYPE_CHECKING:
    from spacy.tokens import Span as Words
    from spacy.tokens import Token


def governed(fact: Fact, context: Context) -> Iterator[Question]:
    """ "What did the storm lead to?" where the preposition belongs to the verb."""
    clause, verb = fact.clause, fact.clause.verb.lemma_.lower()
    for part in fact.parts(Role.OBLIQUE):
        preposition = part.preposition
        if preposition is None or part.fronted:
            continue
        usual, closed = (verb, preposition.lower_) in GOVERNED, (verb, preposition.lower_) in LEADING
        if closed and not usual and (fact.negative or clause.kind == "relative"):
            continue  # what a relative clause is about may be another noun
        if not closed and (preposition.lower_ == "to" or not _left_open(part, fact)):
            continue  # "burned to clear weeds" may be what for
        if part.head.pos_ not in {"NOUN", "PROPN"} or part.head.ent_type_ in TIME_TYPES | NUMBER_TYPES:
            continue
        if is_spot(part, fact):
            continue  # "What was the fort built on?" asks where
        if any(other.head.lower_ in {"much", "most"} for other in fact.parts(Role.OBJECT)):
            continue  # "prevents much of the exchange from the ocean"
        if sum(p.preposition is not None and p.preposition.lower_ == preposition.lower_ for p in clause.parts) > 1:
            continue
        if preposition.i + 1 != part.inner.start or has_examples(part.head) or count_asked(part.head) is not None:
            continue
        bare = None if fact.negative else _stuff(part, verb)
        asked = asked_for(part.head, context.mentions, object_form=True) or bare
        if asked is None or asked.words != "what" or any(token.is_currency for token in asked.span):
            continue
        left = Part(part.role, part.words.doc[preposition.i : preposition.i + 1], preposition)
        composer = Composer(fact, context, answer=asked.entity)
        text = composer.inverted_question("what", without=part, instead=(left,))
        sure = certainty(fact, context) * (0.7 if fact.negative else 0.95 if closed else 0.85)
        if not closed and (composer.unsaid or not well_told(text)):
            continue
        yield Question(text, shown(asked, fact, context), asked.span, "object", asked.tag, "what", sure)


LEADING = GOVERNED | frozenset(
    (verb, preposition)
    for preposition, verbs in {
        "as": "classify found know refer",
        "for": "build buy design exchange intend know make name praise trade use",
        "from": "evolve extract produce",
        "in": "culminate dress end found grow specialise use",
        "of": "die evolve",
        "on": "embark model",
        "to": "annex assign attach convert extend give introduce reduce sell spread tie",
        "with": "affiliate arm coincide combine crown decorate identify infect link merge sign sow treat",
        "around": "center centre revolve",
    }.items()
    for verb in verbs.split()
)
"""Verbs with the prepositions of which one asks with "what" behind them, whatever else is told."""
_ENDING = {"as", "for", "from", "into", "of", "on", "to"}
"""Prepositions that may end a question, though they belong to no verb: "What was the mill rebuilt as?"."""
_MANNER = word_set(
    """
    advice aim amount attempt basis behalf bit case degree detail effort end example extent fact favor favour form
    front goal ground help hope instance intention lack line mean name option order part point purpose reason request
    response result return role sake success support time turn use view way
    """
)
"""Nouns that make a preposition of their own with the one before and behind them, or tell how: "to some extent"."""


def _left_open(part: Part, fact: Fact) -> bool:
    """True for what a passive or a verb without an object leads to last: "The mill was rebuilt as a school"."""
    clause, preposition = fact.clause, part.preposition
    alone = not any(other.role in _COMPLETING for other in clause.parts)
    last = not any(other.words.start > part.words.start and other.role not in _AFTER for other in clause.parts)
    led = preposition is not None and preposition.lower_ in _ENDING and part.words.start == preposition.i
    led = led and (clause.passive or preposition is None or preposition.lower_ != "of")
    plain = clause.kind in {"main", "coordinated"} and not fact.negative and clause.verb.lemma_ != "be"
    own = any(token.tag_ == "PRP$" for token in part.words)
    own = own or any(other.words[0].lower_ == "from" for other in clause.parts if other is not part)
    one_of_many = clause.subject.words[0].lower_ in {"a", "an"}
    return plain and alone and last and led and not own and not one_of_many and part.head.lemma_.lower() not in _MANNER


_AFTER = {Role.TIME, Role.PLACE, Role.LOOSE}
_COMPLETING = {
    Role.AGENT,
    Role.OBJECT,
    Role.ATTRIBUTE,
    Role.QUALITY,
    Role.INFINITIVE,
    Role.CLAUSE,
    Role.RECEIVER,
}


def _stuff(part: Part, verb: str) -> Asked | None:
    """What something is made of, for which a bare noun is answer enough: "germanium"."""
    bare = part.head.pos_ == "NOUN" and len(part.inner) == 1 and part.words[0].lower_ in {"of", "from"}
    vague = part.head.lemma_.lower() in VAGUE_NOUNS | PERSON_NOUNS
    return Asked("what", part.inner.text, part.inner, False, "fact") if bare and verb in _MADE and not vague else None


_MADE = {"build", "compose", "construct", "form", "make"}


def enabled(fact: Fact, context: Context) -> Iterator[Question]:
    """ "What does the law allow farmers to do?" and "What was the tower built to do?"."""
    clause = fact.clause
    if fact.negative or clause.infinitive is not None:
        return
    verb = clause.verb.lemma_.lower()
    for part in clause.parts:
        if part.fronted or part.head.tag_ != "VB":
            continue
        if verb in _MAKING and fact.modality == "will":
            continue  # "The data will help astronauts conduct more science" is hope rather than a fact
        if clause.passive and verb in PURPOSEFUL and part.role in {Role.PURPOSE, Role.INFINITIVE}:
            instead: tuple[Part, ...] = ()
        elif (
            verb in ENABLING | _MAKING and part.role is Role.CLAUSE and (who := _somebody(part.head, verb)) is not None
        ):
            instead = (Part(Role.OBJECT, noun_phrase(who), who),)
        elif verb in ENABLING and part.role is Role.INFINITIVE and (fact.parts(Role.OBJECT) or clause.passive):
            instead = ()
        else:
            continue
        if any(other.words.start > part.words.start for other in clause.parts):
            continue
        deed = deed_of(part.head)
        span = fitted(deed, part.head, context, deep=True)
        if len(span) < len(deed) and any(token.dep_ == "conj" and token.pos_ == "VERB" for token in span):
            continue  # half of what is done
        do = "do" if verb in _MAKING and not _to(part.head) else "to do"
        text = Composer(fact, context).inverted_question("what", without=part, instead=instead, ending=do)
        sure = certainty(fact, context) * 0.9
        yield Question(text, article_text(span, fact, context), span, "plan", "plan", "what", sure)


def part_of_what(fact: Fact, context: Context) -> Iterator[Question]:
    """ "As part of what will X launch?" for what is a part of something named."""
    for part in fact.parts(Role.OBLIQUE, Role.ATTRIBUTE):
        words = part.words
        lead = (
            3 if words.text.lower().startswith("as part of ") else 2 if words.text.lower().startswith("part of ") else 0
        )
        whole = next((t for t in words[lead:] if t.dep_ == "pobj" and t.head.i == words.start + lead - 1), None)
        if not lead or part.fronted or whole is None:
            continue
        asked = asked_for(whole, context.mentions)
        if asked is None or not any(token.pos_ == "PROPN" for token in asked.span) or asked.tag == "person":
            continue
        composer = Composer(fact, context, answer=asked.entity)
        wh = asked.words if asked.tag == "name" else "what"
        if lead == 3:
            text = composer.inverted_question(f"as part of {wh}", without=part)
        else:
            left = Part(part.role, words[:lead], part.head)
            text = composer.inverted_question(wh, without=part, instead=(left,))
        sure = certainty(fact, context) * 0.9
        yield Question(text, shown(asked, fact, context), asked.span, "inner", asked.tag, wh, sure)


def goals(fact: Fact, context: Context) -> Iterator[Question]:
    """ "With what goal was X developed?" for "with the goal of creating a market"."""
    for part in fact.parts(Role.OBLIQUE):
        of = next((c for c in part.head.children if c.dep_ == "prep" and c.lower_ == "of"), None)
        deed = next((c for c in of.children if c.dep_ == "pcomp" and c.tag_ == "VBG"), None) if of is not None else None
        if part.preposition is None or part.head.lemma_.lower() not in GOALS or of is None or deed is None:
            continue
        if part.fronted or of.i + 1 != deed.i or fact.negative:
            continue
        span = fitted(deed_of(deed), deed, context)
        text = Composer(fact, context).inverted_question(
            f"{part.preposition.lower_} what {part.head.text}", without=part
        )
        sure = certainty(fact, context) * 0.9
        yield Question(text, article_text(span, fact, context), span, "purpose", "plan", f"what {part.head.text}", sure)


def makers(fact: Fact, context: Context) -> Iterator[Question]:
    """ "Who directed the film that X watched?" for "X watched a film directed by Y"."""
    for part in fact.parts(Role.OBJECT, Role.OBLIQUE):
        head, inner = part.head, part.inner
        made = next((c for c in head.children if c.dep_ == "acl" and c.tag_ == "VBN" and c.i == head.i + 1), None)
        by = next((c for c in made.children if c.dep_ == "agent"), None) if made is not None else None
        maker = next((c for c in by.children if c.dep_ == "pobj"), None) if by is not None else None
        if made is None or maker is None or part.fronted or fact.negative or fact.modality is not None:
            continue
        if head.tag_ != "NN" or inner[0].lower_ not in {"a", "an"} or part.words.end > noun_phrase(maker).end:
            continue
        asked = asked_for(maker, context.mentions, object_form=True)
        if asked is None or asked.tag not in {"person", "organization"} or asked.words == "what":
            continue
        left = () if part.preposition is None else (part.words.doc[part.words.start : inner.start],)
        composer = Composer(fact, context, answer=asked.entity)
        thing = head.doc[inner.start + 1 : head.i + 1]
        who = asked.words.replace("whom", "who")
        text = composer.relative_question(f"{who} {_past(made)} the", thing, "that", part, left)
        sure = certainty(fact, context) * 0.85
        yield Question(text, shown(asked, fact, context), asked.span, "agent", asked.tag, asked.words, sure)


def _past(participle: Token) -> str:
    """ "wrote" for the "written" of "a book written by X"."""
    return inflected(base_form(participle.text), "VBD")


GOALS = {"aim", "goal", "hope", "intention", "objective", "purpose"}


_DUE = {"due", "because", "owing"}


def causes(fact: Fact, context: Context) -> Iterator[Question]:
    """ "What was the flood caused by?" and "What is the decline due to?"."""
    clause = fact.clause
    if fact.negative:
        return
    for part in clause.parts:
        cause = _cause(part, fact)
        if cause is None or part.fronted or _longer_than_cause(part, cause):
            continue
        asked = asked_for(cause, context.mentions, object_form=True) or _told_of(cause)
        if asked is None or asked.words not in {"what", "which country"} or count_asked(cause) is not None:
            continue
        if cause.ent_type_ in TIME_TYPES | NUMBER_TYPES or asked.span.start <= part.words.start:
            continue
        left = Part(part.role, part.words.doc[part.words.start : asked.span.start], part.head)
        composer = Composer(fact, context, answer=asked.entity)
        text = composer.inverted_question("what", without=part, instead=(left,))
        sure = certainty(fact, context) * 0.95
        yield Question(text, shown(asked, fact, context), asked.span, "reason", asked.tag, "what", sure)


def _cause(part: Part, fact: Fact) -> Token | None:
    """The noun that a part gives as the cause of what the subject is."""
    verb = fact.clause.verb.lemma_.lower()
    if part.role is Role.AGENT:
        named = part.head.pos_ == "NOUN" and part.head.lemma_.lower() not in PERSON_NOUNS | COLLECTIVE
        return part.head if verb in CAUSED and named and part.words.start + 1 == part.inner.start else None
    is_so = any(word.lower() in {"be", "is", "are", "was", "were", "been"} for word, _ in fact.clause.group)
    if not is_so or fact.clause.passive or not any(token.lower_ in _DUE for token in part.words[:2]):
        return None
    led = next((t for t in part.words[:3] if t.lower_ in {"to", "of"} and t.dep_ in {"prep", "pcomp"}), None)
    return next((t for t in part.words if t.dep_ == "pobj" and led is not None and t.head == led), None)


def _longer_than_cause(part: Part, cause: Token) -> bool:
    """True when more stands behind the cause than what describes it."""
    return noun_phrase(cause).end < part.words.end and part.words.doc[noun_phrase(cause).end].text != ","


def _told_of(noun: Token) -> Asked | None:
    """A vague noun that is told of what: "changes in the dairy industry"."""
    phrase = noun_phrase(noun)
    told = [t for t in phrase if t.pos_ in {"NOUN", "ADJ", "PROPN"} and t.lemma_.lower() not in VAGUE_NOUNS]
    plain = phrase[0].pos_ in {"NOUN", "ADJ", "DET"} and not any(t.tag_ in {"PRP", "PRP$", "WDT"} for t in phrase)
    return Asked("what", phrase.text, phrase, False, "fact") if len(told) > 1 and plain else None


_MAKING = {"help", "let", "make"}
"""Verbs behind which an infinitive has no "to"."""


def _somebody(verb: Token, by: str) -> Token | None:
    """Who is to do it, of "allow industry to use the land" and "make the boat turn over"; None for no infinitive."""
    bare = by in _MAKING and not any(child.dep_ in {"aux", "mark"} for child in verb.children)
    return next((c for c in verb.children if c.dep_ == "nsubj" and c.i < verb.i), None) if bare or _to(verb) else None


def _to(verb: Token) -> bool:
    return any(child.tag_ == "TO" for child in verb.children)


def deed_of(verb: Token) -> Words:
    """The verb with what stands behind it, up to a semicolon, dash or bracket."""
    inside = {token.i for token in verb.subtree}
    for other in verb.conjuncts:  # "would attack ... and would respond"
        if other.i > verb.i and any(child.dep_ in {"aux", "auxpass"} for child in other.children):
            inside -= {token.i for token in other.subtree}
    end = verb.i
    while end + 1 in inside and verb.doc[end + 1].text not in {";", "–", "—", "("}:
        end += 1
    return stripped(verb.doc[verb.i : end + 1])


def proposed(fact: Fact, context: Context) -> Iterator[Question]:
    """ "What does the agency recommend that owners do?" for what is recommended, decided or promised in a clause."""
    if fact.clause.verb.lemma_.lower() not in PROPOSING or fact.negative:
        return
    for part in fact.parts(Role.CLAUSE):
        words = part.words
        if part.fronted or words[0].lower_ != "that" or len(fact.parts(Role.CLAUSE)) > 1:
            continue
        span = words.doc[words.start + 1 : words.end]
        left: tuple[Part, ...] = ()
        if (verb := _own_deed(part)) is not None:
            span = fitted(deed_of(verb), verb, context)
            left = (Part(part.role, words.doc[words.start : verb.i], verb),)
        if any(token.tag_ in {"PRP", "PRP$"} for token in span):
            continue
        text = Composer(fact, context).inverted_question("what", without=part, instead=left)
        text = f"{text} do" if left else text
        sure = certainty(fact, context) * 0.9
        yield Question(text, article_text(span, fact, context), span, "object", "fact", "what", sure)


def _own_deed(part: Part) -> Token | None:
    """The verb of "that every ferry should carry two radios" and "that owners replace the cables", which is a deed."""
    verb = part.head
    doers = [child for child in verb.children if child.dep_ == "nsubj" and child.i < verb.i]
    helpers = [child for child in verb.children if child.dep_ in {"aux", "auxpass"}]
    told = verb.tag_ == "VB" and verb.pos_ == "VERB" and all(helper.tag_ == "MD" for helper in helpers)
    return verb if doers and told and part.words.start < doers[0].i else None
