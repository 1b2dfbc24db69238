"""What writing about an article takes: as counted in its windows, or guessed of its bare text."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizapp.writers.endpoint import prompt
from quizapp.writers.endpoint.tokens import count_roughly

if TYPE_CHECKING:
    from quizapp.writers.endpoint.address import Endpoint

_LINES = 1.25
"""Tokens of an article's numbered lines with what their words mean, for each of its text: 1.1 to 1.4 in news."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """What writing about an article takes, roughly: requests, and tokens there and back."""

    requests: int
    prompt_tokens: int
    completion_tokens: int

    @property
    def tokens(self) -> int:
        """Those there and those back."""
        return self.prompt_tokens + self.completion_tokens


def estimate_text(text: str, endpoint: Endpoint) -> Estimate:
    """What writing about an article with this text takes, before anything has been looked for in it.

    For news in English it is within a third of what the windows come to, mostly within a tenth.
    """
    lines = math.ceil(_LINES * count_roughly(text))
    requests = math.ceil(lines / prompt.window_tokens(endpoint.context_tokens))
    back = prompt.TOKENS_A_CARD * len(text.split()) / prompt.WORDS_A_CARD
    return Estimate(requests, lines + requests * prompt.OVERHEAD_TOKENS, round(back))
