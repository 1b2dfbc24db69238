"""Signs that a page holds less than an article, or none: it is not there, a login, a wall, a video, a front page."""

import copy
import re

from lxml import etree

from quizapp.exchange.documents.document import Sign
from quizapp.exchange.documents.html_blocks import blocks_of, words_of

_WALL = re.compile(
    r"subscribe (?:now )?to (?:continue|keep|read|unlock|access)|(?:already|are you) a subscriber|"
    r"subscribers? only|only (?:for|to) subscribers|for subscribers only|become a (?:subscriber|member) to|"
    r"(?:continue|keep) reading (?:with|for)|to (?:continue|keep) reading,|"
    r"free articles? (?:left|remaining|this month)|unlock this (?:article|story)|start your (?:free )?trial",
    re.IGNORECASE,
)
_NOT_FREE = re.compile(r'"isAccessibleForFree"\s*:\s*"?false', re.IGNORECASE)
_MISSING = re.compile(
    r"\A\W*(?:(?:error|fehler)?\W*404\b|(?:(?:oops|sorry|uh-oh)\W+)?(?:the |this |that |your )?(?:requested )?"
    r"(?:page|article|story|content|link)\b.{0,40}"
    r"(?:not (?:be )?found|n[o’']t exist|no longer (?:here|exists|available)|"
    r"not (?:here|available)|is unavailable|(?:is|has) (?:gone|missing|been (?:moved|removed|deleted)))|not found\b|"
    r"(?:(?:oops|sorry|uh-oh)\W+)?we (?:can|could)(?:n?[’']t|not| not) find)",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"we value your privacy|(?:accept|reject|allow|manage) (?:all )?(?:the )?cookies|before you continue|"
    r"partners? (?:store|process|access)|cookie (?:consent|settings|preferences)|your privacy choices",
    re.IGNORECASE,
)
_MAX_SEARCHED = 200_000
"""Characters of a page that are looked through for such words."""


_HEADLINE_WORDS = 4
_MIN_HEADLINES = 8
_MIN_PROSE_WORDS = 15
_TEASER_WORDS = 40
"""Words that a headline and what stands below it have at most."""
_MAX_PROSE = 120
"""Words of prose, which stand neither in nor right below a headline, that a front page can have at most."""
_ARTICLE = re.compile(r'"@type"\s*:\s*\[?\s*"(?:\w*Article|BlogPosting|Report|Review)"')
_MARK = "\ue000"


def sign_on(tree: etree._Element) -> Sign | None:
    """What the page shows of these; whether its text is too short for an article is not judged here."""
    if any(_MISSING.match(words_of(one)) for one in tree.iter("title", "h1")):
        return Sign.MISSING
    if tree.xpath('.//input[translate(@type, "PASWORD", "pasword") = "password"]'):
        return Sign.LOGIN
    linked = "".join(str(text)[:_MAX_SEARCHED] for text in tree.xpath('.//script[contains(@type, "ld+json")]/text()'))
    if _NOT_FREE.search(linked) or _WALL.search(words_of(tree)[:_MAX_SEARCHED]):
        return Sign.WALL
    kinds = tree.xpath('.//meta[@property = "og:type"]/@content')
    if any(str(kind).lower().startswith("video") for kind in kinds) or '"VideoObject"' in linked:
        return Sign.VIDEO
    return Sign.FRONT if not _ARTICLE.search(linked) and _is_front(tree) else None


def sign_in(text: str) -> Sign | None:
    """What the text itself shows that was found in a page: beside an article, the same words mean nothing."""
    return Sign.CONSENT if _CONSENT.search(text[:_MAX_SEARCHED]) else None


def _is_front(tree: etree._Element) -> bool:
    """True for a page of headlines that lead to articles, with a few words below each at most."""
    kinds = tree.xpath('.//meta[@property = "og:type" or starts-with(@property, "article:published")]/@content')
    if any(str(kind).lower() not in ("website", "object") for kind in kinds):
        return False
    marked = copy.deepcopy(tree)
    headlines = 0
    for link in list(marked.iter("a")):
        if len(words_of(link).split()) >= _HEADLINE_WORDS:
            headlines += 1
            tail = link.tail
            link.clear()
            link.text, link.tail = _MARK, tail
    if headlines < _MIN_HEADLINES:
        return False
    prose, before = 0, ""
    for block in blocks_of(marked):
        text, words = block.text.strip(" \n"), len(block.text.split())
        is_teaser = words < _TEASER_WORDS and (text.startswith(_MARK) or before == _MARK)
        prose += words if words >= _MIN_PROSE_WORDS and not is_teaser else 0
        before = text
    return prose < _MAX_PROSE
