"""Signs that a page holds less than the article: it is not there, a form to log in, a wall, a video."""

import re

from lxml import etree

from quizapp.exchange.documents.document import Sign
from quizapp.exchange.documents.html_blocks import words_of

_WALL = re.compile(
    r"subscribe (?:now )?to (?:continue|keep|read|unlock|access)|(?:already|are you) a subscriber|"
    r"subscribers? only|only (?:for|to) subscribers|for subscribers only|become a (?:subscriber|member) to|"
    r"(?:continue|keep) reading (?:with|for)|to (?:continue|keep) reading,|"
    r"free articles? (?:left|remaining|this month)|unlock this (?:article|story)|start your (?:free )?trial",
    re.IGNORECASE,
)
_NOT_FREE = re.compile(r'"isAccessibleForFree"\s*:\s*"?false', re.IGNORECASE)
_MISSING = re.compile(
    r"\A\W*(?:(?:error|fehler)?\W*404\b|(?:page|article|story) (?:was )?not found|not found\b)", re.IGNORECASE
)
_MAX_SEARCHED = 200_000
"""Characters of a page that are looked through for such words."""


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
    return None
