"""Numbers, amounts and dates as people write them, read as values that can be compared."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from quizapp.scheduling.spelling import folded


class Day(NamedTuple):
    """A date as far as it was written; ``year`` may be the last two digits only."""

    year: int | None
    month: int
    day: int | None


@dataclass(frozen=True, slots=True)
class Token:
    """A word, an amount (``number`` with the dimension ``unit``, "" for none), or a date, perhaps read two ways."""

    word: str = ""
    number: Decimal | None = None
    unit: str = ""
    days: frozenset[Day] = frozenset()


_ONES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
         "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
             "twelfth", *(f"{word}th" for word in _ONES[13:]))  # fmt: skip
_SMALL = dict(zip([*_ONES, *_TENS], [*range(20), *range(20, 100, 10)], strict=True))
_ORDINAL = {word: number for number, word in enumerate(_ORDINALS, start=1)} | {
    word[:-1] + "ieth": number for word, number in _SMALL.items() if word in _TENS
}
_PARTS = {"half": 2, "quarter": 4} | {word: number for word, number in _ORDINAL.items() if number > 2}
"""What one of so many equal parts is called."""
_SCALES = {
    "dozen": 12, "hundred": 100, "thousand": 1000, "k": 1000, "million": 10**6, "mn": 10**6, "mln": 10**6,
    "billion": 10**9, "bn": 10**9, "trillion": 10**12, "tn": 10**12,
}  # fmt: skip
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sept sep", "october oct", "november nov", "december dec"),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_WEEKDAYS = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
_MONEY = {
    "$": "usd", "usd": "usd", "dollar": "usd", "dollars": "usd", "€": "eur", "eur": "eur", "euro": "eur",
    "euros": "eur", "£": "gbp", "gbp": "gbp", "pound": "gbp", "pounds": "gbp", "¥": "jpy", "yen": "jpy", "jpy": "jpy",
}  # fmt: skip
_UNITS: dict[str, tuple[str, Decimal]] = {
    name: (dimension, Decimal(factor))
    for dimension, names in {
        "length": "mm millimetre millimetres millimeter millimeters 0.001|cm centimetre centimetres centimeter"
        " centimeters 0.01|m metre metres meter meters 1|km kilometre kilometres kilometer kilometers 1000|mi mile"
        " miles 1609.344|ft foot feet 0.3048",
        "weight": "g gram grams gramme grammes 0.001|kg kilo kilos kilogram kilograms kilogramme kilogrammes 1|t tonne"
        " tonnes 1000|lb lbs 0.45359237",
        "volume": "ml millilitre millilitres milliliter milliliters 0.001|l litre litres liter liters 1",
        "time": "s sec secs second seconds 1|min mins minute minutes 60|h hr hrs hour hours 3600|day days 86400|week"
        " weeks 604800",
        "months": "month months 1|yr yrs year years 12|decade decades 120|century centuries 1200",
        "percent": "% percent pc 1",
        "points": "pp 1",
        "celsius": "°c celsius centigrade 1",
        "fahrenheit": "°f fahrenheit 1",
        "speed": "km/h kph kmh 1",
        "power": "kw kilowatt kilowatts 1|mw megawatt megawatts 1000|gw gigawatt gigawatts 1000000",
    }.items()
    for *group, factor in (part.split() for part in names.split("|"))
    for name in group
}
_APART = r"\x00-\xbf\s\u2010-\u205e\u3000-\u303f\uff00-\uff65،؛؟۔।"
"""What parts words: a range for a regular expression. All else that is no letter is a mark on one."""
_TOKEN = re.compile(
    r"(?P<clock>(?<![\d:.,])(?P<hour>[01]?\d|2[0-3])(?::(?P<minute>[0-5]\d)(?![\d:]))?"
    r"(?:\s?(?P<half>[ap])\.?m\b\.?|(?(minute)|(?!))))"
    r"|(?P<iso>(?<!\d)\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?!\d))"
    r"|(?P<date>(?<!\d)\d{1,2}(?P<by>[-/.])\d{1,2}(?P=by)(?:\d{4}|\d\d)(?!\d))"
    r"|(?P<fraction>(?<![\d/.,])\d{1,3}[/⁄][1-9]\d{0,2}(?![\d/]))"
    r"|(?P<minus>(?<![\w)])[-−–](?=\d))?"
    r"(?P<number>\d{1,3}(?:[,' ]\d{3})+(?!\d)(?:\.\d+)?|\d+,\d{1,2}(?!\d)|\d+(?:\.\d+)?)"
    r"(?P<ordinal>(?:st|nd|rd|th)\b)?"
    r"|(?P<initials>(?:[a-z]\.){2,}[a-z]?(?!\w))"
    r"|(?P<word>km/h|°\s?[cf]\b|[$€£¥%&]|[^\W\d_](?:\w|[^" + _APART + r"])*)"
)
_IN_ONE_SIGN = re.compile("(?=[¼-¾⅐-⅞])")
_APOSTROPHES = re.compile(r"(?<=\w)['’ʼ](?=[^\W\d_])")
_SPOKEN = (("per cent", "percent"), ("percentage points", "pp"), ("kilometres per hour", "km/h"),
           ("kilometers per hour", "km/h"), ("degrees celsius", "celsius"), ("degrees fahrenheit", "fahrenheit"),
           ("metric tons", "tonnes"))  # fmt: skip


def tokens(text: str) -> list[Token]:
    """The words, amounts and dates of ``text``, in order. Case, accents and punctuation have no part in them."""
    plain = _APOSTROPHES.sub("", folded(_IN_ONE_SIGN.sub(" ", text)))
    for spoken, short in _SPOKEN:
        plain = plain.replace(spoken, short)
    read = _with_dates(_with_numbers([_token(match) for match in _TOKEN.finditer(plain)]))
    read = _with_units(read)
    if any(token.days for token in read):
        read = [token for token in read if token.word not in _WEEKDAYS]
    return read


def _token(match: re.Match[str]) -> Token:
    if match["clock"]:
        hour = int(match["hour"])
        hour = hour % 12 + 12 * (match["half"] == "p") if match["half"] and hour <= 12 else hour
        return Token(number=Decimal(hour * 60 + int(match["minute"] or 0)), unit="clock")
    if match["iso"]:
        year, month, day = (int(part) for part in re.split(r"\D", match["iso"]))
        return Token(days=_days(year, (month, day)))
    if match["date"]:
        first, second, year = (int(part) for part in re.split(r"\D", match["date"]))
        return Token(days=_days(year, (second, first), (first, second)))
    if match["fraction"]:
        of, parts = re.split("[/⁄]", match["fraction"])
        return Token(number=Decimal(of) / Decimal(parts))
    if match["number"]:
        digits = re.sub(r"[' ]", "", match["number"])
        digits = digits.replace(",", "." if re.fullmatch(r"\d+,\d{1,2}", digits) else "")
        return Token(number=-Decimal(digits) if match["minus"] else Decimal(digits))
    if match["initials"]:
        return Token(match["initials"].replace(".", ""))
    return Token(match["word"].replace(" ", "").replace("&", "and"))


def _days(year: int, *pairs: tuple[int, int]) -> frozenset[Day]:
    return frozenset(Day(year, month, day) for month, day in pairs if 1 <= month <= 12 and 1 <= day <= 31)


def _with_numbers(read: list[Token]) -> list[Token]:
    """Number words made numbers: "forty-eight million", "a dozen", "third", "two thirds", "nineteen eighty-seven"."""
    made: list[Token] = []
    at = 0
    while at < len(read):
        number, after = _number(read, at)
        if number is None:
            made.append(read[at])
            at += 1
            continue
        again, further = _number(read, after)
        if _in_words(read[at:after], 10, 21, number) and again and _in_words(read[after:further], 10, 99, again):
            number, after = number * 100 + again, further
        made.append(Token(number=number))
        at = after
    return made


def _in_words(read: list[Token], low: int, high: int, number: Decimal) -> bool:
    return all(token.word for token in read) and low <= number <= high


def _number(read: list[Token], at: int) -> tuple[Decimal | None, int]:
    """The number that starts at ``at`` and where what follows it starts; None when none does."""
    start = at
    total = part = Decimal(0)
    last = ""
    while at < len(read):
        token = read[at]
        follows = read[at + 1].word if at + 1 < len(read) else ""
        if token.number is not None and not token.unit and not last:
            part, last = token.number, "digits"
        elif token.word in ("a", "an") and not last and follows in _SCALES:
            part, last = Decimal(1), "ones"
        elif token.word == "half" and not last:
            part, last, at = Decimal("0.5"), "ones", at + (follows in ("a", "an"))
        elif token.word in ("a", "an") and not last and follows in _PARTS and _is_share(read[at + 2 : at + 3]):
            return Decimal(1) / _PARTS[follows], at + 2
        elif token.word == "quarter" and not at and _is_share(read[1:2]):
            return Decimal("0.25"), 1
        elif last in ("ones", "digits") and not total and (parts := _parts(token.word, part, last)) is not None:
            return part / parts, at + 1
        elif token.number is not None and last in ("ones", "digits") and 0 < token.number < 1 <= part:
            part += token.number
        elif last in ("ones", "digits") and [one.word for one in read[at : at + 3]] == ["and", "a", "half"]:
            part, at = part + Decimal("0.5"), at + 2
        elif token.word in _SMALL and last in ("", "scale", "tens"):
            value = _SMALL[token.word]
            if last == "tens" and not 1 <= value <= 9:
                break
            part, last = part + value, "tens" if value >= 20 else "ones"
        elif token.word in _SCALES and last and not (token.word == "k" and last != "digits"):
            scale = _SCALES[token.word]
            if scale <= 100:
                part *= scale
            else:
                total, part = total + part * scale, Decimal(0)
            last = "scale"
        elif token.word in _ORDINAL and (last in ("", "scale") or (last == "tens" and _ORDINAL[token.word] < 10)):
            return total + part + _ORDINAL[token.word], at + 1
        elif token.word == "and" and last == "scale" and (follows in _SMALL or follows in _ORDINAL):
            pass
        else:
            break
        at += 1
    return (total + part, at) if last else (None, start)


def _is_share(follows: list[Token]) -> bool:
    """Whether "a third" is a part of something, where ``follows``, and not one more after two."""
    return not follows or follows[0].word == "of"


def _parts(word: str, number: Decimal, written: str) -> int | None:
    """Of how many equal parts there are ``number``, when ``word`` calls them that: "one third", "two thirds"."""
    is_one = number == 1 and written == "ones"  # for "1st half" is none
    return _PARTS.get(word if is_one else word.removesuffix("s") if word.endswith("s") else "")


def _with_dates(read: list[Token]) -> list[Token]:
    """Days and years beside the name of a month made dates: "3rd of March 2024", "March 3, 2024", "March 2024"."""
    made: list[Token] = []
    at = 0
    while at < len(read):
        named, at = read[at], at + 1
        month = _MONTHS.get(named.word)
        if month is None:
            made.append(named)
            continue
        before = made[:-1] if made and made[-1].word == "of" else made
        day = _whole(before[-1:], 1, 31)
        day_after = _whole(read[at : at + 1], 1, 31) if day is None else None
        at_year = at + (day_after is not None)
        at_year += read[at_year : at_year + 1] == [Token("of")]
        year = _whole(read[at_year : at_year + 1], 1000, 2999)
        if day is None and day_after is None and year is None:
            made.append(named)
            continue
        if day is not None:
            made = before[:-1]
        at = at_year + 1 if year is not None else at + (day_after is not None)
        made.append(Token(days=frozenset({Day(year, month, day_after if day is None else day)})))
    return made


def _whole(read: list[Token], low: int, high: int) -> int | None:
    """The bare whole number that is the one token of ``read``, when it is from ``low`` to ``high``."""
    number = read[0].number if read and not read[0].unit else None
    return int(number) if number is not None and number % 1 == 0 and low <= number <= high else None


def _with_units(read: list[Token]) -> list[Token]:
    """Numbers and the units beside them made amounts: "$48m", "EUR 5", "1.5 km", "90 minutes"."""
    made: list[Token] = []
    at = 0
    while at < len(read):
        token, at = read[at], at + 1
        if token.number is None:
            made.append(token)
            continue
        money = _MONEY.get(made[-1].word) if made else None
        if money:
            made.pop()
        number = token.number
        if made and made[-1].word == "minus":
            made.pop()
            number = -number
        follows = read[at].word if at < len(read) else ""
        if token.unit:  # a time of the day
            made.append(token)
            continue
        after = read[at + 1].word if at + 1 < len(read) else ""
        if follows == "b" or (follows == "m" and (money or after in _MONEY)):
            number, at, follows = number * (10**6 if follows == "m" else 10**9), at + 1, after
        if money or follows in _MONEY:
            at += follows in _MONEY
            made.append(Token(number=number, unit=money or _MONEY[follows]))
        elif follows in _UNITS:
            dimension, factor = _UNITS[follows]
            made.append(Token(number=number * factor, unit=dimension))
            at += 1
        else:
            made.append(Token(number=number))
    return made
