"""An article as it is shown: its paragraphs, headings, lists, quotations and captions, with the evidence marked."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from quizapp.article import Article, BlockKind, Span

SHOWN_AT_MOST = 20_000
"""Characters of an article shown beside a draft; more would only be sent again with each step."""

_BLOCK = re.compile(r"\S.*?(?=\n[ \t]*\n|\Z)", re.DOTALL)
_LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some characters of an article: plain, part of the evidence, or the answer within it.

    ``is_first`` is true of the first marked one, which a page scrolls to.
    """

    text: str
    kind: str = ""
    is_first: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph in pieces, and what it is."""

    pieces: tuple[Piece, ...]
    kind: BlockKind = BlockKind.PARAGRAPH


@dataclass(frozen=True, slots=True)
class Marked:
    """An article's paragraphs, and whether some were left out at either end."""

    paragraphs: tuple[Paragraph, ...]
    cut_before: bool = False
    cut_after: bool = False

    @property
    def groups(self) -> list[tuple[str, list[Paragraph]]]:
        """Paragraphs of one kind that follow each other, so that a list is one list."""
        return [(kind.value, list(found)) for kind, found in groupby(self.paragraphs, key=lambda one: one.kind)]


def marked(
    article: Article, evidence: Sequence[Span] = (), answers: Sequence[Span] = (), *, whole: bool = False
) -> Marked:
    """``article`` in paragraphs with its evidence and answers marked.

    A long text is cut to about `SHOWN_AT_MOST` characters round the evidence unless ``whole``.
    """
    text = article.text
    spans = paragraphs(text)
    first, last = 0, len(spans)
    if not whole and len(text) > SHOWN_AT_MOST:
        first, last = _window(spans, min((span.start for span in evidence), default=0))
    shown = _with_captions(article, spans[first:last], evidence, answers)
    return Marked(tuple(_first_marked(shown)), cut_before=first > 0, cut_after=last < len(spans))


def paragraphs(text: str) -> list[Span]:
    """Where the paragraphs of ``text`` are: parted by blank lines, and by line ends unless lines are wrapped."""
    found: list[Span] = []
    for block in _BLOCK.finditer(text):
        lines = [Span(block.start() + line.start(), block.start() + line.end()) for line in _LINE.finditer(block[0])]
        if _is_wrapped([len(line) for line in lines]):
            found.append(Span(lines[0].start, lines[-1].end))
        else:
            found.extend(line for line in lines if line.of(text).strip())
    return found


def _with_captions(
    article: Article, spans: Sequence[Span], evidence: Sequence[Span], answers: Sequence[Span]
) -> Iterator[Paragraph]:
    """The paragraphs at ``spans``, each with the captions that stand before it."""
    parts = sorted(article.parts, key=lambda part: part.span, reverse=True)
    captions = sorted(article.captions, key=lambda caption: caption.at, reverse=True)
    while captions and spans and spans[0].start > 0 and captions[-1].at < spans[0].start:
        captions.pop()
    for span in spans:
        while captions and captions[-1].at <= span.start:
            yield Paragraph((Piece(captions.pop().text),), BlockKind.CAPTION)
        while parts and parts[-1].span.end <= span.start:
            parts.pop()
        kind = parts[-1].kind if parts and parts[-1].span.overlaps(span) else BlockKind.PARAGRAPH
        yield Paragraph(tuple(_pieces(article.text, span, evidence, answers)), kind)
    if captions and spans and not article.text[spans[-1].end :].strip():
        yield from (Paragraph((Piece(caption.text),), BlockKind.CAPTION) for caption in reversed(captions))


def _first_marked(shown: Iterator[Paragraph]) -> Iterator[Paragraph]:
    found = False
    for paragraph in shown:
        at = next((at for at, piece in enumerate(paragraph.pieces) if piece.kind and not found), None)
        if at is not None:
            found = True
            pieces = tuple(replace(one, is_first=number == at) for number, one in enumerate(paragraph.pieces))
            paragraph = replace(paragraph, pieces=pieces)
        yield paragraph


def _is_wrapped(lengths: Sequence[int]) -> bool:
    """True when the lines look like one paragraph broken at a margin: all but the last long, and none very long."""
    return len(lengths) > 1 and max(lengths) <= 100 and min(lengths[:-1]) >= 45


def _window(spans: Sequence[Span], centre: int) -> tuple[int, int]:
    """The first and one past the last paragraph of about `SHOWN_AT_MOST` characters round the offset ``centre``."""
    start, end = centre - SHOWN_AT_MOST // 2, centre + SHOWN_AT_MOST // 2
    first = next((index for index, span in enumerate(spans) if span.end > start), 0)
    last = next((index for index, span in enumerate(spans) if span.start >= end), len(spans))
    return first, max(last, first + 1)


def _pieces(text: str, part: Span, evidence: Sequence[Span], answers: Sequence[Span]) -> Iterator[Piece]:
    kinds = [("answer", span) for span in answers] + [("evidence", span) for span in evidence]
    kinds = [(kind, span) for kind, span in kinds if span.overlaps(part)]
    edges = {part.start, part.end}
    for _, span in kinds:
        edges |= {max(span.start, part.start), min(span.end, part.end)}
    for start, end in pairwise(sorted(edges)):
        kind = next((kind for kind, span in kinds if span.start <= start and end <= span.end), "")
        yield Piece(text[start:end], kind)
