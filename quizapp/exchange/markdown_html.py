"""Cards of Markdown decks as HTML, their formulas as Anki marks them, and the pictures and sounds that they have.

A sound is written as a picture is, as hashcards has it: what its name ends in tells.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from urllib.parse import quote, unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token

MAX_CHARACTERS = 20_000
"""A side that is longer shows as it is written: made of brackets it takes the parser minutes."""

SOUNDS = (".mp3", ".ogg", ".oga", ".opus", ".wav", ".m4a", ".flac", ".mp4", ".webm", ".ogv")
"""The endings of files that are played rather than shown."""

_FORMULA = re.compile(r"\$\$(?P<display>[^$]{1,2000})\$\$|\$(?P<inline>[^\s$](?:[^$\n]{0,500}?[^\s$])?)\$(?!\d)")
_CODE = re.compile(r"(?ms)^\s*(```|~~~).*?^\s*\1|(`+).+?\2")
_MARK = "\ue000{}\ue001"
_MARKED = re.compile("\ue000(\\d+)\ue001")
_ELSEWHERE = re.compile(r"(?i)[a-z][a-z0-9+.-]*:|//")
_PICTURE = re.compile(r"(!\[[^\]]*\]\(\s*)(?:<([^<>\n]+)>|([^()<>\s]+))")
_PARSER = MarkdownIt("commonmark", {"html": False, "xhtmlOut": False}).enable(["table", "strikethrough"])


def markdown_html(source: str) -> str | None:
    """The Markdown as HTML, markup in it escaped, pictures and sounds under the names that they have in the library;
    None for what is too long.
    """
    return _html(source) if len(source) <= MAX_CHARACTERS else None


def pictures_in(source: str) -> set[str]:
    """The addresses of the pictures and sounds that lie beside the file, as the Markdown has them."""
    if "![" not in source or len(source) > MAX_CHARACTERS:
        return set()
    return {address for token in _pictures(_PARSER.parse(source)) if not _ELSEWHERE.match(address := _address(token))}


def kind_of_media(address: str) -> str:
    """What a person calls the file: a picture or a sound."""
    return "sound" if address.lower().endswith(SOUNDS) else "picture"


def library_name(address: str) -> str:
    """The name in the library of the picture or sound with this address: its folders are part of it."""
    return "-".join(part for part in re.split(r"[/\\]", address) if part not in ("", ".", "..", "@"))


def with_pictures(source: str, names: Mapping[str, str]) -> str:
    """The Markdown with each picture in ``names`` called by its new name."""

    def called(match: re.Match[str]) -> str:
        address = unquote(match[2] or match[3])
        return f"{match[1]}{quote(names[address])}" if address in names else match[0]

    return _PICTURE.sub(called, source)


@lru_cache(maxsize=2_000)
def _html(source: str) -> str:
    formulas: list[str] = []

    def kept(match: re.Match[str]) -> str:
        is_display = match.lastgroup == "display"
        formulas.append(rf"\[{match['display']}\]" if is_display else rf"\({match['inline']}\)")
        return _MARK.format(len(formulas) - 1)

    parts = []
    at = 0
    source = source.replace("\ue000", "").replace("\ue001", "")
    for code in _CODE.finditer(source):
        parts += [_FORMULA.sub(kept, source[at : code.start()]), code[0]]
        at = code.end()
    tokens = _PARSER.parse("".join((*parts, _FORMULA.sub(kept, source[at:]))))
    for token in _pictures(tokens):
        address = _address(token)
        if _ELSEWHERE.match(address):
            token.attrs["src"] = address
            continue
        token.attrs["src"] = name = quote(library_name(address))
        if kind_of_media(name) == "sound":
            token.type, token.content = "html_inline", f'<audio controls src="{name}"></audio>'
    made = _PARSER.renderer.render(tokens, _PARSER.options, {}).strip()
    if made.startswith("<p>") and made.find("</p>") == len(made) - 4:
        made = made[3:-4]
    return _MARKED.sub(lambda match: _escaped(formulas[int(match[1])]), made)


def _escaped(formula: str) -> str:
    return formula.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _pictures(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        if token.type == "image":
            yield token
        yield from _pictures(token.children or [])


def _address(token: Token) -> str:
    return unquote(str(token.attrs.get("src", "")))
