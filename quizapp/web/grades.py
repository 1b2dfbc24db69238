"""The grade that the form of a study page sends."""

import re
from secrets import token_hex

from flask import request

from quizapp.errors import InputError
from quizapp.scheduling.schedule import Rating
from quizapp.services.study import Grade
from quizapp.web.context import LARGEST, now

LONGEST_ANSWER = 60_000
"""Milliseconds that one answer counts for at most, as in Anki: a longer one was a break."""
_LEAST = {"card": 1, "version": 0, "asked": 0}
_REQUEST_ID = re.compile("[0-9a-f-]{32,36}")
_RATINGS = [str(int(rating)) for rating in Rating]


def milliseconds() -> int:
    """This instant, in milliseconds since 1970."""
    return int(now().timestamp() * 1000)


def new_request_id() -> str:
    """An id for one answer, which no other has."""
    return token_hex(16)


def sent_grade() -> Grade:
    """The request's grade of one card as it was shown: ``version`` is the card's then, ``request_id`` this answer's own
    id, ``asked`` when the question was shown, in milliseconds since 1970.

    Raises `InputError`. A person types none of it, so but for the rating one message is for all that is not what a page
    of ours sends.
    """
    form = request.form
    rating = form.get("rating", "")[:20]
    if rating not in _RATINGS:
        raise InputError(f"A grade is 1, 2, 3 or 4, not '{rating}', so nothing was changed.", field="rating")
    try:
        numbers = {name: int(form[name]) for name in _LEAST}
        request_id = form["request_id"]
    except (KeyError, ValueError):
        raise _unreadable() from None
    is_within = all(_LEAST[name] <= number <= LARGEST for name, number in numbers.items())
    if not is_within or _REQUEST_ID.fullmatch(request_id) is None:
        raise _unreadable()
    return Grade(
        card_id=numbers["card"],
        version=numbers["version"],
        rating=int(rating),
        request_id=request_id,
        duration_ms=min(milliseconds() - numbers["asked"], LONGEST_ANSWER),
    )


def _unreadable() -> InputError:
    return InputError("That is no answer to a card, so nothing was changed. Open the deck and study on from there.")
