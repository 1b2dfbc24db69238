"""Markdown to plain text: what a reader reads, one block a paragraph."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from quizapp.article import BlockKind, check_published
from quizapp.errors import InputError
from quizapp.exchange.documents.document import Block, Document
from quizapp.exchange.yaml_nodes import YamlError, compose

MAX_CHARACTERS = 1_000_000
MAX_LINE = 20_000
"""Longer paragraphs than this are no prose, and made of brackets they take the parser minutes."""
MAX_FRONT_MATTER = 20_000

_OPEN = {"list_item_open": BlockKind.ITEM, "blockquote_open": BlockKind.QUOTE}
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?\n)?(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?(?![\d-])")


def read_markdown(source: str, *, name: str) -> Document:
    """The words of a Markdown file: headings, paragraphs, list items and quotations, a blank line between them.

    Links keep their text; pictures, code blocks, tables and HTML blocks are left out. A heading of the first level at
    the start is the title. YAML front matter gives title, author, date and url. `InputError` when it is no prose.
    """
    if len(source) > MAX_CHARACTERS:
        raise InputError(f"{name} is larger than 1 MB, the most a Markdown file can have: cut it into parts.")
    known, body = _front_matter(source)
    tokens = MarkdownIt("commonmark").enable("table").disable("inline").parse(body)
    longest = max((len(token.content) for token in tokens if token.type == "inline"), default=0)
    if longest > MAX_LINE:
        raise InputError(f"{name} has a paragraph of {longest:,} characters: put blank lines between its paragraphs.")
    found = list(_blocks(MarkdownIt("commonmark").enable("table").parse(body)))
    heading = found.pop(0)[1].text if found and found[0][0] == "h1" else None
    return Document(
        tuple(block for _, block in found),
        title=known.get("title") or heading,
        author=known.get("author"),
        published=_published(known.get("date") or known.get("published")),
        url=known["url"] if known.get("url", "").startswith(("http://", "https://")) else None,
    )


def _blocks(tokens: Sequence[Token]) -> Iterator[tuple[str, Block]]:
    """The tag and the block of each piece that holds words."""
    tables = 0
    around: list[BlockKind] = []
    for before, token in pairwise(tokens):
        tables += (before.type == "table_open") - (before.type == "table_close")
        if before.type in _OPEN:
            around.append(_OPEN[before.type])
        elif before.type in ("list_item_close", "blockquote_close"):
            around.pop()
        if token.type == "inline" and not tables:
            text = re.sub(r"\n\s*\n", "\n", _inline(token.children or ()).strip())
            if text:
                kind = (
                    BlockKind.HEADING
                    if before.type == "heading_open"
                    else around[-1]
                    if around
                    else BlockKind.PARAGRAPH
                )
                yield before.tag, Block(text, kind)


def _inline(tokens: Sequence[Token]) -> str:
    parts = []
    for token in tokens:
        if token.type in ("text", "code_inline", "text_special"):
            parts.append(token.content)
        elif token.type == "softbreak":
            parts.append(" ")
        elif token.type == "hardbreak":
            parts.append("\n")
    return re.sub(" {2,}", " ", "".join(parts))  # A picture left out leaves its spaces.


def _front_matter(source: str) -> tuple[dict[str, str], str]:
    """What a leading YAML block tells, by key in lower case, and the rest; all of it when there is no such block."""
    match = _FRONT_MATTER.match(source)
    if match is None or match.end() > MAX_FRONT_MATTER:
        return {}, source
    try:
        node = compose(match.group(1) or "")
    except YamlError:
        return {}, source
    if node is None:
        return {}, source[match.end() :]
    if not isinstance(node, yaml.MappingNode):
        return {}, source
    known = {
        key.value.lower(): _words(value)
        for key, value in node.value
        if isinstance(key, yaml.ScalarNode) and key.value.lower() in ("title", "author", "date", "published", "url")
    }
    return known, source[match.end() :]


def _words(node: yaml.Node) -> str:
    """A value on one line; of a list, its values with commas between; of anything else, nothing."""
    if isinstance(node, yaml.ScalarNode):
        return " ".join(node.value.split())
    if isinstance(node, yaml.SequenceNode):
        return ", ".join(filter(None, (_words(item) for item in node.value)))
    return ""


def _published(value: str | None) -> str | None:
    match = _DATE.match(value or "")
    if match is None:
        return None
    try:
        return check_published(match.group())
    except InputError:
        return None
