"""A Word file (.docx) to a document."""

import io
import re
import zipfile
from collections.abc import Iterator

import docx
from docx.document import Document as WordDocument
from docx.opc.exceptions import OpcError
from docx.text.paragraph import Paragraph

from quizapp.article import BlockKind
from quizapp.errors import InputError
from quizapp.exchange.documents.document import Block, Document, one_line, tidy_blocks
from quizapp.exchange.documents.zips import open_zip, read_member

_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_KINDS = (
    (re.compile(r"heading|subtitle|title", re.IGNORECASE), BlockKind.HEADING),
    (re.compile(r"list", re.IGNORECASE), BlockKind.ITEM),
    (re.compile(r"quote", re.IGNORECASE), BlockKind.QUOTE),
    (re.compile(r"caption", re.IGNORECASE), BlockKind.CAPTION),
)
_OUR_PROPERTIES = {"word document", "python-docx", "document", "untitled"}
"""Titles and authors that programs write when nobody has given any."""


def read_word(data: bytes, *, name: str) -> Document:
    """The paragraphs, headings, lists and quotations of a .docx file; tables and pictures are left out."""
    if data.startswith(_OLD_OFFICE):
        raise InputError(f"{name} is locked with a password or in Word's old format: save it as .docx without one.")
    archive = open_zip(data, name=name, kind="a Word file (.docx)")
    for member in archive.namelist():
        if member.endswith((".xml", ".rels")) and b"<!DOCTYPE" in read_member(archive, member, name=name):
            raise InputError(f"{name} is not as Word writes it: open it there and save it again.")
    try:
        word = docx.Document(io.BytesIO(data))
        blocks = list(_blocks(word))
        title, author = _known(word.core_properties.title), _known(word.core_properties.author)
    except (OpcError, KeyError, ValueError, AttributeError, TypeError, SyntaxError, zipfile.BadZipFile) as error:
        raise InputError(f"{name} is not a Word file (.docx), or is damaged: save it again.") from error
    if blocks:
        first, style = blocks[0]
        if style == "Title" or (first.kind is BlockKind.HEADING and title in (None, one_line(first.text))):
            title = one_line(first.text)
            blocks.pop(0)
    return Document(tidy_blocks(block for block, _ in blocks), title=title, author=author)


def _blocks(word: WordDocument) -> Iterator[tuple[Block, str]]:
    """The paragraphs that hold text, each with the name of its style."""
    for paragraph in word.iter_inner_content():
        if isinstance(paragraph, Paragraph) and paragraph.text.strip():
            style = str(paragraph.style.name or "") if paragraph.style is not None else ""
            yield Block(paragraph.text, _kind(paragraph, style)), style


def _kind(paragraph: Paragraph, style: str) -> BlockKind:
    for pattern, kind in _KINDS:
        if pattern.search(style):
            return kind
    properties = paragraph._p.pPr
    return BlockKind.ITEM if properties is not None and properties.numPr is not None else BlockKind.PARAGRAPH


def _known(value: str | None) -> str | None:
    value = one_line(value)
    return value if value and value.lower() not in _OUR_PROPERTIES else None
