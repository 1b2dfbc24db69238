"""A book (.epub) to a document: its chapters in the order of its spine."""

import posixpath
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import unquote, urldefrag

from lxml import etree

from quizapp.article import BlockKind
from quizapp.errors import InputError
from quizapp.exchange.documents.document import Block, Document, day_in, one_line, tidy_blocks
from quizapp.exchange.documents.html_blocks import blocks_of, decode_html, parse_html
from quizapp.exchange.documents.zips import open_zip, read_member

_MIN_WORDS = 20
"""A part with fewer is a cover, a title page or an empty page."""
_PAGES = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")
_FONTS = re.compile(rb"obfuscation|pdf#RC", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Chapter:
    title: str
    blocks: tuple[Block, ...]


def read_epub(data: bytes, *, name: str, chapters: Sequence[int] | None = None) -> Document:
    """The text of the chapters with these numbers, counted from 1; of all when none are given.

    `InputError` when it is no book, is copy-protected, or has no chapter of such a number.
    """
    archive = open_zip(data, name=name, kind="an EPUB book")
    if "META-INF/encryption.xml" in archive.namelist():
        locks = read_member(archive, "META-INF/encryption.xml", name=name)
        if len(re.findall(rb"<(?:\w+:)?EncryptedData\b", locks)) > len(_FONTS.findall(locks)):
            raise InputError(f"{name} is copy-protected: only the shop's own program can read it.")
    package, folder = _package(archive, name=name)
    found = tuple(_chapters(archive, package, folder, name=name))
    wanted = chapters or range(1, len(found) + 1)
    beyond = [number for number in wanted if not 1 <= number <= len(found)]
    if beyond:
        raise InputError(f"{name} has no chapter {beyond[0]}: it has {len(found)}.", field="chapters")
    chosen = [found[number - 1] for number in dict.fromkeys(wanted)]
    title = _about(package, "title")
    if chapters is not None and len(chosen) == 1 and len(found) > 1:
        title = ": ".join(filter(None, (title, chosen[0].title)))
    return Document(
        tuple(block for chapter in chosen for block in chapter.blocks),
        title=title,
        author=_about(package, "creator"),
        published=day_in(_about(package, "date")),
        chapters=tuple(chapter.title for chapter in found),
    )


def _xml(data: bytes, *, name: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
    try:
        tree = etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError) as error:
        raise InputError(f"{name} is damaged: download it again.") from error
    if tree is None:
        raise InputError(f"{name} is damaged: download it again.")
    return tree


def _package(archive: zipfile.ZipFile, *, name: str) -> tuple[etree._Element, str]:
    """The book's package file and the folder that its links start from."""
    container = _xml(read_member(archive, "META-INF/container.xml", name=name), name=name)
    paths = container.xpath("//*[local-name() = 'rootfile']/@full-path")
    if not paths:
        raise InputError(f"{name} is not an EPUB book, or is damaged: download it again.")
    path = str(paths[0])
    return _xml(read_member(archive, path, name=name), name=name), posixpath.dirname(path)


def _chapters(archive: zipfile.ZipFile, package: etree._Element, folder: str, *, name: str) -> Iterator[_Chapter]:
    manifest = {one.get("id"): one for one in package.xpath("//*[local-name() = 'manifest']/*[local-name() = 'item']")}
    members = set(archive.namelist())
    for reference in package.xpath("//*[local-name() = 'spine']/*[local-name() = 'itemref']"):
        item = manifest.get(reference.get("idref"))
        if item is None or reference.get("linear") == "no" or "nav" in (item.get("properties") or "").split():
            continue
        path = posixpath.normpath(posixpath.join(folder, unquote(urldefrag(item.get("href") or "").url)))
        if item.get("media-type") not in _PAGES or path not in members:
            continue
        text = decode_html(read_member(archive, path, name=name))
        if not text.strip():
            continue
        blocks = tidy_blocks(blocks_of(parse_html(text, name=name)))
        if sum(len(block.text.split()) for block in blocks) >= _MIN_WORDS:
            yield _Chapter(_chapter_title(blocks), blocks)


def _chapter_title(blocks: Sequence[Block]) -> str:
    heading = next((block for block in blocks[:5] if block.kind is BlockKind.HEADING), blocks[0])
    words = heading.text.split()
    return " ".join(words[:12]) + (" …" if len(words) > 12 else "")


def _about(package: etree._Element, what: str) -> str | None:
    found = package.xpath(f"//*[local-name() = 'metadata']//*[local-name() = '{what}']")
    return one_line("".join(str(part) for part in found[0].xpath(".//text()"))) if found else None
