"""Cards of note types that came from Anki, as a person meets them."""

from collections.abc import Mapping

from quizapp.errors import InputError
from quizapp.exchange.anki_templates import card_numbers, render, visible_text
from quizapp.exchange.anki_values import AnkiNoteType, AnkiTemplate
from quizapp.notes import Card
from quizapp.storage.rows import NoteRow, NoteTypeRow


def anki_type(row: NoteTypeRow) -> AnkiNoteType:
    """The stored note type as templates are rendered by it."""
    return AnkiNoteType(
        id=row.anki_id or row.id,
        name=row.name,
        is_cloze=row.kind == "cloze",
        fields=tuple(field["name"] for field in row.fields),
        templates=tuple(AnkiTemplate(one["name"], one["question"], one["answer"]) for one in row.templates),
        css=row.css,
        modified=row.modified_at,
    )


def anki_cards(row: NoteRow, note_type: AnkiNoteType) -> list[Card]:
    """The cards that the note's fields make, in HTML that is not sanitised yet."""
    return [anki_card(row, note_type, ord_) for ord_ in card_numbers(note_type, row.fields)]


def anki_card(row: NoteRow, note_type: AnkiNoteType, ord_: int, *, deck: str = "", flag: int = 0) -> Card:
    """One card of the note, in HTML that is not sanitised yet."""
    sides = render(note_type, row.fields, ord_, tags=row.tags, deck=deck, flag=flag)
    return Card(row.guid, ord_, note_type.name, sides.question, sides.answer)


def anki_label(row: NoteRow) -> str:
    """What the note is called where there is room for a line."""
    return next((text for text in map(visible_text, row.fields.values()) if text), row.guid)


def edited_anki_fields(row: NoteRow, changes: Mapping[str, str], note_type: AnkiNoteType) -> dict[str, str]:
    """The note's fields with the changes made; raises `InputError` naming the field when no card would be left."""
    unknown = set(changes) - set(note_type.fields)
    if unknown:
        raise InputError(f"A {note_type.name} note has no field '{min(unknown)}'.", field=min(unknown))
    typed = {name: value.replace("\r\n", "\n").replace("\x00", "").strip() for name, value in changes.items()}
    edited = {**row.fields, **typed}
    if not card_numbers(note_type, edited):
        raise InputError("These fields make no card: fill in what its question shows.", field=note_type.fields[0])
    return edited
