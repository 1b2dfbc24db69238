"""Letters: which ones count as the same, how far two words are apart, and where two texts differ."""

import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum

COMPARED_AT_MOST = 1000
"""Characters of each text that are compared letter by letter; what follows counts as different."""

ALIKE = 0.5
"""The share of their letters that two texts have in common, at least, when their difference is worth showing."""

_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "ħ": "h", "æ": "ae", "œ": "oe", "þ": "th", "ـ": None}
)


class Part(Enum):
    """What a stretch of letters is in a comparison. The value is a word for it."""

    SAME = "same"
    EXTRA = "extra"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Letters:
    """Some letters: in both texts (as typed), only typed, or only in the answer."""

    text: str
    part: Part


def folded(text: str) -> str:
    """``text`` without case, accents, Hebrew points or Arabic vowel signs; other scripts keep their marks."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(letter for letter in apart if not _is_accent(letter))
    return unicodedata.normalize("NFKC", kept).translate(_LETTERS)


def _is_accent(letter: str) -> bool:
    # Classes 7 to 9 (nukta, voicing, virama) make another letter of the one before; Indic vowels have class 0.
    return unicodedata.combining(letter) >= 10


def distance(one: str, other: str) -> int:
    """The fewest letters to put in, leave out, change, or swap with the next, that turn ``one`` into ``other``."""
    before: list[int] = []
    above = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        here = [row]
        for column, wanted in enumerate(other, start=1):
            least = min(above[column] + 1, here[column - 1] + 1, above[column - 1] + (letter != wanted))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == wanted:
                least = min(least, before[column - 2] + 1)
            here.append(least)
        before, above = above, here
    return above[-1]


def is_slip(typed: str, word: str) -> bool:
    """True when the folded word ``typed`` is ``word`` with a slip of the finger.

    One letter may be wrong from five letters on, two from nine on, but never the first, and no more than one may be
    too many or too few: Iran is not Iraq, Gambia not Zambia, and Austria not Australia.
    """
    if not typed or typed[0] != word[0] or not word.isalpha():
        return False
    allowed = 0 if len(word) < 5 else 1 if len(word) < 9 else 2
    return abs(len(typed) - len(word)) <= min(allowed, 1) and distance(typed, word) <= allowed


def difference(typed: str, answer: str) -> tuple[Letters, ...]:
    """How ``typed`` becomes ``answer``, letter by letter; letters that differ in case or accents only are the same.

    Of texts that have less than `ALIKE` in common none are: the letters they share by chance say nothing.
    """
    ours, theirs = _letters(typed), _letters(answer)
    seen, wanted = ours[:COMPARED_AT_MOST], theirs[:COMPARED_AT_MOST]
    matcher = SequenceMatcher(None, [folded(one) for one in seen], [folded(one) for one in wanted], autojunk=False)
    if matcher.ratio() < ALIKE:
        apart = (Letters("".join(ours), Part.EXTRA), Letters("".join(theirs), Part.MISSING))
        return tuple(part for part in apart if part.text)
    parts: list[Letters] = []
    for kind, start, end, from_, to in matcher.get_opcodes():
        if kind == "equal":
            parts.append(Letters("".join(seen[start:end]), Part.SAME))
            continue
        parts.append(Letters("".join(seen[start:end]), Part.EXTRA))
        parts.append(Letters("".join(wanted[from_:to]), Part.MISSING))
    parts.append(Letters("".join(ours[COMPARED_AT_MOST:]), Part.EXTRA))
    parts.append(Letters("".join(theirs[COMPARED_AT_MOST:]), Part.MISSING))
    return tuple(part for part in parts if part.text)


def _letters(text: str) -> list[str]:
    """``text`` in letters, each with the marks that belong to it."""
    letters: list[str] = []
    for letter in unicodedata.normalize("NFC", text):
        if letters and unicodedata.category(letter).startswith("M"):
            letters[-1] += letter
        else:
            letters.append(letter)
    return letters
