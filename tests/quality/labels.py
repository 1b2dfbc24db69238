"""Labels of a careful reader: the facts worth remembering and the quoted spans of an article."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class LabelledFact:
    """One fact. A card asks it when ``answer`` matches its answer and each of ``needs`` its question."""

    id: str
    is_main: bool
    answer: str
    needs: tuple[str, ...]
    model_question: str = ""
    model_answer: str = ""


@dataclass(frozen=True, slots=True)
class LabelledQuotation:
    """One quoted span, in the article's order. ``kind`` is speech, scare or title."""

    text: str
    kind: str
    speaker: str = ""
    role: str = ""
    occasion: str = ""


def load_facts(path: Path) -> tuple[LabelledFact, ...]:
    """The facts in a ``NAME.facts.tsv``: id, main 0/1, answer regex, question regexes, model question and answer."""
    header, *lines = path.read_text(encoding="utf-8").split("\n")
    has_main = header.lstrip("# ").split("\t")[1] == "main"
    facts = []
    for line in lines:
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        main = cells.pop(1) == "1" if has_main else False
        facts.append(LabelledFact(cells[0], main, cells[1], tuple(cells[2].split(";;")), *cells[3:5]))
    return tuple(facts)


def load_quotations(path: Path) -> tuple[LabelledQuotation, ...]:
    """The spans in a ``NAME.quotes.tsv``: quote, kind, speaker, role, occasion."""
    lines = path.read_text(encoding="utf-8").split("\n")[1:]
    return tuple(LabelledQuotation(*line.split("\t")[:5]) for line in lines if line.strip())
