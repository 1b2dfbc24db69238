"""The decks, with what is left to study in each."""

from dataclasses import dataclass
from datetime import datetime

from quizapp.errors import InputError, NotFoundError
from quizapp.notes import Card, next_modified
from quizapp.scheduling import queue
from quizapp.scheduling.calendar import Calendar
from quizapp.services.deck_tree import Gathered, gather, preset_today
from quizapp.services.transaction import one_transaction
from quizapp.services.views import NoteView, note_views
from quizapp.storage import cards, history, notes, owners
from quizapp.storage.database import DbSession, start_reading
from quizapp.storage.notes import LEVEL

LEECH = "leech"
"""The tag of a note that is forgotten again and again, as in Anki."""

LONGEST_NAME = 200
"""Characters that a deck's name may have."""


@dataclass(frozen=True, slots=True)
class DeckSummary:
    """A deck and what is left today in it and those below; ``next_due``: when there is a card, None for never."""

    id: int
    name: str
    description: str
    new: int
    learning: int
    due: int
    total: int
    next_due: datetime | None


@dataclass(frozen=True, slots=True)
class DeckView:
    """A deck with the notes of one ``page`` of its ``pages``, in the order in which new ones come, and the decks below
    it; ``total`` counts its notes.
    """

    summary: DeckSummary
    notes: list[NoteView]
    below: list[DeckSummary]
    total: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class HeldCard:
    """A card that is not shown: suspended, perhaps as a leech after so many lapses, or else buried for today."""

    card_id: int
    note: NoteView
    face: Card
    is_suspended: bool
    is_leech: bool
    lapses: int


@dataclass(frozen=True, slots=True)
class Held:
    """A deck's cards that are not shown now."""

    deck_id: int
    deck_name: str
    cards: list[HeldCard]


def list_decks(session: DbSession, owner_id: int, *, now: datetime, calendar: Calendar) -> list[DeckSummary]:
    """The owner's decks by name, in a number of queries that does not grow with them."""
    start_reading(session)
    return _summaries(session, owner_id, now=now, calendar=calendar)


def get_deck(
    session: DbSession, owner_id: int, deck_id: int, *, now: datetime, calendar: Calendar, page: int = 1, size: int = 0
) -> DeckView:
    """The deck with its notes, ``size`` to a page (0: all on one) and of those the nearest to ``page``; raises
    `NotFoundError`.
    """
    start_reading(session)
    found = _summaries(session, owner_id, now=now, calendar=calendar, deck_id=deck_id)
    if not found:
        raise no_deck()
    total = notes.count_notes(session, owner_id, deck_id)
    pages = max(1, -(-total // size)) if size else 1
    page = min(max(page, 1), pages)
    rows = notes.notes_of_decks(session, owner_id, [deck_id], offset=(page - 1) * size, limit=size or None)
    return DeckView(found[0], note_views(session, owner_id, rows), found[1:], total, page, pages)


def get_summary(session: DbSession, owner_id: int, deck_id: int, *, now: datetime, calendar: Calendar) -> DeckSummary:
    """What is left in the deck; raises `NotFoundError`."""
    start_reading(session)
    found = _summaries(session, owner_id, now=now, calendar=calendar, deck_id=deck_id)
    if not found:
        raise no_deck()
    return found[0]


def list_held(session: DbSession, owner_id: int, deck_id: int, *, now: datetime, calendar: Calendar) -> Held:
    """The cards of the deck and those below that are suspended or buried today; raises `NotFoundError`."""
    start_reading(session)
    found = notes.deck_tree(session, owner_id, deck_id)
    if not found:
        raise no_deck()
    rows = cards.held_cards(session, owner_id, [deck.id for deck, _ in found], today=calendar.day(now))
    note_rows = notes.notes_by_id(session, owner_id, {row.note_id for row in rows})
    views = {note.id: note for note in note_views(session, owner_id, note_rows)}
    held = [
        HeldCard(row.id, views[row.note_id], face, row.is_suspended, LEECH in views[row.note_id].tags, row.lapses)
        for row in rows
        for face in views[row.note_id].cards
        if face.ord == row.ord
    ]
    return Held(found[0][0].id, found[0][0].name, held)


@one_transaction
def rename_deck(session: DbSession, owner_id: int, deck_id: int, name: str, *, now: datetime) -> None:
    """Give the deck another name, and those below it with it.

    Raises `NotFoundError`, and `InputError` for a name that is empty or taken.
    """
    tree = [deck for deck, _ in notes.deck_tree(session, owner_id, deck_id)]
    if not tree:
        raise no_deck()
    old, new = tree[0].name, check_name(name)
    names = {deck.id: check_name(new + deck.name.removeprefix(old)) for deck in tree}
    for one in names.values():
        there = notes.deck_named(session, owner_id, one)
        if there is not None and there.id not in names:
            raise InputError(f"There is a deck '{one}' already: choose another name.", field="name")
    # No two have one name at any time: a longer name may be the one that a deck below still has, a shorter one above.
    for deck in reversed(tree) if len(new) > len(old) else tree:
        deck.name = names[deck.id]
        deck.modified_at = next_modified(deck.modified_at, now)
        session.flush()


@one_transaction
def delete_deck(session: DbSession, owner_id: int, deck_id: int) -> None:
    """Delete the deck with its cards, their reviews and their notes; raises `NotFoundError`."""
    if notes.deck_row(session, owner_id, deck_id) is None:
        raise no_deck()
    notes.delete_deck_row(session, owner_id, deck_id)


@one_transaction
def delete_note(session: DbSession, owner_id: int, note_id: int) -> None:
    """Delete the note with its cards and their reviews; raises `NotFoundError`."""
    if notes.note_row(session, owner_id, note_id, lock=True) is None:
        raise NotFoundError("There is no such note: it may have been deleted.")
    notes.delete_notes(session, [note_id])


def check_name(name: str) -> str:
    """``name`` as a deck's name, each level without white space round it; else `InputError`."""
    levels = [" ".join(level.replace("\x00", "").split()) for level in name.split(LEVEL)]
    if not all(levels):
        raise InputError("A deck needs a name, and so does each level of it.", field="name")
    checked = LEVEL.join(levels)
    if len(checked) > LONGEST_NAME:
        raise InputError(f"The name has {len(checked)} characters: {LONGEST_NAME} is the most.", field="name")
    return checked


def no_deck() -> NotFoundError:
    """What is raised for a deck that is not there."""
    return NotFoundError("There is no such deck: it may have been deleted.")


def _summaries(
    session: DbSession, owner_id: int, *, now: datetime, calendar: Calendar, deck_id: int | None = None
) -> list[DeckSummary]:
    rows = notes.decks(session, owner_id) if deck_id is None else notes.deck_tree(session, owner_id, deck_id)
    if not rows:
        return []
    today = calendar.day(now)
    start = calendar.start(today)
    presets = {preset.id: owners.preset_of(preset) for _, preset in rows}
    pairs = [(deck, preset_today(deck, presets[preset.id], today)) for deck, preset in rows]
    deck_ids = [deck.id for deck, _ in rows]
    found = cards.candidates(
        session,
        owner_id,
        today=today,
        start=start,
        reviews=max(preset.reviews_per_day for _, preset in pairs),
        new=max(preset.new_per_day for _, preset in pairs),
        deck_ids=deck_ids,
    )
    totals = cards.count_cards(session, owner_id)
    gathered = gather(
        pairs,
        found=found,
        done=history.done_since(session, owner_id, start, deck_ids=deck_ids),
        days=cards.first_days(session, owner_id, after=today, deck_ids=deck_ids),
        now=now,
        calendar=calendar,
    )
    summaries = []
    for deck, _ in rows:
        counts, next_due = left_today(gathered[deck.id], now=now, calendar=calendar)
        summaries.append(
            DeckSummary(
                id=deck.id,
                name=deck.name,
                description=deck.description,
                new=counts.new,
                learning=counts.learning,
                due=counts.due,
                total=sum(totals.get(one, 0) for one in (deck.id, *gathered[deck.id].below)),
                next_due=next_due,
            )
        )
    return summaries


def left_today(left: Gathered, *, now: datetime, calendar: Calendar) -> tuple[queue.Counts, datetime | None]:
    """What is left of a deck's cards today, and when there is one to show."""
    soon = queue.next_due(
        left.cards,
        now=now,
        calendar=calendar,
        preset=left.preset,
        done_today=left.done,
        answered_notes=left.answered_notes,
    )
    if left.later is not None and left.preset.reviews_per_day > 0:
        later = calendar.start(left.later)
        soon = later if soon is None else min(soon, later)
    counts = queue.counts(
        left.cards,
        now=now,
        calendar=calendar,
        preset=left.preset,
        done_today=left.done,
        answered_notes=left.answered_notes,
    )
    return counts, soon
