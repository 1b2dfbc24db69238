"""Files and pasted text to articles."""

import re
from pathlib import PurePath

from quizapp.article import Article, check_published
from quizapp.errors import InputError
from quizapp.exchange.decoding import decode_text
from quizapp.exchange.language import detect_language
from quizapp.exchange.markdown_text import read_markdown
from quizapp.generator.datelines import find_dateline

MAX_BYTES = 5_000_000
"""The largest article file; a caller can refuse by size before it reads."""
TEXT_SUFFIXES = (".txt", ".text")
MARKDOWN_SUFFIXES = (".md", ".markdown")
SUFFIXES = (*TEXT_SUFFIXES, *MARKDOWN_SUFFIXES)
"""The endings of file names that are read, in lower case."""
MAX_TITLE_WORDS = 25


def read_article(
    data: bytes, *, name: str, title: str | None = None, published: str | None = None, url: str | None = None
) -> Article:
    """The article in a .txt or .md file called ``name``; what is passed wins over what the file says.

    The text is as decoded, without byte order mark and title, its line ends LF. A .md is turned into plain text.
    `InputError` names the file when it is empty, too large, not text or of an unknown kind.
    """
    name = " ".join(name.split())  # It stands in messages of one line.
    suffix = PurePath(name).suffix.lower()
    if suffix not in SUFFIXES:
        raise InputError(f"{name}: can't read this kind of file: give a .txt or .md file.", field="file")
    if len(data) > MAX_BYTES:
        raise InputError(
            f"{name} is larger than {MAX_BYTES // 1_000_000} MB, the most an article can have: cut it into parts.",
            field="file",
        )
    if not data:
        raise InputError(f"{name} is empty: choose a file with an article in it.", field="file")
    try:
        text = _line_ends(decode_text(data, name=name))
        if suffix in MARKDOWN_SUFFIXES:
            return _markdown_article(text, name=name, title=title, published=published, url=url)
    except InputError as error:
        raise InputError(error.message, field=error.field or "file") from error
    _require_words(text, name=name, field="file")
    found, body = split_title(text)
    return _article(body, title=title or found, published=published, url=url)


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
