"""Study: the next card of a deck, its answer, undo, and what was done today."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy.exc import IntegrityError

from quizapp.errors import ConflictError, InputError, NotFoundError
from quizapp.scheduling import schedule
from quizapp.scheduling.calendar import Calendar
from quizapp.scheduling.schedule import Rating
from quizapp.scheduling.ways import MOST_FOR_CHOICE
from quizapp.services.card_actions import changed_since, retag
from quizapp.services.decks import LEECH, left_today
from quizapp.services.study_cards import may_rate, question_of, seed_of, study_card, study_view
from quizapp.services.study_day import (
    Shown,
    StudyDay,
    engine_of,
    gathered_day,
    go_on,
    load_of,
    look,
    study_day,
)
from quizapp.services.study_quick import quick_answer
from quizapp.services.study_storing import store
from quizapp.services.study_views import Answered, Grade, StudyCard, StudySummary, StudyView
from quizapp.services.transaction import one_transaction
from quizapp.storage import answering, cards, history, notes
from quizapp.storage.answering import AskedCard
from quizapp.storage.database import DbSession, start_reading

__all__ = [
    "Answered", "Grade", "StudyCard", "StudySummary", "StudyView", "answer", "answer_and_next", "next_card", "summary",
]  # fmt: skip


def next_card(
    session: DbSession,
    owner_id: int,
    deck_id: int,
    *,
    now: datetime,
    calendar: Calendar,
    stays: tuple[int, int | None] | None = None,
) -> StudyView:
    """The card of the deck, or of those below it, that is next; raises `NotFoundError`.

    ``stays`` is a card, with its version if it must be that, that is shown although another's turn may have come.
    """
    start_reading(session)
    day = study_day(session, owner_id, deck_id, now=now, calendar=calendar)
    shown = look(day, now)
    if stays is not None and stays[0] in day.today.cards:
        asked = answering.asked_card(session, owner_id, stays[0])
        if asked is not None and stays[1] in (None, asked.version):
            return _view(session, owner_id, day, shown, asked, now=now, calendar=calendar)
    if shown.card is not None:
        asked = answering.asked_card(session, owner_id, shown.card.card_id)
        return _view(session, owner_id, day, shown, asked, now=now, calendar=calendar)
    _, left = gathered_day(session, owner_id, deck_id, now=now, calendar=calendar)
    days = cards.first_days(session, owner_id, after=day.day, deck_ids=list(day.decks))
    left.later = min(days.values(), default=None)
    counts, next_due = left_today(left, now=now, calendar=calendar)
    return study_view(day, replace(shown, counts=counts), None, next_due)


def answer(
    session: DbSession, owner_id: int, grade: Grade, *, now: datetime, calendar: Calendar, deck_id: int | None = None
) -> Answered:
    """Grade the card: its new state and its review are on disk, both or neither, when this returns.

    The same request again changes nothing. Raises `ConflictError` when the card is not as it was shown any more, and
    `NotFoundError` when it is gone or not in ``deck_id``.
    """
    try:
        stored = _answer(session, owner_id, grade, now=now, calendar=calendar, deck_id=deck_id)
    except (ConflictError, NotFoundError, IntegrityError):
        return _stored_meanwhile(session, owner_id, grade)
    stored.goes_on()
    return stored.answered


def answer_and_next(
    session: DbSession, owner_id: int, grade: Grade, *, now: datetime, calendar: Calendar, deck_id: int
) -> tuple[Answered, StudyView]:
    """`answer` and then `next_card`."""
    answered, view = quick_answer(session, owner_id, grade, now=now, calendar=calendar, deck_id=deck_id)
    if answered is None:
        answered = answer(session, owner_id, grade, now=now, calendar=calendar, deck_id=deck_id)
    return answered, view or next_card(session, owner_id, deck_id, now=now, calendar=calendar)


class Stored(NamedTuple):
    """What was stored, and what brings the gathered day on to it, to be called once the answer is on disk.

    It gives the day as it is then, or None where that has to be gathered anew.
    """

    answered: Answered
    goes_on: Callable[[], StudyDay | None]


def answer_within(
    session: DbSession,
    owner_id: int,
    grade: Grade,
    *,
    now: datetime,
    calendar: Calendar,
    deck_id: int | None,
    by_choice: bool = True,
) -> Stored:
    """Grade the card within the transaction of the caller.

    ``by_choice`` says that it may have been answered by choosing, where the deck is answered so.
    """
    request = answering.request_of(session, owner_id, grade.card_id, grade.request_id)
    if request is None:
        raise _not_here()
    asked = request.asked
    if request.review_id is not None:
        if request.reviewed_card != asked.card_id:
            raise ConflictError("That answer's id was used for another card, so nothing was changed.")
        return Stored(Answered(repeated=True, review_id=request.review_id), lambda: None)
    studied = asked.deck_id if deck_id is None else deck_id
    day = study_day(session, owner_id, studied, now=now, calendar=calendar, changes=request.changes)
    if asked.deck_id not in day.decks:
        raise _not_here()
    if asked.version != grade.version or asked.is_suspended or asked.is_empty:
        raise _answered_before(session, asked.card_id, grade.version)
    deck, rating = day.decks[asked.deck_id], Rating(grade.rating)
    if by_choice and not may_rate(session, owner_id, asked, deck, day):
        if not deck.choice_counts:
            raise ConflictError("The answers of this deck are chosen, and a choice does not change the schedule here.")
        if rating > MOST_FOR_CHOICE:
            raise InputError("A choice counts as Hard at most: recognising is not recalling.", field="rating")
    before = asked.state
    after = schedule.review(
        before, rating, now=now, calendar=calendar, preset=deck.preset, seed=seed_of(asked),
        load=load_of(session, owner_id, day, asked),
    )  # fmt: skip
    leech = []
    if schedule.became_leech(before, after, deck.preset):
        leech.append(_as_leech(session, owner_id, asked.note_id, now=now))
    stored = store(
        session, owner_id, grade, asked, after, day,
        question=question_of(session, owner_id, asked, day), leech=leech, now=now, calendar=calendar,
    )  # fmt: skip
    answered = Answered(
        repeated=False, review_id=stored.review_id, leech=asked.note_id if leech else None, step=stored.step
    )
    undo, engine = (stored.step, stored.label), engine_of(session)
    return Stored(answered, lambda: go_on(engine, owner_id, day, asked, after, undo))


_answer = one_transaction(answer_within)


def _stored_meanwhile(session: DbSession, owner_id: int, grade: Grade) -> Answered:
    """What the same request stored in another process while this one waited; the error at hand when that is nothing."""
    review = answering.review_of_request(session, owner_id, grade.request_id)
    if review is None or review[1] != grade.card_id:
        raise
    return Answered(repeated=True, review_id=review[0])


def _view(
    session: DbSession,
    owner_id: int,
    day: StudyDay,
    shown: Shown,
    asked: AskedCard | None,
    *,
    now: datetime,
    calendar: Calendar,
) -> StudyView:
    card = None if asked is None else study_card(session, owner_id, asked, day, now=now, calendar=calendar)
    return study_view(day, shown, card, now)


def summary(session: DbSession, owner_id: int, deck_id: int, *, now: datetime, calendar: Calendar) -> StudySummary:
    """What was done in the deck today, and when there is a card to show; raises `NotFoundError`."""
    view = next_card(session, owner_id, deck_id, now=now, calendar=calendar)
    deck_ids = [deck.id for deck, _ in notes.deck_tree(session, owner_id, deck_id)]
    ratings = history.ratings_since(session, owner_id, deck_ids, calendar.start(calendar.day(now)))
    number = {rating: ratings.get(int(rating), (0, 0))[0] for rating in Rating}
    return StudySummary(
        reviews=sum(number.values()),
        again=number[Rating.AGAIN],
        hard=number[Rating.HARD],
        good=number[Rating.GOOD],
        easy=number[Rating.EASY],
        seconds=sum(duration for _, duration in ratings.values()) / 1000,
        next_due=view.next_due,
    )


def _as_leech(session: DbSession, owner_id: int, note_id: int, *, now: datetime) -> dict[str, Any]:
    """Call the note a leech; what the journal keeps of that."""
    note = notes.note_row(session, owner_id, note_id, lock=True)
    if note is None:
        raise _not_here()
    item = retag(note, add=LEECH, now=now)
    return {"note_id": note_id, "before": item.before, "after": item.after}


def _answered_before(session: DbSession, card_id: int, version: int) -> ConflictError:
    """Says which answer the card of this version was given meanwhile, or that it was changed."""
    rating = history.rating_of_version(session, card_id, version)
    if rating is None:
        return changed_since()
    word = Rating(rating).name.capitalize()
    return ConflictError(f"That card was answered already, with {word}, so nothing was changed.")


def _not_here() -> NotFoundError:
    return NotFoundError("That card is not in this deck any more, so nothing was changed.")
