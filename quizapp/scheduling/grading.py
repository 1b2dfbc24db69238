"""A typed answer judged: right, right but for a slip, or wrong; the person has the last word."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from quizapp.scheduling.amounts import Day, Token, tokens
from quizapp.scheduling.memory import Rating
from quizapp.scheduling.spelling import Letters, difference, folded, is_slip

MOST_SLIPS = 3
"""Words of one answer that may each have a slip."""


class Verdict(Enum):
    """How a typed answer compares. The value is the name that pages use."""

    EXACT = "exact"
    SAME = "same"
    SLIP = "slip"
    WRONG = "wrong"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Graded:
    """The verdict on a typed answer, the rating it suggests, and its letters beside those of the answer."""

    verdict: Verdict
    suggested: Rating
    difference: tuple[Letters, ...]


_ARTICLES = {"the", "a", "an"}
_BEFORE = {"in", "on", "at", "by", "from", "since", "for", "during", "to", "with", "about", "around", "approximately",
           "roughly", "circa", "because", "due", "only", "just", "of", "thanks", "as", "was", "is", "were", "are",
           "it", "they", "he", "she"}  # fmt: skip
"""Words that may open an answer, or not: the question has often said them already."""
_COURTESY = {"mr", "mrs", "ms", "miss", "dr", "prof", "professor", "sir", "dame"}
_SHORT = {
    "us": ("united", "states"), "usa": ("united", "states"), "uk": ("united", "kingdom"), "uae": ("united", "arab",
    "emirates"), "un": ("united", "nations"), "eu": ("european", "union"), "st": ("saint",), "mt": ("mount",),
}  # fmt: skip
_OF_AMERICA = ("united", "states", "of", "america")
_ERAS = {"ad": "", "ce": "", "bce": "bc"}
"""What stands beside a year: nothing is the common era."""
_ROMAN = {"ii": 2, "iii": 3, "iv": 4, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "xi": 11, "xii": 12, "xiii": 13, "xiv": 14,
          "xv": 15, "xvi": 16, "xvii": 17, "xviii": 18}  # fmt: skip
"""The numbers of wars and kings; a letter alone is a letter."""
_ITEMS = re.compile(r"\s*(?:,\s(?!\d{4}\b)(?:and\s)?|;|\band\b|&)\s*", re.IGNORECASE)
_ASIDE = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")


def grade(typed: str, answer: str, *, variants: Iterable[str] = ()) -> Graded:
    """Compare what was ``typed`` with ``answer`` and with the ``variants`` that are right as well.

    Case, accents, punctuation and articles do not count; numbers in words or digits, amounts in units of one kind and
    dates in their several forms are compared as what they mean; a small slip in a word is right, one in a number is
    not. The difference is to whichever form is nearest.
    """
    typed = " ".join(typed.split())
    forms = [form for form in dict.fromkeys(" ".join(one.split()) for one in (answer, *variants)) if form]
    if not folded(typed).strip() or not forms:
        return Graded(Verdict.EMPTY, Rating.AGAIN, difference("", forms[0] if forms else ""))
    accepted = [(part, form) for form in forms for part in _forms(form)]
    best, shown = min(
        ((_verdict(typed, part), form) for part, form in accepted), key=lambda found: _ORDER.index(found[0])
    )
    suggested = Rating.AGAIN if best is Verdict.WRONG else Rating.GOOD
    return Graded(best, suggested, difference(typed, shown if best is not Verdict.WRONG else forms[0]))


_ORDER = (Verdict.EXACT, Verdict.SAME, Verdict.SLIP, Verdict.WRONG)


def _forms(answer: str) -> list[str]:
    """``answer``, its alternatives ("Kyiv / Kiev"), and each without its asides; an aside in capitals is a name too."""
    found = []
    for form in (answer, *re.split(r"\s[/|]\s", answer)):
        found += [form, _ASIDE.sub("", form).strip()]
        found += re.findall(r"\(([A-Z][A-Z.]+)\)", form)
    return [form for form in dict.fromkeys(found) if form]


def _verdict(typed: str, answer: str) -> Verdict:
    if typed == answer:
        return Verdict.EXACT
    one, other = _read(typed), _read(answer)
    best = _compared(one, other)
    if best is not Verdict.WRONG:
        return best
    name = re.fullmatch(r"([^,]+), ([^,]+)", typed)  # "Lindqvist, Ida"
    if name and _compared(_read(f"{name[2]} {name[1]}"), other) is not Verdict.WRONG:
        return Verdict.SAME
    return _as_lists(_ITEMS.split(typed), _ITEMS.split(answer))


def _as_lists(typed: list[str], answer: list[str]) -> Verdict:
    """The verdict on lists of the same things in any order."""
    if len(typed) != len(answer) or len(answer) < 2:
        return Verdict.WRONG
    left = [_read(item) for item in typed]
    worst = Verdict.SAME
    for wanted in (_read(item) for item in answer):
        best, at = min(
            ((_compared(one, wanted), at) for at, one in enumerate(left)), key=lambda found: _ORDER.index(found[0])
        )
        if best is Verdict.WRONG:
            return best
        worst = max(worst, best, key=_ORDER.index)
        del left[at]
    return worst


def _read(text: str) -> list[Token]:
    """The tokens of ``text`` that carry its meaning."""
    read = [token for token in tokens(text) if token.word not in _ARTICLES] or tokens(text)
    while len(read) > 1 and read[0].word in _BEFORE:
        read = read[1:]
    spelled: list[Token] = []
    for token in read:
        if token.word in _COURTESY and len(read) > 1:
            continue
        spelled += [Token(word) for word in _SHORT.get(token.word, ())] or [token]
    spelled = _with_eras(spelled)
    words = tuple(token.word for token in spelled)
    return [token for token in spelled if token.word not in ("of", "america")] if words == _OF_AMERICA else spelled


def _with_eras(read: list[Token]) -> list[Token]:
    """Years with their era in one form: "1066" for "AD 1066", "44 BC" for "44 BCE"."""
    beside_year = {at + by for at, token in enumerate(read) if token.number is not None or token.days for by in (-1, 1)}
    said = [_ERAS.get(token.word, token.word) if at in beside_year else token.word for at, token in enumerate(read)]
    return [Token(word) if word else token for word, token in zip(said, read, strict=True) if word or not token.word]


def _compared(typed: list[Token], answer: list[Token]) -> Verdict:
    if not typed or not answer:
        return Verdict.WRONG
    if _joined(typed) == _joined(answer) != "":
        return Verdict.SAME
    if len(typed) + 1 == len(answer) == 2 and typed[0].number is not None and answer[1].word not in ("", "bc"):
        answer = answer[:1]  # "1,200" for "1,200 people"
    if len(typed) != len(answer):
        return Verdict.WRONG
    slips = 0
    for one, other in zip(typed, answer, strict=True):
        if _same(one, other):
            continue
        if not one.word or not other.word or not is_slip(one.word, other.word):
            return Verdict.WRONG
        slips += 1
    return Verdict.SAME if not slips else Verdict.SLIP if slips <= MOST_SLIPS else Verdict.WRONG


def _joined(read: list[Token]) -> str:
    """The words in one, so that "cable car" is "cable-car" and "cablecar"; nothing where there is more than words."""
    return "".join(token.word for token in read) if all(token.word for token in read) else ""


def _same(one: Token, other: Token) -> bool:
    if one.days or other.days:
        return any(_same_day(day, wanted) for day in one.days for wanted in other.days)
    if one.number is not None and other.number is not None:
        if one.number == other.number and (one.unit == other.unit or not other.unit):
            return True
        return _in_millions(one) == other.number or one.number == _in_millions(other)
    if one.unit or other.unit:
        return one == other
    return one == other or _ROMAN.get(one.word, one.number) == _ROMAN.get(other.word, other.number) is not None


def _in_millions(token: Token) -> Decimal | None:
    """What "1.5m" is when it stands for millions rather than for metres."""
    return token.number * 10**6 if token.number is not None and token.unit == "length" else None


def _same_day(one: Day, other: Day) -> bool:
    if one.year is not None and other.year is not None and one.year < 100 <= other.year:
        one = one._replace(year=other.year - other.year % 100 + one.year)
    return one == other
