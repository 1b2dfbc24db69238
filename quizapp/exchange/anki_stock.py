"""The note types that every Anki has, and our notes written as notes of theirs.

A text file names note types and brings none along, so that only these arrive in any Anki.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime

from quizapp.exchange.anki_note_types import own_type_of
from quizapp.exchange.anki_text import TextNote
from quizapp.exchange.anki_values import AnkiContents, AnkiNote, AnkiNoteType, AnkiTemplate
from quizapp.notes import NoteType

BASIC, CLOZE = "Basic", "Cloze"

_RULE = "{{FrontSide}}\n\n<hr id=answer>\n\n"
_CSS = ".card { font-family: sans-serif; font-size: 20px; line-height: 1.5; text-align: center; }\n"
_CLOZE_CSS = _CSS + ".cloze { font-weight: bold; color: #1a56db; }\n"
_FIRST_NUMBER = 1_203_540_000_000
_LIST = re.compile(r"<ol>.*</ol>\s*\Z", re.DOTALL)
_FACE = re.compile(r"(.+)-([2-9])")
"""The guid of a row for a note's second face and those after it."""


def _stock(
    place: int, name: str, fields: Sequence[str], *faces: tuple[str, str], is_cloze: bool = False
) -> AnkiNoteType:
    names = [CLOZE] if is_cloze else [f"Card {number}" for number in range(1, len(faces) + 1)]
    return AnkiNoteType(
        id=_FIRST_NUMBER + place,
        name=name,
        is_cloze=is_cloze,
        fields=tuple(fields),
        templates=tuple(AnkiTemplate(one, *face) for one, face in zip(names, faces, strict=True)),
        css=_CLOZE_CSS if is_cloze else _CSS,
        modified=datetime(2020, 1, 1, tzinfo=UTC),
    )


_FORWARD = ("{{Front}}", f"{_RULE}{{{{Back}}}}")
_BACKWARD = ("{{Back}}", f"{_RULE}{{{{Front}}}}")
_OPTIONAL = ("{{#Add Reverse}}{{Back}}{{/Add Reverse}}", f"{_RULE}{{{{Front}}}}")
_TYPED = ("{{Front}}\n\n{{type:Back}}", "{{Front}}\n\n<hr id=answer>\n\n{{type:Back}}")
_HIDDEN = ("{{cloze:Text}}", "{{cloze:Text}}<br>\n{{Back Extra}}")

STOCK: Mapping[str, AnkiNoteType] = {
    one.name: one
    for one in (
        _stock(1, BASIC, ("Front", "Back"), _FORWARD),
        _stock(2, "Basic (and reversed card)", ("Front", "Back"), _FORWARD, _BACKWARD),
        _stock(3, "Basic (optional reversed card)", ("Front", "Back", "Add Reverse"), _FORWARD, _OPTIONAL),
        _stock(4, "Basic (type in the answer)", ("Front", "Back"), _TYPED),
        _stock(5, CLOZE, ("Text", "Back Extra"), _HIDDEN, is_cloze=True),
    )
}
"""By name. The numbers are ours: those of the person's own Anki are not in a text file."""
STOCK_NUMBERS = frozenset(one.id for one in STOCK.values())


def text_notes(contents: AnkiContents, *, own_types: bool) -> list[TextNote]:
    """The rows of the contents' notes, each in the deck of its first card.

    Our own notes go out with our note types when ``own_types``, for a library or an Anki that has them; else as one
    Basic or Cloze note for each of their cards, which every Anki can take.
    """
    types = {one.id: one for one in contents.note_types}
    decks = {one.id: one.name for one in contents.decks}
    homes: dict[int, list[tuple[int, str]]] = {}
    for card in contents.cards:
        homes.setdefault(card.note_id, []).append((card.ord, decks[card.deck_id]))
    rows: list[TextNote] = []
    for note in contents.notes:
        note_type = types[note.note_type_id]
        own = own_type_of(note_type)
        faces = sorted(homes[note.id])
        if own is None or own_types:
            rows.append(TextNote(0, note.fields, note.guid, note_type.name, faces[0][1], note.tags))
        else:
            rows += _as_stock(note, own, faces)
    return rows


def _as_stock(note: AnkiNote, own: NoteType, faces: Sequence[tuple[int, str]]) -> Iterator[TextNote]:
    named = dict(zip(own.fields, note.fields, strict=True))
    for ord_, deck in faces:
        face = own.faces[ord_]
        guid = note.guid if ord_ == 0 else f"{note.guid}-{ord_ + 1}"
        front, back, name = named[face.question], named[face.answer], BASIC
        if own is NoteType.CLOZE:
            back, name = "", CLOZE
        elif own is NoteType.CHOICE:
            front += named["Choices"]
        yield TextNote(0, (front, back), guid, name, deck, note.tags)


def own_guid(guid: str) -> tuple[str, int]:
    """The guid of our note that a row of a stock note type stands for, and the number of its face."""
    match = _FACE.fullmatch(guid)
    return (match[1], int(match[2]) - 1) if match else (guid, 0)


def own_face(own: NoteType, ord_: int, row: Sequence[str], note_type: str) -> dict[str, str] | None:
    """The fields of our note, in HTML, that a row of a stock note type says; None when it can't be one of ours."""
    if ord_ >= len(own.faces) or (own is NoteType.CLOZE) != (note_type == CLOZE) or note_type not in (BASIC, CLOZE):
        return None
    face = own.faces[ord_]
    front, back = (*row, "", "")[:2]
    if own is NoteType.CLOZE:
        return {"Text": front}
    if own is NoteType.CHOICE:
        choices = _LIST.search(front)
        if choices is None:
            return None
        return {face.question: front[: choices.start()], face.answer: back, "Choices": choices[0]}
    return {face.question: front, face.answer: back}
