"""Queries that take whole decks out for a package, and put whole packages in, many rows at a time."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import func, select

from quizapp.storage.database import DbSession
from quizapp.storage.history_rows import ReviewRow
from quizapp.storage.rows import CardRow, NoteRow, NoteTypeRow, PresetRow

_NOTE_COLUMNS = (
    NoteRow.id, NoteRow.anki_id, NoteRow.guid, NoteRow.note_type_id, NoteRow.fields, NoteRow.tags, NoteRow.modified_at,
)  # fmt: skip
_CARD_COLUMNS = (
    CardRow.id, CardRow.anki_id, CardRow.note_id, CardRow.deck_id, CardRow.ord, CardRow.state, CardRow.step,
    CardRow.due, CardRow.due_day, CardRow.stability, CardRow.difficulty, CardRow.interval_days, CardRow.reps,
    CardRow.lapses, CardRow.last_review, CardRow.is_suspended, CardRow.flag,
)  # fmt: skip
_REVIEW_COLUMNS = (
    ReviewRow.card_id, ReviewRow.anki_id, ReviewRow.rating, ReviewRow.kind, ReviewRow.state, ReviewRow.interval_days,
    ReviewRow.difficulty, ReviewRow.duration_ms, ReviewRow.reviewed_at,
)  # fmt: skip


def notes_out(session: DbSession, owner_id: int, deck_ids: Collection[int]) -> Sequence[Any]:
    """The notes with a card in one of the decks, in the order new cards come."""
    place = (
        select(CardRow.note_id, func.min(CardRow.position).label("position"))
        .where(CardRow.owner_id == owner_id, CardRow.deck_id.in_(deck_ids))
        .group_by(CardRow.note_id)
        .subquery()
    )
    wanted = select(*_NOTE_COLUMNS).join(place, place.c.note_id == NoteRow.id)
    return session.execute(wanted.order_by(place.c.position, NoteRow.id)).all()


def cards_out(session: DbSession, owner_id: int, deck_ids: Collection[int]) -> Sequence[Any]:
    """The cards of the decks that have a question, by note and face."""
    wanted = select(*_CARD_COLUMNS).where(
        CardRow.owner_id == owner_id, CardRow.deck_id.in_(deck_ids), CardRow.is_empty.is_(False)
    )
    return session.execute(wanted.order_by(CardRow.note_id, CardRow.ord)).all()


def reviews_out(session: DbSession, owner_id: int, deck_ids: Collection[int]) -> Sequence[Any]:
    """The reviews of the decks' cards that have a question, in order of time."""
    wanted = (
        select(*_REVIEW_COLUMNS)
        .join(CardRow, CardRow.id == ReviewRow.card_id)
        .where(CardRow.owner_id == owner_id, CardRow.deck_id.in_(deck_ids), CardRow.is_empty.is_(False))
        .order_by(ReviewRow.reviewed_at, ReviewRow.id)
    )
    return session.execute(wanted).all()


def preset_rows(session: DbSession, owner_id: int) -> dict[int, PresetRow]:
    """The owner's presets by number."""
    return {row.id: row for row in session.scalars(select(PresetRow).where(PresetRow.owner_id == owner_id))}


def note_type_rows(session: DbSession, owner_id: int) -> dict[int, NoteTypeRow]:
    """The owner's note types, ours and those from Anki, by number."""
    return {row.id: row for row in session.scalars(select(NoteTypeRow).where(NoteTypeRow.owner_id == owner_id))}
