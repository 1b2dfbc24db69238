"""What is left of a day in a deck, gathered once and kept true from answer to answer while nothing else changes."""

import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import NamedTuple
from weakref import WeakKeyDictionary

from sqlalchemy import Engine

from quizapp.notes import Card, NoteType
from quizapp.scheduling import queue
from quizapp.scheduling.calendar import Calendar
from quizapp.scheduling.load import FURTHEST, Load
from quizapp.scheduling.memory import NextMemory, Rating
from quizapp.scheduling.schedule import CardState, Outcomes, Preset
from quizapp.scheduling.ways import Way
from quizapp.services.deck_tree import Gathered, gather, preset_today
from quizapp.services.decks import no_deck
from quizapp.services.study_steps import last_step
from quizapp.services.views import NoteView
from quizapp.storage import answering, cards, history, notes, owners
from quizapp.storage.answering import AskedCard
from quizapp.storage.database import DbSession
from quizapp.storage.prepared import Connected

_KEPT = 32
"""Decks of which the day is kept at once."""


@dataclass(frozen=True, slots=True)
class StudiedDeck:
    """A deck as studying needs it."""

    id: int
    name: str
    way: Way
    choice_counts: bool
    preset_id: int
    preset: Preset


class Foreseen(NamedTuple):
    """A card as it was asked, its question for people, and what each rating would make of it."""

    asked: AskedCard
    question: str
    outcomes: Outcomes


class Ready(NamedTuple):
    """A card that was read before its turn, with its note as its page shows it, of that the face that is asked, and how
    well it will be remembered after each rating.

    It has no note where it is asked in another way than by flipping or typing, no face where an edit left none, and no
    memories where the clock was set back since its last review.
    """

    asked: AskedCard
    note: NoteView | None = None
    face: Card | None = None
    memories: Mapping[Rating, NextMemory] | None = None


@dataclass(slots=True)
class StudyDay:
    """A deck's ``day``, from ``starts_at`` until ``ends_at``, as it was after so many ``changes`` of the library.

    ``decks`` has the studied one first. ``undo`` is the number and the label of the step that undo takes back;
    ``loads`` holds the reviews of each of the days ahead, by preset; ``ahead`` the cards that were read before their
    turn; ``foreseen`` is the card that was shown last.
    """

    changes: int
    day: date
    starts_at: datetime
    ends_at: datetime
    calendar: Calendar
    decks: dict[int, StudiedDeck]
    today: queue.Today
    answers: int
    types: dict[int, NoteType]
    undo: tuple[int, str] | None
    loads: dict[int, list[int]] = field(default_factory=dict)
    ahead: dict[int, Ready] = field(default_factory=dict)
    foreseen: Foreseen | None = None

    @property
    def deck(self) -> StudiedDeck:
        """The deck that is studied."""
        return next(iter(self.decks.values()))


_days: WeakKeyDictionary[Engine, OrderedDict[tuple[int, int], StudyDay]] = WeakKeyDictionary()
_lock = threading.Lock()


def study_day(
    session: DbSession, owner_id: int, deck_id: int, *, now: datetime, calendar: Calendar, changes: int | None = None
) -> StudyDay:
    """The deck's day as the library is now; raises `NotFoundError`. To be read within one transaction.

    ``changes`` is how many the library had, where that was read already.
    """
    if changes is None:
        changes = answering.changes(session, owner_id)
    engine = engine_of(session)
    kept = kept_day(engine, owner_id, deck_id, now=now, calendar=calendar)
    if kept is not None and kept.changes == changes:
        return kept
    day, _ = gathered_day(session, owner_id, deck_id, now=now, calendar=calendar)
    with _lock:
        of_engine = _days.setdefault(engine, OrderedDict())
        of_engine[owner_id, deck_id] = day
        of_engine.move_to_end((owner_id, deck_id))
        while len(of_engine) > _KEPT:
            of_engine.popitem(last=False)
    return day


def kept_day(engine: Engine, owner_id: int, deck_id: int, *, now: datetime, calendar: Calendar) -> StudyDay | None:
    """The deck's day of today as this process knows it; the library may have changed since."""
    with _lock:
        of_engine = _days.get(engine)
        kept = None if of_engine is None else of_engine.get((owner_id, deck_id))
    is_today = kept is not None and kept.starts_at <= now < kept.ends_at and kept.calendar == calendar
    return kept if is_today else None


def gathered_day(
    session: DbSession, owner_id: int, deck_id: int, *, now: datetime, calendar: Calendar
) -> tuple[StudyDay, Gathered]:
    """The deck's day gathered from the library, and what it was made of; raises `NotFoundError`."""
    changes = answering.changes(session, owner_id)
    rows = notes.deck_tree(session, owner_id, deck_id)
    if not rows:
        raise no_deck()
    today = calendar.day(now)
    pairs = [(deck, preset_today(deck, owners.preset_of(preset), today)) for deck, preset in rows]
    ids = [deck.id for deck, _ in pairs]
    start = calendar.start(today)
    top = pairs[0][1]
    found = cards.candidates(
        session,
        owner_id,
        today=today,
        start=start,
        reviews=max(preset.reviews_per_day for _, preset in pairs),
        new=max(preset.new_per_day for _, preset in pairs),
        deck_ids=ids,
        order=top,
    )
    done = history.done_since(session, owner_id, start, deck_ids=ids)
    left = gather(pairs, found=found, done=done, days={}, now=now, calendar=calendar, order=top)[deck_id]
    types = owners.note_types(session, owner_id)
    last = last_step(session, owner_id, ids, types)
    day = StudyDay(
        changes=changes,
        day=today,
        starts_at=start,
        ends_at=calendar.start(today + timedelta(days=1)),
        calendar=calendar,
        decks={
            deck.id: StudiedDeck(deck.id, deck.name, Way(deck.answer_way), deck.choice_counts, deck.preset_id, preset)
            for deck, preset in pairs
        },
        today=queue.Today.of(
            left.cards,
            now=now,
            calendar=calendar,
            preset=top,
            done_today=left.done,
            answered_notes=left.answered_notes,
            just_answered=_just_answered(left.cards),
        ),
        answers=left.answers,
        types=types,
        undo=(last.number, last.label) if last else None,
    )
    return day, left


@dataclass(frozen=True, slots=True)
class Shown:
    """What is to be shown of a day: the next card, what is left, the answers given, and what undo takes back."""

    card: queue.QueueCard | None
    counts: queue.Counts
    answers: int
    undo: tuple[int, str] | None


def look(day: StudyDay, now: datetime) -> Shown:
    """What is to be shown of the day at ``now``."""
    with _lock:
        return Shown(day.today.next_card(now), day.today.counts(now), day.answers, day.undo)


def load_of(at: Connected | None, owner_id: int, day: StudyDay, asked: AskedCard) -> Load | None:
    """The reviews of the days ahead where the card's deck evens them out; None where it leaves them to chance.

    Where it `is_load_known`, ``at`` may be None.
    """
    deck = day.decks[asked.deck_id]
    if not _is_even(deck):
        return None
    due: Sequence[int] = ()
    if deck.preset.balance:
        if deck.preset_id not in day.loads and at is not None:
            days = [day.day + timedelta(days=ahead) for ahead in range(FURTHEST + 1)]
            found = answering.loads(at, owner_id, deck.preset_id, first=days[0], last=days[-1])
            day.loads[deck.preset_id] = [found.get(one, 0) for one in days]
        due = day.loads[deck.preset_id]
    if at is None or _is_alone(day, asked):
        return Load(due)
    return Load(due, answering.sibling_days(at, asked.note_id, asked.card_id))


def is_load_known(day: StudyDay, asked: AskedCard) -> bool:
    """Whether `load_of` the card asks the database for nothing."""
    deck = day.decks[asked.deck_id]
    is_counted = not deck.preset.balance or deck.preset_id in day.loads
    return not _is_even(deck) or (is_counted and _is_alone(day, asked))


def _is_even(deck: StudiedDeck) -> bool:
    return deck.preset.balance or set(deck.preset.easy_days) != {1.0}


def _is_alone(day: StudyDay, asked: AskedCard) -> bool:
    """True for the only card of its note."""
    note_type = day.types.get(asked.note_type_id)
    return note_type is not None and len(note_type.faces) == 1


def go_on(
    engine: Engine, owner_id: int, day: StudyDay, asked: AskedCard, after: CardState, undo: tuple[int, str]
) -> StudyDay | None:
    """Bring ``day`` on after an answer that is the very next change of the library; None where it has to be gathered
    anew.
    """
    if asked.card_id not in day.today.cards:  # shown by an old page
        forget_day(engine, owner_id, day.deck.id)
        return None
    with _lock:
        day.today.answered(asked.card_id, after)
        day.answers += 1
        day.undo = undo
        load = day.loads.get(day.decks[asked.deck_id].preset_id, [])
        for due_day, more in ((asked.state.due_day, -1), (after.due_day, 1)):
            if due_day is not None and 0 <= (ahead := (due_day - day.day).days) < len(load):
                load[ahead] = max(0, load[ahead] + more)
        for card_id, ready in list(day.ahead.items()):
            if ready.asked.note_id == asked.note_id:  # which may be another now
                day.ahead.pop(card_id, None)
        day.changes += 1
    return day


def forget_day(engine: Engine, owner_id: int, deck_id: int) -> None:
    """Have the deck's day gathered anew, as when what brought it on was not stored after all."""
    with _lock:
        _days.get(engine, OrderedDict()).pop((owner_id, deck_id), None)


def engine_of(session: DbSession) -> Engine:
    """The engine of the session's connections."""
    bind = session.get_bind()
    return bind if isinstance(bind, Engine) else bind.engine


def _just_answered(found: list[queue.QueueCard]) -> int | None:
    answered = [(card.state.last_review, card.card_id) for card in found if card.state.last_review is not None]
    return max(answered)[1] if answered else None
