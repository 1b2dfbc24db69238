"""What initials stand for, where an article spells them out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from quizapp.article import Span
from quizapp.generator.vocabulary import SMALL_IN_NAMES

if TYPE_CHECKING:
    from quizapp.generator.sentences import Sentence

KNOWN_TO_ALL = frozenset(
    {"AI", "AIDS", "BBC", "CIA", "DNA", "EU", "FBI", "GPS", "MBA", "NATO", "TV", "UK", "UN", "US", "USA", "WHO"}
)
"""What readers of news know by its initials: nobody studies what they stand for."""

_LETTERS = r"([A-Z][A-Za-z]*[A-Z][A-Za-z]*s?)"
_EXPANSION = re.compile(rf"\({_LETTERS}\)|, or {_LETTERS}(?=[,.])")


def initials_in(sentence: Sentence, printed: str) -> Iterator[tuple[str, Span]]:
    """ "Voss Ferry Line (VFL)", "Voss Ferry Line, or VFL," and "VFL (Voss Ferry Line)" where the letters agree.

    ``printed`` is the article's text.
    """
    text = sentence.span.of(printed)
    base = sentence.span.start
    if "(" not in text and ", or " not in text:
        return
    for match in _EXPANSION.finditer(text):
        initials = match.group(1) or match.group(2)
        words = [(m.group(), m.start(), m.end()) for m in re.finditer(r"[\w&’'.-]+", text[: match.start()])]
        found = _spelled_back(words, initials) or _spelled_by_capitals(words, initials)
        if found is not None:
            start, end = found
            yield initials, Span(base + start, base + end)
    for match in re.finditer(r"\b([A-Z]{2,6})\b ?\(([^()]{5,80})\)", text):
        letters = "".join(w[0] for w in match.group(2).split() if w.lower() not in SMALL_IN_NAMES)
        if letters.upper() == match.group(1):
            yield match.group(1), Span(base + match.start(2), base + match.end(2))


def _spelled_back(words: list[tuple[str, int, int]], initials: str) -> tuple[int, int] | None:
    """Where the words whose first letters make ``initials`` stand, ending right before it."""
    letters = [letter for letter in initials if letter.isupper()]
    end = len(words)
    i = end
    parts = []
    while i > 0 and letters:
        i -= 1
        word = words[i][0]
        heads = [piece[0].upper() for piece in word.split("-") if piece]
        if word.lower() in SMALL_IN_NAMES and (not letters or word[0].upper() != letters[-1]):
            parts.append(i)
            continue
        for head in reversed(heads):
            if not letters or letters.pop() != head:
                return None
        parts.append(i)
    if letters or not parts or len(initials) < 2 or i == end:
        return None
    return words[i][1], words[end - 1][2]


_MOST_SMALL = 2
"""Small words that a name may hold beside "of" and "the": "Radio wave Telescope of Norway"."""


def _spelled_by_capitals(words: list[tuple[str, int, int]], initials: str) -> tuple[int, int] | None:
    """Where a name ends right before its initials whose capitals are these: "Radio wave Telescope (RT)"."""
    letters, small = list(initials), 0
    for word, start, _ in reversed(words):
        capitals = [piece[0] for piece in word.split("-") if piece[:1].isupper()]
        small += not capitals and word.lower() not in SMALL_IN_NAMES
        if small > _MOST_SMALL or (letters[-len(capitals) :] != capitals and capitals):
            return None
        if len(capitals) == len(letters):
            return (start, words[-1][2]) if word[0] == initials[0] and words[-1][0][0].isupper() else None
        letters = letters[: len(letters) - len(capitals)]
    return None
