"""More of a deck today than its limits allow."""

from dataclasses import dataclass, replace
from datetime import datetime

from quizapp.errors import InputError
from quizapp.scheduling.calendar import Calendar
from quizapp.scheduling.queue import Today
from quizapp.scheduling.schedule import MOST_A_DAY
from quizapp.services.deck_tree import gather
from quizapp.services.decks import no_deck
from quizapp.services.transaction import one_transaction
from quizapp.storage import cards, notes, owners
from quizapp.storage.database import DbSession, start_reading


@dataclass(frozen=True, slots=True)
class Waiting:
    """The new cards of a deck and those below it, and the reviews that are due, within the day's limits or not."""

    new: int
    due: int


def waiting(session: DbSession, owner_id: int, deck_id: int, *, now: datetime, calendar: Calendar) -> Waiting:
    """What there is to study in the deck, siblings among it; raises `NotFoundError`."""
    start_reading(session)
    ids = [deck.id for deck, _ in notes.deck_tree(session, owner_id, deck_id)]
    if not ids:
        raise no_deck()
    return Waiting(*cards.count_waiting(session, owner_id, ids, today=calendar.day(now)))


def held_by_limits(session: DbSession, owner_id: int, deck_id: int, *, now: datetime, calendar: Calendar) -> Waiting:
    """What a deck that has nothing left to show would show today if it had no limits, of a note one card, and no more
    than a day's limits may ever allow; raises `NotFoundError`.
    """
    start_reading(session)
    rows = notes.deck_tree(session, owner_id, deck_id)
    if not rows:
        raise no_deck()
    pairs = [
        (deck, replace(owners.preset_of(preset), new_per_day=MOST_A_DAY, reviews_per_day=MOST_A_DAY))
        for deck, preset in rows
    ]
    today = calendar.day(now)
    found = cards.candidates(
        session,
        owner_id,
        today=today,
        start=calendar.start(today),
        reviews=MOST_A_DAY,
        new=MOST_A_DAY,
        deck_ids=[deck.id for deck, _ in rows],
    )
    left = gather(pairs, found=found, done={}, days={}, now=now, calendar=calendar)[deck_id]
    of_day = Today.of(left.cards, now=now, calendar=calendar, preset=left.preset, answered_notes=left.answered_notes)
    return Waiting(len(of_day.new), len(of_day.steps) + len(of_day.due))


@one_transaction
def study_more(
    session: DbSession, owner_id: int, deck_id: int, *, new: int, reviews: int, now: datetime, calendar: Calendar
) -> None:
    """Add to what today's limits of the deck and those below it allow; said again, it adds again.

    Raises `NotFoundError`, and `InputError` naming the field.
    """
    for field, number in (("new", new), ("reviews", reviews)):
        if not 0 <= number <= MOST_A_DAY:
            raise InputError(f"Give a whole number from 0 to {MOST_A_DAY}.", field=field)
    if new + reviews == 0:
        raise InputError("Say how many more.", field="new")
    rows = notes.deck_tree(session, owner_id, deck_id)
    if not rows:
        raise no_deck()
    today = calendar.day(now)
    for deck, _ in rows:
        before = (deck.more_new, deck.more_reviews) if deck.more_day == today else (0, 0)
        deck.more_day = today
        deck.more_new, deck.more_reviews = min(before[0] + new, MOST_A_DAY), min(before[1] + reviews, MOST_A_DAY)
