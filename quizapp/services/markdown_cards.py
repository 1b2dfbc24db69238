"""Notes as the cards of a Markdown deck."""

import re
from collections.abc import Iterator, Mapping, Sequence

from quizapp.exchange.anki_html import plain_text
from quizapp.exchange.hashcards import MarkdownCard
from quizapp.notes import Card, NoteType, cards_of
from quizapp.services.anki_faces import anki_cards, anki_type
from quizapp.storage import owners, packages
from quizapp.storage.database import DbSession
from quizapp.storage.rows import NoteRow

_SHOWN = re.compile(
    r"""(?is)<(?:img|audio)\b[^>]*?\bsrc\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))[^>]*>(?:</audio>)?"""
)
"""A picture or sound, with the quoted or bare name of its file."""


def markdown_cards(
    session: DbSession, owner_id: int, rows: Sequence[NoteRow]
) -> Iterator[tuple[NoteRow, list[MarkdownCard]]]:
    """Each note with its cards: what came from Anki as the text that a person reads there, its pictures by name."""
    own = owners.note_types(session, owner_id)
    stored = packages.note_type_rows(session, owner_id)
    foreign = {id_: anki_type(row) for id_, row in stored.items() if id_ not in own}
    for row in rows:
        if row.note_type_id in own:
            yield row, own_cards(own[row.note_type_id], row.fields)
        else:
            yield row, [_read(card) for card in anki_cards(row, foreign[row.note_type_id])]


def own_cards(note_type: NoteType, fields: Mapping[str, str]) -> list[MarkdownCard]:
    """The cards of one of our notes; the options of a choice stand below its question."""
    return [
        MarkdownCard(
            "\n".join((card.question.strip(), *(f"- {choice.strip()}" for choice in card.choices))),
            card.answer.strip(),
            is_cloze=note_type is NoteType.CLOZE,
        )
        for card in cards_of("", note_type, fields)
    ]


def _read(card: Card) -> MarkdownCard:
    question, answer = (plain_text(_SHOWN.sub(_shown, side)) for side in (card.question, card.answer))
    return MarkdownCard(question or "(no text)", answer or "(no text)")


def _shown(match: re.Match[str]) -> str:
    name = match[1] or match[2] or match[3] or ""
    is_open = " " in name or name.count("(") != name.count(")")
    return f"![](&lt;{name}&gt;)" if is_open else f"![]({name})"
