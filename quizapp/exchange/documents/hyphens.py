"""Words that were broken at the ends of lines, made whole: which hyphens belong to the word and which to the line."""

import functools
import re
from collections import Counter
from collections.abc import Iterable

from quizapp.generator.form_lists import listed_words

_BROKEN = re.compile(r"([^\W\d_]+)[-\u00ad\u2010]\Z")
_FIRST = re.compile(r"[^\W\d_]+")
_TENS = frozenset({"twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"})
"""Words that the list of inflected forms lacks, and that hyphens follow."""
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")


def words_in(lines: Iterable[str]) -> Counter[str]:
    """The words of a document and how often each stands in it, without those that a line's end breaks."""
    return Counter(
        word for line in lines for word in _WORD.findall(re.sub(r"\S+[-\u00ad\u2010]\s*\Z", "", line).casefold())
    )


def join_lines(lines: Iterable[str], words: Counter[str]) -> str:
    """The lines on one, with the words that were broken between them whole again. ``words`` are the document's."""
    text = ""
    for line in lines:
        piece = " ".join(line.split())
        broken, following = _BROKEN.search(text), _FIRST.match(piece)
        if broken and following:
            keeps = text[-1] != "\u00ad" and _has_hyphen(broken[1], following[0], words)
            text = (text if keeps else text[:-1]) + piece
        elif re.search(r"\S—\Z", text) or re.match(r"—\S", piece):
            text += piece
        else:
            text += f" {piece}" if text else piece
    return text


def _has_hyphen(left: str, right: str, words: Counter[str]) -> bool:
    """True when the word is written with a hyphen wherever it stands."""
    if not right[0].islower():
        return True
    whole, apart = f"{left}{right}".casefold(), f"{left}-{right}".casefold()
    if words[whole] or words[apart]:
        return words[apart] > words[whole]
    english = _english() | _TENS
    if whole in english or apart in english:
        return whole not in english
    return all(part.casefold() in english or words[part.casefold()] for part in (left, right))


@functools.cache
def _english() -> frozenset[str]:
    """English words, in their inflected forms."""
    return frozenset(map(str.casefold, listed_words()))
