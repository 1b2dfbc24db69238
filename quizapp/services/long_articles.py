"""Cards of a text of any length: one longer than the generator should hold at once is written about part by part.

What it holds of an article, its words and who is meant by them, grows with the text; of a book it would be a gigabyte.
A part knows nothing of those before it, so a text is left whole up to `Options.words_at_once`.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from quizapp.article import Article, Evidence, Span, count_words
from quizapp.generator.candidates import plain_words
from quizapp.generator.options import Options
from quizapp.generator.pipeline import Generated, Rejected, generate
from quizapp.generator.progress import Progress, part
from quizapp.generator.sentences import sentence_starts
from quizapp.services.accounts import add_up

if TYPE_CHECKING:
    from spacy.language import Language

    from quizapp.generator.candidates import Writer
    from quizapp.generator.quotes import Quotation
    from quizapp.notes import Note

_PARAGRAPH = re.compile(r"\n\s*\n")
_ASKED = "another card asks the same"
_ENOUGH = "the article has enough cards"


def generate_at_any_length(
    article: Article,
    *,
    nlp: Language,
    options: Options,
    writers: Sequence[Writer],
    progress: Progress | None = None,
) -> Generated:
    """What `generate` makes of the article, or of its parts where it is long: best first, each question once."""
    places = parts_of(article.text, options.words_at_once)
    if len(places) == 1:
        return generate(article, nlp=nlp, options=options, writers=writers, progress=progress)
    made = []
    for number, place in enumerate(places):
        told = part(progress, number / len(places), (number + 1) / len(places))
        found = generate(_within(article, place), nlp=nlp, options=options, writers=writers, progress=told)
        made.append(_moved(found, place.start))
    return _joined(made, options)


def parts_of(text: str, words: int) -> list[Span]:
    """The fewest parts of about equal length with at most so many words each, cut between paragraphs if it can be."""
    length = count_words(text)
    if length <= words:
        return [Span(0, max(1, len(text)))]
    most = math.ceil(length / math.ceil(length / words))
    starts, held = [0], 0
    for piece in _pieces(text, most):
        more = count_words(piece.of(text))
        if held and held + more > most:
            starts.append(piece.start)
            held = 0
        held += more
    return [Span(start, end) for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]


def _pieces(text: str, most: int) -> Iterator[Span]:
    """The paragraphs, and the sentences of those with more than so many words."""
    ends = [match.end() for match in _PARAGRAPH.finditer(text)]
    for start, end in _between(0, ends, len(text)):
        if count_words(text[start:end]) <= most:
            yield Span(start, end)
        else:
            inner = [start + at for at in sentence_starts(text[start:end])]
            yield from (Span(*place) for place in _between(start, inner, end))


def _between(first: int, cuts: Sequence[int], last: int) -> Iterator[tuple[int, int]]:
    return pairwise(sorted({first, *cuts, last}))


def _within(article: Article, place: Span) -> Article:
    """The part of the article that stands there, with all that is known of the whole."""

    def inside(span: Span) -> Span:
        return Span(max(span.start, place.start) - place.start, min(span.end, place.end) - place.start)

    blocks = tuple(replace(one, span=inside(one.span)) for one in article.parts if one.span.overlaps(place))
    return replace(article, text=place.of(article.text), parts=blocks, captions=(), known_as=article.identity)


def _moved(made: Generated, by: int) -> Generated:
    """The same with its places counted from the start of the article."""

    def span(given: Span) -> Span:
        return Span(given.start + by, given.end + by)

    def evidence(given: Evidence) -> Evidence:
        return Evidence(span(given.span), None if given.answer is None else span(given.answer))

    def quotation(given: Quotation) -> Quotation:
        return replace(given, spans=tuple(map(span, given.spans)), evidence=span(given.evidence))

    return replace(
        made,
        notes=tuple(replace(note, evidence=tuple(map(evidence, note.evidence))) for note in made.notes),
        quotations=tuple(map(quotation, made.quotations)),
        rejected=tuple(replace(one, evidence=evidence(one.evidence)) for one in made.rejected),
    )


def _joined(made: Sequence[Generated], options: Options) -> Generated:
    notes: list[Note] = []
    left: list[Rejected] = []
    asked: set[str] = set()
    guids: set[str] = set()
    cards = 0
    for note in sorted((note for one in made for note in one.notes), key=lambda note: -note.score):
        questions = {plain_words(card.question) for card in note.cards()}
        if questions & asked or note.guid in guids:
            left += _left(note, _ASKED)
        elif options.max_cards and cards + len(note.cards()) > options.max_cards:
            left += _left(note, _ENOUGH)
        else:
            notes.append(note)
            asked |= questions
            guids.add(note.guid)
            cards += len(note.cards())
    wrote = Counter(note.writer_of(card) for note in notes for card in note.cards())
    accounts = add_up(account for one in made for account in one.accounts)
    return Generated(
        notes=tuple(notes),
        quotations=tuple(quotation for one in made for quotation in one.quotations),
        rejected=(*(rejected for one in made for rejected in one.rejected), *left),
        accounts=tuple(replace(account, cards=wrote[account.writer]) for account in accounts),
    )


def _left(note: Note, reason: str) -> Iterator[Rejected]:
    for card in note.cards():
        yield Rejected(card.question, card.answer, reason, note.evidence[0], note.score, note.writer_of(card))
