"""``python -m tests.quality [--only NAME] [--report]``: one line a figure, exit 1 when one is below its floor.

Floors are in floors.toml; they only go up. ``--only decks-coverage`` prints the figures whose name starts so, and
leaves out a set of articles that it names no figure of. ``--report`` writes readable pages to build/quality/.
``--writers rules,neural`` measures the cards of these writers instead of the rules' alone.
"""

import argparse
import functools
import sys
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from quizapp.article import Article
from quizapp.config import WriterSettings
from quizapp.errors import SetupError
from quizapp.generator.language import load_pipeline
from quizapp.generator.options import Options
from quizapp.generator.pipeline import generate
from quizapp.services.writers import make_writers, parse_writers
from quizapp.writers.packaged import is_installed
from tests.quality.corpus import (
    HELD_GOLD,
    ROOT,
    WIDER_GOLD,
    LabelledArticle,
    articles_labelled_here,
    deck_articles,
    shared_articles,
    shared_data,
)
from tests.quality.figures import Generate, Made, Outcome, examine, figures_of
from tests.quality.judging import interval_lines, judged_figures, load_judgements
from tests.quality.mentions import mention_figures
from tests.quality.neural import JUDGED, STUDY, ask_all, neural_figures, usable
from tests.quality.pages import labelled_pages, page_figures
from tests.quality.report import write_report
from tests.quality.spans import answer_figures, ask_figures, load_asked
from tests.quality.values import FoundQuotation, cards_of_notes

FLOORS = Path(__file__).resolve().parent / "floors.toml"
REPORT = ROOT / "build" / "quality"
NEED_DATA = ("shared", "wider", "held", "pages", "neural")
"""How the names of figures begin that are measured on the shared data."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures; 0 when none is below its floor, 1 when one is, 2 when ``--only`` names none."""
    parser = argparse.ArgumentParser(prog="make quality", description="Measure the generator on labelled articles.")
    parser.add_argument("--only", default="", metavar="NAME", help="only figures whose name starts so")
    parser.add_argument("--report", action="store_true", help="write pages to build/quality/")
    parser.add_argument("--writers", default="rules", metavar="NAMES", help="who words the cards: rules,neural")
    options = parser.parse_args(arguments)
    with FLOORS.open("rb") as file:
        floors = tomllib.load(file)
    data = shared_data()
    corpora = {"decks": deck_articles}
    if data is not None:
        corpora["shared"] = lambda: shared_articles(data)
        corpora["wider"] = lambda: articles_labelled_here(data, WIDER_GOLD)
        corpora["held"] = lambda: articles_labelled_here(data, HELD_GOLD)
    elif not options.only or options.only.startswith(NEED_DATA):
        print(
            "quality shared, wider, held, pages, neural: not measured, needs shared data (QUIZAPP_SHARED, or ../shared)"
        )
    make, printed, low = functools.cache(lambda: generator(options.writers)), 0, 0
    for corpus, articles in corpora.items():
        known = floors.get(corpus, {})
        wanted = {name: floor for name, floor in known.items() if f"{corpus}-{name}".startswith(options.only)}
        if wanted:
            below, lines = measure(corpus, articles(), make(), wanted, report=options.report)
            low += below
            printed += len(lines)
            print("\n".join(lines), flush=True)
    asked = floors.get("shared-ask", {})
    human = {name: floor for name, floor in asked.items() if f"shared-ask-{name}".startswith(options.only)}
    if data is not None and human:
        below, lines = measure_spans(data, make(), human)
        low += below
        printed += len(lines)
        print("\n".join(lines), flush=True)
    told = {
        name: floor for name, floor in floors.get("mentions", {}).items() if f"mentions-{name}".startswith(options.only)
    }
    figures = mention_figures(data) if told else {}
    below, lines = against_floors("mentions", figures, {name: floor for name, floor in told.items() if name in figures})
    low += below
    printed += len(lines)
    if lines:
        print("\n".join(lines), flush=True)
    wanted = {
        name: floor for name, floor in floors.get("pages", {}).items() if f"pages-{name}".startswith(options.only)
    }
    if data is not None and wanted:
        below, lines = against_floors("pages", page_figures(labelled_pages(data)), wanted)
        low += below
        printed += len(lines)
        print("\n".join(lines), flush=True)
    wanted = {
        name: floor for name, floor in floors.get("neural", {}).items() if f"neural-{name}".startswith(options.only)
    }
    if data is not None and wanted:
        below, lines = measure_neural(data, wanted)
        low += below
        printed += len(lines)
        print("\n".join(lines), flush=True)
    if not printed and (data is not None or not options.only.startswith(NEED_DATA)):
        print(f"quality: no figure's name starts with '{options.only}'; they are in {FLOORS.name}.", file=sys.stderr)
        return 2
    return 1 if low else 0


def measure(
    corpus: str, articles: Sequence[LabelledArticle], make: Generate, floors: dict[str, float], *, report: bool
) -> tuple[int, list[str]]:
    """How many of the figures that have a floor here are below it, and the line of each."""
    outcomes = [examine(article, make) for article in articles]
    figures = figures_of(outcomes) | judged_figures(outcomes, load_judgements())
    below, lines = against_floors(corpus, figures, floors)
    if report and corpus != "held":  # of those, nobody should see which facts are asked
        write_report(REPORT, corpus, outcomes, [*lines, *interval_lines(figures, outcomes)])
    return below, lines


def examined(names: str = "rules") -> list[Outcome]:
    """What the writers named make of every labelled article that is here."""
    data = shared_data()
    make = generator(names)
    return [examine(article, make) for article in (*deck_articles(), *(shared_articles(data) if data else ()))]


def measure_spans(data: Path, make: Generate, floors: dict[str, float]) -> tuple[int, list[str]]:
    """How many of the figures of human questions are below their floor, and the line of each."""
    texts = load_asked(data / "questions" / "xquad-dev.json")
    figures = ask_figures(texts)
    if any(name not in figures for name in floors):
        figures |= answer_figures(texts, make)
    return against_floors("shared-ask", figures, floors)


def measure_neural(data: Path, floors: dict[str, float]) -> tuple[int, list[str]]:
    """How many of the figures of the small model are below their floor, and the line of each, or why there is none."""
    texts = load_asked(data / "questions" / "xquad-dev.json")
    study = data.parent / STUDY
    try:
        ours = ask_all(texts)
        figures = neural_figures(ours, ask_all(texts, study) if study.is_file() else None)
        figures |= usable(ours, load_judgements(JUDGED))
        if any(name.startswith("mixed-") for name in floors):
            make = generator("rules,neural")
            outcomes = [examine(article, make) for article in shared_articles(data)]
            mixed = figures_of(outcomes) | judged_figures(outcomes, load_judgements())
            figures |= {f"mixed-{name}": figure for name, figure in mixed.items()}
    except SetupError as error:
        return int(is_installed()), [f"quality neural: not measured: {error.message}"]
    below, lines = against_floors("neural", figures, {name: floor for name, floor in floors.items() if name in figures})
    left = [f"quality neural-{name}: not measured: there is no {study}" for name in floors if name not in figures]
    return below, [*lines, *left]


def against_floors(corpus: str, figures: Mapping[str, float], floors: Mapping[str, float]) -> tuple[int, list[str]]:
    """How many figures are below their floors, and a line for each that has one."""
    lines = [
        f"quality {corpus}-{name} {figures[name]:.3f} floor {floor:.3f}" + (" BELOW" if figures[name] < floor else "")
        for name, floor in floors.items()
    ]
    return sum(figures[name] < floor for name, floor in floors.items()), lines


def generator(names: str = "rules") -> Generate:
    """Cards and quotations as the product makes them, with its default pipeline and options and the writers named."""
    nlp, writers = load_pipeline(), make_writers(parse_writers(names, WriterSettings()))

    def make(article: Article, max_cards: int | None) -> Made:
        made = generate(article, nlp=nlp, options=Options(max_cards=max_cards), writers=writers)
        found = tuple(FoundQuotation(quotation.text, quotation.speaker) for quotation in made.quotations)
        return cards_of_notes(made.notes), found

    return make


if __name__ == "__main__":
    sys.exit(main())
