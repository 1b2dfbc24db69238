"""The contents of a package to its bytes: a collection of schema 11, which every Anki reads, in a zip."""

import contextlib
import io
import json
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import genanki

from quizapp.exchange.anki_note_types import CHANGED, anki_model
from quizapp.exchange.anki_presets import preset_json
from quizapp.exchange.anki_values import AnkiCard, AnkiContents, AnkiDeck, AnkiNote, AnkiReview
from quizapp.exchange.archives import add_member
from quizapp.scheduling.card import CardState, Preset, State

FIRST_DAY = date(2006, 10, 5)
"""The day from which the package counts its days."""
_CREATED = int(datetime(2006, 10, 5, 4, tzinfo=UTC).timestamp())
_CONFIG = {"schedVer": 2, "sched2021": True, "creationOffset": 0, "rollover": 4, "nextPos": 1, "curDeck": 1}
"""With them Anki reads due days and reviews as they are written here, in whatever time zone it runs."""
_INDEXES = ("CREATE INDEX ix_cards_nid ON cards (nid)", "CREATE INDEX ix_revlog_cid ON revlog (cid)")
"""Those of the indexes of a collection by which a package is read; it is never synced or studied from."""
_DEFAULT_PRESET = 1
_EASE = 2500
"""The ease of the scheduler before FSRS, which Anki wants to see on a card that was reviewed."""
_TYPES = {State.NEW: 0, State.LEARNING: 1, State.REVIEW: 2, State.RELEARNING: 3}
_SUSPENDED, _LEARNING_DAYS = -1, 3


def write_contents(contents: AnkiContents) -> bytes:
    """The .apkg that holds ``contents``: equal contents give equal bytes."""
    with tempfile.TemporaryDirectory(prefix="quizapp-") as folder:
        path = Path(folder) / "collection.anki2"
        new_collection(path)
        add_contents(path, contents)
        return pack(path, contents.media)


def new_collection(path: Path) -> None:
    """An empty collection, without indexes, in a new file."""
    with _opened(path) as database:
        genanki.Package([]).write_to_db(database.cursor(), CHANGED.timestamp(), iter(()))
        for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'index'").fetchall():
            database.execute(f"DROP INDEX {name}")


def pack(path: Path, media: Mapping[str, bytes]) -> bytes:
    """The .apkg of the collection in the file, with the media."""
    names = list(media)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compresslevel=1) as archive:
        add_member(archive, "collection.anki2", path.read_bytes())
        add_member(archive, "media", json.dumps({str(place): name for place, name in enumerate(names)}).encode())
        for place, name in enumerate(names):
            add_member(archive, str(place), media[name])
    return out.getvalue()


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    """The collection, written without care for a crash: nobody has it yet."""
    with contextlib.closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("PRAGMA synchronous = OFF")
        with database:
            yield database


def add_contents(path: Path, contents: AnkiContents) -> None:
    """Write the contents into the collection in the file, beside cards and reviews that it may have, and index it."""
    with _opened(path) as database:
        _write(database.cursor(), contents)


def _write(cursor: sqlite3.Cursor, contents: AnkiContents) -> None:
    config, decks, presets = cursor.execute("SELECT conf, decks, dconf FROM col").fetchone()
    decks, presets = json.loads(decks), json.loads(presets)
    standard = presets[str(_DEFAULT_PRESET)]
    changed = {"mod": int(CHANGED.timestamp()), "usn": -1}
    presets |= {
        str(one.id): preset_json(one.preset, standard) | changed | {"id": one.id, "name": one.name}
        for one in contents.presets
    }
    decks |= {str(deck.id): _deck_json(deck, decks["1"]) for deck in contents.decks}
    models = {str(one.id): anki_model(one) for one in contents.note_types}
    cursor.execute(
        "UPDATE col SET crt = ?, conf = ?, models = ?, decks = ?, dconf = ?",
        (_CREATED, json.dumps(json.loads(config) | _CONFIG), *map(json.dumps, (models, decks, presets))),
    )
    cursor.executemany("INSERT INTO notes VALUES (?, ?, ?, ?, -1, ?, ?, ?, 0, 0, '')", map(_note_row, contents.notes))
    modified = {note.id: note.modified for note in contents.notes}
    cursor.executemany(
        "INSERT INTO cards VALUES (?, ?, ?, ?, ?, -1, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, ?, ?)",
        _card_rows(contents, modified),
    )
    cursor.executemany("INSERT INTO revlog VALUES (?, ?, -1, ?, ?, ?, ?, ?, ?)", map(_review_row, contents.reviews))
    for index in _INDEXES:
        cursor.execute(index)


def _note_row(note: AnkiNote) -> tuple[object, ...]:
    return (
        note.id,
        note.guid,
        note.note_type_id,
        note.modified,
        f" {' '.join(note.tags)} " if note.tags else "",
        "\x1f".join(note.fields),
        note.sort,
    )


def _review_row(review: AnkiReview) -> tuple[int, ...]:
    return (
        review.id,
        review.card_id,
        review.rating,
        review.interval,
        review.interval_before,
        review.factor,
        review.duration_ms,
        review.kind,
    )


def _card_rows(contents: AnkiContents, modified: dict[int, int]) -> Iterator[tuple[object, ...]]:
    presets = {one.id: one.preset for one in contents.presets}
    of_deck = {deck.id: presets.get(deck.preset_id or 0, Preset()) for deck in contents.decks}
    last = {review.card_id: review.id // 1000 for review in contents.reviews if 1 <= review.rating <= 4}
    for card in contents.cards:
        if card.state.state is State.NEW:
            queue = _SUSPENDED if card.is_suspended else 0
            values: tuple[object, ...] = (0, queue, card.position, 0, 0, 0, 0, 0, card.flag, "")
        else:
            values = _studied(card, of_deck[card.deck_id], last.get(card.id))
        yield (card.id, card.note_id, card.deck_id, card.ord, modified[card.note_id], *values)


def _studied(card: AnkiCard, preset: Preset, last_review: int | None) -> tuple[object, ...]:
    """Type, queue, due, interval, ease, reviews, lapses, steps left, flag and memory of a card that was studied."""
    state = card.state
    type_ = _TYPES[state.state]
    steps = preset.relearning_steps if state.state is State.RELEARNING else preset.learning_steps
    left = 0 if state.state is State.REVIEW else max(1, len(steps) - state.step)
    if state.due_day is not None:
        queue, due = (2 if state.state is State.REVIEW else _LEARNING_DAYS), (state.due_day - FIRST_DAY).days
    else:
        assert state.due is not None  # What is learned within the day waits for an instant.
        queue, due = 1, int(state.due.timestamp())
    if card.is_suspended:
        queue = _SUSPENDED
    interval = 0 if state.state is State.LEARNING else max(1, state.interval_days)
    ease = 0 if state.state is State.LEARNING else _EASE
    memory = json.dumps(_memory(state, preset, last_review), separators=(",", ":"))
    return type_, queue, due, interval, ease, state.reps, state.lapses, left, card.flag, memory


def _memory(state: CardState, preset: Preset, last_review: int | None) -> dict[str, float]:
    """What FSRS knows of the card, under the names that Anki gives it."""
    if last_review is None and state.last_review is not None:
        last_review = int(state.last_review.timestamp())
    known = {"s": state.stability, "d": state.difficulty} if state.memory else {}
    aim = {"dr": preset.desired_retention, "decay": round(preset.decay, 3)} if known else {}
    found = {**known, **aim, "lrt": last_review}
    return {name: value for name, value in found.items() if value is not None}


def _deck_json(deck: AnkiDeck, standard: dict[str, Any]) -> dict[str, Any]:
    return standard | {
        "id": deck.id,
        "name": deck.name,
        "desc": deck.description,
        "conf": deck.preset_id or _DEFAULT_PRESET,
        "mod": int(CHANGED.timestamp()),
        "usn": -1,
    }
