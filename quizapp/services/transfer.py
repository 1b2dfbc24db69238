"""Decks out to files, and deck files in."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from quizapp.errors import InputError
from quizapp.exchange.anki_stock import STOCK, text_notes
from quizapp.exchange.anki_text import SUFFIXES as TEXT_SUFFIXES
from quizapp.exchange.anki_text import write_notes
from quizapp.exchange.archives import shown_name
from quizapp.exchange.deckfile import write_deck
from quizapp.exchange.hashcards import write_cards
from quizapp.exchange.markdown_html import kind_of_media, library_name, pictures_in
from quizapp.exchange.markdown_zip import write_zip
from quizapp.notes import DECK_FILE, Deck, DeckNote, NoteType, model_of
from quizapp.services import editing
from quizapp.services.anki_export import export_package, text_contents
from quizapp.services.authors import mark_edited
from quizapp.services.decks import check_name, no_deck
from quizapp.services.import_record import Done, after_import, before_import
from quizapp.services.markdown_cards import markdown_cards
from quizapp.services.media import Renamed, StoredMedia
from quizapp.services.transaction import one_transaction
from quizapp.storage import cards, notes, owners
from quizapp.storage.database import DbSession, start_reading
from quizapp.storage.notes import LEVEL
from quizapp.storage.rows import DeckRow, NoteRow

EXPORTED = (".apkg", *TEXT_SUFFIXES, ".md", ".zip", ".yaml", ".yml")
"""The endings of files that a deck can be written to."""


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """A file to hand out: ``name`` is safe as a file's name; ``left_out`` says what isn't in it, and what to do."""

    name: str
    data: bytes
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportedDeck:
    """What came of an import; notes that are newer here than in the file count as unchanged.

    ``done`` is what takes it back.
    """

    deck_id: int
    name: str
    added: int
    updated: int
    unchanged: int
    done: Done = field(default_factory=Done, compare=False)


def export_as(
    session: DbSession,
    owner_id: int,
    deck_id: int,
    *,
    suffix: str,
    with_schedule: bool = False,
    own_types: bool = False,
    media: Path | None = None,
) -> ExportedFile:
    """The deck as a file whose name ends in ``suffix``, one of `EXPORTED`, or for .md in .zip where it has pictures or
    sounds; the rest as in the functions below.
    """
    if suffix in TEXT_SUFFIXES:
        return export_text(session, owner_id, deck_id, suffix=suffix, own_types=own_types)
    if suffix in (".md", ".zip"):
        return export_cards(session, owner_id, deck_id, media=media, is_zip=suffix == ".zip")
    if suffix in (".yaml", ".yml"):
        return export_deck_file(session, owner_id, deck_id)
    return export_deck(session, owner_id, deck_id, with_schedule=with_schedule, media=media)


def export_deck(
    session: DbSession, owner_id: int, deck_id: int, *, with_schedule: bool = False, media: Path | None = None
) -> ExportedFile:
    """The deck and those below it as a package for Anki; raises `NotFoundError`.

    ``with_schedule`` takes along where each card stands, its reviews, and how the decks are studied; else all are new.
    The pictures and sounds that the notes name come from the folder ``media``.
    """
    start_reading(session)
    deck = _deck(session, owner_id, deck_id)
    rows = notes.deck_with_levels_below(session, owner_id, deck.name)
    name = file_name(deck.name, ".apkg")
    return ExportedFile(name, export_package(session, owner_id, rows, with_schedule=with_schedule, media=media))


def export_deck_file(session: DbSession, owner_id: int, deck_id: int) -> ExportedFile:
    """The deck as a deck file, in UTF-8; raises `NotFoundError`."""
    start_reading(session)
    deck = _deck(session, owner_id, deck_id)
    return ExportedFile(file_name(deck.name, ".yaml"), write_deck(_values(session, owner_id, [deck])[0]).encode())


def export_text(
    session: DbSession, owner_id: int, deck_id: int, *, suffix: str, own_types: bool = False
) -> ExportedFile:
    """The deck and those below it in Anki's text format, as a .txt, .tsv or .csv file; raises `NotFoundError`.

    ``own_types`` as in `text_notes`.
    """
    start_reading(session)
    deck = _deck(session, owner_id, deck_id)
    rows = notes.deck_with_levels_below(session, owner_id, deck.name)
    contents = text_contents(session, owner_id, rows)
    found = text_notes(contents, own_types=own_types)
    names = {one.note_type for one in found}
    types = [one for one in (*STOCK.values(), *contents.note_types) if {one.name} == names]
    labels = types[0].fields if types else ()
    return ExportedFile(
        file_name(deck.name, suffix), write_notes(found, separator=TEXT_SUFFIXES[suffix], labels=labels).encode()
    )


def export_cards(
    session: DbSession, owner_id: int, deck_id: int, *, media: Path | None = None, is_zip: bool = False
) -> ExportedFile:
    """The deck as a Markdown deck, in UTF-8; raises `NotFoundError`.

    Where its cards have pictures or sounds in the folder ``media``, or with ``is_zip``, it is a zip with them.
    """
    start_reading(session)
    deck = _deck(session, owner_id, deck_id)
    rows = notes.notes_of_decks(session, owner_id, [deck_id])
    if not rows:
        raise InputError(f"The deck '{deck.name}' has no notes of its own: export those below it one by one.")
    made = [card for _, found in markdown_cards(session, owner_id, rows) for card in found]
    name, text = file_name(deck.name, ".md"), write_cards(deck.name, made)
    named = {one: library_name(one) for card in made for one in pictures_in(f"{card.question}\n\n{card.answer}")}
    stored: Mapping[str, bytes] = {} if media is None else StoredMedia(session, owner_id, named.values(), folder=media)
    there = set(stored)
    found = {address: own for address, own in named.items() if own in there}
    problems = dict.fromkeys(named.keys() - found.keys(), "it is not in the library: lay it beside the deck yourself")
    if not found and not is_zip:
        data = text.encode()
    else:
        data, unfit = write_zip(name, text, Renamed(stored, found))
        name = file_name(deck.name, ".zip")
        problems |= unfit
    left_out = (f"{kind_of_media(one)} {shown_name(one)}: {problems[one]}" for one in sorted(problems))
    return ExportedFile(name, data, tuple(left_out))


@one_transaction
def import_deck(session: DbSession, owner_id: int, deck: Deck, *, now: datetime) -> ImportedDeck:
    """Take in the deck, all of it or nothing: into the deck of its name, made when there is none.

    A note that is there already is known by its guid: it is updated when the file's was modified later, its tags put
    together, and stays in its deck with its schedule; a draft becomes kept. Raises `InputError` for a bad name.
    """
    return take_deck(session, owner_id, deck, now=now)


def take_deck(session: DbSession, owner_id: int, deck: Deck, *, now: datetime, writer: str = DECK_FILE) -> ImportedDeck:
    """`import_deck` within the transaction of the caller; ``writer`` is that of new notes that name no model."""
    before = before_import(session, owner_id, (note.guid for note in deck.notes))
    name = check_name(deck.name)
    row = notes.deck_named(session, owner_id, name)
    if row is None:
        preset_id = owners.default_preset_id(session, owner_id)
        row = notes.add_deck(session, owner_id, name, preset_id=preset_id, now=now, description=deck.description)
    types = owners.note_types(session, owner_id)
    known = notes.notes_by_guid(session, owner_id, [note.guid for note in deck.notes])
    _check(deck, {guid: types.get(there.note_type_id) for guid, there in known.items()})
    position = cards.last_position(session, row.id)
    type_ids = {note_type: id_ for id_, note_type in types.items()}
    added: list[tuple[NoteRow, DeckNote]] = []
    updated = unchanged = 0
    for place, note in enumerate(deck.notes):
        there = known.get(note.guid)
        if there is None:
            there = _new_note(owner_id, note, type_ids[note.note_type], place, now=now, writer=writer)
            session.add(there)
            added.append((there, note))
        elif there.status != "kept":
            _take_over(there, note)
            there.status, there.reason = "kept", None
            added.append((there, note))
        elif note.modified > there.modified_at:
            _take_over(there, note)
            editing.match_cards(session, owner_id, there, note.note_type, now=now)
            updated += 1
        else:
            unchanged += 1
    session.flush()
    session.add_all(
        editing.new_card(owner_id, there.id, row.id, card.ord, position + place, now=now)
        for place, (there, note) in enumerate(added, 1)
        for card in note.cards()
    )
    session.flush()
    done = after_import(session, owner_id, before)
    return ImportedDeck(row.id, name, added=len(added), updated=updated, unchanged=unchanged, done=done)


def file_name(name: str, extension: str) -> str:
    """A file name that every system takes, made of the deck's name."""
    safe = re.sub(r"[^\w .()-]+", "-", name.replace(LEVEL, " - ")).strip(" .-")[:80].rstrip(" .-")
    return (safe or "deck") + extension


def _deck(session: DbSession, owner_id: int, deck_id: int) -> DeckRow:
    found = notes.decks(session, owner_id, deck_id)
    if not found:
        raise no_deck()
    return found[0][0]


def _values(session: DbSession, owner_id: int, rows: Sequence[DeckRow]) -> list[Deck]:
    types = owners.note_types(session, owner_id)
    ids = [row.id for row in rows]
    places = notes.decks_of_notes(session, owner_id, ids)
    of_deck: dict[int, list[DeckNote]] = {}
    for note in notes.notes_of_decks(session, owner_id, ids):
        if note.note_type_id not in types:
            raise InputError(
                "A deck file can't hold notes from Anki: export the deck as a package (.apkg) or as text (.txt)."
            )
        note_type = types[note.note_type_id]
        fields = {name: note.fields.get(name, "") for name in note_type.fields}
        of_deck.setdefault(places[note.id], []).append(
            DeckNote(note.guid, note_type, fields, note.modified_at, tuple(note.tags), _model(note))
        )
    return [Deck(row.name, tuple(of_deck.get(row.id, ())), row.description) for row in rows]


def _model(note: NoteRow) -> str:
    return model_of(note.writer, {name: one["writer"] for name, one in (note.authors or {}).items()})


def _check(deck: Deck, known: Mapping[str, NoteType | None]) -> None:
    seen: set[str] = set()
    for note in deck.notes:
        if note.guid in seen:
            raise InputError(f"The deck holds the note {note.guid} twice: leave one of them out.", field="guid")
        seen.add(note.guid)
        there = known.get(note.guid, note.note_type)
        if there is not note.note_type:
            kind = "note from Anki" if there is None else f"{there.value} note"
            raise InputError(
                f"The note {note.guid} is a {kind} in the library and a"
                f" {note.note_type.value} note in the file: delete one of them first.",
                field="type",
            )
        if not note.cards():
            raise InputError(f"The note {note.guid} makes no card: fill in its fields.", field="fields")


def _take_over(row: NoteRow, note: DeckNote) -> None:
    before, row.fields = row.fields, dict(note.fields)
    mark_edited(row, note.note_type, before)
    row.tags = list(dict.fromkeys([*row.tags, *note.tags]))
    row.modified_at = note.modified


def _new_note(owner_id: int, note: DeckNote, note_type_id: int, place: int, *, now: datetime, writer: str) -> NoteRow:
    return NoteRow(
        owner_id=owner_id,
        note_type_id=note_type_id,
        guid=note.guid,
        kind="",
        writer=note.writer or writer,
        position=place,
        fields=dict(note.fields),
        fields_format="plain",
        tags=list(note.tags),
        status="kept",
        created_at=now,
        modified_at=note.modified,
    )
