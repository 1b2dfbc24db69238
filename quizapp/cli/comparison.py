"""A comparison of writers as text for a terminal, side by side where it is wide enough, and as JSON."""

import textwrap
from collections.abc import Mapping
from dataclasses import asdict
from itertools import groupby, zip_longest

from quizapp.article import Article
from quizapp.services.comparing import OFFERED, Asked, Compared, Comparison

NARROWEST = 34
"""Columns that a writer's wordings need to be read beside those of others."""
_INDENT, _GAP = "  ", "  "
_NAME = 24
_COLUMNS = ("wordings", "unsupported", "unread", "passed", "cards", "seconds", "tokens")


def comparison_text(article: Article, comparison: Comparison, *, width: int) -> str:
    """Each sentence with the answers asked for in it, each writer's wordings of them with what became of them; sums.

    ``width`` is that of the lines, which are never shorter than a column of `NARROWEST`.
    """
    width = max(width, NARROWEST)
    parts = []
    for evidence, asked in groupby(comparison.asked, key=lambda one: one.evidence):
        lines = [_fill(f"“{evidence.of(article.text)}”", "", width)]
        lines += [_answer(one, comparison.writers, width) for one in asked]
        parts.append("\n\n".join(lines))
    return "\n\n\n".join((*parts, _sums(comparison)))


def comparison_json(source: str, article: Article, comparison: Comparison) -> dict[str, object]:
    """The same as JSON; offsets count code points of the article's text, and what is not known is None."""
    sums = zip(comparison.accounts, comparison.seconds, strict=True)
    return {
        "source": source,
        "title": article.title,
        "asked": [
            {
                "evidence": {
                    "start": one.evidence.start,
                    "end": one.evidence.end,
                    "text": one.evidence.of(article.text),
                },
                "answer": one.answer,
                "wordings": [_wording_json(wording) for wording in one.wordings],
            }
            for one in comparison.asked
        ],
        "writers": [{**asdict(account), "seconds": seconds} for account, seconds in sums],
    }


def _wording_json(one: Compared) -> Mapping[str, object]:
    score = None if one.score is None else round(min(max(one.score, 0.0), 1.0), 4)
    return {**asdict(one), "score": score, "is_card": one.reason is None}


def _answer(asked: Asked, writers: tuple[str, ...], width: int) -> str:
    each = (width - len(_INDENT) - len(_GAP) * (len(writers) - 1)) // max(len(writers), 1)
    head = _fill(asked.answer, f"{_INDENT}= ", width)
    own = {name: [one for one in asked.wordings if one.writer == name] for name in writers}
    if len(writers) > 1 and each >= NARROWEST:
        cells = [[name[:each], *_lines(found, asked.answer, each)] for name, found in own.items()]
        rows = (_GAP.join(cell.ljust(each) for cell in row) for row in zip_longest(*cells, fillvalue=""))
        return "\n".join((head, *(f"{_INDENT}{row}".rstrip() for row in rows)))
    lines = [head]
    for name, found in own.items():
        if found:
            lines.append(f"{_INDENT}{name}")
            inside = _lines(found, asked.answer, width - 2 * len(_INDENT))
            lines += [f"{_INDENT * 2}{line}" for line in inside]
    return "\n".join(lines)


def _lines(found: list[Compared], answer: str, width: int) -> list[str]:
    """The wordings of one writer for one answer, and what became of each."""
    lines: list[str] = []
    for one in found:
        lines += _wrap(one.question, width)
        if one.answer != answer:
            lines += _wrap(f"= {one.answer}", width)
        score = "" if one.score is None else f" ({one.score:.2f})"
        mark = "+ a card" if one.reason is None else f"{'~' if one.reason == OFFERED else '-'} {one.reason}"
        lines += _wrap(f"{mark}{score}", width)
    return lines or ["(nothing)"]


def _sums(comparison: Comparison) -> str:
    rows = ["writer".ljust(_NAME) + "".join(name.rjust(len(name) + 2) for name in _COLUMNS)]
    for one, seconds in zip(comparison.accounts, comparison.seconds, strict=True):
        values = (
            f"{one.proposed:,}",
            f"{one.unsupported:,}",
            f"{one.unread:,}",
            f"{one.passed:,}",
            f"{one.cards:,}",
            "-" if seconds is None else f"{seconds:.1f}",
            "-" if one.tokens is None else f"{one.tokens:,}",
        )
        name = one.writer if len(one.writer) <= _NAME else f"{one.writer[: _NAME - 1]}…"
        rows.append(
            name.ljust(_NAME)
            + "".join(value.rjust(len(column) + 2) for value, column in zip(values, _COLUMNS, strict=True))
        )
    problems = (f"{one.writer}: {one.problem}" for one in comparison.accounts if one.problem is not None)
    return "\n".join((*rows, *problems))


def _fill(text: str, lead: str, width: int) -> str:
    return "\n".join(_wrap(text, width, lead))


def _wrap(text: str, width: int, lead: str = "") -> list[str]:
    return textwrap.wrap(
        " ".join(text.split()), width, initial_indent=lead, subsequent_indent=" " * len(lead), break_on_hyphens=False
    )
