"""Which names and numbers of a text others don't hold, however they print them: "US" for "U.S.", "12" for "twelve"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import chain

from quizapp.generator.date_anchors import DAYS
from quizapp.generator.form_lists import listed_words
from quizapp.generator.places import COUNTRIES
from quizapp.generator.quantities import TENS, TO_NINETEEN, unknown_quantity
from quizapp.generator.stemming import stems
from quizapp.generator.vocabulary import COMMON_WORDS, word_set
from quizapp.notes import BLANK, MONTHS

_WORD = re.compile(r"\d[\d,.]*\d\w*|\w(?:[\w'’&]|\.(?=\w))*\.?")
_POSSESSIVE = re.compile(r"['’]s?$")
_JOINING = " \n-–&“”\"'‘’"
"""What may stand between the words of one name."""
_OPENING = word_set(
    """
    aboard about above according across after against along alongside although amid among an apart approximately
    around as at because before behind below beneath beside besides between beyond both by compared complete despite
    during each except following for from given how if in including inside into like near of off on once opposite out
    outside over per prior since starting through throughout to together toward towards under unlike until upon via
    what when where which while who whom whose why with within without
    """
)
"""What may start a question with a capital that makes no name of it."""
_UNLISTED = word_set(
    """
    albeit amid amidst anybody app blog co eco etc everybody kg km lest mega micro non podcast pre smartphone somebody
    theirs trans un unto versus vs website whilst
    """
)
"""Plain words that neither of the lists of words has."""
_ORDINALS = """
    third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth
    seventeenth eighteenth nineteenth
"""
_TENTHS = "twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth hundredth"
_DECADES = "twenties thirties forties fifties sixties seventies eighties nineties"
_SCALES = "quarter dozen hundred thousand million billion trillion"
_NUMBERS = (
    {word: word for one in f"{_SCALES} {_ORDINALS}".split() for word in (one, f"{one}s")}
    | {word: str(number) for number, word in enumerate(TO_NINETEEN.split()) if number != 1}
    | {word: str(10 * number) for number, word in enumerate(TENS.split(), 2)}
    | {word: f"{number}th" for number, word in enumerate(_ORDINALS.split(), 3)}
    | {word: f"{10 * number}th" for number, word in enumerate(_TENTHS.split(), 2)}
    | {word: f"{10 * number}s" for number, word in enumerate(_DECADES.split(), 2)}
    | {"first": "1st", "second": "2nd", "third": "3rd", "half": "½", "twice": "twice", "thrice": "thrice"}
)
"""Number words, and the figures that say the same."""
_ONE = re.compile(r"(?<!\bno )(?<!\bthe )(?<!\bthis )(?<!\bthat )(?<!\bwhich )(?<!\bany )(?<!\bevery )\bone (\w+)")
_OF_SOMEBODY = word_set(
    """
    and at by can could did does for from had has in is may might must of on or should that to was were which who whom
    will with would
    """
)
"""What follows where "one" is somebody, and no number."""
_OTHER_WORDS = {"march", "may"}
_SURELY_DAYS = "|".join(name for name in (*map(str.lower, MONTHS), *DAYS) if name not in _OTHER_WORDS)
_SMALL_DAYS = re.compile(rf"\b(?:{_SURELY_DAYS}|(?:{'|'.join(sorted(_OTHER_WORDS))})(?= \d))\b")
"""Months and days of the week that were written without their capital."""
_OF_NAME = re.compile(r"\b([A-Z][\w’'-]*) of (?:the )?([A-Z][\w’'-]*)")
_HOW_MANY = re.compile(r"\b(which|what) (\w+)", re.IGNORECASE)
_AND = re.compile(r",(?: and| or)? | and | or | & ")


def unknown_word(text: str, told: Iterable[str], called: Iterable[Sequence[str]] = ()) -> str | None:
    """The first name or number of ``text`` that none of the pieces of ``told`` holds; None where each is held.

    The words of a name stand together in one piece, with capitals, or all are among the names that one thing is
    ``called`` by: "may" holds no "May". A small word that English does not list, "ibm", counts as one.
    """
    told = [*dict.fromkeys(map(_with_capitals, told))]
    held, named = (f" {' | '.join(_line(piece, names_only=only) for piece in told)} " for only in (False, True))
    for words in _names_and_numbers(text):
        keys = [_key(word) for word in words]
        unknown = next((word for word, key in zip(words, keys, strict=True) if f" {key} " not in held), None)
        if unknown is not None:
            return unknown
        opens = BLANK in text and words[0].istitle() and text.startswith(" ".join(words))  # "Bread is baked in [...]"
        is_name = _is_name(words[0]) and not opens
        if f" {' '.join(keys)} " in (named if is_name else held):
            continue
        if not any(set(keys) <= _keys(" ".join(names)) for names in called):
            small = (word for word, key in zip(words, keys, strict=True) if is_name and f" {key} " not in named)
            return next(small, " ".join(words))
    if (quantity := unknown_quantity(_with_capitals(text), told)) is not None:
        return quantity
    if any(found[1] not in _OF_SOMEBODY and not _is_one(found[1], told) for found in _ONE.finditer(text)):
        return "one"
    names = (name for name in _small_names().findall(text) if f" {name} " not in held and f" {name}s " not in held)
    small = (word for word, _ in _words(text) if word.islower() and _is_unlisted(_key(word)))
    unlisted = (word for word in small if f" {_key(word)} " not in held and not _is_form(_key(word), held))
    return next(chain(names, unlisted), None)


def put_together(text: str, told: Sequence[str]) -> str | None:
    """The first "Treaty of Paris" of ``text``, as a model may make it of two names, that no piece of ``told`` has."""
    matches = (match for match in _OF_NAME.finditer(text) if match[1].casefold() not in _OPENING)
    return next((match.group() for match in matches if not any(_has_of(match, piece) for piece in told)), None)


def without_count(question: str, answer: str) -> str:
    """The question without the "two" of "Which two cities ...?" where the answer has so many."""
    count = str(len(parts_of(answer)))
    return _HOW_MANY.sub(lambda match: match[1] if _key(match[2]) == count else match.group(), question)


def parts_of(answer: str) -> list[str]:
    """ "Lund", "Oslo" and "Bergen" of "Lund, Oslo and Bergen"."""
    return _AND.split(answer)


def _names_and_numbers(text: str) -> Iterator[list[str]]:
    """The words with a capital, those of one name together, and each number.

    The first word counts only where it is none that any question may start with.
    """
    name: list[str] = []
    for at, (word, joined) in enumerate(_words(_with_capitals(text))):
        first = word.casefold() if at == 0 and word.istitle() else ""
        opens = first not in _NUMBERS and first in _OPENING | COMMON_WORDS | _function_words()
        named = not opens and _is_name(word) and first not in _NUMBERS
        if name and not (named and joined and _POSSESSIVE.search(name[-1]) is None):
            yield name
            name = []
        if named:
            name.append(word)
        elif not opens and (word in _NUMBERS or first in _NUMBERS or any(char.isnumeric() for char in word)):
            yield [first or word]
    if name:
        yield name


def _words(text: str) -> Iterator[tuple[str, bool]]:
    """Each word, and whether it may be of one name with the word before."""
    end = 0
    for match in _WORD.finditer(text):
        yield match.group(), not text[end : match.start()].strip(_JOINING)
        end = match.end()


def _has_of(match: re.Match[str], piece: str) -> bool:
    """True for "King of Norway" where a piece has "Norway's King", but not both words apart."""
    one, other = (re.escape(_key(word)) for word in match.groups())
    line = " ".join(_line(piece, names_only=False).replace("|", " ").split())
    return re.search(rf"\b{one}s? of (?:the )?(?:\w+ )?{other}\b|\b{other} (?:\S+ ){{0,2}}{one}\b", line) is not None


def _is_one(thing: str, told: Iterable[str]) -> bool:
    """True where a piece has one such thing: "a thing", "the only other thing"."""
    said = re.compile(rf"\b(?:one|1|an?|single|sole|only) (?:[\w'’-]+ ){{0,2}}{re.escape(thing)}\b", re.IGNORECASE)
    return any(said.search(" ".join(piece.split())) for piece in told)


def _with_capitals(text: str) -> str:
    return _SMALL_DAYS.sub(lambda match: match.group().title(), text)


def _is_name(word: str) -> bool:
    """True for a word with a capital, or of a script without any."""
    return any(char.isalpha() and not char.islower() for char in word)


def _is_unlisted(key: str) -> bool:
    """True for "oslo", which English has with a capital only, and for "ibm", which it does not have."""
    return key.isalpha() and len(key) > 1 and key not in listed_words() and key not in _function_words()


def _is_form(key: str, held: str) -> bool:
    """True for "drone" beside "drones", but for no name."""
    return key.title() not in listed_words() and bool(stems(key) & stems(held))


@cache
def _small_names() -> re.Pattern[str]:
    """Names of countries that are made of plain words, in small letters: "china", "united states"."""
    small = (name.casefold() for name in COUNTRIES if "." not in name)
    names = sorted(name for name in small if not _is_unlisted(name) and name not in _function_words())
    return re.compile(rf"\b(?:{'|'.join(names)})\b")


@cache
def _function_words() -> frozenset[str]:
    """Those that lemminflect's list leaves out, from spaCy, which is imported where it is needed."""
    from spacy.lang.en.stop_words import STOP_WORDS

    return _UNLISTED | STOP_WORDS


@lru_cache(1_000)
def _line(text: str, *, names_only: bool) -> str:
    """The keys of a text's words, with a bar between those that are not of one name, and for what is no name."""
    keys = ("" if names_only and not _is_name(word) else _key(word) for word, _ in _words(text))
    bars = ("" if joined else "| " for _, joined in _words(text))
    return " ".join(f"{bar}{key or '|'}" for bar, key in zip(bars, keys, strict=True))


def _keys(text: str) -> set[str]:
    return {_key(word) for word, _ in _words(text)}


def _key(word: str) -> str:
    """What a word shares with itself printed otherwise: "U.S." and "US", "1,500" and "1500", "Berg's" and "Berg"."""
    bare = _POSSESSIVE.sub("", word.casefold().strip(".'’")).replace("’", "'")
    bare = re.sub(r",(?=\d{3}(?!\d))", "", bare) if bare[0].isdigit() else bare.replace(".", "")
    return _NUMBERS.get(bare, bare)
