"""The answer that nearly every answer is: to the card that this process showed last, with nothing changed since.

What was read to show the card is still so then, and need not be asked of the database again, and the transaction needs
no session, which takes longer to begin and end than all that is done within. Whether nothing has changed is told by the
library's count of changes, within the transaction; where something has, it is taken back and left to `answer`. The next
card is made ready while the answer is written to the disk, which takes longer.
"""

from datetime import datetime
from functools import partial

from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from quizapp.errors import ConflictError
from quizapp.scheduling import schedule
from quizapp.scheduling.calendar import Calendar
from quizapp.scheduling.schedule import CardState, Rating
from quizapp.services.aside import aside
from quizapp.services.card_actions import changed_since
from quizapp.services.study_cards import plain_card, ready_card, seed_of, study_view
from quizapp.services.study_day import (
    Foreseen,
    Ready,
    Shown,
    StudyDay,
    forget_day,
    go_on,
    is_load_known,
    kept_day,
    load_of,
    look,
)
from quizapp.services.study_storing import Stored, store
from quizapp.services.study_views import Answered, Grade, StudyView
from quizapp.storage import answering
from quizapp.storage.answering import AskedCard
from quizapp.storage.database import DbSession
from quizapp.storage.prepared import Driver, driver_transaction, idle_engine


def quick_answer(
    session: DbSession, owner_id: int, grade: Grade, *, now: datetime, calendar: Calendar, deck_id: int
) -> tuple[Answered | None, StudyView | None]:
    """What was stored, and what is next; None for what must be done with more care, and was left undone."""
    engine = idle_engine(session)
    day = None if engine is None else kept_day(engine, owner_id, deck_id, now=now, calendar=calendar)
    foreseen = None if day is None else day.foreseen  # which another request may change meanwhile
    if engine is None or day is None or foreseen is None:
        return None, None
    asked, seen = foreseen.asked, day.changes
    if (asked.card_id, asked.version) != (grade.card_id, grade.version) or asked.card_id not in day.today.cards:
        return None, None
    try:
        with driver_transaction(engine) as driver:
            after = _after(driver, owner_id, day, foreseen, Rating(grade.rating), now=now, calendar=calendar)
            if schedule.became_leech(asked.state, after, day.decks[asked.deck_id].preset):
                return None, None
            stored = store(
                driver, owner_id, grade, asked, after, day,
                question=foreseen.question, seen=seen, now=now, calendar=calendar,
            )  # fmt: skip
            if not answering.count_next(driver, owner_id, seen=seen):
                raise changed_since()
            shown = aside(partial(_go_on, engine, owner_id, day, asked, after, stored, now=now))
    except BaseException as error:
        forget_day(engine, owner_id, deck_id)
        if isinstance(error, ConflictError | IntegrityError):
            return None, None
        raise
    answered = Answered(repeated=False, review_id=stored.review_id, step=stored.step)
    return answered, shown() or _read_next(engine, owner_id, day, now=now)


def _after(
    driver: Driver,
    owner_id: int,
    day: StudyDay,
    foreseen: Foreseen,
    rating: Rating,
    *,
    now: datetime,
    calendar: Calendar,
) -> CardState:
    asked = foreseen.asked
    return foreseen.outcomes.later(rating, now) or schedule.review(
        asked.state, rating, now=now, calendar=calendar, preset=day.decks[asked.deck_id].preset, seed=seed_of(asked),
        load=load_of(driver, owner_id, day, asked),
    )  # fmt: skip


def _go_on(
    engine: Engine, owner_id: int, day: StudyDay, asked: AskedCard, after: CardState, stored: Stored, *, now: datetime
) -> StudyView | None:
    """Bring the day on and make the view of the next card; None where something has to be read for that."""
    go_on(engine, owner_id, day, asked, after, (stored.step, stored.label))
    shown = look(day, now)
    ready = None if shown.card is None else day.ahead.get(shown.card.card_id)
    if ready is None or not is_load_known(day, ready.asked):
        return None
    return _view(None, owner_id, day, shown, ready, now)


def _read_next(engine: Engine, owner_id: int, day: StudyDay, *, now: datetime) -> StudyView | None:
    """The view of the next card, read with those that follow it; None where that takes more care."""
    with driver_transaction(engine) as driver:
        shown = look(day, now)
        if shown.card is None or answering.changes(driver, owner_id) != day.changes:
            return None
        if shown.card.card_id not in day.ahead:
            found = answering.cards_ahead(driver, owner_id, day.today.ahead(now, answering.AHEAD))
            day.ahead = {card_id: ready_card(asked, day, proofs) for card_id, (asked, proofs) in found.items()}
        ready = day.ahead.get(shown.card.card_id)
        return None if ready is None else _view(driver, owner_id, day, shown, ready, now)


def _view(
    at: Driver | None, owner_id: int, day: StudyDay, shown: Shown, ready: Ready, now: datetime
) -> StudyView | None:
    day.ahead.pop(ready.asked.card_id, None)
    if ready.note is None:
        return None
    card = plain_card(ready, day, load_of(at, owner_id, day, ready.asked), now=now, calendar=day.calendar)
    return study_view(day, shown, card, now)
