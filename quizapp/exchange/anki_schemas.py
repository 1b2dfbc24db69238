"""Note types, decks and presets of a collection: JSON in one row (schema 11), or tables of protobuf (schema 18)."""

import json
import math
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from quizapp.errors import InputError
from quizapp.exchange import protobuf
from quizapp.exchange.anki_values import AnkiDeck, AnkiNoteType, AnkiPreset, AnkiTemplate
from quizapp.scheduling.card import Preset

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
        {int(key): _preset_11(int(key), one, skipped) for key, one in presets.items()},
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


def _preset_11(number: int, one: Mapping[str, Any], skipped: list[str]) -> AnkiPreset:
    new, reviews, lapse = (one.get(part) or {} for part in ("new", "rev", "lapse"))
    parameters = one.get("fsrsParams6") or one.get("fsrsParams5") or one.get("fsrsWeights") or ()
    made = _preset(
        str(one.get("name", "")),
        skipped,
        learning=new.get("delays", (1, 10)),
        relearning=lapse.get("delays", (10,)),
        retention=one.get("desiredRetention") or 0.9,
        parameters=parameters,
        limits=(new.get("perDay", 20), reviews.get("perDay", 200), lapse.get("leechFails", 8), reviews.get("maxIvl")),
    )
    return AnkiPreset(number, str(one.get("name", "")), made)


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
        number: AnkiPreset(number, str(name), _preset_18(str(name), protobuf.parse(blob), skipped))
        for number, name, blob in database.execute("SELECT id, name, config FROM deck_config")
    }
    settings = {str(key): json.loads(value) for key, value in database.execute("SELECT key, val FROM config")}
    return Frame(note_types, decks, presets, settings, frozenset(filtered), skipped)


def _preset_18(name: str, config: Mapping[int, list[protobuf.Value]], skipped: list[str]) -> Preset:
    retention = protobuf.floats(config, 37)
    return _preset(
        name,
        skipped,
        learning=protobuf.floats(config, 1),
        relearning=protobuf.floats(config, 2),
        retention=round(retention[0], 4) if retention else 0.9,
        parameters=protobuf.floats(config, 6) or protobuf.floats(config, 5) or protobuf.floats(config, 3),
        limits=(
            protobuf.number(config, 9),
            protobuf.number(config, 10),
            protobuf.number(config, 22),
            protobuf.number(config, 16),
        ),
    )


def _preset(
    name: str,
    skipped: list[str],
    *,
    learning: Sequence[float],
    relearning: Sequence[float],
    retention: float,
    parameters: Sequence[float],
    limits: tuple[int, int, int, int | None],
) -> Preset:
    """The preset as we study by it; the standard one, with a line in ``skipped``, where its values can't be used."""
    new, reviews, leech, longest = limits
    try:
        values: dict[str, Any] = {"parameters": tuple(float(value) for value in parameters)} if parameters else {}
        return Preset(
            learning_steps=_seconds(learning),
            relearning_steps=_seconds(relearning),
            desired_retention=float(retention),
            new_per_day=min(max(int(new), 0), 9999),
            reviews_per_day=min(max(int(reviews), 0), 9999),
            leech_threshold=min(max(int(leech), 0), 9999),
            maximum_interval=min(max(int(longest or 36500), 1), 36500),
            **values,
        )
    except (InputError, ValueError, TypeError, OverflowError):
        skipped.append(f"preset {name!r}: its values can't be used, so the standard ones are")
        return Preset()


def _seconds(minutes: Sequence[float]) -> tuple[int, ...]:
    return tuple(max(1, round(float(value) * 60)) for value in minutes if math.isfinite(float(value)))
