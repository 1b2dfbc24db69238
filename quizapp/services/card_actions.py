"""What a person does to a card besides answering it, each step written down so that it can be taken back."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from quizapp.errors import ConflictError, InputError, NotFoundError
from quizapp.notes import next_modified
from quizapp.scheduling.calendar import Calendar
from quizapp.scheduling.schedule import CardState, State
from quizapp.services import journal
from quizapp.services.decks import LEECH, no_deck
from quizapp.services.study_steps import last_step
from quizapp.services.transaction import one_transaction
from quizapp.storage import cards, history, notes, owners
from quizapp.storage.database import DbSession
from quizapp.storage.history_rows import ChangeItemRow
from quizapp.storage.rows import CardRow, NoteRow

MARKED = "marked"
"""The tag of a note that the person marked, as in Anki."""

FURTHEST = 36500
"""Days ahead that a card can be put off."""


@dataclass(frozen=True, slots=True)
class Undone:
    """A step that was taken back: what it was, for people, and its card, if that is still there."""

    label: str
    card_id: int | None


@one_transaction
def suspend(session: DbSession, owner_id: int, card_id: int, *, version: int, now: datetime) -> None:
    """Show the card no more until it is resumed. This and the rest raise `NotFoundError` for a card that is gone.

    Those that take a ``version`` raise `ConflictError` when it is not the card's any more.
    """
    row, note = _card(session, owner_id, card_id, version)
    _hold(session, owner_id, row, note, "suspend", "Suspended", now=now, is_suspended=True)


@one_transaction
def resume(session: DbSession, owner_id: int, card_id: int, *, now: datetime) -> None:
    """Show the card again, whether it was suspended or buried; a leech is no longer called one."""
    row, note = _card(session, owner_id, card_id)
    more = [retag(note, remove=LEECH, now=now)] if LEECH in note.tags else []
    _hold(session, owner_id, row, note, "suspend", "Resumed", more, now=now, is_suspended=False, buried_day=None)


@one_transaction
def bury(session: DbSession, owner_id: int, card_id: int, *, version: int, now: datetime, calendar: Calendar) -> None:
    """Show the card no more today."""
    row, note = _card(session, owner_id, card_id, version)
    _hold(session, owner_id, row, note, "bury", "Buried", now=now, buried_day=calendar.day(now))


@one_transaction
def pass_choice(
    session: DbSession, owner_id: int, card_id: int, *, version: int, now: datetime, calendar: Calendar
) -> None:
    """Put by for today a card whose answer was chosen where that does not count: its schedule stays as it is."""
    row, note = _card(session, owner_id, card_id, version)
    _hold(session, owner_id, row, note, "choice", "Choice", now=now, buried_day=calendar.day(now))


@one_transaction
def reset(session: DbSession, owner_id: int, card_id: int, *, version: int, now: datetime) -> None:
    """Make the card a new one; its reviews and the count of them stay."""
    row, note = _card(session, owner_id, card_id, version)
    state = CardState(reps=row.reps, lapses=row.lapses)
    _move(session, owner_id, row, note, "reset", "Reset", state, now=now)


@one_transaction
def set_due(
    session: DbSession, owner_id: int, card_id: int, day: date, *, version: int, now: datetime, calendar: Calendar
) -> None:
    """Make the card a review that is due on ``day``, a learner's day; raises `InputError` for one that can't be."""
    today = calendar.day(now)
    if not today <= day <= today + timedelta(days=FURTHEST):
        raise InputError(f"A card can be due from today to 100 years ahead, not on {day.isoformat()}.", field="day")
    row, note = _card(session, owner_id, card_id, version)
    before = cards.state_of(row)
    state = replace(
        before,
        state=State.REVIEW,
        step=0,
        due=None,
        due_day=day,
        interval_days=before.interval_days or max(1, (day - today).days),
    )
    _move(session, owner_id, row, note, "due", f"Due on {day.isoformat()}:", state, now=now)


@one_transaction
def set_flag(session: DbSession, owner_id: int, card_id: int, flag: int, *, now: datetime) -> None:
    """Give the card a flag from 1 to 7, or none with 0; raises `InputError`."""
    if not 0 <= flag <= 7:
        raise InputError(f"A flag is 1 to 7, or 0 for none, not {flag}.", field="flag")
    row, note = _card(session, owner_id, card_id)
    if row.flag == flag:
        return
    before = cards.values_json(row)
    row.flag = flag
    words = f"Flag {flag}" if flag else "No flag"
    _write_down(session, owner_id, row, note, "flag", words, changed=[before, cards.values_json(row)], now=now)


@one_transaction
def set_mark(session: DbSession, owner_id: int, card_id: int, is_marked: bool, *, now: datetime) -> None:
    """Mark the card's note, or take the mark away."""
    row, note = _card(session, owner_id, card_id)
    if (MARKED in note.tags) == is_marked:
        return
    item = retag(note, add=MARKED if is_marked else None, remove=None if is_marked else MARKED, now=now)
    words = "Mark" if is_marked else "No mark"
    _write_down(session, owner_id, row, note, "mark", words, [item], now=now)


@one_transaction
def undo(
    session: DbSession, owner_id: int, deck_id: int, *, now: datetime, expected: int | None = None
) -> Undone | None:
    """Take back the last step of studying the deck, or one below it, and say which it was; None when there is none.

    ``expected`` is `StudyView.undo_id` of the page where it was asked for. The card is as it was and a review is gone;
    its version still counts up, so that a page that shows the card from before can't grade it. Raises
    `NotFoundError`, and `ConflictError` when the card was changed since, or another step than the expected is the last.
    """
    return take_back(session, owner_id, deck_id, now=now, expected=expected)


def take_back(session: DbSession, owner_id: int, deck_id: int, *, now: datetime, expected: int | None) -> Undone | None:
    """What `undo` does, within the transaction of the caller."""
    decks = notes.deck_tree(session, owner_id, deck_id)
    if not decks:
        raise no_deck()
    step = last_step(session, owner_id, [deck.id for deck, _ in decks], owners.note_types(session, owner_id))
    if expected is not None and (step is None or step.number != expected):
        raise ConflictError("Something else was done in this deck since the page was shown, so nothing was undone.")
    if step is None:
        return None
    row = None if step.card_id is None else cards.card_row(session, owner_id, step.card_id)
    if row is not None and step.changed is not None:
        before, after = step.changed
        there = cards.values_json(row)
        if {name: there.get(name) for name in after} != after or not cards.put_back(session, owner_id, row, before):
            raise changed_since()
    if step.review_id is not None:
        history.delete_review(session, owner_id, step.review_id)
    if step.change is not None:
        for item in history.items_of(session, step.change.id):
            _tags_back(session, owner_id, item, now=now)
        step.change.undone_at = now
    return Undone(step.label, step.card_id)


def retag(note: NoteRow, *, add: str | None = None, remove: str | None = None, now: datetime) -> ChangeItemRow:
    """Give the note a tag or take one away; what the journal keeps of it."""
    before = list(note.tags)
    note.tags = [tag for tag in before if tag not in (add, remove)] + ([add] if add else [])
    note.modified_at = next_modified(note.modified_at, now)
    return ChangeItemRow(note_id=note.id, before={"tags": before}, after={"tags": list(note.tags)})


def changed_since() -> ConflictError:
    """What is raised for a card that is no longer as the page showed it."""
    return ConflictError("That card was answered or changed since the page was shown, so nothing was changed.")


def _tags_back(session: DbSession, owner_id: int, item: ChangeItemRow, *, now: datetime) -> None:
    """Undo what the step did to the note's tags, and nothing that was done to them since."""
    note = notes.note_row(session, owner_id, item.note_id, lock=True)
    if note is None:
        return
    before, after = item.before["tags"], item.after["tags"]
    kept = [tag for tag in note.tags if tag in before or tag not in after]
    note.tags = kept + [tag for tag in before if tag not in after and tag not in kept]
    note.modified_at = next_modified(note.modified_at, now)


def _card(session: DbSession, owner_id: int, card_id: int, version: int | None = None) -> tuple[CardRow, NoteRow]:
    row = cards.card_row(session, owner_id, card_id)
    note = None if row is None else notes.note_row(session, owner_id, row.note_id, lock=True)
    if row is None or note is None:
        raise NotFoundError("That card was deleted, so nothing was changed.")
    if version is not None and row.version != version:
        raise changed_since()
    return row, note


def _hold(
    session: DbSession,
    owner_id: int,
    row: CardRow,
    note: NoteRow,
    action: str,
    words: str,
    more: list[ChangeItemRow] | None = None,
    *,
    now: datetime,
    **held: bool | date | None,
) -> None:
    _move(session, owner_id, row, note, action, words, cards.state_of(row), more, now=now, **held)


def _move(
    session: DbSession,
    owner_id: int,
    row: CardRow,
    note: NoteRow,
    action: str,
    words: str,
    state: CardState,
    more: list[ChangeItemRow] | None = None,
    *,
    now: datetime,
    **held: bool | date | None,
) -> None:
    before = cards.values_json(row)
    if not cards.move(session, owner_id, row.id, row.version, state, **held):
        raise changed_since()
    session.refresh(row)
    _write_down(session, owner_id, row, note, action, words, more, changed=[before, cards.values_json(row)], now=now)


def _write_down(
    session: DbSession,
    owner_id: int,
    row: CardRow,
    note: NoteRow,
    action: str,
    words: str,
    items: list[ChangeItemRow] | None = None,
    *,
    changed: list[dict[str, Any]] | None = None,
    now: datetime,
) -> None:
    question = journal.short(journal.question_of(note, row.ord, owners.note_types(session, owner_id)))
    joined = f"{words} “{question}”" if words.endswith(":") else f"{words} on “{question}”"
    label = joined if action in ("flag", "mark", "choice", "due") else f"{words} “{question}”"
    history.add_change(
        session, owner_id, action=action, label=label, items=items or [], now=now, card=row, changed=changed
    )
