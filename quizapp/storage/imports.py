"""Queries for imports: what was here before one, what one made, and what was done with that since."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, TextClause, and_, delete, false, func, or_, select, text, update

from quizapp.storage.article_rows import ArticleRow
from quizapp.storage.bulk import is_one_of
from quizapp.storage.database import Base, DbSession, is_sqlite
from quizapp.storage.history_rows import ChangeItemRow, ChangeRow, ReviewRow
from quizapp.storage.import_rows import ImportItemRow, ImportRow
from quizapp.storage.rows import CardRow, DeckRow, MediaRow, NoteRow, NoteTypeRow, PresetRow

Ranges = Sequence[Sequence[int]]
"""Numbers of rows as [first, last], both included."""

TABLES: dict[str, type[Base]] = {
    "notes": NoteRow,
    "cards": CardRow,
    "reviews": ReviewRow,
    "decks": DeckRow,
    "note_types": NoteTypeRow,
    "presets": PresetRow,
    "media": MediaRow,
}
"""The tables that an import writes to."""
_BATCH = 5_000
_T = TypeVar("_T")


def newest(session: DbSession) -> dict[str, int]:
    """The largest number that a row of each of the tables has."""
    tables: Iterable[Any] = TABLES.values()
    found = session.execute(select(*(select(func.max(one.id)).scalar_subquery() for one in tables))).one()
    return {name: number or 0 for name, number in zip(TABLES, found, strict=True)}


def made_since(session: DbSession, owner_id: int, name: str, number: int) -> list[int]:
    """The numbers of the owner's rows of a table that are larger than ``number``."""
    table: Any = TABLES[name]
    return list(
        session.scalars(select(table.id).where(table.id > number, table.owner_id == owner_id).order_by(table.id))
    )


def notes_made_since(session: DbSession, owner_id: int, number: int, guids: Iterable[str]) -> Sequence[int]:
    """The numbers of the owner's notes with these guids that are larger than ``number``, in order."""
    wanted = select(NoteRow.id).where(
        NoteRow.id > number, NoteRow.owner_id == owner_id, is_one_of(session, NoteRow.guid, guids)
    )
    return session.scalars(wanted.order_by(NoteRow.id)).all()


def notes_as_they_are(session: DbSession, owner_id: int, guids: Iterable[str]) -> dict[int, Any]:
    """What the owner's notes with these guids hold, by number."""
    names = ("id", "fields", "tags", "status", "reason", "modified_at", "writer", "authors")
    columns = (getattr(NoteRow, name) for name in names)
    wanted = select(*columns).where(NoteRow.owner_id == owner_id, is_one_of(session, NoteRow.guid, guids))
    return {row.id: row for row in session.execute(wanted)}


def note_marks(session: DbSession, note_ids: Iterable[int]) -> dict[int, Any]:
    """Of each of the notes what tells whether it was changed."""
    found = {}
    for batch in _batches(note_ids):
        wanted = select(NoteRow.id, NoteRow.tags, NoteRow.status, NoteRow.modified_at).where(NoteRow.id.in_(batch))
        found.update({row.id: row for row in session.execute(wanted)})
    return found


def cards_as_they_are(session: DbSession, note_ids: Iterable[int]) -> dict[int, Any]:
    """The cards of the notes, all their columns, by number."""
    found = {}
    columns = CardRow.__table__.columns
    for batch in _batches(note_ids):
        for row in session.execute(select(*columns).where(CardRow.note_id.in_(batch))):
            found[row.id] = row
    return found


def reviews_made_since(session: DbSession, number: int, card_ids: Iterable[int]) -> dict[int, list[int]]:
    """For each of the cards the reviews with larger numbers that no request gave."""
    found: dict[int, list[int]] = {}
    for batch in _batches(card_ids):
        wanted = select(ReviewRow.card_id, ReviewRow.id).where(
            ReviewRow.id > number, ReviewRow.card_id.in_(batch), ReviewRow.request_id.is_(None)
        )
        for card_id, review_id in session.execute(wanted.order_by(ReviewRow.id)):
            found.setdefault(card_id, []).append(review_id)
    return found


def check_keys(session: DbSession, newest: Mapping[str, int]) -> None:
    """Refuse rows made since, but for reviews, of which a key leads nowhere; `RuntimeError` names the first.

    Only SQLite can be told not to look, see `start_many`.
    """
    lost = session.scalars(_lost_keys(), newest).first() if is_sqlite(session) else None
    if lost is not None:
        raise RuntimeError(f"a key leads nowhere: {lost}")


@cache
def _lost_keys() -> TextClause:
    """A query of the keys that lead nowhere, of the rows with numbers above those given by name of table."""
    keys = [(name, key) for name, one in TABLES.items() for key in one.__table__.foreign_keys if name != "reviews"]
    return text(
        " UNION ALL ".join(
            f"SELECT '{name}.{key.parent.name}' FROM {name} WHERE id > :{name} AND {key.parent.name} IS NOT NULL"  # noqa: S608 - names of our own
            f" AND {key.parent.name} NOT IN (SELECT {key.column.name} FROM {key.column.table.name})"
            for name, key in keys
        )
    )


def find_import(session: DbSession, owner_id: int, import_id: int, *, lock: bool = False) -> ImportRow | None:
    """The owner's import."""
    wanted = select(ImportRow).where(ImportRow.owner_id == owner_id, ImportRow.id == import_id)
    return session.scalars(wanted.with_for_update() if lock else wanted).one_or_none()


def newest_imports(session: DbSession, owner_id: int, *, limit: int) -> Sequence[ImportRow]:
    """The owner's imports, the newest first."""
    wanted = select(ImportRow).where(ImportRow.owner_id == owner_id).order_by(ImportRow.id.desc())
    return session.scalars(wanted.limit(limit)).all()


def items_of(session: DbSession, import_id: int) -> Sequence[ImportItemRow]:
    """What the import changed, in order."""
    wanted = select(ImportItemRow).where(ImportItemRow.import_id == import_id).order_by(ImportItemRow.id)
    return session.scalars(wanted).all()


def notes_in(session: DbSession, owner_id: int, ranges: Ranges) -> list[int]:
    """Those of the notes that are still there."""
    return list(session.scalars(select(NoteRow.id).where(NoteRow.owner_id == owner_id, within(NoteRow.id, ranges))))


def cards_in(session: DbSession, owner_id: int, ranges: Ranges) -> list[int]:
    """Those of the cards that are still there."""
    return list(session.scalars(select(CardRow.id).where(CardRow.owner_id == owner_id, within(CardRow.id, ranges))))


def used_since(session: DbSession, row: ImportRow, cards: Select[Any]) -> set[int]:
    """The notes of the ``cards`` (a query of their numbers) that were studied, edited or imported anew since."""
    reviewed = (
        select(CardRow.note_id)
        .join(ReviewRow, ReviewRow.card_id == CardRow.id)
        .where(CardRow.id.in_(cards), ReviewRow.id > row.last_review)
    )
    steps = select(ChangeRow.card_id).where(
        ChangeRow.owner_id == row.owner_id,
        ChangeRow.made_at >= row.made_at,
        ChangeRow.undone_at.is_(None),
        ChangeRow.card_id.is_not(None),
    )
    stepped = select(CardRow.note_id).where(CardRow.id.in_(cards), CardRow.id.in_(steps))
    edited = (
        select(CardRow.note_id)
        .join(ChangeItemRow, ChangeItemRow.note_id == CardRow.note_id)
        .join(ChangeRow, ChangeRow.id == ChangeItemRow.change_id)
        .where(CardRow.id.in_(cards), ChangeRow.made_at >= row.made_at, ChangeRow.undone_at.is_(None))
    )
    later = (
        select(CardRow.note_id)
        .join(ImportItemRow, or_(ImportItemRow.card_id == CardRow.id, ImportItemRow.note_id == CardRow.note_id))
        .join(ImportRow, ImportRow.id == ImportItemRow.import_id)
        .where(CardRow.id.in_(cards), ImportRow.id > row.id, ImportRow.undone_at.is_(None))
    )
    return {note_id for query in (reviewed, stepped, edited, later) for note_id in session.scalars(query)}


def cards_of_notes_in(owner_id: int, ranges: Ranges) -> Select[Any]:
    """A query of the numbers of the notes' cards."""
    return select(CardRow.id).where(
        CardRow.note_id.in_(select(NoteRow.id).where(NoteRow.owner_id == owner_id, within(NoteRow.id, ranges)))
    )


def these_cards(owner_id: int, ranges: Ranges) -> Select[Any]:
    """A query of the cards' own numbers."""
    return select(CardRow.id).where(CardRow.owner_id == owner_id, within(CardRow.id, ranges))


def delete_these(session: DbSession, owner_id: int, name: str, numbers: Iterable[int]) -> None:
    """Delete the owner's rows of a table with these numbers, and what hangs on them."""
    table: Any = TABLES[name]
    for batch in _batches(numbers):
        session.execute(delete(table).where(table.owner_id == owner_id, table.id.in_(batch)))


def delete_reviews(session: DbSession, owner_id: int, ranges: Ranges) -> None:
    """Delete the reviews."""
    session.execute(delete(ReviewRow).where(ReviewRow.owner_id == owner_id, within(ReviewRow.id, ranges)))


def set_empty(session: DbSession, card_id: int, is_empty: bool) -> None:
    """Say whether the card's face has a question."""
    session.execute(update(CardRow).where(CardRow.id == card_id).values(is_empty=is_empty))


def unused(session: DbSession, owner_id: int, name: str, ranges: Ranges) -> list[int]:
    """Those of the decks, note types or presets that nothing uses."""
    users: dict[str, tuple[Any, tuple[Any, ...]]] = {
        "decks": (DeckRow, (CardRow.deck_id, ArticleRow.deck_id)),
        "note_types": (NoteTypeRow, (NoteRow.note_type_id,)),
        "presets": (PresetRow, (DeckRow.preset_id,)),
    }
    table, columns = users[name]
    free = and_(*(~select(column).where(column == table.id).exists() for column in columns))
    return list(session.scalars(select(table.id).where(table.owner_id == owner_id, within(table.id, ranges), free)))


def media_in(session: DbSession, owner_id: int, ranges: Ranges) -> Sequence[MediaRow]:
    """The pictures and sounds with these numbers."""
    wanted = select(MediaRow).where(MediaRow.owner_id == owner_id, within(MediaRow.id, ranges))
    return session.scalars(wanted).all()


def media_contents(session: DbSession, digests: Collection[str]) -> set[str]:
    """Those of the contents that some picture or sound still has."""
    found: set[str] = set()
    for batch in _batches(digests):
        found.update(session.scalars(select(MediaRow.sha256).where(MediaRow.sha256.in_(batch))))
    return found


def html_fields(session: DbSession, owner_id: int) -> Iterator[str]:
    """The fields of all notes that came from Anki."""
    wanted = select(NoteRow.fields).where(NoteRow.owner_id == owner_id, NoteRow.fields_format == "html")
    for fields in session.scalars(wanted.execution_options(yield_per=1000)):
        yield from fields.values()


def texts_by(session: DbSession, owner_id: int, writer: str) -> Iterator[str]:
    """The fields of all notes of that writer."""
    wanted = select(NoteRow.fields).where(NoteRow.owner_id == owner_id, NoteRow.writer == writer)
    for fields in session.scalars(wanted.execution_options(yield_per=1000)):
        yield from fields.values()


def within(column: Any, ranges: Ranges) -> ColumnElement[bool]:
    """True for the numbers in the ranges."""
    return or_(false(), *(column.between(first, last) for first, last in ranges))


def _batches(values: Iterable[_T]) -> Iterator[list[_T]]:
    waiting = iter(values)
    while batch := list(islice(waiting, _BATCH)):
        yield batch
