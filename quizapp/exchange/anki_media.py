"""The pictures and sounds that fields and templates name."""

import html
import re
from collections.abc import Callable, Iterable, Iterator
from urllib.parse import unquote

_SOUND = re.compile(r"\[sound:([^\]]+)\]")
_SOURCE = re.compile(
    r"""(?is)(<(?:img|audio|video|source|object)\b[^>]*?\b(?:src|data)\s*=\s*)("[^"]*"|'[^']*'|[^\s>"']+)"""
)
_IN_CSS = re.compile(r"""url\(\s*["']?([^"')]+)["']?\s*\)""")
_HINT = re.compile(r"(?i)\[sound:|url\(|<(?:img|audio|video|source|object)\b")
"""Without it a text names nothing, which this tells faster than all the others."""
_REMOTE = re.compile(r"(?i)(?:[a-z][a-z0-9+.-]*:|//|/)")


def named_in(texts: Iterable[str]) -> set[str]:
    """The names of the local files that the texts show or play."""
    return {name for text in texts if _HINT.search(text) for name in _names(text)}


def renamed(text: str, names: dict[str, str]) -> str:
    """The text with each file in ``names`` called by its new name."""

    def sound(match: re.Match[str]) -> str:
        return f"[sound:{names.get(match[1], match[1])}]"

    def source(match: re.Match[str]) -> str:
        name = _plain(match[2])
        return f'{match[1]}"{html.escape(names[name])}"' if name in names else match[0]

    replacements: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
        (_SOUND, sound),
        (_SOURCE, source),
    )
    for pattern, replace in replacements:
        text = pattern.sub(replace, text)
    return text


def _names(text: str) -> Iterator[str]:
    found = [match[1] for match in _SOUND.finditer(text)]
    found += [_plain(match[2]) for match in _SOURCE.finditer(text)]
    found += [match[1] for match in _IN_CSS.finditer(text)]
    return (name for name in found if name and not _REMOTE.match(name))


def _plain(attribute: str) -> str:
    return unquote(html.unescape(attribute.strip("\"'").strip()))
