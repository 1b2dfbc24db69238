"""A PDF to a document: its lines as they stand on the pages, made into paragraphs again."""

import io
import re
from collections.abc import Iterator
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.errors import PyPdfError

from quizapp.errors import InputError
from quizapp.exchange.documents.document import Block, Document, one_line, tidy_blocks
from quizapp.exchange.documents.pdf_lines import Line, join_pages

MAX_PAGES = 2_000
_END = b"%%EOF"
_TAIL_BYTES = 65_536
_MIN_LETTERS = 20
"""A page with fewer letters than this is a picture with at most a stamp on it."""
_NO_TITLE = re.compile(
    r"\A(?:untitled|about:blank|https?://.*|microsoft (?:word|powerpoint) - .*|\(?anonymous\)?|\(?(?:un)?specified\)?|"
    r".*\.(?:docx?|indd|tex|pdf|dvi))\Z",
    re.IGNORECASE,
)


def read_pdf(data: bytes, *, name: str) -> Document:
    """The paragraphs of a PDF without running heads, page numbers and end-of-line hyphens, column after column.

    `InputError` says when it is locked, cut short, damaged, or a scan without text.
    """
    if b"%PDF-" not in data[:1024]:
        raise InputError(f"{name} is not a PDF, or is damaged: save or download it again.")
    if _END not in data[-_TAIL_BYTES:]:
        raise InputError(f"{name} is cut short: download it again.")
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError(f"{name} is locked with a password: save it without one.")
        if len(reader.pages) > MAX_PAGES:
            raise InputError(f"{name} has more than {MAX_PAGES:,} pages: give the pages that matter.")
        pages = [list(_lines(page)) for page in reader.pages]
        known = dict(reader.metadata or {})
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, OSError, RuntimeError) as error:
        if "cryptography" in str(error):  # how it is locked takes a library that is not there
            raise InputError(f"{name} is locked with a password: save it without one.") from error
        raise InputError(f"{name} is damaged: save or download it again.") from error
    letters = sum(character.isalpha() for page in pages for line in page for character in line.text)
    if letters < _MIN_LETTERS:
        raise InputError(f"{name} holds pictures of its pages and no text: have its text recognised (OCR) first.")
    title, blocks = join_pages(pages)
    title = _known(known.get("/Title")) or title
    kept = tidy_blocks(blocks)
    return Document(_without_title(kept, title), title=title, author=_known(known.get("/Author")))


def _lines(page: PageObject) -> Iterator[Line]:
    """The lines of a page in the order in which they were set."""
    fragments: list[tuple[str, float, float, float]] = []

    def visit(text: str, matrix: Any, text_matrix: Any, _font: Any, size: Any) -> None:
        if text.strip():
            x, y = float(text_matrix[4]), float(text_matrix[5])
            scale = (abs(float(text_matrix[3])) or abs(float(text_matrix[1])) or 1.0) * (abs(float(matrix[3])) or 1.0)
            placed_x = x * float(matrix[0]) + y * float(matrix[2]) + float(matrix[4])
            placed_y = x * float(matrix[1]) + y * float(matrix[3]) + float(matrix[5])
            fragments.append((spelled_out(text), placed_x, placed_y, float(size) * scale))

    page.extract_text(visitor_text=visit)
    height = float(page.mediabox.height)
    bottom = float(page.mediabox.bottom)
    for text, x, y, size in fragments:
        for line in text.splitlines():
            if line.strip():
                yield Line(line, x, y, size, (y - bottom) / height if height else 0.5)


_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})


def spelled_out(text: str) -> str:
    """``text`` with the letters of each ligature, which typesetters print and nobody searches or types."""
    return text.translate(_LIGATURES)


def _known(value: object) -> str | None:
    text = one_line(str(value)) if value else None
    return None if text is None or _NO_TITLE.match(text) else text[:500]


def _without_title(blocks: tuple[Block, ...], title: str | None) -> tuple[Block, ...]:
    if blocks and title and len(blocks) > 1 and one_line(blocks[0].text) == title:
        return blocks[1:]
    return blocks
