"""Answers marked in their sentences, and why a question that a model words for one can't stand."""

from __future__ import annotations

import re
from dataclasses import dataclass

from quizapp.article import Span
from quizapp.generator.candidates import plain_words
from quizapp.generator.names_and_numbers import put_together, unknown_word, without_count
from quizapp.generator.options import Options

_ASKING = re.compile(r"\b(?:who|whom|whose|what|which|when|where|why|how)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence, the span of it that is the answer, and what stands before it, "" for nothing."""

    sentence: str
    answer: Span
    before: str = ""

    def __str__(self) -> str:
        start, end = self.answer.start, self.answer.end
        marked = f"{self.sentence[:start]}<<{self.sentence[start:end]}>>{self.sentence[end:]}"
        before = f"(before: {self.before}) " if self.before else ""
        return " ".join(f"{before}{marked}".split())


def reason_against_question(question: str, marked: Marked) -> str | None:
    """None for a question that asks, is not long, gives nothing away and brings in no name or number; else why not."""
    options, answer = Options(), marked.answer.of(marked.sentence)
    if _ASKING.search(question) is None:
        return "the model's question has no question word"
    if len(question.split()) > options.question_words:
        return f"the model's question has more than {options.question_words} words"
    if len(question) > options.question_characters:
        return f"the model's question has more than {options.question_characters} characters"
    if re.search(rf"(?<!\w){re.escape(plain_words(answer))}(?!\w)", plain_words(question)):
        return "the model's question would give the answer away"
    told = (marked.before, marked.sentence)
    word = unknown_word(without_count(question, answer), told) or put_together(question, told)
    return None if word is None else f"the model's question brings in “{word}”, which is not in the text"
