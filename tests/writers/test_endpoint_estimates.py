"""What is said of a model's tokens before an article is looked into, beside what its windows come to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from quizapp.writers.endpoint import Endpoint
from quizapp.writers.endpoint.estimates import Estimate, estimate_text
from quizapp.writers.endpoint.writer import EndpointWriter
from tests.quality.corpus import deck_articles

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from quizapp.article import Article
    from quizapp.generator.candidates import Context, Material

SAMPLES = {one.name: one.article for one in deck_articles()}


@pytest.mark.parametrize("context_tokens", [1_024, 4_096, 100_000])
@pytest.mark.parametrize("name", SAMPLES)
def test_the_bare_text_tells_about_what_the_windows_come_to(
    given: Callable[[Article], tuple[Sequence[Material], Context]], name: str, context_tokens: int
) -> None:
    endpoint = Endpoint("http://127.0.0.1:9", "parrot", context_tokens=context_tokens)
    counted = EndpointWriter(endpoint).estimate(given(SAMPLES[name])[1])
    assert estimate_text(SAMPLES[name].text, endpoint).tokens == pytest.approx(counted.tokens, rel=0.2)


def test_there_and_back_are_added_up_and_nothing_takes_nothing() -> None:
    assert Estimate(2, 2_000, 900).tokens == 2_900
    assert estimate_text("", Endpoint("http://127.0.0.1:9", "parrot")) == Estimate(0, 0, 0)
