"""Who worded each face of a note, and whether a person has changed its words since."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

from quizapp.notes import NoteType, cards_of
from quizapp.storage.rows import NoteRow


@dataclass(frozen=True, slots=True)
class Author:
    """``writer`` is as in `Note`; ``is_edited`` when a person has changed what it wrote."""

    writer: str
    is_edited: bool = False


def authors_of(row: NoteRow, note_type: NoteType) -> dict[str, Author]:
    """The author of each card that the note makes, in order, by the field that it asks."""
    told = row.authors or {}
    asked = [note_type.faces[card.ord].question for card in cards_of(row.guid, note_type, row.fields)]
    return {name: Author(**told[name]) if name in told else Author(row.writer) for name in asked}


def store_authors(row: NoteRow, authors: Mapping[str, Author]) -> None:
    """Keep the authors of all cards that the note makes; its writer is that of the first."""
    row.writer = next(iter(authors.values())).writer
    row.authors = {name: asdict(one) for name, one in authors.items() if one != Author(row.writer)} or None


def mark_edited(row: NoteRow, note_type: NoteType, before: Mapping[str, str]) -> None:
    """Keep that a person changed the fields of the note, here or elsewhere; they were ``before``."""
    changed = {name for name in note_type.own_fields if before.get(name, "") != row.fields.get(name, "")}
    shared = changed - {name for face in note_type.faces for name in (face.question, face.answer)}
    edited = {face.question for face in note_type.faces if shared or changed & {face.question, face.answer}}
    authors = authors_of(row, note_type)
    store_authors(row, {name: replace(one, is_edited=one.is_edited or name in edited) for name, one in authors.items()})
