"""What an article and its deck are called."""

from quizapp.generator.datelines import find_dateline
from quizapp.storage.notes import LEVEL

LONGEST_NAME = 100
"""Characters of an article's title that its deck is named by."""
_LONGEST_OPENING = 60
OPENING = 400
"""How many characters of the text are enough to name an article by."""


def article_name(title: str | None, text: str) -> str:
    """The article's title; without one the words it begins with, after a dateline."""
    if title:
        return title
    dateline = find_dateline(text[:OPENING])
    opening = text[dateline.end if dateline else 0 :][:OPENING]
    return _shortened(" ".join(opening.split()), _LONGEST_OPENING)


def deck_name(title: str | None, text: str) -> str:
    """What the deck of an article is called: as the article, but a title makes no levels."""
    return _shortened(" ".join(article_name(title, text).split()).replace(LEVEL, ":"), LONGEST_NAME)


def _shortened(name: str, longest: int) -> str:
    if len(name) <= longest:
        return name
    return name[:longest].rsplit(" ", 1)[0].rstrip(" ,;:-–—") + "…"
