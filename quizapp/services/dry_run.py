"""What models would be asked about an article, before anything is sent or written."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizapp.article import Article
from quizapp.config import ENDPOINT, NEURAL
from quizapp.generator.candidates import Context, Writer, Written
from quizapp.generator.rules import rules
from quizapp.services.generation import make_generator
from quizapp.services.writers import WriterChoice
from quizapp.writers.endpoint.tokens import count_roughly
from quizapp.writers.endpoint.writer import EndpointWriter
from quizapp.writers.neural import NeuralWriter
from quizapp.writers.proposals import Proposal

if TYPE_CHECKING:
    from quizapp.generator.candidates import Material
    from quizapp.generator.progress import Progress

QUESTION_TOKENS = 16
"""What a question of the small model takes, about."""


@dataclass(frozen=True, slots=True)
class Planned:
    """What one model would be asked: how many requests, about how many tokens with the answers, all of it as text."""

    writer: str
    requests: int
    tokens: int
    shown: str


def plan(article: Article, pipeline_name: str, choice: WriterChoice) -> list[Planned]:
    """What each model of the choice would be asked, or why none would; nothing is sent, and no model need be there.

    Raises as what `make_generator` returns.
    """
    plans: list[Planned] = []

    def make(choice: WriterChoice) -> list[Writer]:
        made: list[Writer] = [rules]
        for name, title in zip(choice.names, choice.titles, strict=True):
            if name == NEURAL:
                made.append(NeuralWriter(_Unasked(title, plans)))
            elif name == ENDPOINT and choice.endpoint is not None:
                made.append(_Unsent(EndpointWriter(choice.endpoint), plans))
        return made

    generated = make_generator(pipeline_name, writers=choice, make=make)(article)
    return plans or [Planned(one.writer, 0, 0, one.problem) for one in generated.accounts if one.problem is not None]


@dataclass(frozen=True, slots=True)
class _Unasked:
    """Takes the small model's place: keeps what it is asked, and answers nothing."""

    writer: str
    plans: list[Planned]

    def ask(self, prompts: Sequence[str], progress: Progress | None = None) -> list[Proposal]:
        """Nothing for each prompt."""
        tokens = sum(count_roughly(prompt) + QUESTION_TOKENS for prompt in prompts)
        head = f"{self.writer} on this computer: {len(prompts):,} requests, about {tokens:,} tokens with the answers."
        shown = "\n\n".join([head, *(f"# Request {n}\n{prompt}" for n, prompt in enumerate(prompts, 1))])
        self.plans.append(Planned(self.writer, len(prompts), tokens, shown))
        return [Proposal("", -math.inf)] * len(prompts)

    def score(self, prompt: str, question: str) -> float:
        """As unlikely as can be."""
        return -math.inf


@dataclass(frozen=True, slots=True)
class _Unsent:
    """Takes the place of a writer that asks a server: keeps what it would send."""

    writer: EndpointWriter
    plans: list[Planned]

    @property
    def name(self) -> str:
        return self.writer.name

    def write(self, material: Sequence[Material], context: Context, progress: Progress | None) -> Written:
        """No wording."""
        rough = self.writer.estimate(context)
        self.plans.append(Planned(self.name, rough.requests, rough.tokens, self.writer.dry_run(context)))
        return Written((), 0)
