"""Files and pasted text to articles."""

import re
from collections.abc import Sequence
from pathlib import PurePath

from quizapp.article import Article, check_published
from quizapp.errors import InputError
from quizapp.exchange.decoding import decode_text
from quizapp.exchange.documents.confined import read_document
from quizapp.exchange.documents.document import Document, Sign
from quizapp.exchange.language import detect_language
from quizapp.exchange.markdown_text import read_markdown
from quizapp.generator.datelines import find_dateline

MAX_BYTES = 5_000_000
"""The largest article file; a caller can refuse by size before it reads."""
TEXT_SUFFIXES = (".txt", ".text")
MARKDOWN_SUFFIXES = (".md", ".markdown")
DOCUMENT_SUFFIXES = {
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
"""The endings of files that hold more than text, and the reader of each."""
SUFFIXES = (*TEXT_SUFFIXES, *MARKDOWN_SUFFIXES, *DOCUMENT_SUFFIXES)
"""The endings of file names that are read, in lower case."""
KINDS = ".txt, .md, .html, .mhtml, .pdf, .docx, .epub or .eml"
MIN_WORDS = 20
"""The fewest words that the article of a document can have: fewer are a caption, a notice or an error page."""
MAX_TITLE_WORDS = 25
MAX_LISTED = 60
"""Chapters that a message lists."""
MIN_WORDS_WITH_SIGN = 120
"""The same for a page that shows why it may hold less than the article."""
_SIGNS = {
    Sign.LOGIN: "{name} asks for a login: log in with your browser, and paste the text or save the page.",
    Sign.WALL: "{name} shows {words} words to those who don't subscribe: paste the whole text, or save the page.",
    Sign.VIDEO: "{name} is a video with {words} words beside it: paste its transcript instead.",
}
_WITHOUT_SPACES = ("ja", "th", "zh")
"""Languages that put no spaces between words, so that words can't be counted by them."""


def read_article(
    data: bytes,
    *,
    name: str,
    title: str | None = None,
    published: str | None = None,
    url: str | None = None,
    chapters: Sequence[int] = (),
    whole_books: bool = True,
) -> Article:
    """The article in a file called ``name``; what is passed wins over what the file says.

    The text is as decoded, without byte order mark and title, its line ends LF. Other kinds are turned into plain text.
    ``chapters`` are the numbers of a book's chapters, counted from 1. When none are given, all are taken, or with
    ``whole_books`` off the error lists them.
    `InputError` names the file when it is empty, too large, not text or of an unknown kind.
    """
    name = " ".join(name.split())  # It stands in messages of one line.
    suffix = PurePath(name).suffix.lower()
    if suffix not in SUFFIXES:
        raise InputError(f"{name}: can't read this kind of file: give a {KINDS} file.", field="file")
    if len(data) > MAX_BYTES:
        raise InputError(
            f"{name} is larger than {MAX_BYTES // 1_000_000} MB, the most an article can have: cut it into parts.",
            field="file",
        )
    if not data:
        raise InputError(f"{name} is empty: choose a file with an article in it.", field="file")
    try:
        if chapters and suffix != ".epub":
            raise InputError(f"{name} has no chapters to choose: only an .epub book has.", field="chapters")
        if suffix in DOCUMENT_SUFFIXES:
            document = read_document(data, kind=DOCUMENT_SUFFIXES[suffix], name=name, chapters=chapters)
            if len(document.chapters) > 1 and not chapters and not whole_books:
                raise InputError(_which_chapters(document, name=name), field="chapters")
            return document_article(document, name=name, title=title, published=published, url=url)
        text = _line_ends(decode_text(data, name=name))
        if suffix in MARKDOWN_SUFFIXES:
            return _markdown_article(text, name=name, title=title, published=published, url=url)
    except InputError as error:
        raise InputError(error.message, field=error.field or "file") from error
    _require_words(text, name=name, field="file")
    found, body = split_title(text)
    return _article(body, title=title or found, published=published, url=url)


def document_article(
    document: Document, *, name: str, title: str | None = None, published: str | None = None, url: str | None = None
) -> Article:
    """The article of a document that was read; what is passed wins. `InputError` when it holds none."""
    text = document.text
    words = len(text.split())
    if words < MIN_WORDS_WITH_SIGN and detect_language(text) not in _WITHOUT_SPACES:
        if document.sign is not None:
            raise InputError(_SIGNS[document.sign].format(name=name, words=words))
        if words < MIN_WORDS:
            raise InputError(f"{name} has no article in it that quizapp can find: paste its text instead.")
    return _article(
        text,
        title=title or document.title,
        published=published or document.published,
        url=url or document.url,
        author=document.author,
    )


def read_pasted(
    text: str,
    *,
    title: str | None = None,
    published: str | None = None,
    url: str | None = None,
    author: str | None = None,
) -> Article:
    """The article in pasted text, read as a .txt file is; errors name the form's field."""
    if len(text) > MAX_BYTES or len(text.encode(errors="replace")) > MAX_BYTES:
        limit = MAX_BYTES // 1_000_000
        raise InputError(
            f"The text is larger than {limit} MB, the most an article can have: cut it into parts.", field="text"
        )
    text = _line_ends(text.removeprefix("\ufeff"))
    if "\0" in text or any("\ud800" <= character <= "\udfff" for character in text):
        raise InputError("The text holds characters that are not text: paste it again from its source.", field="text")
    _require_words(text, name="The text", field="text")
    found, body = split_title(text)
    return _article(body, title=title or found, published=published, url=url, author=author)


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


def _which_chapters(document: Document, *, name: str) -> str:
    listed = "; ".join(f"{number} {title}" for number, title in enumerate(document.chapters[:MAX_LISTED], 1))
    more = " …" if len(document.chapters) > MAX_LISTED else ""
    return f"{name} has {len(document.chapters)} chapters: {listed}{more}. Say which, and choose the file again."


def split_title(text: str) -> tuple[str | None, str]:
    """The title and the rest, when the first line is one: a blank line after it, few words, no final period."""
    lines = text.lstrip("\n").split("\n", 2)
    if len(lines) < 3 or lines[1].strip() or not lines[2].strip():
        return None, text
    words = lines[0].split()
    if not 1 <= len(words) <= MAX_TITLE_WORDS or words[-1].endswith(".") or not _has_words(lines[0]):
        return None, text
    return " ".join(words), re.sub(r"\A(?:[^\S\n]*\n)+", "", lines[2])


def _markdown_article(text: str, *, name: str, title: str | None, published: str | None, url: str | None) -> Article:
    document = read_markdown(text, name=name)
    _require_words(document.text, name=name, field="file")
    return _article(
        document.text,
        title=title or document.title,
        published=published or document.published,
        url=url or document.url,
        author=document.author,
    )


def _article(
    text: str, *, title: str | None, published: str | None, url: str | None = None, author: str | None = None
) -> Article:
    if not (published and published.strip()):
        dateline = find_dateline(text)
        published = dateline.published if dateline is not None else None
    url = (url or "").strip() or None
    if url is not None and not re.fullmatch(r"https?://\S+", url):
        raise InputError(f"'{url[:60]}' is not a web address: it starts with https:// and has no spaces.", field="url")
    return Article(
        text=text,
        title=" ".join((title or "").split()) or None,
        url=url,
        author=" ".join((author or "").split()) or None,
        published=check_published(published) if published else None,
        language=detect_language(text),
    )


def _line_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _has_words(text: str) -> bool:
    return any(character.isalpha() for character in text)


def _require_words(text: str, *, name: str, field: str) -> None:
    if not _has_words(text):
        raise InputError(f"{name} has no words in it: give an article's text.", field=field)
