"""Quotations with their speakers: who said it, and its telling words to be filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from quizapp.article import Evidence, Span
from quizapp.generator.options import Options
from quizapp.generator.other_languages.reading import PERSONS, Drafted, Read, goes_on
from quizapp.generator.other_languages.sentences import quotations
from quizapp.generator.other_languages.words import PRINTED, SAYING, TITLES, WHO_SAID, WITHOUT_SPACES
from quizapp.notes import BLANK, NoteType

_WORTH = 0.66
_MIN_CHARACTERS, _MAX_CHARACTERS = 8, 80
"""The shortest and longest quotation in scripts without spaces."""
_FIRST_SENTENCE = re.compile(r".+?[.!?…。！？](?=\s|\Z)", re.DOTALL)
_TELLING = frozenset({"NOUN", "NUM", "PROPN"})


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words in quotation marks, the sentence they stand in, and who says them where it is told."""

    span: Span
    speaker: str | None
    read: Read


def find_quoted(read: Read, text: str, language: str, names: Mapping[str, str]) -> Iterator[Quoted]:
    """What is quoted in the sentence, but for single words; ``names`` are those of `full_names`."""
    found = quotations(text, read.sentence.span, language)
    speaker = _speaker(read, found, language, names)
    for span in found:
        if _length(span.of(text), language) >= 1:
            yield Quoted(span, speaker, read)


def full_names(found: Sequence[Read]) -> dict[str, str]:
    """The one longer name that each last name of the article belongs to."""
    names = {_untitled(entity.text) for read in found for entity in read.doc.ents if entity.label_ in PERSONS}
    whole: dict[str, set[str]] = {}
    for name in names:
        if len(name.split()) > 1:
            whole.setdefault(name.split()[-1], set()).add(name)
    return {last: min(full) for last, full in whole.items() if len(full) == 1}


def draft_quotation(quoted: Quoted, text: str, language: str, options: Options) -> Drafted:
    """A note with two faces, or one: who said it, and its telling words to be filled in; or why it is none."""
    excerpt = _excerpt(quoted.span, text, language, options)
    words = " ".join(excerpt.of(text).split())
    speaker = quoted.speaker or ""
    names_speaker = bool(speaker) and speaker.split()[-1].casefold() in words.casefold()
    asked = WHO_SAID.get(language, "")
    blank = _telling(quoted.read, excerpt, text, language, options)
    blanked = ""
    if blank is not None:
        blanked = " ".join((text[excerpt.start : blank.start] + BLANK + text[blank.end : excerpt.end]).split())
    colon = "\u00a0:" if language == "fr" else ":"
    fields = {
        "Question": asked.format(_marked(words, language)) if asked and not names_speaker else "",
        "Speaker": speaker if asked and not names_speaker else "",
        "Quotation": f"{speaker}{colon} {_marked(blanked, language)}" if blanked else "",
        "Missing words": " ".join(blank.of(text).split()) if blank is not None else "",
    }
    reason = None
    if not speaker:
        reason = "it is not told who said it"
    elif not _is_good_length(words, language, options):
        reason = "the quotation is too short or too long"
    elif not fields["Question"] and not blanked:
        reason = "nothing in it can be asked for"
    sentence = quoted.read.sentence.span
    return Drafted(
        NoteType.QUOTE, fields, Evidence(sentence, blank or excerpt), "quotation", "quotation", _WORTH, reason
    )


def _speaker(read: Read, quoted: Sequence[Span], language: str, names: Mapping[str, str]) -> str | None:
    """The one person named beside the quotation, where something there says that it is speech."""
    start = read.sentence.span.start
    outside = [token for token in read.doc if not any(span.start <= start + token.idx < span.end for span in quoted)]
    saying = SAYING.get(language)
    if saying is None:
        speaks = any(token.pos_ == "VERB" for token in outside)
    else:
        speaks = any(token.lemma_.lower() in saying or token.lower_ in saying for token in outside)
    inside = {token.i for token in outside}
    people = {_untitled(entity.text) for entity in read.doc.ents if entity.label_ in PERSONS and entity.start in inside}
    people = {names.get(name.split()[-1], name) for name in people}
    return people.pop() if speaks and len(people) == 1 else None


def _untitled(name: str) -> str:
    """The name without what people are addressed by."""
    words = name.split()
    while len(words) > 1 and words[0].lower() in TITLES:
        words.pop(0)
    return " ".join(words)


def _excerpt(span: Span, text: str, language: str, options: Options) -> Span:
    """The quotation, or its first sentence where it is long."""
    words = span.of(text)
    first = _FIRST_SENTENCE.match(words)
    if _is_good_length(words, language, options) or first is None:
        return span
    return Span(span.start, span.start + first.end())


def _is_good_length(words: str, language: str, options: Options) -> bool:
    if language in WITHOUT_SPACES:
        return _MIN_CHARACTERS <= len(words) <= _MAX_CHARACTERS
    return options.quotation_min_words <= len(words.split()) <= options.quotation_words


def _length(words: str, language: str) -> float:
    """Below 1 for a single word or two: a name or an expression, not speech."""
    return len(words) / 6 if language in WITHOUT_SPACES else len(words.split()) / 3


def _telling(read: Read, excerpt: Span, text: str, language: str, options: Options) -> Span | None:
    """The last noun, name or number of the excerpt with the adjectives before it, if it comes once and not first."""
    start = read.sentence.span.start
    tokens = [token for token in read.doc if excerpt.start <= start + token.idx < excerpt.end]
    for last in range(len(tokens) - 1, 0, -1):
        if tokens[last].pos_ not in _TELLING:
            continue
        first = last
        while first > 1 and tokens[first - 1].pos_ in _TELLING | {"ADJ"}:
            first -= 1
        span = read.span_of(tokens[first].i, tokens[last].i)
        words = span.of(text)
        shortest = 2 if language in WITHOUT_SPACES else 4
        is_short = last - first < options.blank_words and len(words) >= shortest
        if is_short and excerpt.of(text).count(words) == 1 and not goes_on(text, span):
            return span
    return None


def _marked(words: str, language: str) -> str:
    opening, closing = PRINTED.get(language, ("“", "”"))
    return f"{opening}{words}{closing}"
