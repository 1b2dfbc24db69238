"""More of a deck today than its limits allow."""

from dataclasses import dataclass
from datetime import datetime

from quizapp.errors import InputError
from quizapp.scheduling.calendar import Calendar
from quizapp.scheduling.schedule import MOST_A_DAY
from quizapp.services.decks import no_deck
from quizapp.services.transaction import one_transaction
from quizapp.storage import cards, notes
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
