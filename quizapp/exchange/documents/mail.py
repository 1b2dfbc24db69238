"""E-mail (.eml newsletters) and pages saved as one file (.mhtml), which is written the same way."""

import re
from collections.abc import Iterator, Sequence
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

from lxml import etree

from quizapp.article import BlockKind
from quizapp.errors import InputError
from quizapp.exchange.documents.document import Block, Document, one_line, tidy_blocks, web_link
from quizapp.exchange.documents.html_blocks import blocks_of, decode_html, parse_html, words_of
from quizapp.exchange.documents.web_page import read_page_text

_FORWARDED = re.compile(r"\A(?:(?:re|fwd?|wg|aw|tr)\s*:\s*)+", re.IGNORECASE)
_ONLINE = re.compile(r"\b(?:view|read|open|see)\b.{0,30}\b(?:browser|online|web|app)\b|\bweb version\b", re.IGNORECASE)
_FURNITURE = re.compile(
    r"unsubscribe|manage (?:your )?(?:email )?(?:preferences|subscription)|update your preferences|"
    r"you(?:'|’)?(?:re| are) receiving this|you received this|was this (?:email )?forwarded|forwarded this|"
    r"all rights reserved|©|privacy policy|sent to \S+@|add us to your address book|view (?:this|it|in|the)\b.{0,40}\b"
    r"(?:browser|online)|(?:share|subscribe|sign up|read in app|like|comment|restack|listen now|upgrade to paid)\Z",
    re.IGNORECASE,
)
_MAX_FURNITURE_WORDS = 60
MAX_PARTS = 500


def read_mhtml(data: bytes, *, name: str) -> Document:
    """The article of a page that a browser saved as one file."""
    message = _message(data)
    page = next((part for part in _parts(message, name=name) if part.get_content_type() == "text/html"), None)
    if page is None:
        raise InputError(f"{name} has no web page in it: save the page again, or paste its text.")
    link = web_link(message.get("Snapshot-Content-Location")) or web_link(page.get("Content-Location"))
    return read_page_text(_text(page), name=name, url=link)


def read_mail(data: bytes, *, name: str) -> Document:
    """The text of a message: its HTML where there is one, without what newsletters put around it."""
    message = _message(data)
    parts = list(_parts(message, name=name))
    page = next((part for part in parts if part.get_content_type() == "text/html"), None)
    plain = next((part for part in parts if part.get_content_type() == "text/plain"), None)
    url = None
    if page is not None:
        tree = parse_html(_text(page), name=name)
        url = _online(tree)
        blocks = tidy_blocks(blocks_of(tree))
    elif plain is not None:
        blocks = tidy_blocks(_plain_blocks(_text(plain)))
    else:
        raise InputError(f"{name} has no text in it: give a message with an article, or paste the text.")
    subject = _FORWARDED.sub("", one_line(_header(message, "Subject")) or "") or None
    return Document(
        _without_furniture(blocks, title=subject),
        title=subject,
        author=_sender(message),
        published=_day(message),
        url=url,
    )


def _message(data: bytes) -> EmailMessage:
    return message_from_bytes(data, policy=policy.default)


def _parts(message: EmailMessage, *, name: str) -> Iterator[EmailMessage]:
    """The parts that hold text and are no attachments."""
    for count, part in enumerate(message.walk()):
        if count > MAX_PARTS:
            raise InputError(f"{name} has more than {MAX_PARTS} parts: paste the text instead.")
        if part.get_content_maintype() == "text" and part.get_content_disposition() != "attachment":
            yield part


def _text(part: EmailMessage) -> str:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    return decode_html(data, declared=part.get_content_charset())


def _header(message: EmailMessage, header: str) -> str | None:
    try:
        value = message.get(header)
        return None if value is None else str(value)
    except (ValueError, IndexError, AttributeError, TypeError, LookupError):  # headers that the library trips over
        return None


def _sender(message: EmailMessage) -> str | None:
    sender = _header(message, "From") or ""
    words = one_line(re.sub(r"<[^>]*>", "", sender).replace('"', ""))
    return words[:300] if words and "@" not in words else None


def _day(message: EmailMessage) -> str | None:
    try:
        return parsedate_to_datetime(_header(message, "Date") or "").date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _online(tree: etree._Element) -> str | None:
    """Where a newsletter says that it can be read on the web."""
    for link in tree.iter("a"):
        if _ONLINE.search(words_of(link)):
            return web_link(link.get("href"))
    return None


def _plain_blocks(text: str) -> Iterator[Block]:
    """The paragraphs of a plain message, its lines rejoined, without what it quotes and without a signature."""
    text = re.split(r"^-- ?$", text.replace("\r\n", "\n"), maxsplit=1, flags=re.MULTILINE)[0]
    for block in re.split(r"\n[ \t]*\n", text):
        lines = [line for line in block.splitlines() if not line.startswith(">")]
        items = [line for line in lines if re.match(r"\s*(?:[*•-]|\d+[.)])\s", line)]
        if items and len(items) == len(lines):
            yield from (Block(re.sub(r"\A\s*(?:[*•-]|\d+[.)])\s+", "", line), BlockKind.ITEM) for line in lines)
        else:
            yield Block(" ".join(lines))


def _without_furniture(blocks: Sequence[Block], *, title: str | None) -> tuple[Block, ...]:
    kept = [
        block
        for block in blocks
        if not (_FURNITURE.search(block.text) and len(block.text.split()) <= _MAX_FURNITURE_WORDS)
    ]
    if kept and title and one_line(kept[0].text) == title:
        kept.pop(0)
    return tuple(kept)
