"""Pasted text in which headings, items, quotations and captions are marked, as the page marks what is pasted to it."""

import re

from quizapp.article import BlockKind
from quizapp.exchange.documents.document import Block, Document, one_line, tidy_blocks

_MARKS = (
    (re.compile(r"#{1,6}[ \t]+"), BlockKind.HEADING),
    (re.compile(r"- +"), BlockKind.ITEM),
    (re.compile(r"> *"), BlockKind.QUOTE),
)
_CAPTION = re.compile(r"!\[(.*)\]", re.DOTALL)
_GAP = re.compile(r"\n[^\S\n]*\n")


def read_marked(text: str) -> Document:
    """The blocks of the text, which blank lines part: "# heading", "- item", "> quotation", "![caption]".

    A heading at the start is the title. Everything else is as it was typed.
    """
    blocks = tidy_blocks(block for part in _GAP.split(text) for block in _blocks(part.strip()))
    is_titled = len(blocks) > 1 and blocks[0].kind is BlockKind.HEADING
    return Document(blocks[1:] if is_titled else blocks, title=one_line(blocks[0].text) if is_titled else None)


def _blocks(part: str) -> list[Block]:
    """The block, or several where items stand on lines of their own."""
    caption = _CAPTION.fullmatch(part)
    if caption is not None:
        return [Block(caption[1], BlockKind.CAPTION)]
    for mark, kind in _MARKS:
        if mark.match(part):
            lines = [mark.sub("", line, count=1) if mark.match(line) else line for line in part.split("\n")]
            each = kind is BlockKind.ITEM and all(map(mark.match, part.split("\n")))
            return [Block(line, kind) for line in lines] if each else [Block("\n".join(lines), kind)]
    return [Block(part)]
