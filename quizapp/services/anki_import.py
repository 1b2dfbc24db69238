"""Anki packages into the library: all of one, or nothing."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache, partial
from json.encoder import encode_basestring_ascii as quoted
from pathlib import Path
from typing import cast

from sqlalchemy import Table

from quizapp.exchange.anki import own_fields
from quizapp.exchange.anki_html import plain_text
from quizapp.exchange.anki_media import named_in, renamed
from quizapp.exchange.anki_note_types import own_type_of
from quizapp.exchange.anki_staging import staged
from quizapp.exchange.anki_stock import STOCK_NUMBERS
from quizapp.exchange.anki_values import AnkiContents, AnkiNoteType
from quizapp.notes import ANKI, NoteType
from quizapp.scheduling.calendar import Calendar
from quizapp.services.anki_reviews import merge_reviews
from quizapp.services.authors import mark_edited
from quizapp.services.decks import LONGEST_NAME
from quizapp.services.import_record import Done, after_import, before_import
from quizapp.services.media import take_media
from quizapp.services.progress import Tell, tell_nobody
from quizapp.services.transaction import one_transaction
from quizapp.storage import bulk, cards, imports, incoming, notes, owners, packages
from quizapp.storage.database import DbSession, start_many
from quizapp.storage.notes import LEVEL
from quizapp.storage.rows import NoteRow, NoteTypeRow

STORING = ("Storing the pictures and sounds", "Storing the notes", "Storing the cards", "Storing the reviews")
"""The steps of storing what a package holds, in order."""
_STORING_MEDIA, _STORING_NOTES, _STORING_CARDS, _STORING_REVIEWS = STORING
_TOLD = 1_000
"""Notes after which it is told again how far it is."""
_LONGEST_NAME = 200
_quoted_name = cache(quoted)
_NOTE_COLUMNS = (
    "owner_id", "note_type_id", "anki_id", "guid", "kind", "writer", "position", "fields", "fields_format", "tags",
    "status", "created_at", "modified_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ImportedPackage:
    """What came of an import. Notes that are not newer in the package count as unchanged.

    ``reviews`` were added. ``merged`` cards had reviews on both sides, which were put in order and gone through anew.
    ``skipped`` says what was left out and why, ``done`` what takes it back.
    """

    decks: tuple[str, ...]
    added: int
    updated: int
    unchanged: int
    reviews: int
    merged: int
    skipped: tuple[str, ...]
    done: Done = field(default_factory=Done, compare=False)


@dataclass(slots=True)
class _Import:
    """One import under way: how the package's numbers translate, and what was done so far."""

    session: DbSession
    owner_id: int
    now: datetime
    calendar: Calendar
    contents: AnkiContents
    tell: Tell
    types: dict[int, tuple[int, NoteType | None, tuple[str, ...]]] = field(default_factory=dict)
    decks: dict[int, int] = field(default_factory=dict)
    notes: dict[int, int] = field(default_factory=dict)
    skipped: dict[str, list[str]] = field(default_factory=dict)

    def skip(self, reason: str, name: str) -> None:
        """Leave something out, for a reason that stands behind its count."""
        self.skipped.setdefault(reason, []).append(name)

    def lines(self) -> Iterator[str]:
        """What was left out, a line a reason."""
        yield from self.contents.skipped
        for reason, names in self.skipped.items():
            yield f"{len(names)} {reason}: {', '.join(names[:3])}{', ...' if len(names) > 3 else ''}"


@one_transaction
def import_package(
    session: DbSession, owner_id: int, contents: AnkiContents, *, now: datetime, calendar: Calendar, media: Path
) -> ImportedPackage:
    """Take in the package: note types, decks, presets, notes, cards with their schedule, reviews, and the pictures and
    sounds that they name into the folder ``media``.

    A note that is there already is known by its guid: it is updated when the package's was modified later, its tags put
    together, and its cards stay in their deck. Reviews that are not here yet are added, and their cards follow them.
    """
    return take_contents(session, owner_id, contents, now=now, calendar=calendar, media=media)


def take_contents(
    session: DbSession,
    owner_id: int,
    contents: AnkiContents,
    *,
    now: datetime,
    calendar: Calendar,
    media: Path,
    tell: Tell = tell_nobody,
) -> ImportedPackage:
    """`import_package` within the transaction of the caller."""
    start_many(session)
    before = before_import(session, owner_id, (note.guid for note in contents.notes))
    tell(_STORING_MEDIA)
    names, left_out = _media(session, owner_id, contents, media, tell)
    if names:
        notes_ = (note._replace(fields=tuple(renamed(one, names) for one in note.fields)) for note in contents.notes)
        contents = replace(contents, notes=tuple(notes_))
    contents = replace(contents, skipped=(*contents.skipped, *left_out))
    work = _Import(session, owner_id, now, calendar, contents, tell)
    tell(_STORING_NOTES)
    _note_types(work)
    _decks(work)
    made, drafts, updated, unchanged = _notes(work, are_new=not before.notes)
    reviews, merged = _cards(work)
    imports.check_keys(session, before.newest)
    return ImportedPackage(
        decks=tuple(sorted(_deck_name(deck.name) for deck in contents.decks)),
        added=len(made) + drafts,
        updated=updated,
        unchanged=unchanged,
        reviews=reviews,
        merged=merged,
        skipped=tuple(work.lines()),
        done=after_import(session, owner_id, before, notes=made),
    )


def _media(
    session: DbSession, owner_id: int, contents: AnkiContents, folder: Path, tell: Tell
) -> tuple[dict[str, str], list[str]]:
    wanted = named_in(text for note in contents.notes for text in note.fields) if contents.media else set()
    for note_type in contents.note_types:
        wanted |= named_in((note_type.css, *(f"{one.question}{one.answer}" for one in note_type.templates)))
    told = partial(tell, _STORING_MEDIA)
    return take_media(session, owner_id, contents.media, wanted, folder=folder, tell=told)


def _note_types(work: _Import) -> None:
    rows = packages.note_type_rows(work.session, work.owner_id)
    builtin = {row.builtin: row for row in rows.values()}
    for note_type in work.contents.note_types:
        own = own_type_of(note_type)
        if own is not None:
            work.types[note_type.id] = (builtin[own.value].id, own, own.fields)
            continue
        row = next((row for row in rows.values() if _is_same(row, note_type)), None)
        if row is None:
            row = NoteTypeRow(owner_id=work.owner_id, anki_id=note_type.id, builtin=None)
            work.session.add(row)
            _design(row, note_type)
        elif note_type.modified > row.modified_at:
            _design(row, note_type)
        if row.anki_id in STOCK_NUMBERS:
            row.anki_id = note_type.id
        work.session.flush()
        work.types[note_type.id] = (row.id, None, note_type.fields)


def _is_same(row: NoteTypeRow, note_type: AnkiNoteType) -> bool:
    """True when the notes of one are notes of the other; their templates may differ."""
    fields = tuple(one["name"] for one in row.fields)
    kind = "cloze" if note_type.is_cloze else "normal"
    is_stock = row.anki_id in STOCK_NUMBERS and row.name == note_type.name  # made for a text file, which has no numbers
    same = row.builtin is None and (row.anki_id == note_type.id or is_stock) and row.kind == kind
    return same and fields == note_type.fields and len(row.templates) <= len(note_type.templates)


def _design(row: NoteTypeRow, note_type: AnkiNoteType) -> None:
    row.name = note_type.name[:_LONGEST_NAME]
    row.kind = "cloze" if note_type.is_cloze else "normal"
    row.fields = [{"name": name} for name in note_type.fields]
    row.templates = [{"name": one.name, "question": one.question, "answer": one.answer} for one in note_type.templates]
    row.css = note_type.css
    row.modified_at = note_type.modified


def _decks(work: _Import) -> None:
    session, owner_id = work.session, work.owner_id
    for deck in work.contents.decks:
        name = _deck_name(deck.name)
        row = notes.deck_named(session, owner_id, name)
        if row is None:
            preset_id = _preset_id(work, deck.preset_id)
            description = plain_text(deck.description)
            row = notes.add_deck(session, owner_id, name, preset_id=preset_id, now=work.now, description=description)
            row.anki_id = deck.id
        work.decks[deck.id] = row.id


def _preset_id(work: _Import, anki_id: int | None) -> int:
    """The preset of a new deck: the one of that number in Anki, one that is equal, or a new one."""
    given = next((one for one in work.contents.presets if one.id == anki_id), None)
    if given is None:
        return owners.default_preset_id(work.session, work.owner_id)
    rows = packages.preset_rows(work.session, work.owner_id).values()
    for row in rows:
        if owners.preset_of(row) == given.preset or (row.anki_id == given.id and given.id > 1):
            return row.id
    names = {row.name for row in rows}
    name = given.name[: _LONGEST_NAME - 20] or "Anki"
    free = next(one for one in (name, *(f"{name} ({n})" for n in range(2, len(names) + 3))) if one not in names)
    made = owners.preset_row(work.owner_id, free, given.preset, now=work.now)
    made.anki_id = given.id
    work.session.add(made)
    work.session.flush()
    return made.id


def _deck_name(name: str) -> str:
    """The name as decks have it here: no level empty, and not too long."""
    levels = [" ".join(level.replace("\x00", "").split()) or "blank" for level in name.split(LEVEL)]
    return LEVEL.join(levels)[:LONGEST_NAME].strip().rstrip(":") or "blank"


def _notes(work: _Import, *, are_new: bool) -> tuple[Sequence[int], int, int, int]:
    """The notes that were made, and how many drafts were kept, notes updated and notes left as they are; ``are_new``
    says that none of them was here.
    """
    guids = (note.guid for note in work.contents.notes)
    there = {} if are_new else packages.notes_by_guid(work.session, work.owner_id, guids)
    new: list[tuple[object, ...]] = []
    instant = bulk.instants(work.session)
    created = instant(int(work.now.timestamp()))
    tags_json = cache(json.dumps)
    updated = unchanged = drafts = 0
    coming: dict[str, int] = {}
    for place, note in enumerate(work.contents.notes):
        if place % _TOLD == 0:
            work.tell(_STORING_NOTES, place, len(work.contents.notes))
        type_id, own, names = work.types[note.note_type_id]
        fields = own_fields(own, note.fields) if own is not None else dict(zip(names, note.fields, strict=True))
        row = there.get(note.guid)
        if fields is None:
            work.skip("notes of ours whose fields, edited in Anki, make no card here", note.guid)
            if row is not None and row.status == "kept":
                work.notes[note.id] = row.id
        elif row is None:
            coming[note.guid] = note.id
            at = instant(note.modified)
            given = "html" if own is None else "plain"
            new.append(
                (work.owner_id, type_id, note.id, note.guid, "", ANKI, place, _as_json(fields), given,
                 tags_json(note.tags), "kept", created, at)
            )  # fmt: skip
        elif row.note_type_id != type_id:
            work.skip("notes that have another note type here", note.guid)
        else:
            work.notes[note.id] = row.id
            is_newer = note.modified > int(row.modified_at.timestamp())
            if is_newer or row.status != "kept":
                before, row.fields = row.fields, fields
                if own is not None:
                    mark_edited(row, own, before)
                row.tags = list(dict.fromkeys([*row.tags, *note.tags]))
                row.modified_at = datetime.fromtimestamp(note.modified, UTC)
            if row.status != "kept":
                row.status, row.reason = "kept", None
                drafts += 1
            elif is_newer:
                updated += 1
            else:
                unchanged += 1
    work.session.flush()
    table = cast(Table, NoteRow.__table__)
    numbers = bulk.reserved(work.session, table, len(new))
    bulk.add_rows(
        work.session, table, ("id", *_NOTE_COLUMNS), ((id_, *row) for id_, row in zip(numbers, new, strict=True))
    )
    work.notes.update(zip(coming.values(), numbers, strict=True))
    return numbers, drafts, updated, unchanged


def _as_json(fields: Mapping[str, str]) -> str:
    """What `json.dumps` gives, in a third of its time."""
    return "{" + ", ".join([f"{_quoted_name(name)}: {quoted(text)}" for name, text in fields.items()]) + "}"


def _cards(work: _Import) -> tuple[int, int]:
    """How many reviews were added, and how many cards had reviews on both sides."""
    session, owner_id, contents = work.session, work.owner_id, work.contents
    rows = contents.rows or staged(contents.cards, contents.reviews)
    last = {deck_id: cards.last_position(session, deck_id) for deck_id in set(work.decks.values())}
    decks = {anki_id: (deck_id, last[deck_id]) for anki_id, deck_id in work.decks.items()}
    with incoming.incoming(session, rows.path, rows.log) as coming:
        work.tell(_STORING_CARDS)
        incoming.add_cards(session, owner_id, coming, notes=work.notes, decks=decks, now=work.now)
        work.tell(_STORING_REVIEWS)
        added = incoming.add_reviews(session, owner_id, coming, tell=partial(work.tell, _STORING_REVIEWS))
        merged = merge_reviews(session, owner_id, rows, coming, calendar=work.calendar)
    return added + merged.added, merged.merged
