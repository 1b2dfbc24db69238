"""The ways to answer a card, and the wrong options of a choice."""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from quizapp.scheduling.amounts import tokens
from quizapp.scheduling.grading import Verdict, grade
from quizapp.scheduling.memory import Rating
from quizapp.scheduling.spelling import folded

OPTIONS = 4
"""How many options a choice has, the right one among them."""


class Way(Enum):
    """How a deck's cards are answered. The value is the name stored."""

    FLIP = "flip"
    TYPE = "type"
    CHOOSE = "choose"


MOST_FOR_CHOICE = Rating.HARD
"""The best rating a choice can get: to recognise an answer is less than to recall it."""


@dataclass(frozen=True, slots=True)
class Other:
    """An answer and what it answers: ``kind`` and ``tags`` as the card's note has them."""

    answer: str
    question: str = ""
    kind: str = ""
    tags: tuple[str, ...] = ()


def options(card: Other, others: Iterable[Other], *, given: Sequence[str] = (), seed: str) -> list[str]:
    """The options to choose from, the right one among them, in an order that ``seed`` alone decides.

    ``given`` are the card's own options and are used when there are any. Else the wrong ones are answers of ``others``
    that are of the same type: those of the same kind and tags first, then those nearest in length. None means the same
    as the answer or stands in the question. Empty when there are not enough.
    """
    own = list(dict.fromkeys(one.strip() for one in given if one.strip()))
    if card.answer.strip() in own and len(own) > 1:
        return _shuffled(own, seed)
    asked = folded(card.question)
    shape = _shape(card)
    fitting = {one.answer: one for one in others if _shape(one) == shape and folded(one.answer) not in asked}
    near = sorted(fitting.values(), key=lambda one: _farness(one, card))
    wrong: list[str] = []
    for one in near:
        if len(wrong) == OPTIONS - 1:
            return _shuffled([card.answer, *wrong], seed)
        if all(_differ(one.answer, taken) for taken in (card.answer, *wrong)):
            wrong.append(one.answer)
    return _shuffled([card.answer, *wrong], seed) if len(wrong) == OPTIONS - 1 else []


_ASKS = {"who": "person", "whom": "person", "whose": "person", "where": "place", "what": "thing", "which": "thing"}


def _shape(card: Other) -> tuple[str, ...]:
    """What type of thing the answer is: a date, an amount and its unit, the name of a person or place, words."""
    answer = card.answer
    read = tokens(answer)
    days = [day for token in read for day in token.days]
    if days:
        return ("date", "day" if days[0].day is not None else "month", "year" if days[0].year is not None else "")
    amounts = [token for token in read if token.number is not None]
    if amounts:
        number, unit = amounts[0].number, amounts[0].unit
        is_year = read[-1] == amounts[-1] and number is not None and not unit and 1000 <= number <= 2100
        words = [token.word for token in read if token.word]
        return ("year",) if is_year else ("amount", unit, words[-1] if words and not unit else "")
    words = answer.split()
    capitals = [word for word in words if word[0].isupper() or not word.isascii()]
    if 2 * len(capitals) > len(words) and len(words) <= 5:
        asks = next((word for word in re.findall(r"\w+", folded(card.question)) if word in _ASKS), "")
        return ("name", _ASKS.get(asks, ""))
    return ("words", "few" if len(words) <= 3 else "some" if len(words) <= 8 else "many")


def _farness(one: Other, card: Other) -> tuple[int, int, int, str]:
    strange = (one.kind != card.kind) + (not set(one.tags) & set(card.tags))
    words = abs(len(one.answer.split()) - len(card.answer.split()))
    return strange, words, abs(len(one.answer) - len(card.answer)), one.answer


def _differ(one: str, other: str) -> bool:
    if folded(one) in folded(other) or folded(other) in folded(one):
        return False
    return grade(one, other).verdict is Verdict.WRONG and grade(other, one).verdict is Verdict.WRONG


def _shuffled(answers: list[str], seed: str) -> list[str]:
    return sorted(answers, key=lambda answer: hashlib.sha256(f"{seed}\x1f{answer}".encode()).digest())
