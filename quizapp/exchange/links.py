"""A link to the article it leads to."""

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from quizapp.article import Article
from quizapp.errors import InputError
from quizapp.exchange.articles import DOCUMENT_SUFFIXES, document_article, read_article
from quizapp.exchange.documents.confined import read_document

if TYPE_CHECKING:  # What fetches is loaded when something is fetched.
    from quizapp.exchange.fetching.connecting import Network

_LINK = re.compile(r"https?://", re.IGNORECASE)
_SUFFIXES = {
    "application/pdf": ".pdf",
    "application/x-pdf": ".pdf",
    "application/epub+zip": ".epub",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "message/rfc822": ".eml",
    "multipart/related": ".mhtml",
    "text/plain": ".txt",
    "text/markdown": ".md",
}
_PAGES = ("text/html", "application/xhtml+xml")
_NO_TEXT = {"video": "a video", "audio": "a recording", "image": "a picture", "font": "a font"}
_VIDEO_HOSTS = ("youtube.com", "youtu.be", "vimeo.com", "dailymotion.com", "tiktok.com", "twitch.tv")


def is_link(source: str) -> bool:
    """True when ``source`` is written as a web address."""
    return _LINK.match(source.strip()) is not None


def read_link(
    url: str, *, title: str | None = None, published: str | None = None, network: "Network | None" = None
) -> Article:
    """The article that the link leads to, fetched now; what is passed wins over what the page says.

    The article's link is the page's canonical one. ``network`` is by default the computer's.
    `InputError` of field "url" when it can't be fetched or is no article.
    """
    from quizapp.exchange.fetching.addresses import check_link, shorten
    from quizapp.exchange.fetching.fetch import fetch

    host = check_link(url).host.removeprefix("www.")
    if any(host == one or host.endswith(f".{one}") for one in _VIDEO_HOSTS):
        raise InputError(f"{shorten(url)} is a video: paste its transcript instead.", field="url")
    page = fetch(url, network=network)
    kind = _NO_TEXT.get(page.media_type.partition("/")[0])
    if kind is not None:
        raise InputError(f"{shorten(url)} is {kind}, not an article: paste a text instead.", field="url")
    if not page.body.strip():
        raise InputError(f"{shorten(url)} is an empty page: open it in your browser and paste its text.", field="url")
    name = shorten(page.url)
    try:
        suffix = _suffix(page.media_type, page.url, page.body)
        if suffix in (".txt", ".md"):
            article = read_article(page.body, name=f"page{suffix}", title=title, published=published, url=page.url)
        else:
            document = read_document(
                page.body, kind=DOCUMENT_SUFFIXES[suffix], name=name, url=page.url, declared=page.charset
            )
            own = _same_site(document.url, page.url)
            article = document_article(document, name=name, title=title, published=published, url=own)
    except InputError as error:
        raise InputError(error.message.replace("page.txt", name).replace("page.md", name), field="url") from error
    return article


def _suffix(media_type: str, url: str, body: bytes) -> str:
    """The kind of file that came: by what it is said to be, else by its first bytes and its name."""
    if media_type in _PAGES:
        return ".html"
    if media_type in _SUFFIXES:
        return _SUFFIXES[media_type]
    if body.startswith(b"%PDF-"):
        return ".pdf"
    named = PurePosixPath(unquote(urlsplit(url).path)).suffix.lower()
    if named in (".txt", ".md", *DOCUMENT_SUFFIXES):
        return named
    if body.lstrip()[:1] == b"<":
        return ".html"
    raise InputError(f"{url[:80]} is not an article but a file of kind '{media_type[:60] or 'unknown'}': paste a text.")


def _same_site(canonical: str | None, url: str) -> str:
    """The page's canonical link when it is of the same site: a page may not speak for another's."""
    one, other = (urlsplit(link).hostname or "" for link in (canonical or "", url))
    same = one.removeprefix("www.").removeprefix("m.") == other.removeprefix("www.").removeprefix("m.")
    return canonical if canonical and same else url
