"""Stage 6: no name or number in a card that neither its evidence holds nor what the evidence is known to mean."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from quizapp.generator import dates
from quizapp.generator.asking import KNOWN_KINDS
from quizapp.generator.candidates import as_of
from quizapp.generator.claimants import body_of_officials
from quizapp.generator.claiming import named_paper
from quizapp.generator.names_and_numbers import unknown_word, without_count
from quizapp.generator.places import place_noun
from quizapp.generator.rules import rules
from quizapp.generator.vocabulary import TIME_LEADS
from quizapp.generator.wording import OF_COUNTRIES
from quizapp.notes import NoteType

if TYPE_CHECKING:
    from quizapp.generator.candidates import Candidate, Context
    from quizapp.generator.entities import Entity
    from quizapp.generator.introductions import Introduction
    from quizapp.generator.sentences import Sentence

_DATED = re.compile(r"\b(?:as of|around) (?:[A-Z][a-z]+ )?\d{4}\b")
"""When something held true, which the day of the article tells."""
_SPOKEN = re.compile(r"^[\"“]|[\"”]$")


def no_unknown_names(candidate: Candidate, context: Context) -> str | None:
    """Every name and number is the evidence's, or what its words are known to stand for; of a quotation, stage 2 knows.

    What the article as a whole is known to be about counts too: the one match, study or contest that it tells of. The
    rules choose no words themselves: theirs are those of a clause, each told by what stage 3 knows it to stand for.
    """
    if candidate.note_type is NoteType.QUOTE or candidate.writer == rules.name:
        return None
    told = [*_told(candidate, context)]
    called = [[*_called(entity)] for entity in context.mentions.entities]
    day = {"around", *(as_of(context.published) or "").split()}
    for text in (candidate.own_wording, *candidate.fields.values()):
        said = _DATED.sub(lambda match: "" if {*match.group().split()} <= day else match.group(), text)
        if (word := unknown_word(without_count(said, candidate.answer), told, called)) is not None:
            return f"“{word}” is not in the sentence that proves it"
    return None


def _told(candidate: Candidate, context: Context) -> Iterator[str]:
    """What the proof says, and what else is known of it."""
    text, sentences = context.parsed.article.text, context.parsed.sentences
    yield from (proof.span.of(text) for proof in candidate.evidence)
    yield from (place_noun(candidate.answer) or "", KNOWN_KINDS.get(candidate.answer, ""))  # "Which U.S. state ...?"
    for sentence in _proving(candidate, sentences):
        yield from (*_meant_in(sentence, context), *_about(sentence, context))
        if _SPOKEN.search(sentence.span.of(text)):  # who speaks may stand in the sentence before or behind
            for beside in sentences[max(sentence.index - 1, 0) : sentence.index + 2]:
                people = map(context.mentions.entity_of, beside.tokens)
                yield from (one.name for one in people if one is not None and one.kind == "person")


def _proving(candidate: Candidate, sentences: Sequence[Sentence]) -> Iterator[Sentence]:
    for proof in candidate.evidence:
        first = bisect_right(sentences, proof.span.start, key=lambda sentence: sentence.span.end)
        for sentence in islice(sentences, first, None):
            if sentence.span.start >= proof.span.end:
                break
            yield sentence


def _meant_in(sentence: Sentence, context: Context) -> Iterator[str]:
    """The words for which those of a sentence are known to stand."""
    for token in sentence.tokens:
        if (meant := context.mentions.meant_by(token)) is not None:
            yield from _said(meant, context)
        if token.lower_ in OF_COUNTRIES and context.definites is not None:
            country = context.definites.country(token)
            yield from _said(country, context) if country is not None else ()
    for time in sentence.tokens.ents:
        if time.label_ in {"DATE", "TIME"}:
            led = time.start > sentence.tokens.start and time.doc[time.start - 1].lower_ in TIME_LEADS
            for start in {time.start, time.start - led}:
                yield dates.absolute(time.doc[start : time.end], context.published) or ""


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
