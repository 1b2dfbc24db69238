"""Packages of every form, damaged in ways that a careless disk or a malicious author could."""

import contextlib
import io
import random
import sqlite3
import tempfile
import zipfile
from pathlib import Path

import zstandard
from anki.collection import Collection, ExportAnkiPackageOptions

from quizapp.exchange.anki import write_package
from tests.exchange.test_anki import DECK

Members = dict[str, bytes]
_COLLECTIONS = ("collection.anki21b", "collection.anki21", "collection.anki2")
_TABLES = {
    "notes": ("id", "guid", "mid", "mod", "tags", "flds", "sfld"),
    "cards": ("id", "nid", "did", "ord", "type", "queue", "due", "ivl", "reps", "lapses", "left", "odid", "odue",
              "flags", "data"),
    "revlog": ("id", "cid", "ease", "ivl", "lastIvl", "factor", "time", "type"),
    "col": ("crt", "ver", "conf", "models", "decks", "dconf"),
    "notetypes": ("id", "name", "config"),
    "templates": ("ntid", "ord", "name", "config"),
    "fields": ("ntid", "ord", "name"),
    "decks": ("id", "name", "kind"),
    "deck_config": ("id", "name", "config"),
    "config": ("key", "val"),
}  # fmt: skip
_VALUES: tuple[object, ...] = (
    None, "", "x", "\x00", b"", b"\xff\xfe", 0, 1, -1, 2, 1 << 31, 1 << 62, -(1 << 63), (1 << 63) - 1, 0.5, 1e300,
    "[" * 3000, "{}", "[]", "null", '{"1": 5}', '{"s":1e308,"d":"x","lrt":1e30}', '{"s":', b"\x08" * 40,
    "\x1f" * 50, "{{#a}}" * 50, "{{c1::" * 200, "\ud7ff", "9" * 400,
)  # fmt: skip
_STATEMENTS = (
    "DROP TABLE {table}", "DELETE FROM {table}", "CREATE TRIGGER t AFTER INSERT ON {table} BEGIN SELECT 1; END",
    "CREATE VIEW v AS SELECT * FROM {table}", "CREATE VIRTUAL TABLE v USING fts5(x)",
    "ALTER TABLE {table} RENAME TO other", "ALTER TABLE {table} ADD COLUMN more GENERATED ALWAYS AS (1)",
    "CREATE TABLE more AS SELECT * FROM {table}", "INSERT INTO {table} SELECT * FROM {table}",
)  # fmt: skip


def packages_of_all_forms() -> list[bytes]:
    """One of genanki's form, and a legacy and a current one and a collection that the real Anki wrote."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        col = Collection(str(folder / "collection.anki2"))
        try:
            _fill(col)
            made = []
            for legacy in (True, False):
                path = folder / f"{legacy}.apkg"
                options = ExportAnkiPackageOptions(
                    with_scheduling=True, with_deck_configs=True, with_media=True, legacy=legacy
                )
                col.export_anki_package(out_path=str(path), options=options, limit=None)
                made.append(path.read_bytes())
            col.export_collection_package(str(folder / "all.colpkg"), True, False)
            made.append((folder / "all.colpkg").read_bytes())
        finally:
            with contextlib.suppress(Exception):  # the export of a collection closes it
                col.close()
    return [write_package([DECK]), *made]


def _fill(col: Collection) -> None:
    col.set_config("fsrs", True)
    deck = col.decks.id("Deep::Down")
    assert deck is not None
    col.media.write_data("a b.png", b"a picture")
    for made in col.models.all():
        note = col.new_note(made)
        note.fields = [f'{{{{c1::word}}}} {place} <img src="a b.png">' for place in range(len(note.fields))]
        note.tags = ["one", "two::deep"]
        col.add_note(note, deck)
        for card_id in note.card_ids():
            card = col.get_card(card_id)
            card.start_timer()
            col.sched.answerCard(card, 4)


def members_of(package: bytes) -> Members:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(members: Members) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def mutated(packages: list[bytes], seed: int) -> bytes:
    """One of the packages, damaged somewhere; the same for the same seed."""
    chance = random.Random(seed)
    package = chance.choice(packages)
    kind = chance.random()
    if kind < 0.15:
        return _scratched(package, chance)
    members = members_of(package)
    if kind < 0.3:
        name = chance.choice([one for one in members if one not in _COLLECTIONS] or list(members))
        members[name] = _scratched(members[name], chance)
        if chance.random() < 0.3:
            members[chance.choice(("../x", "/etc/x", "C:x", "a\\b", "meta", "media", "9" * 300))] = b"x"
        return zipped(members)
    name = next(one for one in _COLLECTIONS if one in members)
    content = members[name]
    if name.endswith("b"):
        content = zstandard.ZstdDecompressor().stream_reader(content).read()
    content = _scratched(content, chance) if kind < 0.6 else _changed(content, chance)
    members[name] = zstandard.ZstdCompressor(level=1).compress(content) if name.endswith("b") else content
    return zipped(members)


def _scratched(content: bytes, chance: random.Random) -> bytes:
    """Some of its bytes are others, or it is cut, or a part of it stands elsewhere."""
    if not content:
        return b"\x00"
    damaged = bytearray(content)
    way = chance.random()
    if way < 0.15:
        return bytes(damaged[: chance.randrange(len(damaged))])
    if way < 0.3:
        start, to = chance.randrange(len(damaged)), chance.randrange(len(damaged))
        part = damaged[start : start + chance.randrange(1, 5000)]
        damaged[to : to + len(part)] = part
        return bytes(damaged)
    near_start = chance.random() < 0.3
    for _ in range(chance.choice((1, 3, 30, 300))):
        damaged[chance.randrange(min(len(damaged), 4096) if near_start else len(damaged))] = chance.randrange(256)
    return bytes(damaged)


def _changed(content: bytes, chance: random.Random) -> bytes:
    """The collection after statements that no Anki runs."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "collection"
        path.write_bytes(content)
        with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as database:
            database.create_collation("unicase", lambda one, other: (one > other) - (one < other))
            for _ in range(chance.randrange(1, 6)):
                table = chance.choice(list(_TABLES))
                with contextlib.suppress(sqlite3.Error):
                    if chance.random() < 0.1:
                        database.execute(chance.choice(_STATEMENTS).format(table=table))
                        continue
                    column, value = chance.choice(_TABLES[table]), chance.choice(_VALUES)
                    where = chance.choice(("", " WHERE rowid = (SELECT max(rowid) FROM {0})", " WHERE rowid % 2"))
                    database.execute(f"UPDATE {table} SET {column} = ?{where.format(table)}", (value,))
        return path.read_bytes()
