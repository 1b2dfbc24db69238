"""Sentences and quotations of any language, by their marks, with offsets in the article."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from quizapp.article import Article, BlockKind, Span
from quizapp.generator.other_languages.words import MARKS, NUMBERED_WITH_POINT, TITLES

LONGEST_WITH_QUOTATION = 600
"""Characters: in a longer quotation the sentences are parted, in a shorter one they stay with who says them."""
_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
_CLOSERS = "\"'”’“»«」』)\\]"
_END = re.compile(
    rf"(?P<mark>[.!?…]+)(?:[\u00a0\u202f ]»)?[{_CLOSERS}]*\s+(?=[\"'“‘„«»(\[¿¡—–-]*\s?[^\W_a-zß-öø-ÿа-яё])"
    rf"|[。！？｡]+[{_CLOSERS}]*"
)
_WORD_BEFORE = re.compile(r"[\w'’.-]+\Z")
_SPACE = "\u00a0\u202f \t"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence's place in the article, and the number of its paragraph."""

    span: Span
    paragraph: int


def sentences(article: Article, *, language: str, abbreviations: Collection[str]) -> Iterator[Sentence]:
    """The sentences of the article's prose in order: no headings, no lists, nothing that ends without a mark.

    None is cut after one of ``abbreviations`` (in lower case, with their points), nor within a quotation.
    """
    kinds = {part.span.start: part.kind for part in article.parts}
    for number, line in enumerate(_LINE.finditer(article.text)):
        start = line.start() + len(line[0]) - len(line[0].lstrip())
        body = line[0].strip()
        if not body or kinds.get(start) in (BlockKind.HEADING, BlockKind.ITEM) or not _is_prose(body):
            continue
        begin = 0
        for end in [*_ends(body, language, abbreviations), len(body)]:
            words = body[begin:end].rstrip()
            if words:
                yield Sentence(Span(start + begin, start + begin + len(words)), number)
            begin = end


def quotations(text: str, within: Span, language: str) -> list[Span]:
    """The spans between marks that belong together, marks left out, outermost ones only."""
    found: list[Span] = []
    at = within.start
    while at < within.end:
        closers = _closers(text[at], language)
        end = _closed(text, at, within.end, closers) if closers else None
        if end is None or (text[at] == '"' and text[at - 1 : at].isalnum()):
            at += 1
            continue
        inside = text[at + 1 : end]
        start = at + 1 + len(inside) - len(inside.lstrip())
        if inside.strip():
            found.append(Span(start, start + len(inside.strip())))
        at = end + 1
    return found


def _closers(mark: str, language: str) -> str:
    by_language = MARKS.get(mark, {})
    return by_language.get(language, by_language.get("", ""))


def _closed(text: str, at: int, end: int, closers: str) -> int | None:
    depth = 0
    for place in range(at + 1, end):
        if text[place] in closers:
            if depth == 0:
                return place
            depth -= 1
        elif text[place] == text[at]:
            depth += 1
    return None


def _ends(body: str, language: str, abbreviations: Collection[str]) -> Iterator[int]:
    quoted = [
        span
        for span in quotations(body, Span(0, len(body)), language)
        if len(span) <= LONGEST_WITH_QUOTATION and span.end < len(body)
    ]
    for match in _END.finditer(body):
        mark = match.start()
        if any(span.start <= mark < span.end - 1 for span in quoted):
            continue
        if match["mark"] is None and match[0][-1] in _CLOSERS and body[match.end() : match.end() + 1] not in MARKS:
            continue  # who said it follows without a space
        if (match["mark"] or "") == "." and not _ends_sentence(body, match, language, abbreviations):
            continue
        yield match.end()


def _ends_sentence(body: str, match: re.Match[str], language: str, abbreviations: Collection[str]) -> bool:
    """True when the point is not that of an abbreviation, an initial or a number."""
    word = _WORD_BEFORE.search(body[: match.start()])
    if word is None:
        return True
    bare = word[0].lower()
    last = re.split(r"['’]", bare)[-1]
    if any(f"{word}." in known for word in (bare, last) for known in (abbreviations, TITLES)):
        return False
    if len(last) == 1 and last.isalpha():
        return False
    return not (language in NUMBERED_WITH_POINT and re.fullmatch(r"\d{1,2}", bare))


def _is_prose(body: str) -> bool:
    return re.search(rf"[.!?…。！？｡:][{_SPACE}]?[{_CLOSERS}]*\Z", body) is not None
