"""Lines of text as they stand on pages, made into paragraphs: no PDF says where its paragraphs are."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from quizapp.article import BlockKind
from quizapp.exchange.documents.document import Block
from quizapp.exchange.documents.hyphens import join_lines, words_in

_EDGE = 0.12
"""The share of a page's height, above and below, in which running heads stand."""
_FAR_EDGE = 0.07
_SMALL = 0.92
"""In sizes of the body's letters: smaller ones this far out are a running head, even where it comes only once."""
_APART = 1.6
"""In letter sizes: running heads stand at least this far from the text."""
_INDENT = 0.6
"""In letter sizes: a line that starts this much further in is indented."""
_WIDE_GAP = 1.28
"""In usual line distances: a larger one parts paragraphs."""
_LARGE = 1.12
"""In sizes of the body's letters: larger ones make a heading."""
_SHORT = 0.72
"""In usual line lengths: a shorter line that ends a sentence ends its paragraph."""
_NEARLY_FULL = 0.9
"""The same for the last line of a column or page, after which no distance can be seen."""
_GLYPH = 0.62
"""In letter sizes: no letter's usual width is more."""
_BULLET = re.compile(r"\s*(?:[•◦▪‣*–-]|\(?\d{1,2}[.)])\s+\S")
_MARK = re.compile(r"\s*(?:[•◦▪‣*–-]|\(?\d{1,2}[.)])\s+")
_ENDS = re.compile(r"[.!?:…][\"'”’)\]]*\s*\Z")
_NUMBER = re.compile(r"\W*(?:page )?#\W*(?:(?:of|/) #\W*)?")


@dataclass(frozen=True, slots=True)
class Line:
    """A line or a piece of one: where it starts, in points; its letters' size; its height on the page, 0 to 1."""

    text: str
    x: float
    y: float
    size: float
    place: float


@dataclass(frozen=True, slots=True)
class _Usual:
    """What is usual in a document: the letters' size, the distance of lines, their length, and its words."""

    size: float
    leading: float
    length: float
    words: Counter[str]


def join_pages(pages: Sequence[Sequence[Line]]) -> tuple[str | None, list[Block]]:
    """The title, which is the first page's largest heading, and the blocks of the pages' text."""
    merged = [_by_column(list(_merged(page))) for page in pages]
    kept = _without_running_heads(merged)
    lines = [line for page in kept for line in page]
    if not lines:
        return None, []
    usual = _usual(lines)
    groups = list(_paragraphs(kept, usual))
    first_page = {id(line) for line in kept[0]} if kept else set()
    headings = [group for group in groups if _is_heading(group, usual)]
    on_first = [group for group in headings if id(group[0]) in first_page]
    title = max(on_first, key=lambda group: group[0].size, default=None)
    return (
        join_lines((line.text for line in title), usual.words) if title is not None else None,
        [_block(group, usual) for group in groups],
    )


def _merged(pieces: Iterable[Line]) -> Iterator[Line]:
    """Lines, of pieces that stand beside each other."""
    line: Line | None = None
    for piece in pieces:
        if line is not None and abs(piece.y - line.y) < 0.35 * max(line.size, 1.0):
            reach = line.x + len(line.text) * line.size * _GLYPH + 1.5 * line.size
            if line.x < piece.x <= reach:
                line = replace(line, text=line.text + piece.text, size=max(line.size, piece.size))
                continue
        if line is not None:
            yield line
        line = piece
    if line is not None:
        yield line


def _by_column(lines: list[Line]) -> list[Line]:
    """``lines`` column after column, where they were set across two columns line by line."""
    beside = [
        (one, other)
        for one, other in pairwise(lines)
        if abs(one.y - other.y) < 0.35 * max(one.size, 1.0) and other.x - one.x > 8 * one.size
    ]
    if len(beside) < max(3, 0.25 * len(lines)):
        return lines
    middle = (median(one.x for one, _ in beside) + median(other.x for _, other in beside)) / 2
    top = max(one.y for one, _ in beside) + 1
    above = [line for line in lines if line.y > top]
    rest = [line for line in lines if line.y <= top]
    return above + [line for line in rest if line.x < middle] + [line for line in rest if line.x >= middle]


def _without_running_heads(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The pages without the lines at their edges that come again, page numbers, and small print at the very edge."""
    edges = [_edges(page) for page in pages]
    seen: Counter[str] = Counter()
    for lines in edges:
        seen.update({_pattern(line.text) for line in lines})
    often = max(2, len(pages) // 4)
    known = {pattern for pattern, count in seen.items() if count >= often}
    body = _body_size([line for page in pages for line in page])
    alone = {
        id(line)
        for lines in edges
        for line in lines
        if _NUMBER.fullmatch(_pattern(line.text))
        or (not _FAR_EDGE < line.place < 1 - _FAR_EDGE and line.size < _SMALL * body)
    }

    def is_running(line: Line) -> bool:
        # On the first page the head can stand right above a title, and so not apart.
        at_edge = not _EDGE < line.place < 1 - _EDGE
        return id(line) in alone or (at_edge and _pattern(line.text) in known)

    return [[line for line in page if not is_running(line)] for page in pages]


def _edges(page: Sequence[Line]) -> list[Line]:
    """The lines at the top and at the foot of a page that stand apart from its text."""
    found: list[Line] = []
    for ordered in (sorted(page, key=lambda line: -line.y), sorted(page, key=lambda line: line.y)):
        group: list[Line] = []
        for line in ordered:
            if group and abs(group[-1].y - line.y) > _APART * max(line.size, group[-1].size):
                found += group
                group = []
            if _EDGE < line.place < 1 - _EDGE:
                break
            group.append(line)
    return found


def _pattern(text: str) -> str:
    return re.sub(r"\d+|\b[ivxl]+\b", "#", " ".join(text.split()).casefold())


def _body_size(lines: Sequence[Line]) -> float:
    """The size of the letters that most of the text is set in."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _usual(lines: Sequence[Line]) -> _Usual:
    size = _body_size(lines)
    body = [line for line in lines if abs(line.size - size) < 0.6]
    gaps = [one.y - other.y for one, other in pairwise(body) if 0.5 * size < one.y - other.y < 3 * size]
    lengths = sorted(len(line.text.strip()) for line in body)
    return _Usual(
        size=size,
        leading=median(sorted(gaps)[: max(1, len(gaps) * 3 // 4)]) if gaps else 1.2 * size,
        length=lengths[int(len(lengths) * 0.8)] if lengths else 1,
        words=words_in(line.text for line in lines),
    )


def _paragraphs(pages: Sequence[Sequence[Line]], usual: _Usual) -> Iterator[list[Line]]:
    """The lines of each paragraph, which may go on in the next column or on the next page."""
    group: list[Line] = []
    for column in _columns(pages):
        left = min(line.x for line in column)
        for at, line in enumerate(column):
            before = column[at - 1] if at else None
            if group and _starts_paragraph(line, group, before, left, usual):
                yield group
                group = []
            group.append(line)
    if group:
        yield group


def _columns(pages: Sequence[Sequence[Line]]) -> Iterator[list[Line]]:
    """Runs of lines that go down a page."""
    for page in pages:
        column: list[Line] = []
        for line in page:
            if column and line.y > column[-1].y + 0.5 * line.size:
                yield column
                column = []
            column.append(line)
        if column:
            yield column


def _starts_paragraph(line: Line, group: Sequence[Line], before: Line | None, left: float, usual: _Usual) -> bool:
    last = group[-1]
    if abs(line.size - last.size) > 0.6 and not (before is None and not _ENDS.search(last.text)):
        return True
    if _BULLET.match(line.text) and (_ENDS.search(last.text) or _BULLET.match(group[0].text)):
        return True
    indent = _INDENT * max(usual.size, 1.0)
    sentence_ended, length = _ENDS.search(last.text) is not None, len(last.text.strip()) / usual.length
    if before is None:
        return sentence_ended and (length < _NEARLY_FULL or line.x - left > indent)
    if last.y - line.y > _WIDE_GAP * max(usual.leading, usual.leading * line.size / max(usual.size, 1.0)):
        return True
    if line.x - last.x > indent and not (len(group) == 1 and _BULLET.match(last.text)):
        return True
    short = sentence_ended or length < _SHORT
    if len(group) == 1 and short and line.x - left > indent and abs(line.x - last.x) < 1:
        return True  # two paragraphs of one line, or the first of them
    outdented = len(group) > 1 and last.x - line.x > indent and abs(group[-2].x - last.x) < 1
    return outdented or (
        sentence_ended and length < _SHORT and line.text.lstrip()[:1].upper() == line.text.lstrip()[:1]
    )


def _is_heading(group: Sequence[Line], usual: _Usual) -> bool:
    return group[0].size >= _LARGE * usual.size and sum(len(line.text) for line in group) < 300


def _block(group: Sequence[Line], usual: _Usual) -> Block:
    text = join_lines((line.text for line in group), usual.words)
    if _is_heading(group, usual):
        return Block(text, BlockKind.HEADING)
    if _BULLET.match(text):
        return Block(_MARK.sub("", text, count=1), BlockKind.ITEM)
    return Block(text)
