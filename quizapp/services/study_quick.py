"""The answer that nearly every answer is: to the card that this process showed last, with nothing changed since.

What was read to show the card is still so then, and need not be asked of the database again, and the transaction needs
no session, which takes longer to begin and end than all that is done within. Whether nothing has changed is told by the
library's count of changes, within the transaction; where something has, it is taken back and left to `answer`.
"""

from datetime import datetime

from sqlalchemy.exc import IntegrityError

from quizapp.errors import ConflictError
from quizapp.scheduling import schedule
from quizapp.scheduling.calendar import Calendar
from quizapp.scheduling.schedule import CardState, Rating
from quizapp.services.card_actions import changed_since
from quizapp.services.study_cards import plain_card, ready_card, seed_of, study_view
from quizapp.services.study_day import Foreseen, StudyDay, forget_day, go_on, kept_day, load_of, look
from quizapp.services.study_storing import store
from quizapp.services.study_views import Answered, Grade, StudyView
from quizapp.storage import answering
from quizapp.storage.database import DbSession
from quizapp.storage.prepared import Driver, driver_transaction, idle_engine


def quick_answer(
    session: DbSession, owner_id: int, grade: Grade, *, now: datetime, calendar: Calendar, deck_id: int
) -> tuple[Answered | None, StudyView | None]:
    """What was stored, and what is next; None for what must be done with more care, and was left undone."""
    engine = idle_engine(session)
    day = None if engine is None else kept_day(engine, owner_id, deck_id, now=now, calendar=calendar)
    if engine is None or day is None or day.foreseen is None:
        return None, None
    foreseen, asked = day.foreseen, day.foreseen.asked
    if (asked.card_id, asked.version) != (grade.card_id, grade.version) or asked.card_id not in day.today.cards:
        return None, None
    try:
        with driver_transaction(engine) as driver:
            after = _after(driver, owner_id, day, foreseen, Rating(grade.rating), now=now, calendar=calendar)
            if schedule.became_leech(asked.state, after, day.decks[asked.deck_id].preset):
                return None, None
            stored = store(
                driver, owner_id, grade, asked, after, day,
                question=foreseen.question, seen=day.changes, now=now, calendar=calendar,
            )  # fmt: skip
            if not answering.count_next(driver, owner_id, seen=day.changes):
                raise changed_since()
            go_on(session, owner_id, day, asked, after, (stored.step, stored.label))
            view = _next(driver, owner_id, day, now=now, calendar=calendar)
    except BaseException as error:
        forget_day(engine, owner_id, deck_id)
        if isinstance(error, ConflictError | IntegrityError):
            return None, None
        raise
    return Answered(repeated=False, review_id=stored.review_id, step=stored.step), view


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


def _next(driver: Driver, owner_id: int, day: StudyDay, *, now: datetime, calendar: Calendar) -> StudyView | None:
    shown = look(day, now)
    if shown.card is None:
        return None
    if shown.card.card_id not in day.ahead:
        found = answering.cards_ahead(driver, owner_id, day.today.ahead(now, answering.AHEAD))
        day.ahead = {card_id: ready_card(asked, day, proofs) for card_id, (asked, proofs) in found.items()}
    ready = day.ahead.pop(shown.card.card_id, None)
    if ready is None or ready.note is None:
        return None
    card = plain_card(ready, day, load_of(driver, owner_id, day, ready.asked), now=now, calendar=calendar)
    return study_view(day, shown, card, now)
