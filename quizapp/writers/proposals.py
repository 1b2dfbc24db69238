"""What a question writer asks of a model: questions for marked answers, each with how likely the model holds it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from quizapp.generator.progress import Progress


@dataclass(frozen=True, slots=True)
class Proposal:
    """A question; ``score`` is the mean log-probability of its tokens, the end-of-text token among them, in nats."""

    question: str
    score: float


class QuestionModel(Protocol):
    """A model that goes on from a prompt of `quizapp.writers.prompt` with a question."""

    def ask(self, prompts: Sequence[str], progress: Progress | None = None) -> list[Proposal]:
        """The likeliest question for each of ``prompts``, in their order, each token the likeliest after those before.

        ``progress`` is told the share that is done; whatever it raises ends the work.
        """

    def score(self, prompt: str, question: str) -> float:
        """What the score of ``question`` would be if the model had asked it for ``prompt``."""
