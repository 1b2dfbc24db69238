"""Decks to an Anki package (.apkg)."""

import contextlib
import hashlib
import io
import re
import sqlite3
import tempfile
import zipfile
from collections.abc import Sequence
from datetime import timedelta
from itertools import chain, count
from pathlib import Path

import genanki

from quizapp.errors import InputError
from quizapp.exchange.anki_html import choices_html, cloze_html, evidence_html, field_html, link_html
from quizapp.exchange.anki_note_types import CHANGED, anki_note_type
from quizapp.notes import Card, Deck, DeckNote, NoteType, fields_problem

_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
"""Always the same, so that equal decks give equal bytes; the earliest that a zip file can say."""
_FIRST_DECK_ID = 1 << 40
_ID_WINDOW = timedelta(hours=1) // timedelta(milliseconds=1)
_SLOT = 4
"""Row numbers for each note: no note type has more faces."""


def write_package(decks: Sequence[Deck]) -> bytes:
    """The .apkg that holds ``decks``: equal decks give equal bytes.

    Each note carries its own guid and modification time, by which Anki tells what is new. `InputError` names a note
    that makes no card, or a guid that two notes share.
    """
    with tempfile.TemporaryDirectory(prefix="quizapp-") as folder:
        path = Path(folder) / "collection.anki2"
        with contextlib.closing(sqlite3.connect(path)) as database, database:
            _write_collection(database.cursor(), decks)
        collection = path.read_bytes()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in (("collection.anki2", collection), ("media", b"{}")):
            entry = zipfile.ZipInfo(name, _ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            entry.create_system = 3  # The same on every system.
            archive.writestr(entry, content)
    return out.getvalue()


def _write_collection(cursor: sqlite3.Cursor, decks: Sequence[Deck]) -> None:
    holders = []
    for deck in decks:
        name = _deck_name(deck.name)
        holder = genanki.Deck(_FIRST_DECK_ID + _number(name, _FIRST_DECK_ID), name, field_html(deck.description))
        for note_type in NoteType:
            if any(note.note_type is note_type for note in deck.notes):
                holder.add_model(anki_note_type(note_type))
        holders.append(holder)
    # genanki stamps note types with the time it is given, and notes too: so notes are written one by one.
    genanki.Package(holders).write_to_db(cursor, CHANGED.timestamp(), iter(()))
    guids: set[str] = set()
    numbers: set[int] = set()
    for deck, holder in zip(decks, holders, strict=True):
        for note in deck.notes:
            cards = _cards(note, guids)
            modified = int(note.modified.timestamp())
            record = genanki.Note(
                model=anki_note_type(note.note_type),
                fields=_fields(note, [card.answer for card in cards]),
                sort_field=cards[0].question,
                tags=_tags(note.tags),
                guid=note.guid,
                due=len(guids),  # The place among new cards.
            )
            number = _row_number(note.guid, modified, numbers)
            record.write_to_db(cursor, modified, holder.deck_id, chain((number,), count(number)))


def _cards(note: DeckNote, guids: set[str]) -> tuple[Card, ...]:
    """The note's cards, at least one; its guid is added to ``guids``."""
    problem = fields_problem(note.note_type, note.fields)
    if problem is not None:
        raise InputError(f"The note {note.guid} can't go to Anki: {problem[1]}", field=problem[0])
    if note.guid in guids:
        raise InputError(f"Two notes have the guid {note.guid}: Anki needs one for each, so take one of them out.")
    guids.add(note.guid)
    return note.cards()


def _row_number(guid: str, modified: int, taken: set[int]) -> int:
    """The note's row number, which is that of its first card too; the numbers up to the next slot are its other cards'.

    To Anki it is the time of creation in milliseconds: here within the hour before the note's last change. Where the
    learner's collection has a number already, Anki takes another.
    """
    slot = max(modified * 1000 - _number(guid, _ID_WINDOW), 1) // _SLOT
    while slot in taken:
        slot += 1
    taken.add(slot)
    return slot * _SLOT


def _fields(note: DeckNote, answers: Sequence[str]) -> list[str]:
    """The fields' HTML in order, the ``answers`` marked in the evidence."""
    plain = {name: note.fields.get(name, "") for name in note.note_type.fields}
    made = {name: field_html(text) for name, text in plain.items()}
    if note.note_type is NoteType.CLOZE:
        made["Text"] = cloze_html(plain["Text"], plain["Answer"])
    if note.note_type is NoteType.CHOICE:
        made["Choices"] = choices_html(plain["Choices"])
    made["Evidence"] = evidence_html(plain["Evidence"], answers)
    made["Link"] = link_html(plain["Link"])
    return [made[name] for name in note.note_type.fields]


def _tags(tags: Sequence[str]) -> list[str]:
    """Tags as Anki has them: without white space, each once."""
    joined = ("_".join(re.sub(r"[\x00-\x1f\x7f\"]", " ", tag).split()) for tag in tags)
    return list(dict.fromkeys(tag for tag in joined if tag))


def _deck_name(name: str) -> str:
    """The name as Anki keeps it: levels without outer white space, none empty, no control characters."""
    levels = (" ".join(re.sub(r"[\x00-\x1f\x7f\"]", " ", level).split()) for level in name.split("::"))
    return "::".join(level for level in levels if level) or "quizapp"


def _number(key: str, limit: int) -> int:
    """A number from 0 up to ``limit`` that is always the same for ``key``."""
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:8], "big") % limit
