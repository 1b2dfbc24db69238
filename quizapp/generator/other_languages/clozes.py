"""Sentences with a number or a name left out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from quizapp.article import Evidence
from quizapp.generator.options import Options
from quizapp.generator.other_languages.reading import (
    DAYS,
    ORGANISATIONS,
    PERSONS,
    PLACES,
    Drafted,
    Read,
    goes_on,
    is_vague,
)
from quizapp.generator.other_languages.sentences import quotations
from quizapp.generator.other_languages.words import WITHOUT_SPACES
from quizapp.notes import BLANK, NoteType

if TYPE_CHECKING:
    from spacy.tokens import Doc

_NUMBER, _NAME = 0.62, 0.54
_SECOND_COST = 0.15
_EARLY_WORTH = 0.08
_MIN_WORDS = 7
_MIN_CHARACTERS, _MAX_CHARACTERS = 14, 90
"""The shortest and longest sentence in scripts without spaces."""


def find_clozes(read: Read, text: str, language: str, options: Options) -> Iterator[Drafted]:
    """The sentence with its number left out, and with a name left out; one of the two for most sentences.

    None for a sentence that is too short or long, that quotes somebody, or that a reader has to look behind for.
    """
    sentence, doc = read.sentence.span, read.doc
    whole = sentence.of(text)
    if BLANK in whole or not _fits(whole, language, options) or quotations(text, sentence, language):
        return
    vague = is_vague(doc, language)
    blanks = [(_NUMBER, "number", span) for span in numbers(doc)]
    blanks += [(_NAME, tag, span) for tag, span in _names(doc, language)]
    worth = _EARLY_WORTH if read.sentence.paragraph < options.early_paragraphs else 0.0
    done: set[str] = set()
    for base, tag, (first, last) in blanks:
        span = read.span_of(first, last)
        words = span.of(text)
        if tag in done or whole.count(words) != 1 or len(words) >= len(whole) / 2 or goes_on(text, span):
            continue
        blanked = whole[: span.start - sentence.start] + BLANK + whole[span.end - sentence.start :]
        yield Drafted(
            NoteType.CLOZE,
            {"Text": " ".join(blanked.split()), "Answer": " ".join(words.split())},
            Evidence(sentence, span),
            "cloze",
            tag,
            round(base + worth - _SECOND_COST * len(done), 3),
            "it is not said who or what is meant" if vague else None,
        )
        done.add(tag)
        if len(done) == 2:
            return


def _fits(whole: str, language: str, options: Options) -> bool:
    if language in WITHOUT_SPACES:
        return _MIN_CHARACTERS <= len(whole) <= _MAX_CHARACTERS
    return _MIN_WORDS <= len(whole.split()) <= options.cloze_words


def numbers(doc: Doc) -> Iterator[tuple[int, int]]:
    """The first and last word of each number: "1 200", "48 millions", "3 mars 2024", "12 %"."""
    at = 0
    while at < len(doc):
        if not _is_number(doc, at) or (at and doc[at - 1].text in "-–/"):
            at += 1
            continue
        last = at
        while last + 1 < len(doc) and (_is_number(doc, last + 1) or doc[last + 1].text in ("%", "€", "$", "£", "°C")):
            last += 1
        last = max(last, _end_of_day(doc, last))
        if any(character.isdigit() for token in doc[at : last + 1] for character in token.text):
            yield at, last
        at = last + 1


def _end_of_day(doc: Doc, day: int) -> int:
    """The last word of the day that begins with the number: "3 mars 2024", "3 de marzo de 2024", "2024年3月3日"."""
    named = next((entity for entity in doc.ents if entity.label_ in DAYS and entity.start <= day < entity.end), None)
    if named is not None:
        return named.end - 1
    after = [token for token in doc[day + 1 : day + 5] if token.pos_ != "ADP"]
    is_day = len(after) > 1 and after[0].pos_ in ("NOUN", "PROPN") and _is_year(after[1].text)
    return int(after[1].i) if is_day else day


def _is_number(doc: Doc, at: int) -> bool:
    token = doc[at]
    return bool(token.like_num) or token.pos_ == "NUM" or "Card" in token.morph.get("NumType", [])


def _is_year(text: str) -> bool:
    return len(text) == 4 and text.isdigit()


def _names(doc: Doc, language: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """The tag and the first and last word of each name worth asking for."""
    shortest = 2 if language in WITHOUT_SPACES else 3
    for entity in doc.ents:
        tag = next(
            (
                tag
                for tag, labels in (("person", PERSONS), ("place", PLACES), ("organization", ORGANISATIONS))
                if entity.label_ in labels
            ),
            None,
        )
        first = entity.text[:1]
        if tag is None or len(entity.text) < shortest or first.islower() or not first.isalnum():
            continue
        yield tag, (entity.start, entity.end - 1)
