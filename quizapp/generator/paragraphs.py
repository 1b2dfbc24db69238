"""Paragraphs of an article: prose told apart from headings, lists, captions, bylines and boilerplate."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from quizapp.article import Span
from quizapp.generator.datelines import find_dateline

Kind = Literal["prose", "heading", "list", "caption", "byline", "torn"]
"""What a text is; a piece of what goes on for too long to be read as a sentence is "torn"."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph's place in the article, its first prose character apart from a dateline, and what it is."""

    span: Span
    kind: Kind
    place: str | None = None
    published: str | None = None


_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
_BULLET = re.compile(r"(?:[-*•‣▪◦·–—]|\d{1,2}[.)]|\(?[a-z]\))\s+")
_ENDS = re.compile(r"[.!?…:;][\"'”’)\]*]*$")
_CAPTION = re.compile(
    r"(?:\(?(?:photo|image|picture|video|graphic|illustration|artwork|map|file photo|credits?|caption|source)s?"
    r"(?: by| credit| courtesy| from)?\s*[:/©]|FILE\s*[-–—]|\(?(?:photo|image|video) (?:by|courtesy|credit)|[©])",
    re.IGNORECASE,
)
_CREDIT_END = re.compile(
    r"(?:\((?:AP|Photo|Image|Credit|Courtesy)[^)]{0,80}\)|(?:credits?|photo|image): ?[^.]{2,60})\.?$", re.IGNORECASE
)
# "... of the Moon. Credit: Jo Roe (Studio). Lead Producer Ann Lee": what goes before is the picture's too.
_CREDIT_INSIDE = re.compile(r"[.!?)\"”] (?:(?:photo|image|picture|video) )?credits?: ?[A-Z]", re.IGNORECASE)
_BYLINE = re.compile(
    r"(?:by [A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,4}(?:,.{0,60})?$"
    r"|I[’']m [A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3}\.$"
    r"|.{0,120}\b(?:wrote|reported|adapted|produced|edited) (?:this|the) (?:story|report|lesson|article|program)\b"
    r"|.{0,160}\b(?:was|were) the editor\b"
    r"|(?:for more information|to learn more|learn more|for more about|read more|more information|related|sources?"
    r"|media contacts?|news media contacts?|press contacts?|contact|share this|follow us|sign up|subscribe"
    r"|advertisement|editor[’']s note|all rights reserved|copyright)\b.{0,120}(?::|visit\b.*|$)"
    r"|(?:published|updated|posted|last updated)\b.{0,60}\d{4}.{0,20}$"
    r"|[-–—_*#=\s]+(?:end|30)?[-–—_*#=\s]*$"
    r"|https?://\S+$|www\.\S+$|\S+@\S+\.\w+$|[\d\s()+-]{7,}$"
    r"|.{0,60}\b\d{3}-\d{3}-\d{4}$)",
    re.IGNORECASE,
)
_GLOSSARY_HEADING = re.compile(r"(?:_{3,}\s*)?words in this story", re.IGNORECASE)
_GLOSS = re.compile(
    r".{2,40}?\s?[-–—]+\s?\(?(?:n|v|adj|adv|prep|conj|phr(?:asal)?\.? ?v|idiom|phrase)\b\.?", re.IGNORECASE
)
# A dateline or date line tells when the article appeared only near its top.
_TOP = 4


def paragraphs(text: str) -> Iterator[Paragraph]:
    """The paragraphs of ``text`` in order: blocks between blank lines, lines where the lines are not just wrapped."""
    glossary = dated = False
    for number, span in enumerate(_spans(text)):
        body = span.of(text)
        glossary = glossary or _GLOSSARY_HEADING.match(body) is not None
        dateline = find_dateline(body) if number < _TOP and not dated else None
        if dateline is None:
            yield Paragraph(span, "list" if glossary else kind_of(body))
            continue
        dated = True
        if dateline.end >= len(body):  # nothing but the date stands here
            yield Paragraph(span, "byline", None, dateline.published)
            continue
        start = dateline.end
        # "date 2025-01-28 WASHINGTON (VOA) - ..." has two.
        inner = find_dateline(body[start:])
        if inner is not None and inner.end < len(body) - start:
            start += inner.end
        place = dateline.place or (inner.place if inner else None)
        published = dateline.published or (inner.published if inner else None)
        yield Paragraph(Span(span.start + start, span.end), kind_of(body[start:]), place, published)


def kind_of(body: str) -> Kind:
    """What a paragraph is, from its words alone."""
    words = body.split()
    if (_BULLET.match(body) and len(words) > 1) or _GLOSS.match(body):
        return "list"
    if _CAPTION.match(body) or (len(words) < 60 and _CREDIT_END.search(body)) or _CREDIT_INSIDE.search(body):
        return "caption"
    if len(words) <= 40 and _BYLINE.match(body):
        return "byline"
    dateline = find_dateline(body)
    if dateline is not None and dateline.end >= len(body):
        return "byline"
    if body.startswith("#") or (
        len(words) <= 14 and not _ENDS.search(body) and not body[:1].islower() and not re.search(r"[\"”]$|^[\"“]", body)
    ):
        return "heading"
    if body.endswith(":") and len(words) <= 6:
        return "heading"
    return "prose"


def _spans(text: str) -> Iterator[Span]:
    block: list[Span] = []
    for match in _LINE.finditer(text):
        gap = text[block[-1].end : match.start()] if block else ""
        if block and (gap.count("\n") > 1 or "\u2029" in gap):
            yield from _block(text, block)
            block = []
        if match.group().strip():
            start = match.start() + len(match.group()) - len(match.group().lstrip())
            block.append(Span(start, match.start() + len(match.group().rstrip())))
        elif block:
            yield from _block(text, block)
            block = []
    yield from _block(text, block)


def _block(text: str, lines: list[Span]) -> Iterator[Span]:
    """One paragraph where the lines were wrapped at a width, else a paragraph a line."""
    if (
        len(lines) > 1
        and all(45 <= len(line) <= 110 for line in lines[:-1])
        and any(not _ENDS.search(line.of(text)) for line in lines[:-1])
    ) and not any(_BULLET.match(line.of(text)) for line in lines):
        yield Span(lines[0].start, lines[-1].end)
        return
    yield from lines
