"""Other wordings of a note: which there are, and having one in the place of what is shown."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from quizapp.errors import ConflictError, NotFoundError
from quizapp.notes import Card, NoteType, Wording, cards_of, next_modified
from quizapp.services import editing, journal
from quizapp.services.authors import Author, authors_of, store_authors
from quizapp.services.transaction import one_transaction
from quizapp.storage import history, notes, owners
from quizapp.storage.database import DbSession, start_reading
from quizapp.storage.rows import NoteRow

_CHANGED = ("writer", "authors", "score", "alternatives")
"""What another wording changes of a note beside its fields."""


@dataclass(frozen=True, slots=True)
class OtherWording:
    """A wording that can take the place of the one shown: ``key`` tells it from the others of its note.

    ``card`` is what it would ask and answer; ``fields`` are those that it words.
    """

    key: str
    author: Author
    card: Card
    fields: Mapping[str, str]


def wordings_to_json(wordings: Iterable[Wording]) -> list[dict[str, Any]] | None:
    """The wordings as they are stored; None for none."""
    stored = [{"fields": dict(one.fields), "writer": one.writer, "score": one.score} for one in wordings]
    return stored or None


def authors(session: DbSession, owner_id: int, note_id: int) -> list[Author]:
    """Who worded each card of the note, in order; raises `NotFoundError`."""
    start_reading(session)
    row = _row(session, owner_id, note_id)
    note_type = owners.note_types(session, owner_id).get(row.note_type_id)
    return [] if note_type is None else list(authors_of(row, note_type).values())


def other_wordings(session: DbSession, owner_id: int, note_id: int) -> list[OtherWording]:
    """The other wordings of the note, best first, without those that it has by now; raises `NotFoundError`."""
    start_reading(session)
    row = _row(session, owner_id, note_id)
    note_type = owners.note_types(session, owner_id).get(row.note_type_id)
    if note_type is None:
        return []
    others = [one for one in row.alternatives or () if not _is_shown(one["fields"], row)]
    return [_view(one, row, note_type) for one in others]


@one_transaction
def choose_wording(
    session: DbSession, owner_id: int, note_id: int, key: str, *, now: datetime, is_kept: bool = False
) -> int | None:
    """Put the wording with that key into the note, and what it had there among the others; the note's article.

    The note's identity, evidence and schedule stay. A wording that the note has already changes nothing. Raises
    `NotFoundError`, and `ConflictError` where there is no such wording any more, or the note is no draft, or is not
    kept where ``is_kept`` says that it should be.
    """
    row = _row(session, owner_id, note_id, lock=True)
    if is_kept and row.status != "kept":
        raise ConflictError("That note is not kept any more: look for it among the drafts of its article.")
    if not is_kept and row.status != "draft":
        raise ConflictError("That note is no draft any more: edit it instead.")
    others = row.alternatives or []
    place = next((at for at, one in enumerate(others) if _key(one["fields"]) == key), None)
    if place is None and not any(_key(fields) == key for fields in _parts(row, others)):
        raise ConflictError("That wording is no longer there: the cards of its article have been written anew.")
    if place is not None and not _is_shown(others[place]["fields"], row):
        _put(session, owner_id, row, place, now=now)
    return row.article_id


def _put(session: DbSession, owner_id: int, row: NoteRow, place: int, *, now: datetime) -> None:
    note_type = owners.note_types(session, owner_id)[row.note_type_id]
    authors = authors_of(row, note_type)
    others = list(row.alternatives or ())
    chosen = others[place]
    face = next(one.question for one in note_type.faces if one.question in chosen["fields"])
    item = journal.before(row, more=_CHANGED)
    before, row.fields = row.fields, {**row.fields, **chosen["fields"]}
    if face in authors:  # else a person had emptied it, and nothing is to be kept
        shown = {name: before.get(name, "") for name in chosen["fields"]}
        others[place] = {"fields": shown, "score": row.score, **asdict(authors[face])}
    asked = _card(before if face in authors else row.fields, row, note_type, chosen["fields"]).question
    store_authors(row, authors_of(row, note_type) | {face: _author(chosen)})
    row.score, row.alternatives = chosen["score"], others
    row.modified_at = next_modified(row.modified_at, now)
    if row.status == "kept":
        editing.match_cards(session, owner_id, row, note_type, now=now)
    journal.after(item, row)
    label = f"reworded “{journal.short(asked)}”"
    history.add_change(session, owner_id, action="edit", label=label, items=[item], now=now)


def _row(session: DbSession, owner_id: int, note_id: int, *, lock: bool = False) -> NoteRow:
    row = notes.note_row(session, owner_id, note_id, lock=lock)
    if row is None:
        raise NotFoundError("There is no such note: it may have been deleted.")
    return row


def _view(stored: Mapping[str, Any], row: NoteRow, note_type: NoteType) -> OtherWording:
    fields = stored["fields"]
    return OtherWording(_key(fields), _author(stored), _card({**row.fields, **fields}, row, note_type, fields), fields)


def _card(fields: Mapping[str, str], row: NoteRow, note_type: NoteType, worded: Mapping[str, str]) -> Card:
    """The card that the note makes with ``fields`` of what is ``worded``."""
    cards = cards_of(row.guid, note_type, fields)
    return next(one for one in cards if note_type.faces[one.ord].question in worded)


def _author(stored: Mapping[str, Any]) -> Author:
    return Author(stored["writer"], stored.get("is_edited", False))


def _parts(row: NoteRow, others: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
    """The note's own fields in the parts that its other wordings word."""
    return [{name: row.fields.get(name, "") for name in one["fields"]} for one in others]


def _is_shown(fields: Mapping[str, str], row: NoteRow) -> bool:
    return all(row.fields.get(name) == value for name, value in fields.items())


def _key(fields: Mapping[str, str]) -> str:
    """Tells the words apart, so that the same choice sent twice is made once."""
    told = "\x1f".join(part for item in sorted(fields.items()) for part in item)
    return hashlib.sha256(told.encode()).hexdigest()[:16]
