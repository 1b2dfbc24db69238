"""What a small model is told to write a question: the same words when it is trained and when it is used."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from quizapp.article import Span
from quizapp.generator.sentences import sentence_starts

CONTEXT_CHARACTERS = 130
"""The most of the sentence before that is told: it mostly serves to say who "he" is."""

_PARAGRAPH = re.compile(r"\n\s*\n")


def question_prompt(sentence: str, answer: Span, before: str = "") -> str:
    """The prompt for a question about ``sentence`` that ``answer``, a span of it, answers; ``before`` stands before it.

    The model goes on with a space, the question, and its end-of-text token.
    """
    marked = f"{sentence[: answer.start]}<<{answer.of(sentence)}>>{sentence[answer.end :]}"
    lines = ("Context:", told_before(before)), ("Sentence:", marked), ("Answer:", answer.of(sentence))
    return "\n".join([*(f"{name} {_one_line(text)}".rstrip() for name, text in lines), "Question:"])


def told_before(before: str) -> str:
    """The start of the sentence before, up to `CONTEXT_CHARACTERS`, cut between words."""
    text = _one_line(before)
    return text if len(text) <= CONTEXT_CHARACTERS else text[: CONTEXT_CHARACTERS + 1].rpartition(" ")[0]


def sentence_around(text: str, answer: Span) -> tuple[Span, str] | None:
    """The sentence of ``text`` that holds ``answer``, and what is told of the one before it in its paragraph, or "".

    None where no one sentence holds it.
    """
    for before, sentence in pairwise([None, *_sentences(text)]):
        if sentence is not None and sentence.contains(answer):
            near = before is not None and not _PARAGRAPH.search(text, before.end, sentence.start)
            return sentence, told_before(before.of(text)) if before is not None and near else ""
    return None


@lru_cache(maxsize=16)
def _sentences(text: str) -> tuple[Span, ...]:
    breaks = [match.end() for match in _PARAGRAPH.finditer(text)]
    edges = sorted({0, *breaks, *sentence_starts(text), len(text)})
    pieces = ((start, text[start:end]) for start, end in pairwise(edges))
    return tuple(
        Span(start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip()))
        for start, piece in pieces
        if piece.strip()
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())
