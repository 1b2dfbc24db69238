"""A web page to its article: the text as trafilatura finds it, mended, and what the page says about itself."""

import copy

from lxml import etree

from quizapp.article import BlockKind
from quizapp.exchange.documents.document import Block, Document, one_line, tidy_blocks, web_link
from quizapp.exchange.documents.html_blocks import blocks_of, decode_html, parse_html
from quizapp.exchange.documents.page_captions import with_captions
from quizapp.exchange.documents.page_facts import page_facts, without_site
from quizapp.exchange.documents.page_mending import mend, without_furniture
from quizapp.exchange.documents.page_signs import sign_in, sign_on

_EXTRACTED_KINDS = {"head": BlockKind.HEADING, "item": BlockKind.ITEM, "quote": BlockKind.QUOTE}
_NOT_TEXT = frozenset({"graphic"})


def read_web_page(data: bytes, *, name: str, url: str | None = None, declared: str | None = None) -> Document:
    """The article of a saved or fetched web page; its blocks are empty when there is none.

    ``declared`` is the encoding that came with it; ``url`` where it came from. `InputError` when it is no page.
    """
    return read_page_text(decode_html(data, declared=declared), name=name, url=url)


def read_page_text(text: str, *, name: str, url: str | None = None) -> Document:
    """`read_web_page` of a page whose characters are known."""
    from trafilatura import bare_extraction

    tree = parse_html(text, name=name)
    facts, sign = page_facts(tree, url=url), sign_on(tree)
    without_furniture(tree)
    found = bare_extraction(
        copy.deepcopy(tree), fast=True, with_metadata=True, include_comments=False, url=url, deduplicate=False
    )
    body: etree._Element | None = getattr(found, "body", None)
    blocks = tidy_blocks(blocks_of(body, _EXTRACTED_KINDS, skipped=_NOT_TEXT)) if body is not None else ()
    guessed = one_line(getattr(found, "title", None))
    title = facts.title or (without_site(guessed, facts.site) if guessed else None)
    published = facts.published
    return Document(
        blocks=tuple(with_captions(mend(blocks, tree, title=title), tree)) if blocks else (),
        title=title,
        author=facts.author or one_line(getattr(found, "author", None)),
        published=published,
        url=facts.url or web_link(url),
        sign=sign or sign_in(" ".join(block.text for block in blocks)),
        publication=facts.site,
        unsure=facts.unsure,
    )


__all__ = ["Block", "read_page_text", "read_web_page"]
