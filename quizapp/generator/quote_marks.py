"""Quotation marks paired: where quoted words begin and end, whichever marks were printed or mixed."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from quizapp.article import Span
from quizapp.generator.paragraphs import paragraphs

_DOUBLE = re.compile(r"[\"“”„«»]|‘‘|’’|``|''")
_SINGLE = re.compile(
    r"(?<!\w)['‘](?=[\w\[])(?!\d\ds\b)(?!(?:tis|twas|em|til|cause|n)\b)(?P<in>[^\n\"“”]*?[^\s\"“”])['’](?!\w)"
)
_BEFORE_OPENING = re.compile(r"(?:^|[\s(\[{—–-])$")


QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
"""Words between double quotation marks of a question or of one sentence, with the marks."""


def outside_quotes(text: str) -> str:
    """``text`` with the words between double quotation marks taken out."""
    return QUOTED.sub(" ", text)


def quoted(text: str) -> list[Span]:
    """The spans between marks in order, marks left out; a quotation over paragraphs has a span in each."""
    return [span for group in quote_groups(text) for span in group]


@lru_cache(maxsize=8)
def quote_groups(text: str) -> tuple[tuple[Span, ...], ...]:
    """One tuple of spans for each stretch from an opening mark to the one that closes it."""
    parts = [paragraph.span for paragraph in paragraphs(text)]
    groups: list[list[Span]] = []
    open_at: int | None = None
    current: list[Span] = []
    for here, after in pairwise([*parts, None]):
        assert here is not None
        marks = [match for match in _DOUBLE.finditer(text, here.start, here.end) if not _is_inch(text, match)]
        continued = open_at is not None
        if continued:
            open_at = here.start
        depth = 0
        for match in marks:
            opens = _opens(text, match, here)
            if open_at is None:
                if opens or match.group() in '"“«„':
                    open_at = match.end()
                continue
            if match.start() == here.start and continued:
                open_at = match.end()
            elif opens and match.group() != "»":
                if re.search(r"[.!?…]\s*$", text[open_at : match.start()]):
                    _add(text, current, open_at, match.start())
                    open_at = match.end()
                elif match.group() == "“":
                    depth += 1
            elif depth:
                depth -= 1
            else:
                _add(text, current, open_at, match.start())
                if current:
                    groups.append(current)
                current, open_at = [], None
        if open_at is not None:
            _add(text, current, open_at, here.end)
            if not _continues(text, after):
                if current:
                    groups.append(current)
                current, open_at = [], None
    groups += _single(text, parts, [span for group in groups for span in group])
    return tuple(tuple(group) for group in sorted(groups, key=lambda group: group[0].start))


def _continues(text: str, after: Span | None) -> bool:
    """True when the next paragraph goes on with the words left open: it reopens, or closes before it opens."""
    if after is None:
        return False
    first = next(iter(_DOUBLE.finditer(text, after.start, after.end)), None)
    return first is not None and (first.start() == after.start or not _opens(text, first, after))


def _opens(text: str, match: re.Match[str], within: Span) -> bool:
    mark = match.group()
    if mark in "“„«" or mark in {"``", "‘‘"}:
        return True
    if mark in {"»", "''", "’’"}:
        return False
    before, after = text[within.start : match.start()][-1:], text[match.end() : within.end][:1]
    return bool(_BEFORE_OPENING.search(before)) and bool(after.strip())


def _is_inch(text: str, match: re.Match[str]) -> bool:
    return (
        match.group() == '"'
        and bool(re.search(r"\d$", text[: match.start()][-1:]))
        and bool(re.match(r"\s+(?:[x×]|by|wide|long|tall)\b", text[match.end() :][:8]))
    )


def _add(text: str, spans: list[Span], start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        spans.append(Span(start, end))


def _single(text: str, parts: list[Span], taken: list[Span]) -> list[list[Span]]:
    """Quotations in single marks outside the double ones: an apostrophe is none."""
    found = []
    spans = iter(taken)
    span = next(spans, None)
    for part in parts:
        for match in _SINGLE.finditer(text, part.start, part.end):
            while span is not None and span.end < match.start():
                span = next(spans, None)
            if span is None or not span.start <= match.start() < span.end:
                found.append([Span(match.start("in"), match.end("in"))])
    return found
