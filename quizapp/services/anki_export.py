"""Decks to the contents of an Anki package, with or without their schedule."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from quizapp.exchange.anki import anki_deck, anki_note, anki_preset, anki_tags, row_number
from quizapp.exchange.anki_media import named_in
from quizapp.exchange.anki_note_types import own_note_type
from quizapp.exchange.anki_values import AnkiCard, AnkiContents, AnkiNote, AnkiNoteType
from quizapp.notes import DeckNote, NoteType
from quizapp.scheduling.schedule import CardState, Preset
from quizapp.services.anki_faces import anki_type
from quizapp.services.anki_reviews import review_log
from quizapp.services.media import StoredMedia
from quizapp.storage import owners, packages
from quizapp.storage.cards import state_of
from quizapp.storage.database import DbSession
from quizapp.storage.rows import DeckRow


def package_contents(
    session: DbSession, owner_id: int, rows: Sequence[DeckRow], *, with_schedule: bool, media: Path | None = None
) -> AnkiContents:
    """The decks with their notes and cards; all cards are new and no preset goes along unless ``with_schedule``."""
    ids = [row.id for row in rows]
    presets = {}
    studied: dict[int, Preset] = {}
    if with_schedule:
        stored = packages.preset_rows(session, owner_id)
        used = {row.preset_id: stored[row.preset_id] for row in rows}
        presets = {id_: anki_preset(one.name, owners.preset_of(one), id_=one.anki_id) for id_, one in used.items()}
        studied = {row.id: presets[row.preset_id].preset for row in rows}
    decks = {
        row.id: anki_deck(row.name, row.description, presets[row.preset_id].id if with_schedule else None)
        for row in rows
    }
    notes, cards, numbers, used_types = _notes_and_cards(session, owner_id, ids)
    states: dict[int, CardState] = {row.id: state_of(row) for row in cards} if with_schedule else {}
    places = {note_id: place for place, note_id in enumerate(notes)}
    return AnkiContents(
        note_types=used_types,
        presets=tuple(presets.values()),
        decks=tuple(decks.values()),
        notes=tuple(notes.values()),
        cards=tuple(
            AnkiCard(
                numbers[row.id],
                notes[row.note_id].id,
                decks[row.deck_id].id,
                row.ord,
                places[row.note_id],
                states.get(row.id, CardState()),
                with_schedule and row.is_suspended,
                row.flag if with_schedule else 0,
            )
            for row in cards
        ),
        reviews=tuple(
            review_log(
                packages.reviews_out(session, owner_id, ids),
                numbers=numbers,
                states=states,
                presets={row.id: studied[row.deck_id] for row in cards},
            )
        )
        if with_schedule
        else (),
        media={} if media is None else _media(session, owner_id, notes.values(), used_types, media),
    )


def _media(
    session: DbSession, owner_id: int, notes: Iterable[AnkiNote], types: Iterable[AnkiNoteType], folder: Path
) -> StoredMedia:
    wanted = named_in(text for note in notes for text in note.fields)
    for one in types:
        wanted |= named_in((one.css, *(f"{side.question}{side.answer}" for side in one.templates)))
    return StoredMedia(session, owner_id, wanted, folder=folder)


def _notes_and_cards(
    session: DbSession, owner_id: int, deck_ids: Sequence[int]
) -> tuple[dict[int, AnkiNote], list[Any], dict[int, int], tuple[AnkiNoteType, ...]]:
    """The notes by the numbers of their rows, the rows of their cards in the same order, the cards' numbers in Anki,
    and the note types.
    """
    types = packages.note_type_rows(session, owner_id)
    own = {id_: NoteType(row.builtin) for id_, row in types.items() if row.builtin is not None}
    foreign = {id_: anki_type(row) for id_, row in types.items() if row.builtin is None}
    cards_of: dict[int, list[Any]] = {}
    for card in packages.cards_out(session, owner_id, deck_ids):
        cards_of.setdefault(card.note_id, []).append(card)
    notes: dict[int, AnkiNote] = {}
    cards: list[Any] = []
    numbers: dict[int, int] = {}
    taken: set[int] = set()
    used: dict[int, AnkiNoteType] = {}
    card_numbers: set[int] = set()
    for row in packages.notes_out(session, owner_id, deck_ids):
        there = cards_of.get(row.id)
        if there is None:
            continue
        if row.note_type_id in own:
            note_type = own[row.note_type_id]
            used[row.note_type_id] = own_note_type(note_type)
            fields = {name: row.fields.get(name, "") for name in note_type.fields}
            record, _ = anki_note(DeckNote(row.guid, note_type, fields, row.modified_at, tuple(row.tags)), taken)
        else:
            used[row.note_type_id] = foreign[row.note_type_id]
            record = _foreign_note(row, foreign[row.note_type_id], taken)
        notes[row.id] = record
        for card in there:
            number = card.anki_id or record.id + card.ord
            while number in card_numbers:
                number += 1
            card_numbers.add(number)
            numbers[card.id] = number
            cards.append(card)
    return notes, cards, numbers, tuple(used[id_] for id_ in sorted(used))


def _foreign_note(row: Any, note_type: AnkiNoteType, taken: set[int]) -> AnkiNote:
    fields = tuple(row.fields.get(name, "") for name in note_type.fields)
    modified = int(row.modified_at.timestamp())
    number = row.anki_id
    if number is None or number in taken:
        number = row_number(row.guid, modified, taken)
    taken.add(number)
    return AnkiNote(number, row.guid, note_type.id, modified, anki_tags(row.tags), fields, fields[0])
