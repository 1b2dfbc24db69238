"""The journal of changes: what a step did to a note, and how it is taken back."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from quizapp.errors import ConflictError
from quizapp.notes import NoteType, next_modified
from quizapp.scheduling.memory import Rating
from quizapp.services import editing
from quizapp.services.anki_faces import anki_label
from quizapp.storage import cards, history, notes
from quizapp.storage.database import DbSession
from quizapp.storage.history_rows import ChangeItemRow, ChangeRow
from quizapp.storage.rows import NoteRow

_ALWAYS = ("status", "reason", "fields")
LONGEST_LABEL = 80
"""Characters of a question that a label shows."""


def before(row: NoteRow, *, more: Sequence[str] = ()) -> ChangeItemRow:
    """The start of an entry: the note as it is, before it is changed. ``more`` names what changes beside its fields."""
    return ChangeItemRow(note_id=row.id, before=_values(row, (*_ALWAYS, *more)), after={})


def after(item: ChangeItemRow, row: NoteRow, *, deck_made: int | None = None) -> None:
    """The end of an entry: the note as it became, and the deck that had to be made for it."""
    item.after = _values(row, item.before) | ({"deck_made": deck_made} if deck_made is not None else {})


def undo(session: DbSession, owner_id: int, change: ChangeRow | None, *, now: datetime) -> str | None:
    """Take the step back within the transaction of the caller and give its label; None when there is none."""
    if change is None:
        return None
    items = history.items_of(session, change.id)
    for item in reversed(items):
        row = notes.note_row(session, owner_id, item.note_id, lock=True)
        if row is None:
            continue
        deck_made = item.after.get("deck_made")
        if _values(row, item.before) != {name: value for name, value in item.after.items() if name != "deck_made"}:
            raise ConflictError("That can't be undone: the note has been changed since.")
        was_kept = row.status == "kept"
        for name, value in item.before.items():
            setattr(row, name, value)
        row.modified_at = next_modified(row.modified_at, now)
        if was_kept and row.status != "kept":
            _take_cards_back(session, owner_id, row.id)
        elif was_kept:
            editing.match_cards(session, owner_id, row, editing.any_note_type(session, owner_id, row), now=now)
        session.flush()
        if deck_made is not None and not cards.deck_is_used(session, deck_made):
            notes.delete_deck_row(session, owner_id, deck_made)
    change.undone_at = now
    session.flush()
    return change.label


def answer_label(rating: int, question: str) -> str:
    """What an answer is called, for people."""
    return f"{Rating(rating).name.capitalize()} on “{short(question)}”"


def question_of(note: NoteRow, ord_: int, types: Mapping[int, NoteType]) -> str:
    """What the note's card asks, for people; ``types`` are the owner's note types that are ours."""
    note_type = types.get(note.note_type_id)
    return anki_label(note) if note_type is None else note.fields.get(note_type.faces[ord_].question, "")


def short(text: str) -> str:
    """``text`` in one line of at most `LONGEST_LABEL` characters."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_LABEL else line[: LONGEST_LABEL - 1].rstrip() + "…"


def _take_cards_back(session: DbSession, owner_id: int, note_id: int) -> None:
    there = cards.cards_of_notes(session, owner_id, [note_id])
    if any(card.reps for card in there):
        raise ConflictError("That can't be undone: its cards have been studied. Delete the note from its deck instead.")
    cards.delete_cards(session, [card.id for card in there])


def _values(row: NoteRow, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}
