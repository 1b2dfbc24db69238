"""Generated cards and articles as text for people to read in a terminal."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from quizapp.article import Article
from quizapp.config import RULES
from quizapp.notes import Card, spoken_date

if TYPE_CHECKING:
    from quizapp.generator.pipeline import Generated
    from quizapp.generator.quotes import Quotation

WIDTH = 78
"""Columns: fits every terminal, and a line that long can still be read."""


def generated_text(article: Article, generated: Generated, *, rejected: bool = False, width: int = WIDTH) -> str:
    """Everything about one article for a person: numbered cards with what proves them, quotations, rejects if asked.

    Where others than the rules wrote, each card says who did.
    """
    parts = [_heading(article)]
    cards = [(card, note) for note in generated.notes for card in note.cards()]
    several = any(one.writer != RULES for one in generated.accounts)
    parts.append(_count(len(cards), "card", "No card: nothing in it makes a question that holds up."))
    indent = len(str(len(cards))) + 2
    for number, (card, note) in enumerate(cards, start=1):
        lead, evidence = f"{number}. ".rjust(indent), note.evidence[0].span.of(article.text)
        parts.append(_card(lead, card, evidence, width=width, writer=note.writer_of(card) if several else None))
    if generated.quotations:
        parts.append(_count(len(generated.quotations), "quotation", ""))
        parts += [_quotation(one, article.text, width=width) for one in generated.quotations]
    if rejected:
        parts.append(_count(len(generated.rejected), "turned down", "Nothing was turned down.", plural="turned down"))
        for one in generated.rejected:
            lines = [_wrap(one.question, "  - ", width=width), _wrap(one.answer, "    = ", width=width)]
            lines.append(_wrap(f"because {one.reason}", "    ", width=width))
            parts.append("\n".join(lines))
    return "\n\n".join(parts)


def article_text(article: Article) -> str:
    """The article as it was understood: what is known about it, then its text, unchanged."""
    known = {
        "Title": article.title,
        "Author": article.author,
        "Link": article.url,
        "Published": article.published,
        "Language": article.language,
    }
    return "\n".join((*(f"{name}: {value or 'not known'}" for name, value in known.items()), "", article.text))


def _heading(article: Article) -> str:
    first = article.title or "Untitled article"
    second = ", ".join(part for part in (article.author, spoken_date(article.published)) if part)
    return "\n".join(part for part in (first, second, "=" * min(len(first), WIDTH)) if part)


def _count(number: int, name: str, none: str, *, plural: str = "") -> str:
    if number == 0:
        return none
    return f"{number:,} {name if number == 1 else plural or name + 's'}"


def _card(lead: str, card: Card, evidence: str, *, width: int, writer: str | None) -> str:
    space = " " * len(lead)
    lines = [_wrap(card.question, lead, width=width)]
    lines += [_wrap(choice, f"{space}( ) ", width=width) for choice in card.choices]
    lines.append(_wrap(card.answer, f"{space}= ", width=width))
    lines.append(_wrap(evidence, f"{space}| ", width=width, rest=f"{space}| "))
    if writer is not None:
        lines.append(_wrap(f"({writer})", space, width=width))
    return "\n".join(lines)


def _quotation(quotation: Quotation, text: str, *, width: int) -> str:
    words = " ... ".join(span.of(text) for span in quotation.spans)
    speaker = ", ".join(part for part in (quotation.speaker, quotation.role) if part) or "speaker not known"
    occasion = f" ({quotation.occasion})" if quotation.occasion else ""
    return f"{_wrap(f'“{words}”', '  ', width=width)}\n{_wrap(f'{speaker}{occasion}', '    — ', width=width)}"


def _wrap(text: str, lead: str, *, width: int, rest: str | None = None) -> str:
    """``text`` in lines of ``width``, the first after ``lead``, the others after ``rest`` or as deep as the first."""
    return textwrap.fill(
        " ".join(text.split()),
        width=width,
        initial_indent=lead,
        subsequent_indent=" " * len(lead) if rest is None else rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
