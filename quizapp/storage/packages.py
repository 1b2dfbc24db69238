"""Queries that take whole decks out for a package, and put whole packages in, many rows at a time."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar, cast

from sqlalchemy import Table, insert, select

from quizapp.storage.database import Base, DbSession
from quizapp.storage.history_rows import ReviewRow
from quizapp.storage.rows import CardRow, NoteRow, NoteTypeRow, PresetRow

_REVIEW_COLUMNS = (
    ReviewRow.card_id, ReviewRow.anki_id, ReviewRow.rating, ReviewRow.kind, ReviewRow.state, ReviewRow.interval_days,
    ReviewRow.difficulty, ReviewRow.duration_ms, ReviewRow.reviewed_at, ReviewRow.anki_kind, ReviewRow.anki_interval,
    ReviewRow.anki_interval_before, ReviewRow.anki_factor,
)  # fmt: skip

_T = TypeVar("_T")
_BATCH = 5_000
"""Rows that one statement asks for or writes: databases limit how many values a statement may have."""


def preset_rows(session: DbSession, owner_id: int) -> dict[int, PresetRow]:
    """The owner's presets by number."""
    return {row.id: row for row in session.scalars(select(PresetRow).where(PresetRow.owner_id == owner_id))}


def note_type_rows(session: DbSession, owner_id: int) -> dict[int, NoteTypeRow]:
    """The owner's note types, ours and those from Anki, by number."""
    return {row.id: row for row in session.scalars(select(NoteTypeRow).where(NoteTypeRow.owner_id == owner_id))}


def add_rows(session: DbSession, table: type[Base], rows: Iterable[dict[str, Any]]) -> int:
    """Write new rows, given as values by column, and say how many."""
    number = 0
    statement = insert(cast(Table, table.__table__))  # The table itself takes rows faster than its class.
    for batch in _batches(rows):
        session.execute(statement, batch)
        number += len(batch)
    return number


def notes_by_guid(session: DbSession, owner_id: int, guids: Iterable[str]) -> dict[str, NoteRow]:
    """The owner's notes with these guids, locked until the transaction ends."""
    found = {}
    for batch in _batches(guids):
        wanted = select(NoteRow).where(NoteRow.owner_id == owner_id, NoteRow.guid.in_(batch)).with_for_update()
        found.update({row.guid: row for row in session.scalars(wanted)})
    return found


def notes_of_types(session: DbSession, owner_id: int, type_ids: Collection[int]) -> Sequence[NoteRow]:
    """The owner's notes of these types, the oldest first, locked until the transaction ends."""
    wanted = select(NoteRow).where(NoteRow.owner_id == owner_id, NoteRow.note_type_id.in_(type_ids))
    return session.scalars(wanted.order_by(NoteRow.id).with_for_update()).all()


def note_numbers(session: DbSession, owner_id: int, guids: Iterable[str]) -> dict[str, int]:
    """The numbers of the owner's notes with these guids."""
    found: dict[str, int] = {}
    for batch in _batches(guids):
        wanted = select(NoteRow.guid, NoteRow.id).where(NoteRow.owner_id == owner_id, NoteRow.guid.in_(batch))
        found.update(dict(session.execute(wanted).all()))
    return found


def card_rows(session: DbSession, owner_id: int, note_ids: Iterable[int]) -> dict[tuple[int, int], CardRow]:
    """The cards of the notes by note and face, locked until the transaction ends."""
    found = {}
    for batch in _batches(note_ids):
        wanted = select(CardRow).where(CardRow.owner_id == owner_id, CardRow.note_id.in_(batch)).with_for_update()
        found.update({(row.note_id, row.ord): row for row in session.scalars(wanted)})
    return found


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
        for row in session.execute(wanted.order_by(ReviewRow.reviewed_at, ReviewRow.id)):
            found.setdefault(row.card_id, []).append(row)
    return found


def _batches(values: Iterable[_T]) -> Iterator[list[_T]]:
    waiting = iter(values)
    while batch := list(islice(waiting, _BATCH)):
        yield batch
