"""Whether a model's score tells the rules' good cards from the others."""

from collections.abc import Sequence

import pytest

from quizapp.generator.progress import Progress
from quizapp.writers.proposals import Proposal
from tests.quality.corpus import deck_articles
from tests.quality.rule_scores import Scored, area, scored, table


def cards(kept: Sequence[float], others: Sequence[float]) -> list[Scored]:
    """Cards with these scores by the model, their ranking the other way round."""
    return [Scored(score, -score, kept=True) for score in kept] + [
        Scored(score, -score, kept=False) for score in others
    ]


@pytest.mark.parametrize(
    ("kept", "others", "expected"),
    [
        ([-1.0], [-2.0], 1.0),
        ([-2.0], [-1.0], 0.0),
        ([-1.0], [-1.0], 0.5),
        ([-1.0, -4.0], [-2.0, -3.0], 0.5),
        ([-1.0, -2.5], [-2.0, -3.0], 0.75),
        ([-1.0], [], 1.0),
    ],
)
def test_the_area_counts_pairs_in_the_right_order(kept: list[float], others: list[float], expected: float) -> None:
    assert area(cards(kept, others), lambda card: card.by_model) == expected


def test_the_table_has_the_score_the_ranking_and_mixes() -> None:
    first, *lines = table(cards([-1.0], [-2.0]))
    assert first == "2 cards, of which both judges keep 1"
    areas = {line.rsplit(" ", 1)[0].strip(): float(line.split()[-1]) for line in lines}
    assert (areas["the model's score"], areas["the ranking"]) == (1.0, 0.0)
    assert areas["ranking + 0.05 score"] == 0.0


class Length:
    """A model that likes short questions about what stands in its prompt."""

    def ask(self, prompts: Sequence[str], progress: Progress | None = None) -> list[Proposal]:
        raise AssertionError("nothing is to be asked")

    def score(self, prompt: str, question: str) -> float:
        assert prompt.endswith("\nQuestion:")
        return -len(question) / 100


def test_the_judged_cards_of_an_article_are_scored() -> None:
    found = list(scored(deck_articles()[:1], Length()))
    assert len(found) > 5
    assert {card.kept for card in found} == {True, False}
    assert all(card.by_model < 0 < card.ranking for card in found)
