"""Stage 6: no name or number in a card that neither its evidence holds nor what the evidence is known to mean."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from string import ascii_lowercase
from typing import TYPE_CHECKING

from quizapp.generator import dates
from quizapp.generator.asking import KNOWN_KINDS
from quizapp.generator.candidates import as_of
from quizapp.generator.claimants import body_of_officials
from quizapp.generator.claiming import named_paper
from quizapp.generator.deeds import bare_deed
from quizapp.generator.initials import initials_in
from quizapp.generator.introductions import Introduction
from quizapp.generator.names_and_numbers import parts_of, put_together, unknown_word, without_count
from quizapp.generator.places import place_noun
from quizapp.generator.vocabulary import TIME_LEADS
from quizapp.generator.wording import OF_COUNTRIES
from quizapp.notes import NoteType

if TYPE_CHECKING:
    from spacy.tokens import Token

    from quizapp.generator.candidates import Candidate, Context
    from quizapp.generator.entities import Entity
    from quizapp.generator.sentences import Sentence

_SMALL = f"{ascii_lowercase} "
_DATED = re.compile(r"\b(?:as of|around) (?:[A-Z][a-z]+ )?\d{4}\b")
"""When something held true, which the day of the article tells."""


def no_unknown_names(candidate: Candidate, context: Context) -> str | None:
    """Every name and number is the evidence's, or what its words are known to stand for.

    What the article as a whole is known to be about counts too: the one match, study or contest that it tells of; of a
    quotation also what the article says of its speaker, which initials it explains, and the headline.
    """
    day = {"around", *(as_of(context.published) or "").split()}

    def undated(text: str) -> str:
        return _DATED.sub(lambda match: "" if {*match.group().split()} <= day else match.group(), text)

    proof = [one.span.of(context.parsed.article.text) for one in candidate.evidence]
    told: list[str] = []
    for text in (candidate.own_wording, *map(undated, candidate.fields.values())):
        said = without_count(text, candidate.answer)
        if unknown_word(said, proof) is None:
            continue
        told = told or [*proof, *_told(candidate, context)]
        called = [[*_called(entity)] for entity in context.mentions.entities]
        if (word := unknown_word(said, told, called)) is not None:
            return f"“{word}” is not in the sentence that proves it"
    if candidate.told is None or put_together(candidate.own_wording, [*proof, candidate.told.text]) is None:
        return None
    made = put_together(candidate.own_wording, [*proof, candidate.told.text, *_told(candidate, context)])
    return f"“{made}” is not in the sentence that proves it" if made is not None else None


def _told(candidate: Candidate, context: Context) -> Iterator[str]:
    """What is known beside what the proof says."""
    parsed = context.parsed
    proving = [sentence for proof in candidate.evidence for sentence in parsed.within(proof.span)]
    spoken = [one for one in context.quotations if any(one.evidence.overlaps(it.span) for it in candidate.evidence)]
    near = {person.name for sentence in proving for person in _people_near(sentence, context)}
    speakers = [one.speaker for one in spoken if one.speaker in near]
    yield from speakers
    yield from (told or "" for one in spoken for told in (one.role, one.occasion))
    if candidate.note_type is NoteType.QUOTE:
        yield from _told_elsewhere({speaker.split()[-1] for speaker in speakers}, context)
    for answer in (candidate.answer, *parts_of(candidate.answer)):
        named = answer.lstrip(_SMALL)  # "Alaska" of "southeast Alaska"
        yield from (place_noun(named) or "", KNOWN_KINDS.get(named, ""))  # "Which U.S. state ...?"
    for sentence in proving:
        yield from (*_meant_in(sentence, context), *_about(sentence, context))


def _people_near(sentence: Sentence, context: Context) -> Iterator[Entity]:
    """Whom a sentence, the one before or the one behind names: one of them speaks, if it is not told who."""
    for beside in context.parsed.sentences[max(sentence.index - 1, 0) : sentence.index + 2]:
        yield from (one for token in beside.tokens if (one := context.mentions.entity_of(token)) is not None)


def _told_elsewhere(speakers: Collection[str], context: Context) -> Iterator[str]:
    """The headline, and the sentences that name one of the speakers or that explain initials."""
    text = context.parsed.article.text
    yield context.parsed.article.title or ""
    for sentence in context.parsed.sentences:
        said = sentence.span.of(text)
        if any(name in said for name in speakers) or any(initials_in(sentence, text)):
            yield from (said, *_meant_in(sentence, context))


def _meant_in(sentence: Sentence, context: Context) -> Iterator[str]:
    """The words for which those of a sentence are known to stand."""
    for token in sentence.tokens:
        for meant in (context.mentions.meant_by(token), *_taken_up(token, context)):
            yield from _said(meant, context) if meant is not None else ()
        if (entity := context.mentions.entity_of(token)) is not None:
            yield from _beside(token, entity, sentence)
        if token.lower_ == "today" and token.i > sentence.tokens.start:
            yield dates.absolute(token.doc[token.i - 1 : token.i + 1], context.published) or ""
    for time in sentence.tokens.ents:
        if time.label_ in {"DATE", "TIME"}:
            led = time.start > sentence.tokens.start and time.doc[time.start - 1].lower_ in TIME_LEADS
            for start in {time.start, time.start - led}:
                yield dates.absolute(time.doc[start : time.end], context.published) or ""


def _beside(token: Token, entity: Entity, sentence: Sentence) -> Iterator[str]:
    """ "Professor Marta Lindqvist" for "Professor Lindqvist", "Halden Bread Board president" for "HBB president"."""
    if token.i > sentence.tokens.start:
        yield f"{token.nbor(-1).text} {entity.name}"
    if token.i + 1 < sentence.tokens.end:
        yield f"{entity.name} {token.nbor(1).text}"


def _taken_up(token: Token, context: Context) -> Iterator[Introduction | None]:
    """What "the government", "before impact" and "the two countries" stand for."""
    definites = context.definites
    if definites is None:
        return
    if token.lower_ in OF_COUNTRIES:
        yield definites.country(token)
    if bare_deed(token):
        yield definites.deed(token)
    if any(child.lower_ in {"both", "two"} for child in token.lefts):
        yield from (Introduction((0, 0), one) for one in definites.pair(token) or ())


def _said(meant: Introduction, context: Context) -> Iterator[str]:
    for entity in (meant.entity, meant.against):
        yield from _called(entity) if entity is not None else ()
    yield meant.words.text if meant.words is not None else ""
    for token in meant.words or ():
        entity = context.mentions.entity_of(token)
        yield from _called(entity) if entity is not None else ()


def _called(entity: Entity) -> Iterator[str]:
    yield from (entity.name, *entity.aliases, entity.role or "")


def _about(sentence: Sentence, context: Context) -> Iterator[str]:
    """The contest, match, study and topic that the article tells of, and whose officials it speaks of."""
    events = context.events
    match = events.match_in(sentence.paragraph)
    yield from (*match.sides, match.day) if match is not None else ()
    for told in (events.contest, events.topic, events.project, events.journal, context.study_in(sentence.index)):
        yield told or ""
    yield named_paper(context) or ""
    if any(token.lower_ == "officials" for token in sentence.tokens):
        yield body_of_officials(context) or ""
    study = context.definites.study() if context.definites is not None else None
    yield from _said(study, context) if study is not None else ()
