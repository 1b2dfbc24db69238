"""The labelled articles: our own in ``decks/`` and, where they are present, the shared ones."""

import csv
import functools
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from quizapp.article import Article
from quizapp.exchange.articles import read_article
from tests.quality.labels import LabelledFact, LabelledQuotation, load_facts, load_quotations

ROOT = Path(__file__).resolve().parents[2]
DECKS = ROOT / "decks"
DECKS_GOLD = Path(__file__).resolve().parent / "gold"
HELD_GOLD = Path(__file__).resolve().parent / "held"
"""Facts of shared articles that nobody who works on the generator reads: they tell rules of English from rules that
were made for the labelled articles."""
WIDER_GOLD = Path(__file__).resolve().parent / "wider"
"""Facts of further shared articles, for whoever works on the generator to read."""


@dataclass(frozen=True, slots=True)
class LabelledArticle:
    """An article with the facts and quotations that a careful reader listed."""

    name: str
    article: Article
    facts: tuple[LabelledFact, ...]
    quotations: tuple[LabelledQuotation, ...]

    @property
    def words(self) -> int:
        """How many words the article's text has."""
        return len(self.article.text.split())


def deck_articles() -> tuple[LabelledArticle, ...]:
    """The sample articles of the project, by name."""
    return tuple(_labelled(path.stem, deck_article(path), DECKS_GOLD) for path in sorted(DECKS.glob("*.txt")))


def deck_article(path: Path) -> Article:
    """A sample article of the project."""
    return read_article(path.read_bytes(), name=path.name)


def shared_data(environ: Mapping[str, str] = os.environ) -> Path | None:
    """The folder of the shared data: QUIZAPP_SHARED's, or the one beside the project; None when there is none."""
    folder = Path(environ.get("QUIZAPP_SHARED") or ROOT.parent / "shared") / "data"
    return folder if (folder / "gold").is_dir() and (folder / "articles").is_dir() else None


def shared_articles(data: Path) -> tuple[LabelledArticle, ...]:
    """The labelled articles of the shared data, by name, with the dates its index gives."""
    names = (path.name.removesuffix(".facts.tsv") for path in sorted((data / "gold").glob("*.facts.tsv")))
    return tuple(_labelled(name, shared_article(data, name), data / "gold") for name in names)


def articles_labelled_here(data: Path, gold: Path) -> tuple[LabelledArticle, ...]:
    """The articles of the shared data whose facts are listed in the folder ``gold``, by name."""
    names = (path.name.removesuffix(".facts.tsv") for path in sorted(gold.glob("*.facts.tsv")))
    return tuple(
        LabelledArticle(name, shared_article(data, name), load_facts(gold / f"{name}.facts.tsv"), ()) for name in names
    )


def shared_article(data: Path, name: str) -> Article:
    """An article of the shared data with the date that the index gives."""
    source = without_source_line((data / "articles" / f"{name}.txt").read_text(encoding="utf-8"))
    return read_article(source.encode(), name=f"{name}.txt", published=_dates(data).get(name) or None)


@functools.cache
def _dates(data: Path) -> dict[str, str]:
    with (data / "articles" / "index.tsv").open(encoding="utf-8", newline="") as file:
        return {row["name"]: row["date"] for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)}


def without_source_line(text: str) -> str:
    """``text`` without the first line, which says where it comes from, and without blank lines after that."""
    first, _, rest = text.partition("\n")
    return rest.lstrip("\n") if first.startswith("source:") else text


def _labelled(name: str, article: Article, gold: Path) -> LabelledArticle:
    return LabelledArticle(
        name,
        article,
        load_facts(gold / f"{name}.facts.tsv"),
        load_quotations(gold / f"{name}.quotes.tsv"),
    )
