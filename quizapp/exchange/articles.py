"""Files and pasted text to articles."""

import re
from collections.abc import Sequence
from pathlib import PurePath

from quizapp.article import Article, Original
from quizapp.errors import InputError
from quizapp.exchange.originals import MARKDOWN, MARKED, PASTED, TEXT, Given, line_ends, read_original

MAX_BYTES = 5_000_000
"""The largest article file; a caller can refuse by size before it reads."""
READERS = {
    ".txt": TEXT,
    ".text": TEXT,
    ".md": MARKDOWN,
    ".markdown": MARKDOWN,
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".mhtml": "mhtml",
    ".mht": "mhtml",
    ".pdf": "pdf",
    ".docx": "docx",
    ".epub": "epub",
    ".eml": "eml",
}
"""The endings of file names that are read, in lower case, and the reader of each."""
SUFFIXES = tuple(READERS)
KINDS = ".txt, .md, .html, .mhtml, .pdf, .docx, .epub or .eml"


def read_article(
    data: bytes,
    *,
    name: str,
    title: str | None = None,
    published: str | None = None,
    url: str | None = None,
    author: str | None = None,
    chapters: Sequence[int] = (),
    whole_books: bool = True,
) -> Article:
    """The article in a file called ``name``; what is passed wins over what the file says.

    The text is as decoded, without byte order mark and title, its line ends LF. Other kinds are turned into plain text.
    ``chapters`` are the numbers of a book's chapters, counted from 1. When none are given, all are taken, or with
    ``whole_books`` off the error lists them.
    `InputError` names the file when it is empty, too large, not text or of an unknown kind.
    """
    original = file_original(data, name=name, chapters=chapters)
    try:
        given = Given(title=title, published=published, url=url, author=author)
        return read_original(original, given, whole_books=whole_books)
    except InputError as error:
        raise InputError(error.message, field=error.field or "file") from error


def file_original(data: bytes, *, name: str, chapters: Sequence[int] = ()) -> Original:
    """A file to be read, by the ending of its ``name``. `InputError` when no reader of it can be told, or its size."""
    name = " ".join(name.split())  # It stands in messages of one line.
    kind = READERS.get(PurePath(name).suffix.lower())
    if kind is None:
        raise InputError(f"{name}: can't read this kind of file: give a {KINDS} file.", field="file")
    if len(data) > MAX_BYTES:
        raise InputError(
            f"{name} is larger than {MAX_BYTES // 1_000_000} MB, the most an article can have: cut it into parts.",
            field="file",
        )
    if not data:
        raise InputError(f"{name} is empty: choose a file with an article in it.", field="file")
    if chapters and kind != "epub":
        raise InputError(f"{name} has no chapters to choose: only an .epub book has.", field="chapters")
    return Original(data, kind, name, chapters=tuple(chapters))


def read_pasted(
    text: str,
    *,
    title: str | None = None,
    published: str | None = None,
    url: str | None = None,
    author: str | None = None,
    is_marked: bool = False,
) -> Article:
    """The article in pasted text, read as a .txt file is, or by its marks; errors name the form's field."""
    given = Given(title=title, published=published, url=url, author=author)
    return read_original(pasted_original(text, link=url, is_marked=is_marked), given)


def pasted_original(text: str, *, link: str | None = None, is_marked: bool = False) -> Original:
    """Pasted text to be read. `InputError` of field "text" when it is too large or no text."""
    if len(text) > MAX_BYTES or len(text.encode(errors="replace")) > MAX_BYTES:
        limit = MAX_BYTES // 1_000_000
        raise InputError(
            f"The text is larger than {limit} MB, the most an article can have: cut it into parts.", field="text"
        )
    text = line_ends(text.removeprefix("\ufeff"))
    if "\0" in text or any("\ud800" <= character <= "\udfff" for character in text):
        raise InputError("The text holds characters that are not text: paste it again from its source.", field="text")
    return Original(text.encode(), MARKED if is_marked else PASTED, "pasted text", link=link)


def parse_chapters(value: str) -> tuple[int, ...]:
    """The numbers in "2", "1-3" or "1, 4-6"; none in an empty text. `InputError` when it is written otherwise."""
    numbers: list[int] = []
    for part in filter(None, (part.strip() for part in value.split(","))):
        match = re.fullmatch(r"(\d{1,4})(?:\s*[-–]\s*(\d{1,4}))?", part)
        first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
        if not 1 <= first <= last:
            raise InputError(f"'{value.strip()}' names no chapters: write it as 2, 1-3 or 1, 4-6.", field="chapters")
        numbers += range(first, last + 1)
    return tuple(dict.fromkeys(numbers))
