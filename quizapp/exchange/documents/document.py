"""What a reader gives: the blocks of a text in order, and what the file tells about it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from unicodedata import normalize
from urllib.parse import urlsplit

from quizapp.article import BlockKind, Caption, Part, Span, check_published
from quizapp.errors import InputError

GAP = "\n\n"
"""What stands between two blocks of a text."""
MAX_CHARACTERS = 5_000_000
"""The most text that a document can have."""
_SPACES = re.compile(r"[^\S\n]+")
_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?!\d)")
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff\0]")
"""Soft hyphens, zero-width spaces and marks: they would part words that a person sees whole."""
_SURROGATES = re.compile("[\ud800-\udfff]")


class Sign(StrEnum):
    """What a page shows that may be the reason why its text is short, or no article's."""

    MISSING = "missing"
    LOGIN = "login"
    WALL = "wall"
    VIDEO = "video"
    FRONT = "front"
    CONSENT = "consent"


@dataclass(frozen=True, slots=True)
class Block:
    """A block of text without blank lines in it."""

    text: str
    kind: BlockKind = BlockKind.PARAGRAPH


@dataclass(frozen=True, slots=True)
class Document:
    """A file as read. ``published`` is YYYY, YYYY-MM or YYYY-MM-DD; ``url`` starts with http:// or https://.

    ``publication`` is the paper or site; ``unsure`` names the fields that were guessed. ``chapters`` names the parts of
    a book that could be chosen, whatever was chosen; ``sign`` says what a page shows.
    """

    blocks: tuple[Block, ...]
    title: str | None = None
    author: str | None = None
    published: str | None = None
    url: str | None = None
    chapters: tuple[str, ...] = ()
    sign: Sign | None = None
    publication: str | None = None
    unsure: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The blocks with a blank line between them; captions are left out, for they stand amid other sentences."""
        return GAP.join(block.text for block in self.blocks if block.kind is not BlockKind.CAPTION)

    @property
    def parts(self) -> tuple[Part, ...]:
        """Where in the text the blocks stand that are no plain paragraphs."""
        return tuple(
            Part(block.kind, Span(at, at + len(block.text)))
            for at, block in self._placed()
            if block.kind not in (BlockKind.PARAGRAPH, BlockKind.CAPTION)
        )

    @property
    def captions(self) -> tuple[Caption, ...]:
        """The captions, each with the place in the text before which it stands."""
        return tuple(Caption(at, block.text) for at, block in self._placed() if block.kind is BlockKind.CAPTION)

    def _placed(self) -> Iterator[tuple[int, Block]]:
        at = 0
        for block in self.blocks:
            yield at, block
            if block.kind is not BlockKind.CAPTION:
                at += len(block.text) + len(GAP)


def tidy(text: str) -> str:
    """``text`` with single spaces, no blank lines, letters with their accents as one sign, and nothing unseen."""
    text = normalize("NFC", _SURROGATES.sub("\ufffd", _INVISIBLE.sub("", text)))
    lines = (_SPACES.sub(" ", line).strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def one_line(text: str | None) -> str | None:
    """``text`` on one line with single spaces; None when there is none."""
    return " ".join(tidy(text or "").split()) or None


def tidy_blocks(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks that hold words, tidied."""
    tidied = (Block(tidy(block.text), block.kind) for block in blocks)
    return tuple(block for block in tidied if any(character.isalnum() for character in block.text))


def day_in(value: object) -> str | None:
    """The day, month or year that a date in ISO form starts with, when it exists and is not long past or to come."""
    match = _DAY.match(str(value or "").strip())
    if match is None or not 1600 <= int(match[1]) <= date.max.year - 7900:
        return None
    try:
        return check_published(match[0])
    except InputError:
        return None


def web_link(value: str | None) -> str | None:
    """``value`` when it is an absolute web address that fits the form's field."""
    value = (value or "").strip()
    try:
        host = urlsplit(value).hostname
    except ValueError:
        return None
    return value if host and re.fullmatch(r"https?://\S{1,1990}", value) else None
