"""The content words of a text, cut so that forms of one word agree."""

import re
from functools import lru_cache

from quizapp.generator.vocabulary import COMMON_WORDS

_WORD = re.compile(r"\w[\w'’.-]*")


@lru_cache(1_000)
def stems(text: str) -> frozenset[str]:
    """The content words of a text, cut so that forms of one word agree."""
    words = (word.strip("'’.-").casefold().removesuffix("'s").removesuffix("’s") for word in _WORD.findall(text))
    return frozenset(_stem(word) for word in words if (len(word) > 2 or word.isdigit()) and word not in COMMON_WORDS)


def _stem(word: str) -> str:
    for suffix in ("ings", "ing", "ies", "ed", "es", "s"):
        if word.endswith(suffix) and len(word) - len(suffix) >= 4:
            return word[: -len(suffix)]
    return word
