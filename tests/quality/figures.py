"""The figures of a set of labelled articles: coverage, quotations, yield and the pass rate of each check."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from quizapp.article import Article
from tests.quality.checks import CHECKS, repeats
from tests.quality.corpus import LabelledArticle
from tests.quality.coverage import Coverage, asked_quotations, fact_coverage
from tests.quality.labels import LabelledQuotation
from tests.quality.quotations import QuotationScore, score_quotations
from tests.quality.values import FoundQuotation, ScoredCard

Made = tuple[tuple[ScoredCard, ...], tuple[FoundQuotation, ...]]
Generate = Callable[[Article, int | None], Made]
"""Makes the cards and quotations of an article with at most so many cards: None for the default, 0 for no cap."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was generated from one article and how it compares with the labels."""

    source: LabelledArticle
    cards: tuple[ScoredCard, ...]
    uncapped: tuple[ScoredCard, ...]
    coverage: Coverage
    coverage_uncapped: Coverage
    quotations: QuotationScore
    quotations_asked: tuple[tuple[LabelledQuotation, bool], ...]
    failures: tuple[tuple[int, str], ...]
    checked: tuple[tuple[str, int], ...]

    @property
    def failed(self) -> frozenset[int]:
        """The places of the cards that some check fails."""
        return frozenset(at for at, _ in self.failures)


def examine(source: LabelledArticle, generate: Generate) -> Outcome:
    """Generate from the article, with the default number of cards and without a cap, and score both."""
    cards, found = generate(source.article, None)
    uncapped, _ = generate(source.article, 0)
    failures: list[tuple[int, str]] = [(at, "no-repeat") for at in sorted(repeats(cards))]
    checked = {"no-repeat": len(cards)}
    for name, check in CHECKS.items():
        results = [check(card, source.article) for card in cards]
        checked[name] = sum(result is not None for result in results)
        failures += [(at, name) for at, result in enumerate(results) if result is False]
    return Outcome(
        source=source,
        cards=cards,
        uncapped=uncapped,
        coverage=fact_coverage(cards, source.facts),
        coverage_uncapped=fact_coverage(uncapped, source.facts),
        quotations=score_quotations(found, source.quotations),
        quotations_asked=asked_quotations(cards, source.quotations),
        failures=tuple(failures),
        checked=tuple(checked.items()),
    )


def figures_of(outcomes: Sequence[Outcome]) -> dict[str, float]:
    """The figures over all the articles together, each fact, quotation and card counting once; 1.0 of none is 1.0.

    coverage, coverage-main, coverage-uncapped: shares of labelled facts that a question (no cloze) asks;
    quotations-asked: share of the quotations with a speaker; quotation-precision, -recall, -speakers;
    yield: cards for 100 words; check-NAME: share of the cards a check is about that pass it.
    """
    quotations = sum((outcome.quotations for outcome in outcomes), QuotationScore())
    facts = sum(outcome.coverage.facts for outcome in outcomes)
    asked = [is_asked for outcome in outcomes for _, is_asked in outcome.quotations_asked]
    cards = sum(len(outcome.cards) for outcome in outcomes)
    figures = {
        "coverage": _share(sum(len(outcome.coverage.asked) for outcome in outcomes), facts),
        "coverage-main": _share(
            sum(outcome.coverage.asked_main for outcome in outcomes), sum(outcome.coverage.main for outcome in outcomes)
        ),
        "coverage-uncapped": _share(sum(len(outcome.coverage_uncapped.asked) for outcome in outcomes), facts),
        "quotations-asked": _share(sum(asked), len(asked)),
        "quotation-precision": _share(quotations.right, quotations.found),
        "quotation-recall": _share(quotations.hit, quotations.labelled),
        "quotation-speakers": _share(quotations.named_right, quotations.named),
        "yield": 100 * cards / sum(outcome.source.words for outcome in outcomes),
    }
    for name in ("no-repeat", *CHECKS):
        checked = sum(dict(outcome.checked)[name] for outcome in outcomes)
        failed = sum(check == name for outcome in outcomes for _, check in outcome.failures)
        figures[f"check-{name}"] = _share(checked - failed, checked)
    return figures


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0
