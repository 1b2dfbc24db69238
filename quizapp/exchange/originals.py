"""What an article was read from, read: by the reader of its kind, the first time or again."""

import re
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from quizapp.article import Article, Original, check_published
from quizapp.errors import InputError
from quizapp.exchange.documents.confined import read_document
from quizapp.exchange.documents.document import Document, Sign
from quizapp.exchange.language import detect_language
from quizapp.exchange.marked_text import read_marked
from quizapp.generator.datelines import find_dateline

READER = 2
"""The number of the readers as they are: raised when what they find gets better."""
PASTED, MARKED, TEXT, MARKDOWN = "pasted", "marked", "text", "markdown"
"""Kinds of originals that are plain text, or nearly so; the others are those of `read_document` as well.

Marked text is pasted text in which the page has marked what is no paragraph, as `marked_text` says.
"""
MIN_WORDS = 20
"""The fewest words that the article of a document can have: fewer are a caption, a notice or an error page."""
MIN_WORDS_WITH_SIGN = 120
"""The same for a page that shows why it may hold less than the article."""
MAX_TITLE_WORDS = 25
MAX_LISTED = 60
"""Chapters that a message lists."""
_SIGNS = {
    Sign.MISSING: "{name} says that the page is not there: check the link, or paste the text.",
    Sign.LOGIN: "{name} asks for a login: log in with your browser, and paste the text or save the page.",
    Sign.WALL: "{name} shows {words} words to those who don't subscribe: paste the whole text, or save the page.",
    Sign.VIDEO: "{name} is a video with {words} words beside it: paste its transcript instead.",
    Sign.CONSENT: "{name} shows only its question about cookies: answer it in your browser, and paste the text.",
    Sign.FRONT: "{name} is a page of headlines: open the article that you mean, and give its link or its text.",
}
_WITHOUT_SPACES = ("ja", "th", "zh")
"""Languages that put no spaces between words, so that words can't be counted by them."""


@dataclass(frozen=True, slots=True)
class Given:
    """What a person says about an article; it wins over what the article says itself."""

    title: str | None = None
    author: str | None = None
    publication: str | None = None
    published: str | None = None
    url: str | None = None


NOTHING = Given()


def read_original(original: Original, given: Given = NOTHING, *, whole_books: bool = True) -> Article:
    """The article in ``original``, which it carries along. `InputError` names the file, page or field in one line.

    Without ``whole_books``, the error for a book of which no chapters are chosen lists them.
    """
    if original.kind == PASTED:
        article = _plain_article(original.data.decode(), given, name="The text", field="text")
    elif original.kind == MARKED:
        article = _article_of(read_marked(original.data.decode()), given)
        _require_words(article.text, name="The text", field="text")
    elif original.kind == TEXT:
        text = read_document(original.data, kind=TEXT, name=original.name).text
        article = _plain_article(text, given, name=original.name, field="file", url=original.url)
    elif original.kind == MARKDOWN:
        document = read_document(original.data, kind=MARKDOWN, name=original.name)
        article = _article_of(replace(document, url=original.url or document.url), given)
        _require_words(article.text, name=original.name, field="file")
    else:
        article = _document_article(original, given, whole_books=whole_books)
    return replace(article, original=original)


def split_title(text: str) -> tuple[str | None, str]:
    """The title and the rest, when the first line is one: a blank line after it, few words, no final period."""
    lines = text.lstrip("\n").split("\n", 2)
    if len(lines) < 3 or lines[1].strip() or not lines[2].strip():
        return None, text
    words = lines[0].split()
    if not 1 <= len(words) <= MAX_TITLE_WORDS or words[-1].endswith(".") or not _has_words(lines[0]):
        return None, text
    return " ".join(words), re.sub(r"\A(?:[^\S\n]*\n)+", "", lines[2])


def line_ends(text: str) -> str:
    """``text`` with LF at the ends of its lines."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _plain_article(text: str, given: Given, *, name: str, field: str, url: str | None = None) -> Article:
    _require_words(text, name=name, field=field)
    found, body = split_title(text)
    return _article_of(Document((), title=found, url=url), given, text=body)


def _document_article(original: Original, given: Given, *, whole_books: bool) -> Article:
    name = original.name
    document = read_document(
        original.data,
        kind=original.kind,
        name=name,
        url=original.url,
        declared=original.charset,
        chapters=original.chapters,
    )
    if len(document.chapters) > 1 and not original.chapters and not whole_books:
        raise InputError(_which_chapters(document, name=name), field="chapters")
    text = document.text
    words = len(text.split())
    if document.sign is Sign.FRONT:
        raise InputError(_SIGNS[Sign.FRONT].format(name=name))
    if words < MIN_WORDS_WITH_SIGN and detect_language(text) not in _WITHOUT_SPACES:
        if document.sign is not None:
            raise InputError(_SIGNS[document.sign].format(name=name, words=words))
        if words < MIN_WORDS:
            raise InputError(f"{name} has no article in it that quizapp can find: paste its text instead.")
    if original.url is not None:
        document = replace(document, url=_same_site(document.url, original.url))
    return _article_of(document, given)


def _article_of(document: Document, given: Given, *, text: str | None = None) -> Article:
    """The document as an article; ``text`` is its text where it is no document's blocks."""
    text = document.text if text is None else text
    published = given.published or document.published
    if not (published and published.strip()):
        dateline = find_dateline(text)
        published = dateline.published if dateline is not None else None
    url = (given.url or document.url or "").strip() or None
    if url is not None and not re.fullmatch(r"https?://\S+", url):
        raise InputError(f"'{url[:60]}' is not a web address: it starts with https:// and has no spaces.", field="url")
    return Article(
        text=text,
        title=_line(given.title or document.title),
        url=url,
        author=_line(given.author or document.author),
        published=check_published(published) if published else None,
        language=detect_language(text),
        publication=_line(given.publication or document.publication),
        parts=document.parts,
        captions=document.captions,
        unsure=tuple(name for name in document.unsure if not getattr(given, name)),
        given=tuple(name for name in Given.__slots__ if (getattr(given, name) or "").strip()),
    )


def _same_site(canonical: str | None, url: str) -> str:
    """The page's canonical link when it is of the same site: a page may not speak for another's."""
    one, other = (urlsplit(link).hostname or "" for link in (canonical or "", url))
    same = one.removeprefix("www.").removeprefix("m.") == other.removeprefix("www.").removeprefix("m.")
    return canonical if canonical and same else url


def _which_chapters(document: Document, *, name: str) -> str:
    listed = "; ".join(f"{number} {title}" for number, title in enumerate(document.chapters[:MAX_LISTED], 1))
    more = " …" if len(document.chapters) > MAX_LISTED else ""
    return f"{name} has {len(document.chapters)} chapters: {listed}{more}. Say which, and choose the file again."


def _line(text: str | None) -> str | None:
    return " ".join((text or "").split()) or None


def _has_words(text: str) -> bool:
    return any(character.isalpha() for character in text)


def _require_words(text: str, *, name: str, field: str) -> None:
    if not _has_words(text):
        raise InputError(f"{name} has no words in it: give an article's text.", field=field)
