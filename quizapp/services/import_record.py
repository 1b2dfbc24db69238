"""What an import did, written down while it is done, so that it can be taken back as one step.

The rows that it made are known by their numbers, which no row gets twice; what it changed is kept as it was before.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from quizapp.storage import imports, packages
from quizapp.storage.cards import values_json
from quizapp.storage.database import DbSession
from quizapp.storage.import_rows import ImportItemRow, ImportRow

_CARD_MARKS = ("version", "is_empty", "is_suspended", "flag", "deck_id")
_NOTE_COLUMNS = ("fields", "reason", "writer", "authors")
_TYPE_COLUMNS = ("anki_id", "name", "kind", "fields", "templates", "css", "modified_at")


@dataclass(frozen=True, slots=True)
class Before:
    """What was here before an import: the newest rows, and what it may change."""

    guids: frozenset[str]
    newest: dict[str, int]
    notes: dict[int, Any]
    cards: dict[int, Any]
    types: dict[int, dict[str, Any]]


@dataclass(slots=True)
class Done:
    """What an import did: the numbers of the rows it made, as ranges, and what it changed."""

    made: dict[str, list[list[int]]] = field(default_factory=dict)
    items: list[ImportItemRow] = field(default_factory=list)
    last_review: int = 0


def before_import(session: DbSession, owner_id: int, guids: Iterable[str]) -> Before:
    """To be asked for within the transaction of an import of notes with these guids, before it changes anything."""
    session.flush()
    wanted = frozenset(guids)
    notes = imports.notes_as_they_are(session, owner_id, wanted)
    return Before(
        guids=wanted,
        newest=imports.newest(session),
        notes=notes,
        cards=imports.cards_as_they_are(session, notes),
        types={
            id_: {name: _plain(getattr(row, name)) for name in _TYPE_COLUMNS}
            for id_, row in packages.note_type_rows(session, owner_id).items()
            if row.builtin is None
        },
    )


def after_import(session: DbSession, owner_id: int, before: Before, *, notes: Sequence[int] | None = None) -> Done:
    """What was done since ``before``; ``notes`` are those that were made, in order, where the import knows them."""
    session.flush()
    done = Done(last_review=imports.newest(session)["reviews"])
    if notes is None:
        notes = imports.notes_made_since(session, owner_id, before.newest["notes"], before.guids)
    done.made["notes"] = ranges(notes)
    for name in ("decks", "note_types", "presets", "media"):
        done.made[name] = ranges(imports.made_since(session, owner_id, name, before.newest[name]))
    marks = imports.note_marks(session, before.notes)
    for id_, note in before.notes.items():
        if id_ in marks and _note_mark(note) != _note_mark(marks[id_]):
            values = {name: getattr(note, name) for name in _NOTE_COLUMNS} | _note_mark(note)
            done.items.append(ImportItemRow(note_id=id_, before=values, after=_note_mark(marks[id_]), reviews=[]))
    cards = imports.cards_as_they_are(session, before.notes)
    done.made["cards"] = ranges(sorted(cards.keys() - before.cards.keys()))
    reviews = imports.reviews_made_since(session, before.newest["reviews"], before.cards)
    for id_, card in before.cards.items():
        if id_ in cards and (_card_mark(card) != _card_mark(cards[id_]) or id_ in reviews):
            values = values_json(card) | {"is_empty": card.is_empty}
            after = _card_mark(cards[id_])
            added = ranges(reviews.get(id_, []))
            done.items.append(ImportItemRow(card_id=id_, before=values, after=after, reviews=added))
    for id_, row in packages.note_type_rows(session, owner_id).items():
        was = before.types.get(id_)
        now = {name: _plain(getattr(row, name)) for name in _TYPE_COLUMNS}
        if was is not None and was != now:
            done.items.append(
                ImportItemRow(note_type_id=id_, before=was, after={"modified_at": now["modified_at"]}, reviews=[])
            )
    return done


def together(parts: Iterable[Done]) -> Done:
    """What several steps of one import did, each begun when the one before it had ended.

    What more than one of them changed was changed once: from what it was before the first to what the last made of it.
    """
    done = Done()
    changed: dict[tuple[int | None, int | None, int | None], ImportItemRow] = {}
    for part in parts:
        for name, numbers in part.made.items():
            done.made.setdefault(name, []).extend(numbers)
        for item in part.items:
            first = changed.setdefault((item.note_id, item.card_id, item.note_type_id), item)
            if first is not item:
                first.after, first.reviews = item.after, [*first.reviews, *item.reviews]
        done.last_review = max(done.last_review, part.last_review)
    done.items = list(changed.values())
    return done


def write_record(
    session: DbSession, owner_id: int, done: Done, *, name: str, report: dict[str, Any], now: datetime
) -> int:
    """Store what the import of the file ``name`` did; the import's number."""
    row = ImportRow(
        owner_id=owner_id, name=name, report=report, made=done.made, last_review=done.last_review, made_at=now
    )
    session.add(row)
    session.flush()
    for item in done.items:
        item.owner_id, item.import_id = owner_id, row.id
    session.add_all(done.items)
    session.flush()
    return row.id


def ranges(numbers: Sequence[int]) -> list[list[int]]:
    """Numbers in order as [first, last] of those that follow each other."""
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][1] + 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return found


def _note_mark(row: Any) -> dict[str, Any]:
    return {"tags": list(row.tags), "status": row.status, "modified_at": row.modified_at.isoformat()}


def _card_mark(row: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in _CARD_MARKS}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
