"""The readable report: a page for each article, a page for each set of articles with what each check found."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.quality.figures import Outcome


def write_report(folder: Path, corpus: str, outcomes: Sequence[Outcome], lines: Sequence[str]) -> None:
    """Write ``CORPUS.md`` (figures, failures by check) and ``CORPUS/NAME.md`` (each card) under ``folder``."""
    (folder / corpus).mkdir(parents=True, exist_ok=True)
    for outcome in outcomes:
        (folder / corpus / f"{outcome.source.name}.md").write_text(article_page(outcome), encoding="utf-8")
    (folder / f"{corpus}.md").write_text(summary_page(corpus, outcomes, lines), encoding="utf-8")


def article_page(outcome: Outcome) -> str:
    """Every card of the article with the checks it fails, then what was missed."""
    source, coverage, quotations = outcome.source, outcome.coverage, outcome.quotations
    failures: dict[int, list[str]] = {}
    for at, check in outcome.failures:
        failures.setdefault(at, []).append(check)
    page = [
        f"# {source.article.title or source.name}",
        "",
        f"{source.words} words, {len(outcome.cards)} cards ({len(outcome.uncapped)} without a cap).",
        f"Questions ask {len(coverage.asked)} of {coverage.facts} facts,",
        f"{coverage.asked_main} of {coverage.main} main ones.",
        f"With the clozes {coverage.asked_with_clozes} facts are asked.",
        "",
        "## Cards, best first",
        "",
    ]
    for at, card in enumerate(outcome.cards):
        failed = f" **fails {', '.join(failures[at])}**" if at in failures else ""
        page.append(f"{at + 1}. ({card.note_type}, {card.kind}, {card.score:.2f}) {card.question}")
        page.append(f"   - {card.answer}{failed}")
        page += [f"   - evidence: {' '.join(part.span.of(source.article.text).split())}" for part in card.evidence]
    by_id = {fact.id: fact for fact in source.facts}
    page += _section(
        "Facts no question asks",
        [
            f"{'main: ' if by_id[id_].is_main else ''}{id_}: {by_id[id_].model_question} ({by_id[id_].model_answer})"
            for id_ in coverage.missed
        ],
    )
    page += _section("Quotations found that are none", quotations.wrong)
    page += _section("Quotations not found", quotations.missed)
    page += _section("Wrong speakers", quotations.wrong_speakers)
    page += _section(
        "Quotations no card is about", [quotation.text for quotation, asked in outcome.quotations_asked if not asked]
    )
    return "\n".join(page) + "\n"


def summary_page(corpus: str, outcomes: Sequence[Outcome], lines: Sequence[str]) -> str:
    """The figures, the articles side by side, and the failing cards of each check."""
    page = [f"# Quality of {corpus}", "", "```", *lines, "```", "", "## Articles", ""]
    page.append("| article | words | cards | facts | main | quotations | cards failing a check |")
    page.append("|---|---|---|---|---|---|---|")
    for outcome in outcomes:
        coverage, quotations = outcome.coverage, outcome.quotations
        page.append(
            f"| {outcome.source.name} | {outcome.source.words} | {len(outcome.cards)} "
            f"| {len(coverage.asked)}/{coverage.facts} | {coverage.asked_main}/{coverage.main} "
            f"| {quotations.hit}/{quotations.labelled} | {len(outcome.failed)} |"
        )
    by_check: dict[str, list[str]] = {}
    for outcome in outcomes:
        for at, check in outcome.failures:
            card = outcome.cards[at]
            by_check.setdefault(check, []).append(f"{outcome.source.name}: {card.question} ({card.answer})")
    for check, cards in _most_first(by_check):
        page += _section(f"{check}: {len(cards)}", cards)
    return "\n".join(page) + "\n"


def _section(heading: str, items: Sequence[str]) -> list[str]:
    return ["", f"## {heading}", "", *(f"- {' '.join(item.split())}" for item in items)] if items else []


def _most_first(groups: Mapping[str, list[str]]) -> list[tuple[str, list[str]]]:
    return sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))
