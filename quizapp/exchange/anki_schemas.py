"""Note types, decks and presets of a collection: JSON in one row (schema 11), or tables of protobuf (schema 18)."""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from quizapp.exchange import protobuf
from quizapp.exchange.anki_presets import preset_from_json, preset_from_message
from quizapp.exchange.anki_values import AnkiDeck, AnkiNoteType, AnkiPreset, AnkiTemplate

LAST_SECOND = 253402300799


@dataclass(frozen=True, slots=True)
class Frame:
    """All of a collection but its notes, cards and reviews. ``filtered`` are the numbers of filtered decks."""

    note_types: dict[int, AnkiNoteType]
    decks: dict[int, AnkiDeck]
    presets: dict[int, AnkiPreset]
    config: Mapping[str, Any]
    filtered: frozenset[int]
    skipped: list[str] = field(default_factory=list)


def read_frame(database: sqlite3.Connection, schema: int) -> Frame:
    """What the notes and cards of the collection refer to. Raises what its parsers raise for what Anki never writes."""
    return _schema_11(database) if schema < 15 else _schema_18(database)


def instant(seconds: float) -> datetime:
    """The instant so many seconds after 1970, the nearest that can be said."""
    return datetime.fromtimestamp(min(max(int(seconds), 0), LAST_SECOND), UTC)


def _schema_11(database: sqlite3.Connection) -> Frame:
    row = database.execute("SELECT models, decks, dconf, conf FROM col").fetchone()
    models, decks, presets, config = (json.loads(text or "{}") for text in row)
    skipped: list[str] = []
    filtered = frozenset(int(key) for key, one in decks.items() if one.get("dyn"))
    return Frame(
        {int(key): _model(int(key), one) for key, one in models.items()},
        {
            int(key): AnkiDeck(int(key), str(one["name"]), str(one.get("desc", "")), _whole(one.get("conf")))
            for key, one in decks.items()
        },
        {
            int(key): AnkiPreset(int(key), str(one.get("name", "")), preset_from_json(one, skipped.append))
            for key, one in presets.items()
        },
        config,
        filtered,
        skipped,
    )


def _model(number: int, one: Mapping[str, Any]) -> AnkiNoteType:
    return AnkiNoteType(
        id=number,
        name=str(one["name"]),
        is_cloze=one.get("type") == 1,
        fields=tuple(str(made["name"]) for made in sorted(one["flds"], key=_place)),
        templates=tuple(
            AnkiTemplate(str(made["name"]), str(made["qfmt"]), str(made["afmt"]))
            for made in sorted(one["tmpls"], key=_place)
        ),
        css=str(one.get("css", "")),
        modified=instant(float(one.get("mod") or 0)),
    )


def _place(one: Mapping[str, Any]) -> int:
    return int(one.get("ord") or 0)


def _whole(value: Any) -> int | None:
    return value if isinstance(value, int) else None


def _schema_18(database: sqlite3.Connection) -> Frame:
    skipped: list[str] = []
    fields: dict[int, list[str]] = {}
    for number, name in database.execute("SELECT ntid, name FROM fields ORDER BY ntid, ord"):
        fields.setdefault(number, []).append(str(name))
    templates: dict[int, list[AnkiTemplate]] = {}
    for number, name, blob in database.execute("SELECT ntid, name, config FROM templates ORDER BY ntid, ord"):
        config = protobuf.parse(blob)
        made = AnkiTemplate(str(name), protobuf.text(config, 1), protobuf.text(config, 2))
        templates.setdefault(number, []).append(made)
    note_types = {}
    for number, name, changed, blob in database.execute("SELECT id, name, mtime_secs, config FROM notetypes"):
        config = protobuf.parse(blob)
        note_types[number] = AnkiNoteType(
            id=number,
            name=str(name),
            is_cloze=protobuf.number(config, 1) == 1,
            fields=tuple(fields.get(number, ())),
            templates=tuple(templates.get(number, ())),
            css=protobuf.text(config, 3),
            modified=instant(changed),
        )
    decks = {}
    filtered = set()
    for number, name, blob in database.execute("SELECT id, name, kind FROM decks"):
        kind = protobuf.parse(blob)
        normal = protobuf.parse(protobuf.content(kind, 1))
        if 2 in kind:
            filtered.add(number)
        levels = str(name).replace("\x1f", "::")
        decks[number] = AnkiDeck(number, levels, protobuf.text(normal, 4), protobuf.number(normal, 1, 1))
    presets = {
        number: AnkiPreset(number, str(name), preset_from_message(str(name), protobuf.parse(blob), skipped.append))
        for number, name, blob in database.execute("SELECT id, name, config FROM deck_config")
    }
    settings = {str(key): json.loads(value) for key, value in database.execute("SELECT key, val FROM config")}
    return Frame(note_types, decks, presets, settings, frozenset(filtered), skipped)
