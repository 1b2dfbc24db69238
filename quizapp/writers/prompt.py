"""What a small model is told to write a question: the same words when it is trained and when it is used."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quizapp.article import Span

CONTEXT_CHARACTERS = 130
"""The most of the sentence before that is told: it mostly serves to say who "he" is."""


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


def _one_line(text: str) -> str:
    return " ".join(text.split())
