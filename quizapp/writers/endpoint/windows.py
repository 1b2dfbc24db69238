"""An article in windows that a model's context holds: numbered sentences, and what their words stand for."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizapp.article import Span
from quizapp.generator import dates
from quizapp.generator.agreement import needs
from quizapp.generator.candidates import plain_words
from quizapp.generator.introductions import points_back
from quizapp.generator.vocabulary import TIME_LEADS
from quizapp.writers.endpoint.tokens import count_roughly

if TYPE_CHECKING:
    from spacy.tokens import Span as Words

    from quizapp.generator.candidates import Context
    from quizapp.generator.entities import Entity
    from quizapp.generator.sentences import Sentence

_TOLD = {"prose", "list", "torn"}
"""The kinds of paragraphs that state facts."""
_PER_LINE = 4
"""Tokens of a line's number and its end."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What some words of a sentence stand for, as our own stages resolved them: a name in full, or a day."""

    words: Words
    means: str
    entity: Entity | None = None

    def __str__(self) -> str:
        return f"{' '.join(self.words.text.split())} = {self.means}"


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence, or a piece of one that is too long, under a number that counts through the article."""

    number: int
    sentence: Sentence
    span: Span
    meanings: tuple[Meaning, ...]
    tokens: int


@dataclass(frozen=True, slots=True)
class Window:
    """Lines that follow one another."""

    lines: tuple[Line, ...]

    @property
    def span(self) -> Span:
        """From the start of the first line to the end of the last."""
        return Span(self.lines[0].span.start, self.lines[-1].span.end)

    @property
    def tokens(self) -> int:
        """About what its lines take."""
        return sum(line.tokens for line in self.lines)

    def halves(self) -> tuple[Window, Window] | None:
        """The same lines in two windows; None where there is one line only."""
        middle = len(self.lines) // 2
        return (Window(self.lines[:middle]), Window(self.lines[middle:])) if middle else None


def windows(context: Context, most_tokens: int) -> list[Window]:
    """All sentences of the article in order, each in one window, the windows about alike and none above the limit."""
    lines = list(_lines(context, most_tokens))
    whole = sum(line.tokens for line in lines)
    even = whole / max(1, math.ceil(whole / most_tokens))
    found: list[Window] = []
    open_lines: list[Line] = []
    taken = 0
    for line in lines:
        if open_lines and (taken >= even or taken + line.tokens > most_tokens):
            found.append(Window(tuple(open_lines)))
            open_lines, taken = [], 0
        open_lines.append(line)
        taken += line.tokens
    return [*found, Window(tuple(open_lines))] if open_lines else found


def _lines(context: Context, most_tokens: int) -> Iterator[Line]:
    text = context.parsed.article.text
    number = 0
    for sentence in context.parsed.sentences:
        if sentence.kind not in _TOLD:
            continue
        meanings = tuple(meanings_in(sentence, context))
        beside = sum(count_roughly(str(meaning)) for meaning in meanings)
        for span in _pieces(sentence.span, text, most_tokens - _PER_LINE):
            number += 1
            tokens = _PER_LINE + count_roughly(span.of(text))
            told = tokens + beside <= most_tokens
            yield Line(number, sentence, span, meanings if told else (), tokens + beside * told)


def _pieces(span: Span, text: str, most_tokens: int) -> Iterator[Span]:
    """The span, cut between words where it is too long, and within them where it has no better place."""
    start = span.start
    while count_roughly(text[start : span.end]) > most_tokens:
        end = start + 4 * most_tokens
        while count_roughly(text[start:end]) > most_tokens:
            end = start + (end - start) * 3 // 4
        gap = max(text.rfind(" ", start + 1, end), text.rfind("\n", start + 1, end))
        yield Span(start, gap if gap > start else end)
        start = gap + 1 if gap > start else end
    if start < span.end:
        yield Span(start, span.end)


def meanings_in(sentence: Sentence, context: Context) -> Iterator[Meaning]:
    """Whom pronouns, short names and "the company" mean, and which day "last week" was; each wording once."""
    told: set[str] = set()
    for meaning in (*_names(sentence, context), *_times(sentence, context)):
        said = plain_words(meaning.words.text)
        if said not in told and said != plain_words(meaning.means):
            told.add(said)
            yield meaning


def _names(sentence: Sentence, context: Context) -> Iterator[Meaning]:
    mentions, doc = context.mentions, sentence.tokens.doc
    at = sentence.tokens.start
    while at < sentence.tokens.end:
        token = doc[at]
        entity = mentions.entity_of(token)
        end = at + 1
        if entity is not None and needs(token) is None and points_back(token) is None:
            while end < sentence.tokens.end and mentions.entity_of(doc[end]) == entity and needs(doc[end]) is None:
                end += 1
        words = doc[at:end]
        at = end
        if entity is None or (needs(token) is None and len(words.text) >= len(entity.name)):
            continue
        the = points_back(token) is not None and words.start > sentence.tokens.start
        led = [t for t in token.children if t.dep_ == "det" and t.i < token.i] if the else []
        yield Meaning(doc[led[0].i : end] if led else words, entity.name, entity)


def _times(sentence: Sentence, context: Context) -> Iterator[Meaning]:
    doc = sentence.tokens.doc
    for time in sentence.tokens.ents:
        if time.label_ not in {"DATE", "TIME"} or not dates.is_relative(time):
            continue
        led = time.start > sentence.tokens.start and doc[time.start - 1].lower_ in TIME_LEADS
        absolute = dates.absolute(doc[time.start - led : time.end], context.published)
        if absolute is None:
            continue
        lead, _, day = absolute.partition(" ")
        yield Meaning(time, day if lead.lower() in TIME_LEADS else absolute)
