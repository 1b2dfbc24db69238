"""An Anki package (.apkg or .colpkg, in any of its three forms) to its contents."""

import contextlib
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta, timezone
from functools import partial
from typing import IO
from zoneinfo import ZoneInfo

from quizapp.errors import InputError
from quizapp.exchange.anki_archive import Archive, PackedMedia, open_archive
from quizapp.exchange.anki_schemas import LAST_SECOND, Frame, instant, read_frame
from quizapp.exchange.anki_staging import StagedRows
from quizapp.exchange.anki_states import stage
from quizapp.exchange.anki_values import AnkiContents, AnkiNote
from quizapp.scheduling.card import Preset

OLDEST_SCHEMA, NEWEST_SCHEMA = 11, 18
_MAGIC = b"SQLite format 3\x00"
_JOURNAL = 18
"""Where SQLite's header says, in two bytes, whether changes are logged beside the file."""
_TABLES = {"col", "notes", "cards", "revlog"}
_TABLES_18 = {"notetypes", "fields", "templates", "decks", "deck_config", "config"}
_DEFAULT_DECK = 1
_TOLD = 5_000
"""Notes after which it is told again how far it is."""

DAMAGED = "{name} holds a damaged collection: in Anki, use Check Database first."
Tell = Callable[[int, int], object]
"""Takes how much is done, and of how much."""


def _tell_nobody(done: int, total: int) -> None:
    """For callers that don't ask."""


def read_package(file: IO[bytes], *, name: str, zone: ZoneInfo, tell: Tell = _tell_nobody) -> AnkiContents:
    """All that the package holds; ``skipped`` says what is left out and why.

    Media are read from ``file`` when they are asked for. ``zone`` is where the cards were studied, for collections that
    don't say. ``tell`` is told now and then how many notes, cards and reviews were read, of how many. `InputError`, in
    one line that starts with ``name``, for a package that is damaged, newer than we know or made to do harm.
    """
    archive = open_archive(file, name=name)
    if not archive.collection.startswith(_MAGIC):
        raise InputError(f"{name} holds a collection that is no SQLite database: export it from Anki again.")
    rows = StagedRows()
    path = rows.folder / "collection"
    with path.open("wb") as out:  # as one without a log of changes beside it, which in a package it never has
        out.writelines((archive.collection[:_JOURNAL], b"\x01\x01", memoryview(archive.collection)[_JOURNAL + 2 :]))
    try:
        with contextlib.closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as database:
            _prepare(database)
            return _read(database, rows, archive, name, zone, tell)
    except (sqlite3.Error, KeyError, ValueError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        # Whatever is not as Anki writes it; what is inside is not shown, since it may be anything.
        raise InputError(DAMAGED.format(name=name)) from error


def _prepare(database: sqlite3.Connection) -> None:
    database.execute("PRAGMA trusted_schema = OFF")
    database.create_collation("unicase", _compare)
    database.text_factory = _text


def _text(stored: bytes) -> str:
    return stored.decode("utf-8", "replace").replace("\x00", "")


_with_nulls = partial(str, encoding="utf-8", errors="replace")
"""`_text` for many rows: no function of ours is called for each value, so their nulls are taken out later."""


def _compare(one: str, other: str) -> int:
    """The order of names in a collection of schema 18, whatever their case."""
    first, second = one.casefold(), other.casefold()
    return (first > second) - (first < second)


def _read(
    database: sqlite3.Connection, rows: StagedRows, archive: Archive, name: str, zone: ZoneInfo, tell: Tell
) -> AnkiContents:
    schema = _check(database, name)
    frame = read_frame(database, schema)
    skipped = _Skipped()
    count = "SELECT (SELECT count(*) FROM notes), (SELECT count(*) FROM cards), (SELECT count(*) FROM revlog)"
    total = sum(database.execute(count).fetchone())
    notes = tuple(_notes(database, frame, skipped, lambda done: tell(done, total)))
    tell(len(notes), total)
    types = frame.note_types
    faces = {id_: None if one.is_cloze else len(one.templates) for id_, one in types.items()}
    stage(
        database,
        rows,
        rows.folder / "collection",
        {note.id for note in notes},
        faces,
        _homes(frame),
        first=_first_day(database, frame, zone),
        skip=skipped.add,
    )
    with_cards = {id_ for (id_,) in database.execute("SELECT DISTINCT note FROM staged.cards")}
    if len(with_cards) < len(notes):
        for note in notes:
            if note.id not in with_cards:
                skipped.add("notes that make no card", note.guid)
        notes = tuple(note for note in notes if note.id in with_cards)
    used = {id_ for (id_,) in database.execute("SELECT DISTINCT deck FROM staged.cards")}
    wanted = {id_ for id_ in frame.decks if id_ > _DEFAULT_DECK and id_ not in frame.filtered} | used
    decks = tuple(deck for deck in frame.decks.values() if deck.id in wanted)
    presets = {deck.preset_id for deck in decks}
    of_notes = {note.note_type_id for note in notes}
    return AnkiContents(
        note_types=tuple(one for one in types.values() if one.id in of_notes),
        presets=tuple(one for one in frame.presets.values() if one.id in presets),
        decks=decks,
        notes=notes,
        rows=rows,
        media=PackedMedia(archive),
        skipped=(*frame.skipped, *archive.skipped, *skipped.lines()),
    )


def _homes(frame: Frame) -> Iterator[tuple[int, int, int]]:
    """The decks that hold cards, with how many steps of learning and relearning they have."""
    standard = Preset()
    for id_, deck in frame.decks.items():
        if id_ not in frame.filtered:
            preset = frame.presets[deck.preset_id].preset if deck.preset_id in frame.presets else standard
            yield id_, len(preset.learning_steps), len(preset.relearning_steps)


def _check(database: sqlite3.Connection, name: str) -> int:
    """The collection's schema, once it is known to be a plain one."""
    tables = set()
    for kind, table, sql in database.execute("SELECT type, name, sql FROM sqlite_master"):
        if kind not in ("table", "index") or (sql or "").lstrip().upper().startswith("CREATE VIRTUAL"):
            kind = "virtual table" if kind == "table" else kind
            raise InputError(f"{name} holds a collection with a {kind}, which Anki never makes: don't trust it.")
        tables.add(table)
    missing = _TABLES - tables
    schema = 0
    if not missing:
        schema = int(database.execute("SELECT ver FROM col").fetchone()[0])
        if schema > NEWEST_SCHEMA:
            raise InputError(
                f"{name} has schema {schema}, newer than quizapp knows: in Anki, tick 'Support older Anki versions'."
            )
        if schema < OLDEST_SCHEMA:
            raise InputError(f"{name} has schema {schema}, from before Anki 2: open it in Anki and export it again.")
        missing = _TABLES_18 - tables if schema > OLDEST_SCHEMA else set()
    if missing:
        raise InputError(f"{name} holds a collection without the table {min(missing)!r}: export it from Anki again.")
    return schema


def _first_day(database: sqlite3.Connection, frame: Frame, zone: ZoneInfo) -> date:
    """The day from which the collection counts its due days."""
    created = instant(database.execute("SELECT crt FROM col").fetchone()[0])
    west = frame.config.get("creationOffset")
    return created.astimezone(zone if west is None else timezone(timedelta(minutes=-int(west)))).date()


@dataclass(slots=True)
class _Skipped:
    """What is left out, by reason, with the first few names."""

    found: dict[str, list[str]] = field(default_factory=dict)

    def add(self, reason: str, name: object) -> None:
        self.found.setdefault(reason, []).append(str(name))

    def lines(self) -> Iterator[str]:
        for reason, names in self.found.items():
            some = ", ".join(names[:3]) + (", ..." if len(names) > 3 else "")
            yield f"{len(names)} {reason}: {some}"


def _notes(
    database: sqlite3.Connection, frame: Frame, skipped: _Skipped, tell: Callable[[int], object]
) -> Iterator[AnkiNote]:
    guids = set()
    tags_of: dict[str, tuple[str, ...]] = {}
    database.text_factory = _with_nulls
    rows = database.execute("SELECT id, guid, mid, mod, tags, flds FROM notes ORDER BY id")
    for place, (number, guid, type_id, modified, tags, fields) in enumerate(rows):
        if place % _TOLD == 0:
            tell(place)
        guid = str(guid).replace("\x00", "")
        note_type = frame.note_types.get(type_id)
        if note_type is None or not note_type.fields or not note_type.templates:
            skipped.add("notes of a note type that is not there", guid)
            continue
        if guid in guids:
            skipped.add("notes with the guid of another", guid)
            continue
        if not 0 < len(guid) <= 64:
            skipped.add("notes whose guid is empty or too long", guid[:20])
            continue
        guids.add(guid)
        values = str(fields).replace("\x00", "").split("\x1f")
        wanted = len(note_type.fields)
        if len(values) != wanted:
            skipped.add("notes with more or fewer fields than their note type, cut or filled", guid)
            values = [*values[:wanted], *[""] * (wanted - len(values))]
        if tags not in tags_of:
            tags_of[tags] = tuple(str(tags).replace("\x00", "").split())
        seconds = min(max(int(modified), 0), LAST_SECOND)
        yield AnkiNote(int(number), guid, type_id, seconds, tags_of[tags], tuple(values), "")
    database.text_factory = _text
