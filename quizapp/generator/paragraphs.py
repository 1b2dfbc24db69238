"""Paragraphs of an article: prose told apart from headings, lists, captions, bylines and boilerplate."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from quizapp.article import Span

Kind = Literal["prose", "heading", "list", "caption", "byline"]


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
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_MONTH_NAMES = _MONTHS.split("|")
_SHORT = r"Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
_ISO = re.compile(r"\s*date:? (\d{4}-\d{2}-\d{2})\b[ :,-]*", re.IGNORECASE)
_DATE_LINE = re.compile(
    rf"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?"
    rf"(?:({_MONTHS}|{_SHORT})\.? (\d{{1,2}}),? (\d{{4}})|(\d{{1,2}}) ({_MONTHS}|{_SHORT})\.?,? (\d{{4}}))"
)
_DATELINE = re.compile(
    r"((?:[A-Z]{3,}|[A-Z]{2,}(?=[ '’-][A-Z]{2,}))(?:[ '’-][A-Z]{2,}\.?)*)"
    r"(?:, (?:[A-Z][A-Za-z.]+)(?: [A-Z][A-Za-z.]+){0,2})?"
    rf"(?:,? (?:{_MONTHS}|{_SHORT})\.? \d{{1,2}}(?:, (?P<year>\d{{4}}))?)?"
    r" ?(?P<agency>\([A-Z][\w .,/&-]{1,40}\))? ?(?P<dash>—|–|--|-) +"
)
_NO_PLACES = frozenset(
    {"NASA", "FBI", "CIA", "EU", "NATO", "BBC", "AP", "VOA", "BREAKING", "UPDATE", "ANALYSIS", "NOTE"}
)


def paragraphs(text: str) -> Iterator[Paragraph]:
    """The paragraphs of ``text`` in order: blocks between blank lines, lines where the lines are not just wrapped."""
    glossary = False
    first = True
    for span in _spans(text):
        body = span.of(text)
        if _GLOSSARY_HEADING.match(body):
            glossary = True
        paragraph = _dated(text, span) if first else None
        first = False
        if paragraph is None and glossary:
            paragraph = Paragraph(span, "list")
        yield paragraph or _with_dateline(text, span)


def kind_of(body: str) -> Kind:
    """What a paragraph is, from its words alone."""
    words = body.split()
    if (_BULLET.match(body) and len(words) > 1) or _GLOSS.match(body):
        return "list"
    if _CAPTION.match(body) or (len(words) < 60 and _CREDIT_END.search(body)):
        return "caption"
    if len(words) <= 40 and _BYLINE.match(body):
        return "byline"
    if _DATE_LINE.fullmatch(body.strip(" .")):
        return "byline"
    if body.startswith("#") or (
        len(words) <= 14 and not _ENDS.search(body) and not body[:1].islower() and not re.search(r"[\"”]$|^[\"“]", body)
    ):
        return "heading"
    if body.endswith(":") and len(words) <= 6:
        return "heading"
    return "prose"


def _dated(text: str, span: Span) -> Paragraph | None:
    match = _ISO.match(text, span.start, span.end)
    if match is None or match.end() >= span.end:
        return None
    inner = _with_dateline(text, Span(match.end(), span.end))
    return Paragraph(inner.span, inner.kind, inner.place, match.group(1))


def _with_dateline(text: str, span: Span) -> Paragraph:
    body = span.of(text)
    match = _DATELINE.match(body)
    if (
        match
        and match.end() < len(body)
        and match.group(1) not in _NO_PLACES
        and (match.group("agency") or body[match.end()].isupper() or body[match.end()] in "\"“‘'")
    ):
        place = " ".join(word.capitalize() if len(word) > 2 else word for word in match.group(1).split())
        kind = kind_of(body[match.end() :])
        return Paragraph(Span(span.start + match.end(), span.end), kind, place)
    date = _DATE_LINE.fullmatch(body.strip(" ."))
    published = _iso(date) if date else None
    return Paragraph(span, kind_of(body), None, published)


def _iso(match: re.Match[str]) -> str | None:
    month, day, year = (
        (match.group(1), match.group(2), match.group(3))
        if match.group(1)
        else (match.group(5), match.group(4), match.group(6))
    )
    number = next((i for i, name in enumerate(_MONTH_NAMES, 1) if name.startswith(month[:3].capitalize())), None)
    if number is None or not 1 <= int(day) <= 31:
        return None
    return f"{year}-{number:02}-{int(day):02}"


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
