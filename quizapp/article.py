"""An article: its text, what is known about it, and spans of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from quizapp.errors import InputError

_WORD = re.compile(r"\S+")
_PUBLISHED = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range of code points ``[start, end)`` of an article's text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def __iter__(self) -> Iterator[int]:
        yield self.start
        yield self.end

    def of(self, text: str) -> str:
        """The characters of ``text`` that this span covers."""
        return text[self.start : self.end]

    def contains(self, other: "Span") -> bool:
        """True when ``other`` lies within this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """True when the two spans share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Evidence:
    """The span of the article that proves a card, with the answer's place in it where it is known."""

    span: Span
    answer: Span | None = None

    def __post_init__(self) -> None:
        if self.answer is not None and not self.span.contains(self.answer):
            raise ValueError("the answer does not lie in the evidence")


class BlockKind(StrEnum):
    """What a block of text is in its document."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    QUOTE = "quote"
    CAPTION = "caption"


@dataclass(frozen=True, slots=True)
class Part:
    """A block of an article's text that is no plain paragraph: a heading, an item of a list, a block quotation."""

    kind: BlockKind
    span: Span


@dataclass(frozen=True, slots=True)
class Caption:
    """The words under a picture, which are no part of the text; it stands before the offset ``at`` of the text."""

    at: int
    text: str


@dataclass(frozen=True, slots=True)
class Original:
    """The bytes that an article was read from, so that a better reader can read them again.

    ``kind`` names the reader, ``name`` the file or page as messages call it; ``link`` is the link that was given and
    ``url`` where it led to; ``charset`` came with a fetched page; ``chapters`` are those chosen of a book.
    """

    data: bytes
    kind: str
    name: str
    link: str | None = None
    url: str | None = None
    charset: str | None = None
    chapters: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """An article as read: ``text`` without its title, every offset counting code points of it.

    ``published`` is ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; ``language`` an ISO 639-1 code; ``publication`` the paper
    or site. ``url`` is its canonical link. ``parts`` and ``captions`` stand in the order of the text. ``unsure`` names
    the fields that were guessed and ``given`` those that a person gave; ``known_as`` keeps the identity of one that was
    corrected.
    """

    text: str
    title: str | None = None
    url: str | None = None
    author: str | None = None
    published: str | None = None
    language: str | None = None
    publication: str | None = None
    parts: tuple[Part, ...] = ()
    captions: tuple[Caption, ...] = ()
    unsure: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    known_as: str | None = None
    original: Original | None = field(default=None, compare=False, repr=False)

    @property
    def identity(self) -> str:
        """What stays the same when the text is corrected: the link, else the title, else nothing."""
        if self.known_as is not None:
            return self.known_as
        return self.url or " ".join((self.title or "").casefold().split())


def words_of(text: str) -> Iterator[str]:
    """What ``text.split()`` lists, one by one: held together, the words of a book take ten times its room."""
    return (match.group() for match in _WORD.finditer(text))


def count_words(text: str) -> int:
    """How many words there are, without holding them."""
    return sum(1 for _ in words_of(text))


def check_published(value: str) -> str:
    """``value`` when it is YYYY, YYYY-MM or YYYY-MM-DD and names a day that exists; else `InputError`."""
    match = _PUBLISHED.fullmatch(value.strip())
    if match:
        year, month, day = (int(part) if part else 1 for part in match.groups())
        try:
            date(year, month, day)
        except ValueError:
            match = None
    if match is None:
        raise InputError(f"'{value}' is not a date: write it as 2025, 2025-01 or 2025-01-28.", field="published")
    return value.strip()
