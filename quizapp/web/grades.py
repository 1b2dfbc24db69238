"""The grade that the form of a study page sends."""

from uuid import UUID

from flask import abort, request

from quizapp.services.study import Grade
from quizapp.web.context import LARGEST, now

LONGEST_ANSWER = 60_000
"""Milliseconds that one answer counts for at most, as in Anki: a longer one was a break."""
_LEAST = {"card": 1, "version": 0, "asked": 0, "rating": 1}


def milliseconds() -> int:
    """This instant, in milliseconds since 1970."""
    return int(now().timestamp() * 1000)


def sent_grade() -> Grade:
    """The request's grade of one card as it was shown: ``version`` is the card's then, ``request_id`` this answer's own
    id, ``asked`` when the question was shown, in milliseconds since 1970.

    A person types none of it, so what no page of ours sends is refused without a word for each field.
    """
    try:
        numbers = {name: int(request.form[name]) for name in _LEAST}
        request_id = request.form["request_id"]
        UUID(request_id)
    except ValueError:
        abort(400)
    if numbers["rating"] > 4 or not all(_LEAST[name] <= number <= LARGEST for name, number in numbers.items()):
        abort(400)
    return Grade(
        card_id=numbers["card"],
        version=numbers["version"],
        rating=numbers["rating"],
        request_id=request_id,
        duration_ms=min(milliseconds() - numbers["asked"], LONGEST_ANSWER),
    )
