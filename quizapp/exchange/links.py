"""A link to the article it leads to."""

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from quizapp.article import Article, Original
from quizapp.errors import InputError
from quizapp.exchange.articles import READERS
from quizapp.exchange.originals import MARKDOWN, TEXT, Given, read_original

if TYPE_CHECKING:  # What fetches is loaded when something is fetched.
    from quizapp.exchange.fetching.connecting import Network

_LINK = re.compile(r"https?://", re.IGNORECASE)
_READERS = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/pdf": "pdf",
    "application/x-pdf": "pdf",
    "application/epub+zip": "epub",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "message/rfc822": "eml",
    "multipart/related": "mhtml",
    "text/plain": TEXT,
    "text/markdown": MARKDOWN,
}
"""The readers of what comes over the network, by its media type."""
_NO_TEXT = {"video": "a video", "audio": "a recording", "image": "a picture", "font": "a font"}
_VIDEO_HOSTS = ("youtube.com", "youtu.be", "vimeo.com", "dailymotion.com", "tiktok.com", "twitch.tv")


def is_link(source: str) -> bool:
    """True when ``source`` is written as a web address."""
    return _LINK.match(source.strip()) is not None


def read_link(
    url: str,
    *,
    title: str | None = None,
    published: str | None = None,
    author: str | None = None,
    network: "Network | None" = None,
) -> Article:
    """The article that the link leads to, fetched now; what is passed wins over what the page says.

    The article's link is the page's canonical one. ``network`` is by default the computer's.
    `InputError` of field "url" when it can't be fetched or is no article.
    """
    original = fetch_original(url, network=network)
    try:
        return read_original(original, Given(title=title, published=published, author=author))
    except InputError as error:
        raise InputError(error.message, field="url") from error


def fetch_original(url: str, *, network: "Network | None" = None) -> Original:
    """The page that the link leads to, fetched now and not yet read. `InputError` of field "url" when it can't be."""
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
    reader = _reader(page.media_type, page.url, page.body)
    return Original(page.body, reader, shorten(page.url), link=url.strip(), url=page.url, charset=page.charset)


def _reader(media_type: str, url: str, body: bytes) -> str:
    """The reader of what came: by what it is said to be, else by its first bytes and its name."""
    if media_type in _READERS:
        return _READERS[media_type]
    if body.startswith(b"%PDF-"):
        return "pdf"
    named = PurePosixPath(unquote(urlsplit(url).path)).suffix.lower()
    if named in READERS:
        return READERS[named]
    if body.lstrip()[:1] == b"<":
        return "html"
    raise InputError(
        f"{url[:80]} is not an article but a file of kind '{media_type[:60] or 'unknown'}': paste a text.", field="url"
    )
