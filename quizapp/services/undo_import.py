"""Imports that were made, and taking one back as one step.

The library becomes what it was before, but for what was done since: a note that was studied, edited or brought in anew
after the import stays as it is, and so do the deck and the note type that it needs.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from quizapp.errors import ConflictError, NotFoundError
from quizapp.exchange.anki_media import named_in
from quizapp.exchange.markdown_html import markdown_html
from quizapp.notes import MARKDOWN
from quizapp.services.progress import Tell, tell_nobody
from quizapp.services.transaction import one_transaction
from quizapp.storage import cards, imports, notes, packages
from quizapp.storage.database import DbSession, start_reading
from quizapp.storage.import_rows import ImportItemRow, ImportRow
from quizapp.storage.media import path_of

_AT_ONCE = 1_000
"""Notes after which it is told again how far it is."""


@dataclass(frozen=True, slots=True)
class ImportView:
    """An import as its owner sees it. ``decks`` are the number and name of those that are still here."""

    id: int
    name: str
    made_at: datetime
    undone_at: datetime | None
    decks: tuple[tuple[int, str], ...]
    added: int
    updated: int
    unchanged: int
    reviews: int
    merged: int
    skipped: tuple[str, ...]

    @property
    def did_something(self) -> bool:
        """True when there is something to take back."""
        return bool(self.added or self.updated or self.reviews)


@dataclass(frozen=True, slots=True)
class UndoPlan:
    """What taking an import back does: notes that go, notes and cards that become what they were, and notes that stay
    because they were used since.
    """

    removed: int
    restored: int
    kept: int


@dataclass(slots=True)
class _Work:
    """What is to be done, by the numbers of rows."""

    notes: list[int] = field(default_factory=list)
    cards: list[int] = field(default_factory=list)
    items: list[ImportItemRow] = field(default_factory=list)
    kept: set[int] = field(default_factory=set)

    @property
    def plan(self) -> UndoPlan:
        return UndoPlan(len(self.notes), len({item.note_id or item.card_id for item in self.items}), len(self.kept))


def list_imports(session: DbSession, owner_id: int, *, limit: int = 50) -> list[ImportView]:
    """The owner's imports, the newest first."""
    start_reading(session)
    return [_view(session, owner_id, row) for row in imports.newest_imports(session, owner_id, limit=limit)]


def get_import(session: DbSession, owner_id: int, import_id: int) -> ImportView:
    """The import; raises `NotFoundError`."""
    start_reading(session)
    return _view(session, owner_id, _required(session, owner_id, import_id))


def plan_undo(session: DbSession, owner_id: int, import_id: int) -> UndoPlan:
    """What taking the import back would do now; raises `NotFoundError`, and `ConflictError` when it was taken back."""
    start_reading(session)
    return _work(session, owner_id, _open(session, owner_id, import_id)).plan


def undo_import(
    session: DbSession,
    owner_id: int,
    import_id: int,
    *,
    now: datetime,
    media: Path,
    tell: Tell = tell_nobody,
) -> UndoPlan:
    """Take the import back, all of it or nothing; raises as `plan_undo`.

    Pictures and sounds that came with it and that nothing needs any more go from the folder ``media``. ``tell`` is told
    each step as it begins; when it raises, nothing is done.
    """
    plan, gone = _undo(session, owner_id, import_id, now=now, tell=tell)
    for digest in gone:
        path_of(media, digest).unlink(missing_ok=True)
    return plan


@one_transaction
def _undo(session: DbSession, owner_id: int, import_id: int, *, now: datetime, tell: Tell) -> tuple[UndoPlan, set[str]]:
    """What was done, and the contents of media that nothing has any more."""
    row = _open(session, owner_id, import_id, lock=True)
    work = _work(session, owner_id, row)
    for number, item in enumerate(work.items):
        if number % _AT_ONCE == 0:
            tell("Restoring what it changed", number, len(work.items))
        _restore(session, owner_id, item)
    session.flush()
    imports.delete_these(session, owner_id, "cards", work.cards)
    for start in range(0, len(work.notes), _AT_ONCE):
        tell("Removing what it added", start, len(work.notes))
        imports.delete_these(session, owner_id, "notes", work.notes[start : start + _AT_ONCE])
    for name in ("decks", "note_types", "presets"):
        imports.delete_these(session, owner_id, name, imports.unused(session, owner_id, name, row.made[name]))
    gone = _remove_media(session, owner_id, row)
    row.undone_at = now
    session.flush()
    session.expire_all()
    tell("Finishing")
    return work.plan, gone


def _work(session: DbSession, owner_id: int, row: ImportRow) -> _Work:
    work = _Work()
    made = row.made["notes"]
    used = imports.used_since(session, row, imports.cards_of_notes_in(owner_id, made))
    there = imports.notes_in(session, owner_id, made)
    work.notes = [id_ for id_ in there if id_ not in used]
    work.kept.update(used)
    used_cards = imports.used_since(session, row, imports.these_cards(owner_id, row.made["cards"]))
    items = imports.items_of(session, row.id)
    now_notes = imports.note_marks(session, [item.note_id for item in items if item.note_id is not None])
    changed = {item.note_id for item in items if item.note_id and not _is_same_note(item, now_notes)}
    for card in cards.cards_with_numbers(session, owner_id, imports.cards_in(session, owner_id, row.made["cards"])):
        if card.note_id not in used_cards and card.note_id not in changed:
            work.cards.append(card.id)
    there_cards = {
        card.id: card
        for card in cards.cards_with_numbers(session, owner_id, [item.card_id for item in items if item.card_id])
    }
    for item in items:
        if item.card_id is not None:
            card = there_cards[item.card_id]
            if {name: getattr(card, name) for name in item.after} == item.after:
                work.items.append(item)
            else:
                work.kept.add(card.note_id)
        elif item.note_id in changed:
            work.kept.add(item.note_id or 0)
        else:
            work.items.append(item)
    return work


def _is_same_note(item: ImportItemRow, now: dict[int, Any]) -> bool:
    row = now.get(item.note_id or 0)
    after = item.after
    return row is not None and (list(row.tags), row.status, row.modified_at.isoformat()) == (
        after["tags"], after["status"], after["modified_at"]
    )  # fmt: skip


def _restore(session: DbSession, owner_id: int, item: ImportItemRow) -> None:
    before = item.before
    if item.card_id is not None:
        card = cards.card_row(session, owner_id, item.card_id)
        if card is not None:
            if item.reviews:
                imports.delete_reviews(session, owner_id, item.reviews)
            cards.put_back(session, owner_id, card, before)
            imports.set_empty(session, card.id, before["is_empty"])
    elif item.note_id is not None:
        note = notes.note_row(session, owner_id, item.note_id, lock=True)
        if note is not None:
            note.fields, note.tags = dict(before["fields"]), list(before["tags"])
            note.status, note.reason = before["status"], before["reason"]
            if "writer" in before:  # what was imported by an older version tells of no author
                note.writer, note.authors = before["writer"], before["authors"]
            note.modified_at = datetime.fromisoformat(before["modified_at"])
    else:
        row = packages.note_type_rows(session, owner_id).get(item.note_type_id or 0)
        if row is not None and row.modified_at.isoformat() == item.after["modified_at"]:
            for name, value in before.items():
                setattr(row, name, datetime.fromisoformat(value) if name == "modified_at" else value)


def _remove_media(session: DbSession, owner_id: int, row: ImportRow) -> set[str]:
    made = imports.media_in(session, owner_id, row.made["media"])
    if not made:
        return set()
    needed = named_in(_texts(session, owner_id))
    unneeded = [one for one in made if one.name not in needed]
    digests = {one.sha256 for one in unneeded}
    imports.delete_these(session, owner_id, "media", [one.id for one in unneeded])
    return digests - imports.media_contents(session, digests)


def _texts(session: DbSession, owner_id: int) -> Iterator[str]:
    """All in which a picture or sound can be named."""
    yield from imports.html_fields(session, owner_id)
    yield from filter(None, map(markdown_html, imports.texts_by(session, owner_id, MARKDOWN)))
    for row in packages.note_type_rows(session, owner_id).values():
        yield row.css
        yield from (f"{one['question']}{one['answer']}" for one in row.templates)


def _required(session: DbSession, owner_id: int, import_id: int, *, lock: bool = False) -> ImportRow:
    row = imports.find_import(session, owner_id, import_id, lock=lock)
    if row is None:
        raise NotFoundError(
            f"There is no import {import_id}: see the page “Imports”, or 'quizapp imports', for those that there are."
        )
    return row


def _open(session: DbSession, owner_id: int, import_id: int, *, lock: bool = False) -> ImportRow:
    row = _required(session, owner_id, import_id, lock=lock)
    if row.undone_at is not None:
        raise ConflictError("This import was taken back already: import the file again to have it.")
    return row


def _view(session: DbSession, owner_id: int, row: ImportRow) -> ImportView:
    report = row.report
    decks = ((notes.deck_named(session, owner_id, name), name) for name in report["decks"])
    return ImportView(
        id=row.id,
        name=row.name,
        made_at=row.made_at,
        undone_at=row.undone_at,
        decks=tuple((deck.id, name) for deck, name in decks if deck is not None),
        skipped=tuple(report["skipped"]),
        **{name: report[name] for name in ("added", "updated", "unchanged", "reviews", "merged")},
    )
