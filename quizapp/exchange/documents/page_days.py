"""The day on which a web page's article was first published: what its data say beside what it shows to its readers.

Pages mislead in both. Their data give an instant in Greenwich's time, the day on which a site moved, a day that no
clock set, or the days of other articles; beside the title may stand when it was changed, at the top what day it is.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum

from lxml import etree

from quizapp.article import BlockKind
from quizapp.exchange.documents.document import Block, day_in, one_line
from quizapp.exchange.documents.html_blocks import blocks_of, words_of
from quizapp.exchange.documents.written_days import EARLIEST, WrittenDay, written_days

_PROSE = 25
"""Words from which on a block is one of the article's paragraphs."""
_MOST_PROSE = 2
"""Paragraphs from the title on after which no byline comes any more: a lead and what is said of its picture."""
_MOST_BLOCKS = 40
_MOST_PIECE = 3
"""Words of a piece of a byline."""
_NEAR = 30
"""Characters before a day that say what it is."""
_MOST_OTHER_WORDS = 2
"""Ordinary words that may stand in a byline; a sentence has more."""
_LONG_TITLE = 20
"""Letters of a heading that stands in the window's name by no chance."""
_CHANGED = re.compile(
    r"updat|modif|revis|correct|edited|changed|last\b|aktualisiert|geändert|mis(?:e)? à jour|actualizad|atualizad|"
    r"aggiornat|bijgewerkt|uppdatera|opdatere|oppdater|更新|修改",
    re.IGNORECASE,
)
_FIRST = re.compile(
    r"publi|posted|first|erschienen|veröffentlicht|pubblicat|gepubliceerd|geplaatst|掲載|公開|发布", re.IGNORECASE
)
_OTHER = re.compile(r"until|till|ends|expires|before|through|bis|jusqu|hasta|entro|©|copyright", re.IGNORECASE)
_BYLINE_WORDS = re.compile(
    r"\b(?:by|on|at|from|and|for|the|of|updated?|published|posted|first|last|min(?:ute)?s?|read|words|a\.?m\.?|p\.?m\.?|"
    r"share|via|permalink|facebook|linkedin|twitter|whatsapp|e-?mail|print|comments?|readers?|"
    r"par|le|mis|mise|à|jour|publié|por|el|la|de|del|di|il|von|am|um|uhr|vom|veröffentlicht|aktualisiert)\b",
    re.IGNORECASE,
)
_ORDINARY = re.compile(r"(?<![\w@.’'-])[^\W\d_A-ZÀ-Þ][^\W\d_]{2,}")
_ZONES = (timedelta(hours=-12), timedelta(hours=14))
"""How far the clocks of the world are from Greenwich's."""
_IN_LINK = re.compile(r"/(\d{4})[/-](\d{1,2})[/-](\d{1,2})(?=[/-]|\Z)|/(\d{4})(\d{2})(\d{2})(?=[/-]|\Z)")


@dataclass(frozen=True, slots=True)
class FoundDay:
    """The day, as YYYY-MM-DD, and whether it is sure enough not to be asked for."""

    day: str | None = None
    is_sure: bool = True


class _Kind(IntEnum):
    """What a page says of a day that it shows, what says most of the first publication first."""

    FIRST = 1
    PLAIN = 2
    CHANGE = 3


@dataclass(frozen=True, slots=True)
class _Shown:
    """A day shown near the title, or said to be the first: which it can be, and what is said of it."""

    days: tuple[str, ...]
    kind: _Kind


@dataclass(frozen=True, slots=True)
class _Stated:
    """What the data say: the day, and the first and last day that it can be anywhere on earth."""

    day: str
    first: str
    last: str


def published_day(
    tree: etree._Element, stated: Sequence[str | None], *, title: str | None, links: Sequence[str | None]
) -> FoundDay:
    """The day of publication. ``stated`` is what the page's data give for it, the best first; ``links`` lead to it."""
    languages = _languages(tree)
    shown = list(_shown(tree, title, languages))
    days = list(filter(None, (_stated(value, languages) for value in stated)))
    if days:
        return _settled(days, shown)
    linked = next(filter(None, map(_day_in_link, links)), None)
    for one in sorted(shown, key=lambda one: one.kind):
        if one.kind is not _Kind.CHANGE and (len(one.days) == 1 or linked in one.days):
            return FoundDay(linked if linked in one.days else one.days[0])
    times = {one.get("datetime") for one in tree.xpath(".//article//time[@datetime]")}
    marked = {found.day for time in times if (found := _stated(time, languages)) is not None}
    if len(marked) == 1:
        return FoundDay(marked.pop())
    guessed = linked or next((one.days[0] for one in shown if len(one.days) == 1), None)
    return FoundDay(guessed, is_sure=guessed is None)


def _settled(stated: Sequence[_Stated], shown: Sequence[_Shown]) -> FoundDay:
    """What the data say, unless readers are shown another day that explains it."""
    shown = [one for one in shown if one.kind is not _Kind.CHANGE]
    seen = [day for one in shown for day in one.days]
    for known in stated:
        if known.day in seen:
            return FoundDay(known.day)
    first = stated[0]
    for day in seen:
        if first.first <= day <= first.last:
            return FoundDay(day)
    for one in shown:
        if one.kind is _Kind.FIRST and len(one.days) == 1 and one.days[0] < first.day:
            return FoundDay(one.days[0], is_sure=False)
    return FoundDay(first.day, is_sure=not shown)


def _stated(value: str | None, languages: tuple[str, ...]) -> _Stated | None:
    day = day_in(value)
    if day is None and value:
        found = next(written_days(value[:200], languages), None)
        day = found.days[0] if found is not None and len(found.days) == 1 else None
    if day is None or len(day) < len("2025-01-28") or int(day[:4]) < EARLIEST:
        return None
    try:
        instant = datetime.fromisoformat((value or "").strip())
    except ValueError:
        return _Stated(day, day, day)
    if len((value or "").strip()) == len(day) or instant.utcoffset():
        return _Stated(day, day, day)  # a day and no more, or the instant in its own time zone
    first, last = ((instant + zone).date().isoformat() for zone in _ZONES)
    return _Stated(day, first, last)


def _shown(tree: etree._Element, title: str | None, languages: tuple[str, ...]) -> Iterator[_Shown]:
    """The days in the bylines below the title, and those that the page says are the first, wherever they stand."""
    blocks = [Block(one_line(block.text) or "", block.kind) for block in blocks_of(tree)]
    keys = [_key(title or ""), *(_key(words_of(one)) for one in tree.iter("h1"))]
    starts = (at for key in keys for at, block in enumerate(blocks) if _is_title(_key(block.text), key))
    start = next(starts, len(blocks))
    prose, before = 0, ""
    for at, block in enumerate(blocks[start + 1 :]):
        if len(block.text.split()) >= _PROSE:
            prose += 1
        elif block.kind is not BlockKind.CAPTION:
            is_near = at < _MOST_BLOCKS and prose < _MOST_PROSE
            is_piece = len(before.split()) <= _MOST_PIECE  # such as "Published:" above the day
            found = _in_byline(f"{before} {block.text}" if is_piece else block.text, languages)
            yield from (one for one in found if is_near or one.kind is _Kind.FIRST)
        before = block.text


def _in_byline(text: str, languages: tuple[str, ...]) -> Iterator[_Shown]:
    """The days in the text, when it is a byline."""
    found = list(written_days(text, languages))
    if not found or _is_sentence(text, found):
        return
    end = 0
    for one in found:
        before, end = text[end : one.start][-_NEAR:], one.end
        after = text[end:].lstrip(" -–—|•·(,") if one is found[-1] else ""
        if _OTHER.search(before):
            continue
        if _FIRST.search(before):
            yield _Shown(one.days, _Kind.FIRST)
        else:
            is_change = _CHANGED.search(before) or _CHANGED.match(after)
            yield _Shown(one.days, _Kind.CHANGE if is_change else _Kind.PLAIN)


def _is_title(text: str, title: str) -> bool:
    """True for the title, and for one that the page's window names together with the site."""
    return bool(title) and (text == title or (len(text) >= _LONG_TITLE and text in title))


def _is_sentence(text: str, found: Sequence[WrittenDay]) -> bool:
    """True when more is said than who wrote it, and when."""
    for one in reversed(found):
        text = text[: one.start] + text[one.end :]
    return len(_ORDINARY.findall(_BYLINE_WORDS.sub("", text))) > _MOST_OTHER_WORDS


def _languages(tree: etree._Element) -> tuple[str, ...]:
    """The page's language tags, the most exact first."""
    own = str(tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or "")
    said = [str(one) for one in tree.xpath('.//meta[@property = "og:locale"]/@content')[:1]]
    tags = [tag for tag in (own, *said) if tag.strip()]
    return tuple(sorted(dict.fromkeys(tags), key=lambda tag: not re.search("[-_]", tag)))


def _day_in_link(link: str | None) -> str | None:
    match = _IN_LINK.search(link or "")
    if match is None:
        return None
    year, month, day = (int(part) for part in match.groups() if part)
    found = day_in(f"{year:04}-{month:02}-{day:02}")
    return found if found is not None and int(found[:4]) >= EARLIEST else None


def _key(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()
