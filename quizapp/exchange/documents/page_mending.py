"""Mending what was found in a web page: paragraphs that were lost put back, what is no article taken out."""

import re
from collections import Counter
from collections.abc import Sequence

from lxml import etree

from quizapp.article import BlockKind
from quizapp.exchange.documents.document import Block, tidy
from quizapp.exchange.documents.html_blocks import is_hidden, words_of

_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:rollover|popup|pop-up|tooltip|newsletter|subscribe|sign-?up|social-?share|share-?bar|cookie-?banner|"
    r"related-?(?:articles|stories|links|content|posts)|most-?(?:read|popular)|recirc|screen-reader-text|visually-hidden|"
    r"sr-only)(?:$|[\s_-])",
    re.IGNORECASE,
)
"""Names that pages give to what stands in or beside an article and is none of it."""
_MOST = 0.3
"""An element with a larger share of the page's words is not furniture, whatever its name."""
_TAIL = re.compile(
    r"follow (?:us|me|him|her|them|\S+ (?:\S+ ){0,4}on (?:facebook|twitter|instagram))|"
    r"write to \S+(?: \S+){0,4} at \S+@|"
    r"(?:email|e-mail|contact|reach) (?:\S+ ){1,8}(?:at|on) (?:\S+@\S+|twitter|https?:)|sign up (?:for|to)|"
    r"subscribe (?:to|now)|listen to .{0,40} live|updated at \d|more (?:must-reads|from|on this)|get access to|"
    r"copyright |©|™|\(end\)|read more|related (?:stories|articles|content|links)|like us on|"
    r"download our|join our|have (?:a )?(?:tip|something to say)|\[?\S+@\S+\.\w+\]?$|"
    r"originally published (?:on|at|in)|this (?:article|story) (?:was )?(?:originally|first) (?:appeared|published)|"
    r"\S+(?: \S+){0,6} contributed to this (?:report|story|article)|thanks for signing up",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"(?:related|read more|see also|more|watch|also read|read also|recommended)\s*:", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W_]+")
_CANDIDATES = ("p", "li", "blockquote", "h2", "h3", "h4")
_KINDS = {"li": BlockKind.ITEM, "blockquote": BlockKind.QUOTE, "p": BlockKind.PARAGRAPH}
_MAX_LINKED = 0.5
_MIN_WORDS = 4


def without_furniture(tree: etree._Element) -> None:
    """Take out of the page what is hidden, and what its own names say is no part of the article."""
    whole = max(1, len(words_of(tree)))
    for element in list(tree.iter(etree.Element)):
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        if element.tag in ("html", "body", "head", "article", "main"):
            continue
        if not (is_hidden(element) or (names.strip() and _FURNITURE.search(names))):
            continue
        if len(words_of(element)) < _MOST * whole and element.getparent() is not None:
            _drop(element)


def mend(blocks: Sequence[Block], tree: etree._Element, *, title: str | None) -> tuple[Block, ...]:
    """``blocks`` with the paragraphs that were lost from among them, without the title again and what ends pages."""
    restored = _without_title(_restored(blocks, tree), title)
    return _without_tail(_without_asides(restored))


def _drop(element: etree._Element) -> None:
    parent, tail = element.getparent(), element.tail or ""
    before = element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(element)


def _key(text: str) -> str:
    return "".join(_LETTERS.findall(text)).casefold()


def _restored(blocks: Sequence[Block], tree: etree._Element) -> list[Block]:
    """``blocks`` and, in their places, the page's paragraphs that stand where the others were found."""
    keys = {_key(block.text): at for at, block in enumerate(blocks)}
    candidates = [one for one in tree.iter(*_CANDIDATES) if one.find(".//p") is None]
    found = [(one, _key(words_of(one))) for one in candidates]
    homes = Counter(_home(one) for one, key in found if key in keys)
    usual = {home for home, count in homes.items() if count >= max(2, 0.15 * len(blocks))}
    added: dict[int, list[Block]] = {}
    last, lost = -1, set(keys)
    for one, key in found:
        if key in keys:
            last = keys[key]
            continue
        if last < 0 or not key or key in lost or _home(one) not in usual or not _is_prose(one):
            continue
        if any(key in known or known in key for known in keys if len(known) > 20):
            continue  # It is there, in another cut.
        lost.add(key)
        kind = {"li": BlockKind.ITEM, "blockquote": BlockKind.QUOTE, "p": BlockKind.PARAGRAPH}.get(
            one.tag, BlockKind.HEADING
        )
        added.setdefault(last, []).append(Block(tidy(words_of(one)), kind))
    out: list[Block] = []
    for at, block in enumerate(blocks):
        out += [block, *added.get(at, ())]
    return out


def _home(element: etree._Element) -> tuple[str, ...]:
    """Where an element stands: its tag, and the tags and classes of what it lies in."""
    parent = element.getparent()
    names = [str(element.tag), element.get("class") or ""]
    while parent is not None and len(names) < 6:
        names += [str(parent.tag), parent.get("class") or ""]
        parent = parent.getparent()
    return tuple(names)


def _is_prose(element: etree._Element) -> bool:
    text = words_of(element)
    linked = sum(len(words_of(link)) for link in element.iter("a"))
    return len(text.split()) >= _MIN_WORDS and linked <= _MAX_LINKED * len(text)


def _without_title(blocks: list[Block], title: str | None) -> list[Block]:
    key = _key(title or "")
    if key and blocks and _key(blocks[0].text) == key and len(blocks) > 1:
        return blocks[1:]
    return blocks


def _without_asides(blocks: list[Block]) -> list[Block]:
    return [block for block in blocks if not (_ASIDE.match(block.text) and len(block.text) < 150)]


def _without_tail(blocks: list[Block]) -> tuple[Block, ...]:
    """Without the short blocks at the end that ask the reader to follow, write or read on."""
    least = max(1, len(blocks) * 2 // 3)
    end = len(blocks)
    at = end
    while at > least:
        block = blocks[at - 1]
        if _TAIL.match(block.text) and len(block.text) < 400:
            end = at - 1
        elif block.kind is BlockKind.PARAGRAPH and len(block.text) > 60:
            break
        at -= 1
    return tuple(blocks[:end])
