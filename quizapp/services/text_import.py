"""Notes of a text file into the library: all of it, or nothing.

A text file tells no times, so what it says wins over what is here, unless its header says otherwise. A row with a guid
is the note of that guid. A row without one is the note that the same row made before, else the note of its type with
the same first field.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from quizapp.errors import InputError
from quizapp.exchange.anki import anki_deck, anki_note, anki_tags, own_fields, row_number
from quizapp.exchange.anki_cloze import cloze_numbers
from quizapp.exchange.anki_note_types import own_note_type, own_type_of
from quizapp.exchange.anki_stock import BASIC, CLOZE, STOCK, own_face, own_guid
from quizapp.exchange.anki_templates import card_numbers, visible_text
from quizapp.exchange.anki_text import Matches, TextNote, TextNotes, file_stem, line_list
from quizapp.exchange.anki_values import AnkiCard, AnkiContents, AnkiDeck, AnkiNote, AnkiNoteType
from quizapp.notes import DeckNote, NoteType, cards_of, make_guid, next_modified
from quizapp.scheduling.calendar import Calendar
from quizapp.services.anki_faces import anki_type
from quizapp.services.anki_import import ImportedPackage, take_contents
from quizapp.services.progress import Tell, tell_nobody
from quizapp.services.transaction import one_transaction
from quizapp.storage import packages
from quizapp.storage.database import DbSession
from quizapp.storage.rows import NoteRow

_LONGEST_GUID = 64
_TOLD = 500
"""Rows after which it is told again how far it is."""
_NO_TYPE = "the note type {name!r} is not here: import a package (.apkg) with such a note first"
_NO_FIRST = "the first field is empty: fill it in"
_NO_CARD = "it makes no card: write a question and an answer, with the separator between them"
_SAME_GUID = "its guid is that of a row before it"
_SAME_ROW = "it says the same as a row before it"
_BAD_GUID = f"its guid is longer than {_LONGEST_GUID} characters"
_OTHER_TYPE = "its note has another note type here"
_MORE = "it has more fields than its note type, the rest of which are lost"


@dataclass(slots=True)
class _Target:
    """A note as it is to be: plain text for one of ours, else HTML. ``tags`` are those that it does not have yet."""

    guid: str
    note_type: AnkiNoteType
    own: NoteType | None
    fields: dict[str, str]
    tags: tuple[str, ...]
    deck: str
    row: NoteRow | None
    faces: set[int]

    @property
    def is_changed(self) -> bool:
        row = self.row
        return row is None or row.fields != self.fields or bool(self.tags) or row.status != "kept"


@dataclass(slots=True)
class _Reading:
    """The rows as they are gone through: what is known of the library, and what became of the rows so far."""

    text: TextNotes
    types: Mapping[str, AnkiNoteType]
    type_ids: Mapping[int, int]
    stored: Mapping[int, AnkiNoteType]
    by_guid: dict[str, NoteRow]
    by_first: dict[tuple[int, str], list[NoteRow]]
    targets: dict[str, _Target] = field(default_factory=dict)
    skipped: dict[str, list[int]] = field(default_factory=dict)

    def skip(self, reason: str, row: TextNote) -> None:
        self.skipped.setdefault(reason, []).append(row.line)

    def lines(self) -> Iterator[str]:
        for reason, numbers in self.skipped.items():
            yield f"{line_list(numbers)}: {reason}"


@one_transaction
def import_text(
    session: DbSession, owner_id: int, text: TextNotes, *, now: datetime, calendar: Calendar, media: Path
) -> ImportedPackage:
    """Take in the rows; those that can't be used are among what is left out, with their lines.

    Notes that are here already keep their deck and their schedule. `InputError` when no row can be used.
    """
    return take_text(session, owner_id, text, now=now, calendar=calendar, media=media)


def take_text(
    session: DbSession,
    owner_id: int,
    text: TextNotes,
    *,
    now: datetime,
    calendar: Calendar,
    media: Path,
    tell: Tell = tell_nobody,
) -> ImportedPackage:
    """`import_text` within the transaction of the caller."""
    reading = _prepared(session, owner_id, text)
    for number, row in enumerate(text.rows):
        if number % _TOLD == 0:
            tell("Comparing with your notes", number, len(text.rows))
        _read(reading, row)
    if not reading.targets:
        reason, numbers = next(iter(reading.skipped.items()))
        raise InputError(f"{text.name}, line {numbers[0]}: no note can be taken in: {reason}.")
    contents = _contents(session, owner_id, reading, now=now)
    found = take_contents(session, owner_id, contents, now=now, calendar=calendar, media=media, tell=tell)
    decks = {anki_deck(target.deck, "").name for target in reading.targets.values()}
    return replace(found, decks=tuple(sorted(decks)))


def _prepared(session: DbSession, owner_id: int, text: TextNotes) -> _Reading:
    stored = packages.note_type_rows(session, owner_id)
    types = dict(STOCK)
    made = {
        id_: anki_type(row) if row.builtin is None else own_note_type(NoteType(row.builtin))
        for id_, row in stored.items()
    }
    types |= {one.name: one for one in made.values()}
    type_ids = {one.id: id_ for id_, one in made.items()}
    guids = {row.guid for row in text.rows if row.guid}
    wanted = guids | {own_guid(guid)[0] for guid in guids}
    by_guid = packages.notes_by_guid(session, owner_id, wanted)
    by_first: dict[tuple[int, str], list[NoteRow]] = {}
    if any(not row.guid for row in text.rows):
        named = {_type_name(text, row) for row in text.rows if not row.guid}
        ids = {type_ids[types[name].id] for name in named if name in types and types[name].id in type_ids}
        firsts = {type_ids[one.id]: one.fields[0] for one in types.values() if one.id in type_ids}
        for note in packages.notes_of_types(session, owner_id, ids):
            by_guid.setdefault(note.guid, note)
            first = note.fields.get(firsts[note.note_type_id], "")
            key = _first(first) if note.fields_format == "html" else " ".join(first.split())
            by_first.setdefault((note.note_type_id, key), []).append(note)
    return _Reading(text, types, type_ids, made, by_guid, by_first)


def _type_name(text: TextNotes, row: TextNote) -> str:
    """The row's note type; one that says none is Basic in HTML and our basic in plain text, or Cloze when it hides
    words.
    """
    if row.note_type:
        return row.note_type
    if any(cloze_numbers(value) for value in row.fields[:1]):
        return CLOZE
    return BASIC if text.is_html else own_note_type(NoteType.BASIC).name


def _first(markup: str) -> str:
    """The first field as notes are told apart by it."""
    return visible_text(markup) or markup.strip()


def _read(reading: _Reading, row: TextNote) -> None:
    name = _type_name(reading.text, row)
    note_type = reading.types.get(name)
    if note_type is None:
        reading.skip(_NO_TYPE.format(name=name[:60]), row)
        return
    if len(row.guid) > _LONGEST_GUID:
        reading.skip(_BAD_GUID, row)
        return
    named = _named(reading, row, note_type)
    if not named.get(note_type.fields[0], "").strip():
        reading.skip(_NO_FIRST, row)
        return
    guid, face, there = _found(reading, row, note_type, named)
    own = own_type_of(note_type)
    if there is not None and reading.type_ids.get(note_type.id) != there.note_type_id:
        # Another note type of that name may be meant; a row of a stock one may stand for a card of one of our notes.
        note_type = reading.stored[there.note_type_id]
        own = own_type_of(note_type)
        said = _named(reading, row, note_type) if note_type.name == name else None
        if own is not None and said is None:
            said = own_face(own, face, row.fields, name)
        if said is None:
            reading.skip(_OTHER_TYPE, row)
            return
        named = said
    elif face:
        guid, face = row.guid, 0
    target = reading.targets.get(guid)
    if target is not None and (face in target.faces or not target.faces):
        reading.skip(_SAME_GUID if row.guid else _SAME_ROW, row)
        return
    before = target.fields if target is not None else there.fields if there is not None else {}
    fields = _merged(note_type, own, before, named)
    if fields is None:
        reading.skip(_NO_CARD, row)
        return
    if target is None:
        known = () if there is None else (*there.tags, *anki_tags(there.tags))
        tags = tuple(tag for tag in anki_tags((*row.tags, *reading.text.tags)) if tag not in known)
        deck = row.deck or file_stem(reading.text.name)
        target = reading.targets[guid] = _Target(guid, note_type, own, fields, tags, deck, there, set())
    target.fields = fields
    target.faces.add(face)
    if there is not None and there.status == "kept" and reading.text.matches is Matches.KEEP:
        target.fields, target.tags = dict(there.fields), ()


def _named(reading: _Reading, row: TextNote, note_type: AnkiNoteType) -> dict[str, str]:
    """The row's fields by name: as its columns are labelled, else in order."""
    names = {name.lower(): name for name in note_type.fields}
    own = own_type_of(note_type)
    if own is not None:
        names = {"front": own.faces[0].question, "back": own.faces[0].answer, **names}
    labels = [label.lower() for label in reading.text.labels]
    if names.keys() & set(labels):
        found = zip(labels, row.fields, strict=False)
        return {names[label]: value for label, value in found if label in names}
    if any(value.strip() for value in row.fields[len(note_type.fields) :]):
        reading.skip(_MORE, row)
    return dict(zip(note_type.fields, row.fields, strict=False))


def _found(
    reading: _Reading, row: TextNote, note_type: AnkiNoteType, named: Mapping[str, str]
) -> tuple[str, int, NoteRow | None]:
    """The guid of the row's note, the face that it stands for, and the note where it is here."""
    if row.guid:
        if row.guid in reading.by_guid:
            return row.guid, 0, reading.by_guid[row.guid]
        guid, face = own_guid(row.guid)
        there = reading.by_guid.get(guid)
        return (guid, face, there) if there is not None else (row.guid, 0, None)
    type_id = reading.type_ids.get(note_type.id, 0)
    first = named[note_type.fields[0]]
    content = make_guid(article="", evidence=first, answer="\x1f".join(named.values()), kind=note_type.name)
    if content in reading.targets or content in reading.by_guid:
        there = reading.by_guid.get(content)
        return content, 0, there
    if reading.text.matches is Matches.BOTH:
        return content, 0, None
    same = [one for one in reading.by_first.get((type_id, _first(first)), ()) if one.guid not in reading.targets]
    there = next((one for one in same if _says(one, named, note_type)), same[0] if same else None)
    return (content, 0, None) if there is None else (there.guid, 0, there)


def _says(there: NoteRow, named: Mapping[str, str], note_type: AnkiNoteType) -> bool:
    """True when the note says just what the row does."""
    return _merged(note_type, own_type_of(note_type), there.fields, named) == there.fields


def _merged(
    note_type: AnkiNoteType, own: NoteType | None, before: Mapping[str, str], said: Mapping[str, str]
) -> dict[str, str] | None:
    """The note's fields with what the row says, the others as before; None when they make no card."""
    if own is None:
        fields = {name: said.get(name, before.get(name, "")) for name in note_type.fields}
        return fields if card_numbers(note_type, fields) else None
    shown = dict.fromkeys(own.fields, "")
    if before and cards_of("", own, before):
        record, _ = anki_note(DeckNote("", own, before, datetime.fromtimestamp(0).astimezone()), set())
        shown = dict(zip(own.fields, record.fields, strict=True))
    made = own_fields(own, [said.get(name, shown[name]) for name in own.fields])
    if made is None:
        return None
    changed = {*said, "Answer"} if own is NoteType.CLOZE else set(said)
    return {name: made[name] if name in changed or not before else before.get(name, "") for name in own.fields}


def _contents(session: DbSession, owner_id: int, reading: _Reading, *, now: datetime) -> AnkiContents:
    """The notes that are new or changed as a package would hold them, with the cards that are not here yet."""
    there = packages.card_numbers(session, owner_id, [one.row.id for one in reading.targets.values() if one.row])
    decks: dict[str, AnkiDeck] = {}
    types: dict[int, AnkiNoteType] = {}
    notes: list[AnkiNote] = []
    cards: list[AnkiCard] = []
    numbers: set[int] = set()
    taken: set[int] = set()
    for place, target in enumerate(reading.targets.values()):
        note, ords = _note(target, numbers, now=now)
        notes.append(note)
        types[target.note_type.id] = target.note_type
        for ord_ in ords:
            if target.row is not None and (target.row.id, ord_) in there:
                continue
            deck = decks.setdefault(target.deck, anki_deck(target.deck, ""))
            number = next(one for one in range(note.id, note.id + len(taken) + 1) if one not in taken)
            taken.add(number)
            cards.append(AnkiCard(number, note.id, deck.id, ord_, place))
    return AnkiContents(
        note_types=tuple(types.values()),
        decks=tuple(decks.values()),
        notes=tuple(notes),
        cards=tuple(cards),
        skipped=(*reading.text.ignored, *reading.lines()),
    )


def _note(target: _Target, numbers: set[int], *, now: datetime) -> tuple[AnkiNote, Sequence[int]]:
    """The note as Anki has it, newer than it is here when it is changed, and the cards it makes."""
    row = target.row
    moment = now.replace(microsecond=0)
    if row is not None:
        moment = next_modified(row.modified_at, now) if target.is_changed else row.modified_at
    if target.own is not None:
        return anki_note(DeckNote(target.guid, target.own, target.fields, moment, target.tags), numbers)
    modified = int(moment.timestamp())
    fields = tuple(target.fields[name] for name in target.note_type.fields)
    number = row_number(target.guid, modified, numbers)
    note = AnkiNote(number, target.guid, target.note_type.id, modified, target.tags, fields, fields[0])
    return note, card_numbers(target.note_type, target.fields)
