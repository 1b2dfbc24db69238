"""Generated cards as JSON for other programs, and as a deck to export."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING

from quizapp.article import Article, Span
from quizapp.notes import Deck, Source, deck_note

if TYPE_CHECKING:
    from quizapp.generator.pipeline import Generated

_LINE_BREAKS = {"\x85": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"}
"""Line ends to some readers, though not to JSON; they stand inside strings only."""


def generated_json(source: str, article: Article, generated: Generated, *, rejected: bool = False) -> dict[str, object]:
    """What ``quizapp generate --format json`` prints about one source: article, cards best first, quotations, rejects,
    and what each writer did.

    Offsets count code points of the article's text; unknown values are None; ``rejected`` is [] unless asked for.
    """
    text = article.text
    return {
        "source": source,
        "article": article_json(article),
        "cards": [
            {
                "guid": card.guid,
                "ord": card.ord,
                "note_type": card.note_type,
                "question": card.question,
                "answer": card.answer,
                "choices": list(card.choices),
                "evidence": _evidence(note.evidence[0].span, text),
                "score": round(min(max(float(note.score), 0.0), 1.0), 4),
                "tags": list(note.tags),
                "writer": note.writer_of(card),
            }
            for note in generated.notes
            for card in note.cards()
        ],
        "quotations": [
            {
                "spans": [{"start": span.start, "end": span.end} for span in quotation.spans],
                "text": " ... ".join(span.of(text) for span in quotation.spans),
                "speaker": quotation.speaker,
                "role": quotation.role,
                "occasion": quotation.occasion,
            }
            for quotation in generated.quotations
        ],
        "rejected": [
            {
                "question": one.question,
                "answer": one.answer,
                "reason": one.reason,
                "evidence": _evidence(one.evidence.span, text),
                "writer": one.writer,
            }
            for one in (generated.rejected if rejected else ())
        ],
        "writers": [asdict(one) for one in generated.accounts],
    }


def failed_json(source: str, message: str) -> dict[str, object]:
    """What stands in the place of a source that failed."""
    return {"source": source, "error": message}


def article_json(article: Article) -> dict[str, object]:
    """An article as JSON: title, author, url, published, language and text, None for what is not known."""
    return {
        "title": article.title,
        "author": article.author,
        "url": article.url,
        "published": article.published,
        "language": article.language,
        "text": article.text,
    }


def json_line(value: Mapping[str, object]) -> str:
    """``value`` as JSON in one line for every reader of lines, without the line end."""
    line = json.dumps(value, ensure_ascii=False)
    for character, escape in _LINE_BREAKS.items():
        line = line.replace(character, escape)
    return line


def generated_deck(article: Article, generated: Generated, *, name: str, modified: datetime) -> Deck:
    """The generated notes as a deck called ``name``, each changed last at ``modified`` (aware)."""
    return Deck(
        name=name,
        notes=tuple(deck_note(note, article, modified=modified) for note in generated.notes),
        source=Source(title=article.title, author=article.author, url=article.url, published=article.published),
    )


def _evidence(span: Span, text: str) -> dict[str, object]:
    return {"start": span.start, "end": span.end, "text": span.of(text)}
