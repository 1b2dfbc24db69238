"""Formulas in Anki's fields as MathML, which browsers show by themselves: MathJax's and LaTeX's marks round LaTeX."""

import html
import re
from functools import lru_cache
from xml.etree.ElementTree import Element, tostring

from latex2mathml.converter import convert_to_element

_FORMULA = re.compile(
    r"\\\((?P<inline>.{1,4000}?)\\\)|\\\[(?P<display>.{1,4000}?)\\\]|\[\$\](?P<old>.{1,4000}?)\[/\$\]"
    r"|\[\$\$\](?P<old_display>.{1,4000}?)\[/\$\$\]|\[latex\](?P<latex>.{1,4000}?)\[/latex\]",
    re.DOTALL | re.IGNORECASE,
)
_MARKUP = re.compile(r"<[^>]*>")
_BREAK = re.compile(r"(?i)<br\s*/?>|</(?:div|p)>")
_DOLLARS = re.compile(r"(?s)\s*\$\$?(.+?)\$\$?\s*")
_LONGEST = 2_000
"""Characters of one formula; what is longer shows as it is written."""
_TAGS = frozenset(
    (
        "math", "mrow", "mi", "mn", "mo", "mtext", "mspace", "ms", "mfrac", "msqrt", "mroot", "mstyle", "mpadded",
        "mphantom", "mfenced", "menclose", "msub", "msup", "msubsup", "munder", "mover", "munderover", "mmultiscripts",
        "mprescripts", "none", "mtable", "mtr", "mtd",
    )
)  # fmt: skip
_ATTRIBUTES = frozenset(
    (
        "display", "displaystyle", "mathvariant", "stretchy", "scriptlevel", "linethickness", "columnalign",
        "columnlines", "rowlines", "rowspacing", "columnspacing", "accent", "accentunder", "fence", "form", "width",
        "height", "depth", "lspace", "rspace", "minsize", "maxsize", "movablelimits", "separator", "notation",
    )
)  # fmt: skip


def with_formulas(markup: str) -> str:
    """The markup with each formula as MathML; one that can't be understood stays as it is written.

    One that stands by itself is in a span of the class ``formula``, which can be wider than the page and
    is moved by the keyboard, too.
    """
    if "\\(" not in markup and "\\[" not in markup and "[$" not in markup and "[latex]" not in markup.lower():
        return markup
    return _FORMULA.sub(_shown, markup)


def _shown(match: re.Match[str]) -> str:
    kind = match.lastgroup or ""
    written = html.unescape(_MARKUP.sub("", _BREAK.sub(" ", match[kind]))).strip()
    if kind == "latex":
        inside = _DOLLARS.fullmatch(written)
        written = inside[1] if inside else written
    is_display = kind.endswith("display") or kind == "latex"
    made = _mathml(written, is_display) if written and len(written) <= _LONGEST else None
    if made is None:
        return match[0]
    return f'<span class="formula" tabindex="0">{made}</span>' if is_display else made


@lru_cache(maxsize=2_000)
def _mathml(latex: str, is_display: bool) -> str | None:
    try:
        element = convert_to_element(latex, display="block" if is_display else "inline")
        _clean(element)
    except Exception:  # whatever the library makes of what is no LaTeX
        return None
    return tostring(element, encoding="unicode")


def _clean(element: Element) -> None:
    """Leave nothing but MathML, its text unescaped so that it is escaped once."""
    for one in element.iter():
        if one.tag not in _TAGS:
            raise ValueError(f"{one.tag} is no MathML")
        if one.text and one.text.startswith("\\") and len(one.text) > 1:
            raise ValueError(f"{one.text} is a command that is not known")
        one.attrib = {name: value for name, value in one.attrib.items() if name in _ATTRIBUTES}
        one.text = html.unescape(one.text) if one.text else one.text
        one.tail = html.unescape(one.tail) if one.tail else one.tail
