"""The captions of a web page's pictures, put where they stand among the blocks of its article."""

import re
from collections.abc import Sequence

from lxml import etree

from quizapp.article import BlockKind
from quizapp.exchange.documents.document import Block, tidy
from quizapp.exchange.documents.html_blocks import words_of

MAX_WORDS = 120
"""A longer one is no caption, whatever the page calls it."""
_CAPTION = re.compile(r"(?:^|[\s_-])caption(?:[\s_-]|$)|caption-?text", re.IGNORECASE)
_PLACES = ("p", "li", "blockquote", "h2", "h3", "h4")
_LETTERS = re.compile(r"[^\W_]+")


def with_captions(blocks: Sequence[Block], tree: etree._Element) -> list[Block]:
    """``blocks`` with the captions of the pictures that stand within the article: captions of others lie outside."""
    places = {_key(block.text): at for at, block in enumerate(blocks)}
    waiting: list[str] = []
    after: dict[int, list[str]] = {}
    last = -1
    for one in tree.iter(etree.Element):
        if _is_caption(one):
            words = words_of(one)
            if 2 <= len(words.split()) <= MAX_WORDS and not any(words in other for other in waiting):
                waiting.append(words)
        elif one.tag in _PLACES and (at := places.get(_key(words_of(one)))) is not None:
            # Only what has the article on both sides, or stands right before it, is its own.
            after.setdefault(last, []).extend(waiting if last >= 0 else waiting[-1:])
            waiting.clear()
            last = at
    captions = {_key(words) for found in after.values() for words in found}
    out: list[Block] = []
    for at, block in enumerate([None, *blocks], -1):
        if block is not None:
            out.append(Block(block.text, BlockKind.CAPTION) if _key(block.text) in captions else block)
        out += [
            Block(tidy(words), BlockKind.CAPTION)
            for words in dict.fromkeys(after.get(at, ()))
            if _key(words) not in places
        ]
    return out


def _is_caption(element: etree._Element) -> bool:
    if element.tag == "figcaption":
        return True
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return element.tag in ("p", "div", "span") and bool(names.strip() and _CAPTION.search(names))


def _key(text: str) -> str:
    return "".join(_LETTERS.findall(text)).casefold()
