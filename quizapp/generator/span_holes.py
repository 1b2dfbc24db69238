"""What the question words take the place of: the answer's phrase, less what goes on to say where and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizapp.generator.span_answers import Answer, Wanted
from quizapp.generator.span_wording import Speech, phrase

if TYPE_CHECKING:
    from spacy.tokens import Token

_PART_OF = {"of", "between", "among"}


def hole_of(answer: Answer, want: Wanted) -> set[int]:
    """The words that the question words replace; phrases behind the answer that say where and when stay."""
    hole = {token.i for token in want.noun.subtree}
    for child in phrases_behind(answer, want):
        if child.lower_ not in _PART_OF:
            hole -= {token.i for token in child.subtree}
    return hole


def phrases_behind(answer: Answer, want: Wanted) -> list[Token]:
    after = max(answer.words.end, want.noun.i + 1)
    return [child for child in want.noun.children if child.i >= after and child.dep_ == "prep"]


def full_words(want: Wanted, speech: Speech, answer: Answer) -> str:
    """The question words with what describes the noun asked for: "what percentage of eligible children"."""
    if want.words in {"who", "what", "when", "how much", "how long"}:
        return want.words
    subject = want.noun.dep_ in {"nsubj", "nsubjpass"}
    behind = [child for child in phrases_behind(answer, want) if subject or child.lower_ in _PART_OF]
    words = phrase(behind[0]) if behind else []
    return f"{want.words} {speech.say(words)}" if words and len(words) <= 5 else want.words
