"""How well articles are found in saved web pages, beside what trafilatura alone finds in the same run.

Text and quotations are measured on the pages where a person took the article; titles and dates where they are known.
The days that gold/page-dates.tsv adds were read off the pages before any reader was asked. Beside them stand pages of
our own with dates that mislead.
"""

import csv
import gzip
import json
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from trafilatura import bare_extraction

from quizapp.exchange.documents.web_page import read_web_page
from tests.quality.dated_pages import DATED_PAGES

NOT_A_PERSONS = "readability"
"""The texts of this set are a program's output, so they judge titles and dates only."""
DAYS = Path(__file__).parent / "gold" / "page-dates.tsv"
NO_DAY = "none"
"""The day of a page that tells none: a reader that gives one is wrong."""
SHINGLE = 4
_QUOTATION = re.compile(r'“[^“”]{10,600}”|"[^"\n]{10,600}"')
_WORD = re.compile(r"\w+")
_MARKS = str.maketrans("“”‘’", "\"\"''")


@dataclass(frozen=True, slots=True)
class LabelledPage:
    """A saved page with what a person took for the article in it; title and day where they are known.

    ``day`` is `NO_DAY` where it is known that there is none to be told.
    """

    name: str
    data: bytes
    text: str | None
    title: str | None
    day: str | None


@dataclass(frozen=True, slots=True)
class FoundArticle:
    """What a reader found in a page."""

    text: str
    title: str | None
    day: str | None


def labelled_pages(data: Path) -> tuple[LabelledPage, ...]:
    """The pages of the shared data, by name; none when they are not there."""
    pages, days = [], _labelled_days()
    for path in sorted((data / "pages").glob("*.json")):
        known = json.loads(path.read_text(encoding="utf-8"))
        pages.append(
            LabelledPage(
                name=path.stem,
                data=gzip.decompress(path.with_suffix(".html.gz").read_bytes()),
                text=None if known["set"] == NOT_A_PERSONS else known["text"],
                title=known["title"],
                day=known["published"][:10] if known["published"] else days.get(path.stem),
            )
        )
    return tuple(pages)


def made_pages() -> tuple[LabelledPage, ...]:
    """Our own pages with dates that mislead."""
    return tuple(LabelledPage(one.what, one.html.encode(), None, None, one.day or NO_DAY) for one in DATED_PAGES)


def _labelled_days() -> dict[str, str]:
    with DAYS.open(encoding="utf-8", newline="") as file:
        return {row["page"]: row["published"] for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)}


def ours(page: LabelledPage) -> FoundArticle:
    """The article as the program reads it."""
    document = read_web_page(page.data, name=page.name)
    return FoundArticle(document.text, document.title, document.published)


def trafilatura_alone(page: LabelledPage) -> FoundArticle:
    """The article as the library gives it."""
    found = bare_extraction(page.data, fast=True, with_metadata=True, include_comments=False)
    if found is None:
        return FoundArticle("", None, None)
    return FoundArticle(found.text or "", found.title, found.date)


def page_figures(pages: Sequence[LabelledPage]) -> dict[str, float]:
    """Each figure of ours, and under ``NAME-gain`` by how much it is above that of trafilatura alone.

    f1: of 4-word shingles, the mean over the pages; quotations: the share found word for word, white space aside;
    paragraphs: the share of a person's paragraphs that stand alone; titles, dates: the share that is right, and
    misleading-dates: the same on our own pages.
    """
    mine, theirs = _figures(pages, ours), _figures(pages, trafilatura_alone)
    mine["misleading-dates"] = _figures(made_pages(), ours)["dates"]
    theirs["misleading-dates"] = _figures(made_pages(), trafilatura_alone)["dates"]
    return mine | {f"{name}-gain": mine[name] - theirs[name] for name in mine}


def _figures(pages: Sequence[LabelledPage], read: Callable[[LabelledPage], FoundArticle]) -> dict[str, float]:
    scores: list[float] = []
    right: Counter[str] = Counter()
    whole: Counter[str] = Counter()
    for page in pages:
        found = read(page)
        if page.text is not None:
            scores.append(shingle_f1(found.text, page.text))
            squeezed, blocks = _squeezed(found.text), {_squeezed(block) for block in found.text.split("\n")}
            quotations = [_squeezed(one) for one in _QUOTATION.findall(page.text)]
            paragraphs = [_squeezed(one) for one in page.text.split("\n") if len(one.split()) > 5]
            whole.update(quotations=len(quotations), paragraphs=len(paragraphs))
            right["quotations"] += sum(one in squeezed for one in quotations)
            right["paragraphs"] += sum(one in blocks for one in paragraphs)
        if page.title:
            whole["titles"] += 1
            right["titles"] += _squeezed(found.title or "") == _squeezed(page.title)
        if page.day:
            whole["dates"] += 1
            right["dates"] += (found.day or NO_DAY) == page.day
    figures = {"f1": sum(scores) / len(scores)} if scores else {}
    return figures | {name: right[name] / whole[name] for name in whole}


def shingle_f1(found: str, wanted: str) -> float:
    """How far the runs of four words of two texts agree: the harmonic mean of precision and recall."""
    one, other = _shingles(found), _shingles(wanted)
    shared = (one & other).total()
    return 2 * shared / (one.total() + other.total()) if shared else 0.0


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text.lower())
    return Counter(tuple(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1))


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text.translate(_MARKS))
