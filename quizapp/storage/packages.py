"""Queries that take whole decks out for a package, and put whole packages in, many rows at a time."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import select

from quizapp.storage.bulk import is_one_of
from quizapp.storage.database import DbSession
from quizapp.storage.history_rows import ReviewRow
from quizapp.storage.rows import CardRow, NoteRow, NoteTypeRow, PresetRow

_REVIEW_COLUMNS = (ReviewRow.card_id, ReviewRow.anki_id, ReviewRow.rating, ReviewRow.kind, ReviewRow.reviewed_at)

_T = TypeVar("_T")
_BATCH = 5_000
"""Rows that one statement asks for or writes: databases limit how many values a statement may have."""


def preset_rows(session: DbSession, owner_id: int) -> dict[int, PresetRow]:
    """The owner's presets by number."""
    return {row.id: row for row in session.scalars(select(PresetRow).where(PresetRow.owner_id == owner_id))}


def note_type_rows(session: DbSession, owner_id: int) -> dict[int, NoteTypeRow]:
    """The owner's note types, ours and those from Anki, by number."""
    return {row.id: row for row in session.scalars(select(NoteTypeRow).where(NoteTypeRow.owner_id == owner_id))}


def notes_by_guid(session: DbSession, owner_id: int, guids: Iterable[str]) -> dict[str, NoteRow]:
    """The owner's notes with these guids, locked until the transaction ends."""
    wanted = select(NoteRow).where(NoteRow.owner_id == owner_id, is_one_of(session, NoteRow.guid, guids))
    return {row.guid: row for row in session.scalars(wanted.with_for_update())}


def notes_of_types(session: DbSession, owner_id: int, type_ids: Collection[int]) -> Sequence[NoteRow]:
    """The owner's notes of these types, the oldest first, locked until the transaction ends."""
    wanted = select(NoteRow).where(NoteRow.owner_id == owner_id, NoteRow.note_type_id.in_(type_ids))
    return session.scalars(wanted.order_by(NoteRow.id).with_for_update()).all()


def card_rows(session: DbSession, owner_id: int, card_ids: Iterable[int]) -> Iterator[Any]:
    """The id, ord, version and deck_id of the cards, and the guid of their notes, locked until the transaction ends."""
    for batch in _batches(card_ids):
        wanted = (
            select(CardRow.id, CardRow.ord, CardRow.version, CardRow.deck_id, NoteRow.guid)
            .join(NoteRow, NoteRow.id == CardRow.note_id)
            .where(CardRow.owner_id == owner_id, CardRow.id.in_(batch))
            .with_for_update(of=CardRow)
        )
        yield from session.execute(wanted).all()


def card_numbers(session: DbSession, owner_id: int, note_ids: Iterable[int]) -> dict[tuple[int, int], int]:
    """The numbers of the notes' cards by note and face."""
    found = {}
    for batch in _batches(note_ids):
        wanted = select(CardRow.note_id, CardRow.ord, CardRow.id).where(
            CardRow.owner_id == owner_id, CardRow.note_id.in_(batch)
        )
        found.update({(note_id, ord_): id_ for note_id, ord_, id_ in session.execute(wanted)})
    return found


def reviews_of(session: DbSession, card_ids: Iterable[int]) -> dict[int, list[Any]]:
    """The reviews of each of the cards, in order of time."""
    found: dict[int, list[Any]] = {}
    for batch in _batches(card_ids):
        wanted = select(*_REVIEW_COLUMNS).where(ReviewRow.card_id.in_(batch))
        for row in session.execute(wanted.order_by(ReviewRow.anki_id)):
            found.setdefault(row.card_id, []).append(row)
    return found


def _batches(values: Iterable[_T]) -> Iterator[list[_T]]:
    waiting = iter(values)
    while batch := list(islice(waiting, _BATCH)):
        yield batch
