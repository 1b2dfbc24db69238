"""An example to learn from: the sentence that holds the answer, the one before it, and the question."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizapp.article import Span
from quizapp.generator.stemming import stems
from quizapp.writers.prompt import question_prompt, sentence_around

if TYPE_CHECKING:
    from quizapp.training.corpora import Pair


@dataclass(frozen=True, slots=True)
class Example:
    """A question with its answer's place in the sentence; ``before`` is what is told of the sentence before, or ""."""

    sentence: str
    answer: Span
    question: str
    before: str = ""

    @property
    def prompt(self) -> str:
        """What the model is given."""
        return question_prompt(self.sentence, self.answer, self.before)

    @property
    def told(self) -> str:
        """All the text that a question may draw on."""
        return f"{self.before} {self.sentence}"


def find_example(pair: Pair) -> Example | None:
    """The example that a pair makes, None when no one sentence holds the answer.

    Of several places of the answer that counts whose sentence shares most words with the question.
    """
    asked = stems(pair.question)
    best: tuple[int, Span, Span, str] | None = None
    for place in pair.answers:
        found = sentence_around(pair.text, place)
        if found is None:
            continue
        shared = len(asked & stems(found[0].of(pair.text)))
        if best is None or shared > best[0]:
            best = shared, place, *found
    if best is None:
        return None
    _, place, sentence, before = best
    answer = Span(place.start - sentence.start, place.end - sentence.start)
    return Example(sentence.of(pair.text), answer, _tidy(pair.question), before)


def _tidy(question: str) -> str:
    """A question with a capital first letter, single spaces and one question mark at its end."""
    text = re.sub(r"\s*\?+$", "?", " ".join(question.split()))
    return text[:1].upper() + text[1:]
