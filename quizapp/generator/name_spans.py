"""Where names stand in the sentences, cut to what a name can be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizapp.article import Span
from quizapp.generator.given_names import is_given_name
from quizapp.generator.initials import initials_in
from quizapp.generator.name_words import CALENDAR
from quizapp.generator.roles import RANKS, ROLE_WORDS, TITLES
from quizapp.generator.vocabulary import SMALL_IN_NAMES, word_set

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Words

    from quizapp.generator.sentences import Sentence

_NO_NAMES = {"DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY", "NORP", "LANGUAGE"}
# The lower-case words that a name may hold.
_AFTER_COMMA = {"inc", "ltd", "llc", "jr", "sr", "d.c"}
_LINKS = word_set(
    "of the and for de la van von der den du da di del dos bin ibn al el y e on to with le les 's a an in at"
)


@dataclass(frozen=True, slots=True)
class Name:
    """One place where a name stands; ``text`` as printed."""

    sentence: Sentence
    tokens: Words
    text: str
    label: str


def names_in(sentences: Iterable[Sentence], printed: str | None = None) -> Iterator[Name]:
    """Every name in the sentences: the parser's, cut to what a name can be, and runs of capitals that it left out.

    ``printed`` is the article's text, for names as printed there.
    """
    for sentence in sentences:
        taken: set[int] = set()
        for spelled in _spelled_out(sentence, printed) if printed is not None else ():
            taken.update(range(spelled.start, spelled.end))
            yield Name(sentence, spelled, as_printed(sentence, spelled, printed), "")
        for words in sentence.tokens.ents:
            if words.label_ in _NO_NAMES or not taken.isdisjoint(range(words.start, words.end)):
                continue
            label = words.label_
            for name in _cut(_whole(words, sentence)):
                taken.update(range(name.start, name.end))
                yield Name(sentence, name, as_printed(sentence, name, printed), label)
                label = ""
        run: list[Token] = []
        for token in [*sentence.tokens, None]:
            if token is not None and _runs_on(token, run, taken):
                run.append(token)
                continue
            if run:
                for name in _cut(run[0].doc[run[0].i : run[-1].i + 1]):
                    yield Name(sentence, name, as_printed(sentence, name, printed), "")
            run = []


def _spelled_out(sentence: Sentence, printed: str) -> Iterator[Words]:
    """The names with small words in them that their initials show to be one: "Radio wave Telescope (RT)"."""
    for initials, span in initials_in(sentence, printed):
        text = span.of(printed)
        small = any(word.islower() and word not in SMALL_IN_NAMES for word in re.findall(r"\w+", text))
        capitals = "".join(letter for letter in text if letter.isupper())
        words = sentence.tokens.doc.char_span(span.start - sentence.offset, span.end - sentence.offset)
        if small and capitals == initials and words is not None and "," not in text:
            yield words


def _whole(words: Words, sentence: Sentence) -> Words:
    """A person's name with a part that the parser left outside: "Enver" of "Enver Solomon"."""
    doc, start, end = words.doc, words.start, words.end
    if words.label_ != "PERSON" or len(words) > 1:
        return words
    before = doc[start - 1] if start > sentence.tokens.start else None
    if before is not None and before.pos_ == "PROPN" and not before.ent_type_ and before.text.istitle():
        known = before.lower_ in ROLE_WORDS | TITLES | RANKS or before.lower_.strip(".") in TITLES
        return words if known else doc[start - 1 : end]
    return words


def as_printed(sentence: Sentence, words: Words, printed: str | None) -> str:
    """The words with the article's own marks, on one line."""
    if printed is None:
        return " ".join(str(words.text).split())
    span: Span = sentence.span_of(words[0], words[-1])
    return " ".join(span.of(printed).split())


def _runs_on(token: Token, run: list[Token], taken: set[int]) -> bool:
    # The parser takes an unknown name for a number or a date now and then.
    word = token.text.isalpha() and not token.like_num and token.lower_ not in CALENDAR and len(token.text) > 1
    if token.i in taken or (
        token.ent_type_ in _NO_NAMES and not (word and token.ent_type_ in {"CARDINAL", "QUANTITY"})
    ):
        return False
    if token.text == "-" and run and not run[-1].whitespace_ and not token.whitespace_:
        return True
    glued = bool(run) and run[-1].text == "-"
    return (token.pos_ == "PROPN" or glued) and token.text[:1].isupper() and "/" not in token.text


def _cut(words: Words) -> list[Words]:
    """What of ``words`` is a name: no title, role or verb in it; often one, two where a verb joins two names."""
    doc = words.doc
    pieces: list[tuple[int, int]] = []
    start = words.start
    for i in range(words.start, words.end):
        token = doc[i]
        glued = i > start and doc[i - 1].text in {"-", "'"} and not doc[i - 1].whitespace_  # "Kim Jong-un"
        odd = token.text[:1].islower() and token.lower_ not in _LINKS and token.text.isalpha() and not glued
        if (
            odd
            or (token.text in {",", ";"} and doc[i + 1].lower_.strip(".") not in _AFTER_COMMA)
            or _parts(token, start)
        ):
            pieces.append((start, i))
            start = i + 1
    pieces.append((start, words.end))
    found = []
    for begin, end in pieces:
        piece = _trimmed(doc, begin, end)
        if piece is not None:
            found.append(piece)
    return found


def _parts(token: Token, start: int) -> bool:
    """True where two names were read as one: "Roe for Radio News", "Morehead University in Kentucky"."""
    lower = token.lower_
    if token.i == start or not token.text.islower():
        return False
    if lower in {"in", "at"}:
        return token.doc[start].lower_ != "university"
    if lower == "the":
        return token.doc[token.i - 1].text[:1].isupper()
    return lower in {"for", "on", "to", "with"} and is_given_name(token.doc[start].text) and token.i - start > 1


def _trimmed(doc: Doc, start: int, end: int) -> Words | None:

    while start < end and (
        doc[start].lower_.strip(".") in TITLES
        or doc[start].pos_ in {"DET", "PUNCT", "ADP", "PRON", "CCONJ", "AUX"}
        or doc[start].lower_ in ROLE_WORDS
        or doc[start].lower_ in {"the", "a", "an"}
        or doc[start].is_space
    ):
        start += 1
    while end > start and (
        doc[end - 1].is_space
        or doc[end - 1].lower_ in {"'s", "'", "and", "of", "the", "for", "on", "to", "with", "a", "an"}
        or doc[end - 1].pos_ in {"PUNCT", "ADP"}
        or (doc[end - 1].pos_ == "VERB" and doc[end - 1].text.islower())
    ):
        end -= 1
    if start >= end:
        return None
    found: Words = doc[start:end]
    if any(t.text in {'"', "(", "/"} for t in found) or not (
        found[0].text[:1].isupper() or found[-1].text[:1].isupper()
    ):
        return None
    words = [t.lower_.strip(".") for t in found]
    if words[0] in CALENDAR and all(word in CALENDAR or word.isdigit() for word in words):
        return None
    if words[-1] in ROLE_WORDS | TITLES or (len(words) <= 2 and all(word in RANKS for word in words)):
        return None  # "Prime Minister", "Lead Producer"
    following = doc[end].lower_ if end < found.sent.end else ""
    if following in ROLE_WORDS and words[0] in RANKS:
        return None  # "Shadow Home" of "Shadow Home Secretary"
    return found
