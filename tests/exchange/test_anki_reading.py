"""Packages that are damaged, too new or made to do harm: each is refused in one line that names it."""

import contextlib
import io
import json
import random
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from quizapp.errors import InputError
from quizapp.exchange import anki_archive, archives, protobuf
from quizapp.exchange.anki import write_package
from quizapp.exchange.anki_reading import read_package
from quizapp.exchange.anki_values import AnkiContents
from tests.exchange.test_anki import CARDS, DECK, NOTES

PACKAGE = write_package([DECK])
UTC_ZONE = ZoneInfo("Etc/UTC")
Members = dict[str, bytes]


def _read(package: bytes) -> AnkiContents:
    return read_package(io.BytesIO(package), name="deck.apkg", zone=UTC_ZONE)


def _members() -> Members:
    with zipfile.ZipFile(io.BytesIO(PACKAGE)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _zip(members: Members, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def _with(**changed: bytes | None) -> bytes:
    members = _members() | {name.replace("__", "."): content or b"" for name, content in changed.items()}
    return _zip(
        {name: content for name, content in members.items() if changed.get(name.replace(".", "__"), b"") is not None}
    )


def _sql(tmp_path: Path, *statements: str) -> bytes:
    """The package with its collection changed."""
    path = tmp_path / "collection"
    path.write_bytes(_members()["collection.anki2"])
    with contextlib.closing(sqlite3.connect(path)) as database:
        for statement in statements:
            database.executescript(statement)
    return _with(collection__anki2=path.read_bytes())


def test_what_we_write_is_read() -> None:
    contents = _read(PACKAGE)
    assert [note.guid for note in contents.notes] == [note.guid for note in sorted(NOTES, key=_place(contents))]
    assert (len(contents.rows.cards()), contents.rows.reviews(), contents.skipped) == (CARDS, [], ())
    assert contents.decks[0].name == "Bridges::The old bridge"


def _place(contents: AnkiContents) -> Callable[..., int]:
    places = {note.guid: place for place, note in enumerate(contents.notes)}
    return lambda note: places[note.guid]


PACKED = zstandard.ZstdCompressor().compress(_members()["collection.anki2"])
REFUSED = {
    "not a zip": (b"hello", "is damaged or no Anki package"),
    "nothing": (b"", "is damaged or no Anki package"),
    "cut off": (PACKAGE[: len(PACKAGE) // 2], "is damaged or no Anki package"),
    "no collection": (_zip({"media": b"{}"}), "holds no collection.anki2"),
    "not SQLite": (_with(collection__anki2=b"hello"), "is no SQLite database"),
    "half a database": (_with(collection__anki2=_members()["collection.anki2"][:9000]), "holds a damaged collection"),
    "a name upwards": (_zip(_members() | {"../x": b""}), "which points outside of it"),
    "an absolute name": (_zip(_members() | {"/etc/x": b""}), "which points outside of it"),
    "a name of Windows": (_zip(_members() | {"a\\..\\x": b""}), "which points outside of it"),
    "a newer form": (_with(meta=b"\x08\x09"), "has form 9, newer than quizapp knows"),
    "no form": (_with(meta=b"\xff"), "doesn't say which form it has"),
    "a form without its file": (
        _with(meta=b"\x08\x03"),
        "holds no collection.anki21b, so it is no Anki package: export it",
    ),
    "not zstd": (_with(meta=b"\x08\x03", collection__anki21b=b"hello"), "is damaged or no Anki package"),
    "cut zstd": (_with(meta=b"\x08\x03", collection__anki21b=PACKED[:5000]), "damaged"),
    "media no list": (_with(media=b"[1]"), "holds a list of media that can't be read"),
    "media too deep": (_with(media=b"[" * 100_000), "holds a list of media that can't be read"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused(name: str) -> None:
    package, said = REFUSED[name]
    with pytest.raises(InputError) as caught:
        _read(package)
    assert said in caught.value.message
    assert "deck.apkg" in caught.value.message
    assert "\n" not in caught.value.message


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("CREATE TRIGGER t AFTER INSERT ON notes BEGIN SELECT 1; END", "holds a collection with a trigger"),
        ("CREATE VIEW v AS SELECT 1", "holds a collection with a view"),
        ("CREATE VIRTUAL TABLE f USING fts5(a)", "holds a collection with a virtual table"),
        ("DROP TABLE revlog", "without the table 'revlog'"),
        ("DROP TABLE notes", "without the table 'notes'"),
        ("UPDATE col SET ver = 18", "without the table 'config'"),
        ("UPDATE col SET ver = 19", "has schema 19, newer than quizapp knows"),
        ("UPDATE col SET ver = 9", "has schema 9, from before Anki 2"),
        ("UPDATE col SET ver = 'x'", "holds a damaged collection"),
        ("DELETE FROM col", "holds a damaged collection"),
        ("UPDATE col SET models = '['", "holds a damaged collection"),
        (f"UPDATE col SET models = '{'[' * 100_000}'", "holds a damaged collection"),
        ("UPDATE col SET decks = '{\"1\": 5}'", "holds a damaged collection"),
        ("UPDATE notes SET mod = 'never'", "holds a damaged collection"),
        ("UPDATE cards SET ord = 'x'", "holds a damaged collection"),
        ("ALTER TABLE cards RENAME COLUMN ivl TO other", "holds a damaged collection"),
        ("ALTER TABLE revlog RENAME COLUMN ivl TO other", "holds a damaged collection"),
        (
            (
                "DROP TABLE revlog; CREATE TABLE revlog (id integer PRIMARY KEY, cid integer, usn integer,"
                " ease integer, ivl integer, lastIvl integer, factor integer, time integer AS (factor), type integer)"
            ),
            "holds a damaged collection",
        ),
    ],
)
def test_refused_collections(tmp_path: Path, sql: str, said: str) -> None:
    with pytest.raises(InputError) as caught:
        _read(_sql(tmp_path, sql))
    assert said in caught.value.message
    assert caught.value.message.startswith("deck.apkg ")
    assert "\n" not in caught.value.message


@pytest.mark.parametrize(
    ("sql", "notes", "cards", "said"),
    [
        (
            "UPDATE notes SET guid = 'same' WHERE guid IN ('aaaa', 'bbbb')",
            -1,
            -1,
            "1 notes with the guid of another: same",
        ),
        (
            "DELETE FROM cards WHERE nid = (SELECT id FROM notes WHERE guid = 'aaaa')",
            -1,
            -1,
            "1 notes that make no card",
        ),
        ("UPDATE notes SET mid = 5 WHERE guid = 'aaaa'", -1, -1, "1 notes of a note type that is not there: aaaa"),
        ("UPDATE cards SET did = 77 WHERE ord = 1", -1, -3, "3 cards without a deck"),
        ("UPDATE cards SET ord = 99 WHERE ord = 1", -1, -3, "3 cards of a template that is not there"),
        ("UPDATE notes SET flds = flds || char(31) || 'x' WHERE guid = 'aaaa'", 0, 0, "more or fewer fields"),
        ("INSERT INTO revlog VALUES (5, 5, 0, 3, 1, 1, 1, 1, 1)", 0, 0, "1 reviews of cards that are not there: 5"),
        (
            "INSERT INTO revlog SELECT 5, id, 0, 9, 1, 1, 1, 1, 1 FROM cards LIMIT 1",
            0,
            0,
            "1 reviews that can't be read",
        ),
        ("UPDATE cards SET type = 7 WHERE id = (SELECT min(id) FROM cards)", 0, 0, "schedules of a kind"),
        ("UPDATE cards SET type = 2, queue = 2, due = 1 << 62, ivl = -1 << 40, data = '{'", 0, 0, ""),
    ],
)
def test_reported(tmp_path: Path, sql: str, notes: int, cards: int, said: str) -> None:
    contents = _read(_sql(tmp_path, sql))
    assert (len(contents.notes), len(contents.rows.cards())) == (len(NOTES) + notes, CARDS + cards)
    assert any(said in line for line in contents.skipped) or not said


def test_bombs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_UNPACKED", 1 << 20)
    many = {str(number): bytes(300_000) for number in range(8)}
    with pytest.raises(InputError, match=r"deck.apkg would unpack to \d+ MB: 1 MB is the most\. Spread its decks"):
        _read(_zip(_members() | many))
    monkeypatch.setattr(archives, "MAX_UNPACKED", 1 << 30)
    monkeypatch.setattr(anki_archive, "MAX_COLLECTION", 1 << 20)
    bomb = zstandard.ZstdCompressor().compress(bytes(50 << 20))
    with pytest.raises(InputError, match=r"collection\.anki21b in the package is larger than 1 MB"):
        _read(_zip({"meta": b"\x08\x03", "collection.anki21b": bomb, "media": b""}))


@pytest.mark.parametrize("name", ["CON", "a/b.png", "..", "a\x07.png", "nul.txt", "x" * 300, "", ".hidden", "a:b"])
def test_media_with_odd_names_are_left_out(name: str) -> None:
    contents = _read(_zip(_members() | {"media": json.dumps({"0": name}).encode(), "0": b"x"}))
    assert any(line.startswith("media ") and "its name" in line for line in contents.skipped)


@given(st.binary(max_size=60))
def test_protobuf_of_anything(message: bytes) -> None:
    with contextlib.suppress(ValueError):
        protobuf.parse(message)


@given(st.integers(0, 2**32))
def test_mutated_packages_are_read_or_refused(seed: int) -> None:
    chance = random.Random(seed)
    collection = bytearray(_members()["collection.anki2"])
    for _ in range(chance.randrange(1, 30)):
        place = chance.randrange(len(collection)) if chance.random() < 0.7 else chance.randrange(4096)
        collection[place] = chance.randrange(256)
    package = bytearray(_with(collection__anki2=bytes(collection)))
    if chance.random() < 0.3:
        package[chance.randrange(len(package))] = chance.randrange(256)
    with contextlib.suppress(InputError):
        _read(bytes(package))
