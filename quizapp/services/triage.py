"""Triage: keep, edit or drop the drafts of an article, and take any of it back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from quizapp.errors import ConflictError, NotFoundError
from quizapp.notes import NoteType, next_modified
from quizapp.services import editing, journal
from quizapp.services.anki_faces import anki_label, edited_anki_fields
from quizapp.services.authors import mark_edited
from quizapp.services.keeping import keep_rows
from quizapp.services.library import ArticleView, article_view
from quizapp.services.transaction import one_transaction
from quizapp.services.views import NoteView, note_views
from quizapp.storage import history, notes, owners
from quizapp.storage.database import DbSession, start_reading
from quizapp.storage.history_rows import ChangeItemRow
from quizapp.storage.rows import NoteRow


@dataclass(frozen=True, slots=True)
class TriageView:
    """The article with its drafts, best first; ``undo_label`` says what undo would take back, None for nothing."""

    article: ArticleView
    drafts: list[NoteView]
    kept: int
    dropped: int
    undo_label: str | None


def triage(session: DbSession, owner_id: int, article_id: int) -> TriageView:
    """What there is to triage in the article; raises `NotFoundError`."""
    start_reading(session)
    article = article_view(session, owner_id, article_id)
    last = history.last_triage_change(session, owner_id, article_id)
    return TriageView(
        article=article,
        drafts=[note for note in article.notes if note.status == "draft"],
        kept=article.summary.kept,
        dropped=article.summary.dropped,
        undo_label=last.label if last else None,
    )


@one_transaction
def keep(session: DbSession, owner_id: int, note_id: int, *, now: datetime) -> NoteView:
    """Keep the note: its cards come into the deck of its article, which is made for the first.

    A note that is kept stays as it is. Raises `NotFoundError`, and `InputError` naming the field for a note without
    a card.
    """
    row = _note(session, owner_id, note_id)
    if row.status != "kept":
        _keep(session, owner_id, [row], now=now)
    return _stored(session, owner_id, row)


@one_transaction
def keep_all(session: DbSession, owner_id: int, article_id: int, *, now: datetime) -> int:
    """Keep every draft of the article in one step, and say how many; raises `NotFoundError`."""
    article_view(session, owner_id, article_id)
    types = owners.note_types(session, owner_id)
    rows = [
        row
        for row in notes.notes_of_article(session, owner_id, article_id, status="draft", lock=True)
        if editing.has_cards(row, types[row.note_type_id])
    ]
    if rows:
        _keep(session, owner_id, rows, now=now)
    return len(rows)


@one_transaction
def drop(session: DbSession, owner_id: int, note_id: int, *, now: datetime) -> NoteView:
    """Set the draft aside; raises `NotFoundError`, and `ConflictError` for one that is kept."""
    return _set_status(session, owner_id, note_id, "dropped", action="drop", label="dropped", now=now)


@one_transaction
def restore(session: DbSession, owner_id: int, note_id: int, *, now: datetime) -> NoteView:
    """Make a dropped or rejected note a draft again; raises `NotFoundError`, and `ConflictError` for a kept one."""
    return _set_status(session, owner_id, note_id, "draft", action="restore", label="restored", now=now)


@one_transaction
def edit(
    session: DbSession,
    owner_id: int,
    note_id: int,
    fields: Mapping[str, str],
    *,
    now: datetime,
    seen: datetime | None = None,
) -> NoteView:
    """Change the note's own fields; its schedule stays.

    ``seen`` is `NoteView.modified_at` of the note that the person changed: `ConflictError` when it is another now.
    Raises `NotFoundError`, and `InputError` naming the field.
    """
    row = _note(session, owner_id, note_id)
    if seen is not None and row.modified_at != seen:
        raise ConflictError("This note was changed elsewhere after this page was opened.")
    note_type = editing.any_note_type(session, owner_id, row)
    if isinstance(note_type, NoteType):
        edited = editing.edited_fields(row.fields, fields, note_type)
    else:
        edited = edited_anki_fields(row, fields, note_type)
    if edited != row.fields:
        item = journal.before(row, more=("writer", "authors"))
        label = _labelled("edited", [row], session, owner_id)
        before, row.fields = row.fields, edited
        if isinstance(note_type, NoteType):
            mark_edited(row, note_type, before)
        row.modified_at = next_modified(row.modified_at, now)
        if row.status == "kept":
            editing.match_cards(session, owner_id, row, note_type, now=now)
        journal.after(item, row)
        history.add_change(session, owner_id, action="edit", label=label, items=[item], now=now)
    return _stored(session, owner_id, row)


@one_transaction
def undo(session: DbSession, owner_id: int, article_id: int, *, now: datetime) -> str | None:
    """Take back the last step of triage in the article and say which it was; None when there is none.

    Raises `ConflictError` for a note that was studied or changed since.
    """
    return journal.undo(session, owner_id, history.last_triage_change(session, owner_id, article_id), now=now)


@one_transaction
def undo_edit(session: DbSession, owner_id: int, note_id: int, *, now: datetime) -> str | None:
    """Take back the last edit of the note and say which it was; None when there is none."""
    return journal.undo(session, owner_id, history.last_edit(session, owner_id, note_id), now=now)


def _keep(session: DbSession, owner_id: int, rows: Sequence[NoteRow], *, now: datetime) -> None:
    items = [journal.before(row) for row in rows]
    label = _labelled("kept", rows, session, owner_id)
    made = keep_rows(session, owner_id, rows, now=now)
    for item, row in zip(items, rows, strict=True):
        journal.after(item, row, deck_made=made.get(row.id))
    history.add_change(session, owner_id, action="keep", label=label, items=items, now=now)


def _set_status(
    session: DbSession, owner_id: int, note_id: int, status: str, *, action: str, label: str, now: datetime
) -> NoteView:
    row = _note(session, owner_id, note_id)
    if row.status == "kept":
        raise ConflictError("That note is kept and has cards: undo that first, or delete it from its deck.")
    if row.status != status and not (status == "dropped" and row.status == "rejected"):
        item = journal.before(row)
        row.status = status
        history.add_change(
            session,
            owner_id,
            action=action,
            label=_labelled(label, [row], session, owner_id),
            items=[_done(item, row)],
            now=now,
        )
    return _stored(session, owner_id, row)


def _done(item: ChangeItemRow, row: NoteRow) -> ChangeItemRow:
    journal.after(item, row)
    return item


def _note(session: DbSession, owner_id: int, note_id: int) -> NoteRow:
    row = notes.note_row(session, owner_id, note_id, lock=True)
    if row is None:
        raise NotFoundError("There is no such note: it may have been deleted.")
    return row


def _stored(session: DbSession, owner_id: int, row: NoteRow) -> NoteView:
    session.flush()
    return note_views(session, owner_id, [row])[0]


def _labelled(done: str, rows: Sequence[NoteRow], session: DbSession, owner_id: int) -> str:
    if len(rows) > 1:
        return f"{done} {len(rows)} drafts"
    fields = rows[0].fields
    note_type = owners.note_types(session, owner_id).get(rows[0].note_type_id)
    if note_type is None:
        return f"{done} “{journal.short(anki_label(rows[0]))}”"
    question = next((fields[face.question] for face in note_type.faces if fields.get(face.question)), "")
    return f"{done} “{journal.short(question)}”"
