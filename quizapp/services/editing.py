"""What a note's fields must hold, and the cards that follow them."""

import unicodedata
from collections.abc import Mapping
from datetime import datetime

from quizapp.errors import InputError
from quizapp.notes import BLANK, NoteType, cards_of
from quizapp.storage import cards
from quizapp.storage.database import DbSession
from quizapp.storage.rows import CardRow, NoteRow

_WITH_BLANK = {NoteType.CLOZE: "Text", NoteType.QUOTE: "Quotation"}


def edited_fields(fields: Mapping[str, str], changes: Mapping[str, str], note_type: NoteType) -> dict[str, str]:
    """``fields`` with the changes made; raises `InputError` naming the field when no good card would be left."""
    unknown = set(changes) - set(note_type.own_fields)
    if unknown:
        raise InputError(f"A {note_type.value} note has no field '{min(unknown)}'.", field=min(unknown))
    typed = {name: _typed(value) for name, value in changes.items()}
    edited = {**fields, **typed}
    check_fields(edited, note_type)
    return edited


def _typed(value: str) -> str:
    """What a person can have meant to type: no control characters, and nothing where there is nothing to see."""
    kept = "".join(one for one in value.replace("\r\n", "\n") if one in "\n\t" or unicodedata.category(one) != "Cc")
    return kept.strip() if any(unicodedata.category(one)[0] not in "ZC" for one in kept) else ""


def check_fields(fields: Mapping[str, str], note_type: NoteType) -> None:
    """Raises `InputError` naming the field that keeps a face of the note from being a good card."""
    for number, face in enumerate(note_type.faces):
        question, answer = fields.get(face.question, ""), fields.get(face.answer, "")
        if question and not answer:
            raise InputError(f"{face.answer} is empty: write one.", field=face.answer)
        if not question and (answer or number == 0) and not _another_face(fields, note_type, number):
            raise InputError(f"{face.question} is empty: write one.", field=face.question)
    name = _WITH_BLANK.get(note_type)
    if name and fields.get(name) and fields[name].count(BLANK) != 1:
        raise InputError(f"{name} must hold {BLANK} exactly once, for the hidden words.", field=name)
    if note_type is NoteType.CHOICE:
        _check_choices([line.strip() for line in fields.get("Choices", "").splitlines() if line.strip()], fields)


def has_cards(row: NoteRow, note_type: NoteType) -> bool:
    """True when the note's fields make a card."""
    return bool(cards_of(row.guid, note_type, row.fields))


def match_cards(session: DbSession, owner_id: int, row: NoteRow, note_type: NoteType, *, now: datetime) -> None:
    """Add cards for the faces that the kept note now has; that of a face that is gone stays, unseen, with reviews."""
    wanted = {card.ord for card in cards_of(row.guid, note_type, row.fields)}
    there = {card.ord: card for card in cards.cards_of_notes(session, owner_id, [row.id])}
    for ord_, card in there.items():
        card.is_empty = ord_ not in wanted
    if there:
        first = min(there.values(), key=lambda card: card.ord)
        session.add_all(
            new_card(owner_id, row.id, first.deck_id, ord_, first.position, now=now) for ord_ in wanted - set(there)
        )
    session.flush()


def new_card(owner_id: int, note_id: int, deck_id: int, ord_: int, position: int, *, now: datetime) -> CardRow:
    """A card that was never shown."""
    return CardRow(owner_id=owner_id, note_id=note_id, deck_id=deck_id, ord=ord_, position=position, created_at=now)


def _another_face(fields: Mapping[str, str], note_type: NoteType, number: int) -> bool:
    """True when the face shares no field with what is filled in, and the note has another card."""
    face = note_type.faces[number]
    others = [other for index, other in enumerate(note_type.faces) if index != number]
    return not fields.get(face.answer) and any(fields.get(other.question) for other in others)


def _check_choices(choices: list[str], fields: Mapping[str, str]) -> None:
    if len(set(choices)) < 2:
        raise InputError("Choices must hold at least two different options, one a line.", field="Choices")
    if fields.get("Answer", "") not in choices:
        raise InputError("Choices must hold the answer too, on a line of its own.", field="Choices")
