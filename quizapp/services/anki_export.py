"""Decks to an Anki package, with or without their schedule."""

import json
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from quizapp.exchange.anki import anki_deck, anki_note, anki_preset, anki_tags, row_number
from quizapp.exchange.anki_media import named_in
from quizapp.exchange.anki_note_types import own_note_type
from quizapp.exchange.anki_values import AnkiCard, AnkiContents, AnkiDeck, AnkiNote, AnkiNoteType, AnkiPreset
from quizapp.exchange.anki_writing import FIRST_DAY, add_contents, new_collection, pack
from quizapp.notes import MARKDOWN, DeckNote, NoteType
from quizapp.scheduling.schedule import Preset
from quizapp.services.anki_faces import anki_type
from quizapp.services.media import StoredMedia
from quizapp.storage import outgoing, owners, packages
from quizapp.storage.database import DbSession
from quizapp.storage.rows import DeckRow

_FIRST_DAY = (FIRST_DAY - date(1970, 1, 1)).days


@dataclass(slots=True)
class _Numbered:
    """The notes, and the numbers in Anki of all rows whose own can't be used; ``of_note`` are those of all notes."""

    notes: list[AnkiNote] = field(default_factory=list)
    types: dict[int, AnkiNoteType] = field(default_factory=dict)
    of_note: dict[int, int] = field(default_factory=dict)
    renumbered: list[tuple[int, int]] = field(default_factory=list)


def export_package(
    session: DbSession, owner_id: int, rows: Sequence[DeckRow], *, with_schedule: bool, media: Path | None = None
) -> bytes:
    """The decks with their notes and cards as an .apkg; ends the transaction.

    All cards are new and no preset goes along unless ``with_schedule``.
    """
    ids = [row.id for row in rows]
    stored = packages.preset_rows(session, owner_id)
    used = {row.preset_id: stored[row.preset_id] for row in rows}
    presets = {id_: anki_preset(one.name, owners.preset_of(one), id_=one.anki_id) for id_, one in used.items()}
    decks = {
        row.id: anki_deck(row.name, row.description, presets[row.preset_id].id if with_schedule else None)
        for row in rows
    }
    numbered = _notes(session, owner_id, ids)
    cards = _card_numbers(session, owner_id, ids, numbered.of_note)
    types = tuple(numbered.types[id_] for id_ in sorted(numbered.types))
    contents = AnkiContents(
        note_types=types,
        presets=tuple(presets.values()) if with_schedule else (),
        decks=tuple(decks.values()),
        notes=tuple(numbered.notes),
        media={} if media is None else _media(session, owner_id, numbered.notes, types, media),
    )
    outgoing_decks = [_outgoing(row.id, decks[row.id], presets[row.preset_id]) for row in rows]
    with tempfile.TemporaryDirectory(prefix="quizapp-") as folder:
        path = Path(folder) / "collection.anki2"
        new_collection(path)
        outgoing.copy_out(
            session,
            owner_id,
            path,
            outgoing_decks,
            notes=numbered.renumbered,
            cards=cards,
            first_day=_FIRST_DAY,
            with_schedule=with_schedule,
        )
        add_contents(path, contents)
        return pack(path, contents.media)


def text_contents(session: DbSession, owner_id: int, rows: Sequence[DeckRow]) -> AnkiContents:
    """The decks with their notes, and their cards without their schedule."""
    decks = {row.id: anki_deck(row.name, row.description) for row in rows}
    numbered = _notes(session, owner_id, list(decks))
    cards = outgoing.outgoing_cards(session, owner_id, list(decks))
    return AnkiContents(
        note_types=tuple(numbered.types[id_] for id_ in sorted(numbered.types)),
        decks=tuple(decks.values()),
        notes=tuple(numbered.notes),
        cards=tuple(
            AnkiCard(card.id, numbered.of_note[card.note_id], decks[card.deck_id].id, card.ord, place)
            for place, card in enumerate(cards)
        ),
    )


def _outgoing(deck_id: int, deck: AnkiDeck, preset: AnkiPreset) -> outgoing.OutgoingDeck:
    studied: Preset = preset.preset
    aims = {"dr": studied.desired_retention, "decay": round(studied.decay, 3)}
    return outgoing.OutgoingDeck(
        deck_id=deck_id,
        number=deck.id,
        learning_steps=len(studied.learning_steps),
        relearning_steps=len(studied.relearning_steps),
        aims="," + json.dumps(aims, separators=(",", ":"))[1:-1],
    )


def _media(
    session: DbSession, owner_id: int, notes: Iterable[AnkiNote], types: Iterable[AnkiNoteType], folder: Path
) -> StoredMedia:
    wanted = named_in(text for note in notes for text in note.fields)
    for one in types:
        wanted |= named_in((one.css, *(f"{side.question}{side.answer}" for side in one.templates)))
    return StoredMedia(session, owner_id, wanted, folder=folder)


def _notes(session: DbSession, owner_id: int, deck_ids: Sequence[int]) -> _Numbered:
    stored = packages.note_type_rows(session, owner_id)
    own = {id_: NoteType(row.builtin) for id_, row in stored.items() if row.builtin is not None}
    foreign = {id_: anki_type(row) for id_, row in stored.items() if row.builtin is None}
    found = _Numbered()
    taken: set[int] = set()
    parsed = json.JSONDecoder().raw_decode  # in half the time of loads, which looks for white space
    tags_of = cache(lambda text: tuple(json.loads(text)))
    clean_tags = cache(lambda text: anki_tags(json.loads(text)))
    for row in outgoing.outgoing_notes(session, owner_id, deck_ids):
        id_, number, guid, type_id, modified, fields_json, tags_json, writer = row
        fields = parsed(fields_json)[0]
        if type_id in own:
            note_type = own[type_id]
            found.types[type_id] = own_note_type(note_type)
            shown = {name: fields.get(name, "") for name in note_type.fields}
            changed = datetime.fromtimestamp(modified, UTC)
            given = DeckNote(guid, note_type, shown, changed, tags_of(tags_json))
            record, _ = anki_note(given, taken, is_markdown=writer == MARKDOWN)
        else:
            made_by = found.types[type_id] = foreign[type_id]
            values = tuple([fields.get(name, "") for name in made_by.fields])
            if number is None or number in taken:
                number = row_number(guid, modified, taken)
            taken.add(number)
            record = AnkiNote(number, guid, made_by.id, modified, clean_tags(tags_json), values, values[0])
        found.notes.append(record)
        found.of_note[id_] = record.id
        if record.id != row.anki_id:
            found.renumbered.append((id_, record.id))
    return found


def _card_numbers(
    session: DbSession, owner_id: int, deck_ids: Sequence[int], of_note: dict[int, int]
) -> list[tuple[int, int]]:
    """The numbers in Anki of the cards whose own can't be used, by row."""
    renumbered = []
    taken: set[int] = set()
    for id_, note_id, own, ord_, _ in outgoing.outgoing_cards(session, owner_id, deck_ids):
        number = own or of_note[note_id] + ord_
        while number in taken:
            number += 1
        taken.add(number)
        if number != own:
            renumbered.append((id_, number))
    return renumbered
