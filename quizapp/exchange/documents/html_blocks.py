"""An HTML tree to blocks of text: every block that a person sees, in order."""

import codecs
import re
from collections.abc import Iterator, Mapping

from lxml import etree, html

from quizapp.article import BlockKind
from quizapp.errors import InputError
from quizapp.exchange.documents.document import Block

_DECLARED = re.compile(rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I)
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LATIN = {"latin-1", "iso8859-1", "ascii"}
"""What browsers read as Windows-1252 when a page says so."""

HTML_KINDS: Mapping[str, BlockKind] = {
    **{f"h{level}": BlockKind.HEADING for level in range(1, 7)},
    "li": BlockKind.ITEM,
    "dt": BlockKind.ITEM,
    "dd": BlockKind.ITEM,
    "blockquote": BlockKind.QUOTE,
    "figcaption": BlockKind.CAPTION,
}
_BLOCKS = frozenset(
    {
        *("address", "article", "aside", "blockquote", "body", "caption", "center", "details", "dd", "div", "dl", "dt"),
        *("fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr"),
        *("html", "legend", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td"),
        *("tfoot", "th", "thead", "tr", "ul"),
        *("cell", "graphic", "head", "item", "list", "quote", "row"),  # of the extractor's own language
    }
)
_SKIPPED = frozenset(
    {
        *("audio", "button", "canvas", "embed", "head", "iframe", "input", "link", "math", "meta", "noscript"),
        *("object", "script", "select", "style", "svg", "template", "textarea", "title", "video"),
    }
)


def decode_html(data: bytes, *, declared: str | None = None) -> str:
    """The characters of a page: by its mark, by what it declares, as UTF-8, last as Windows-1252."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    match = _DECLARED.search(data[:4096])
    named = declared or (match[1].decode("ascii") if match else None)
    if named is not None:
        try:
            name = codecs.lookup(named).name
            text = data.decode("cp1252" if name in _LATIN else name)
        except (LookupError, UnicodeError, ValueError, TypeError):
            pass  # It says what it isn't.
        else:
            return str(text)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("utf-8" if named and "utf" in named.lower() else "cp1252", "replace")


def parse_html(text: str, *, name: str) -> etree._Element:
    """The page as a tree. `InputError` when there is none in it."""
    text = re.sub(r"\A\s*<\?xml[^>]*\?>", "", text.replace("\0", ""))
    try:
        tree = html.document_fromstring(text, parser=html.HTMLParser(huge_tree=False))
    except (etree.LxmlError, ValueError) as error:
        raise InputError(f"{name} has no web page in it: save the page again, or paste its text.") from error
    return tree


def blocks_of(
    tree: etree._Element, kinds: Mapping[str, BlockKind] = HTML_KINDS, *, skipped: frozenset[str] = _SKIPPED
) -> Iterator[Block]:
    """The blocks of text below ``tree``. ``kinds`` says which tags make what; everything else is paragraphs."""
    parts: list[str] = []
    open_kinds: list[tuple[etree._Element, BlockKind]] = []

    def flush() -> Iterator[Block]:
        text = "".join(parts)
        parts.clear()
        if text.strip():
            yield Block(text, open_kinds[-1][1] if open_kinds else BlockKind.PARAGRAPH)

    hidden: etree._Element | None = None
    for event, element in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        if event in ("comment", "pi"):
            if hidden is None:
                parts.append(_joined(element.tail))
            continue
        tag = element.tag if isinstance(element.tag, str) else ""
        tag = tag.rpartition("}")[2].lower()
        if event == "start":
            if hidden is not None:
                continue
            if tag in skipped or is_hidden(element):
                hidden = element
                continue
            if tag in ("br", "lb"):
                parts.append("\n")
            elif tag in _BLOCKS or tag in kinds:
                yield from flush()
            if tag in kinds:
                open_kinds.append((element, kinds[tag]))
            parts.append(_joined(element.text))
            continue
        if hidden is not None:
            if element is hidden:
                hidden = None
                parts.append(_joined(element.tail) if element is not tree else "")
            continue
        if tag in _BLOCKS or tag in kinds:
            yield from flush()
        if open_kinds and open_kinds[-1][0] is element:
            open_kinds.pop()
        if element is not tree:
            parts.append(_joined(element.tail))
    yield from flush()


def is_hidden(element: etree._Element) -> bool:
    """True when a browser shows nothing of it."""
    if element.get("hidden") is not None:
        return True
    style = re.sub(r"\s+", "", element.get("style") or "").lower()
    return "display:none" in style or "visibility:hidden" in style or "mso-hide:all" in style


def words_of(element: etree._Element) -> str:
    """All text below ``element`` on one line."""
    return " ".join("".join(str(part) for part in element.xpath(".//text()")).split())


def _joined(text: str | None) -> str:
    """Text as a browser flows it: a line end is a space."""
    return re.sub(r"\s+", " ", text or "")
