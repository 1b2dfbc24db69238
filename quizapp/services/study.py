"""Study: the next card of a deck, its answer, undo, and what was done today."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy.exc import IntegrityError

from quizapp.errors import ConflictError, InputError, NotFoundError
from quizapp.scheduling import queue, schedule
from quizapp.scheduling.calendar import Calendar
from quizapp.scheduling.schedule import CardState, Rating, State
from quizapp.scheduling.ways import MOST_FOR_CHOICE
from quizapp.services import journal
from quizapp.services.anki_faces import anki_label
from quizapp.services.anki_reviews import instant_number, log_values
from quizapp.services.card_actions import changed_since, retag
from quizapp.services.decks import LEECH, left_today
from quizapp.services.study_cards import may_rate, seed_of, study_card
from quizapp.services.study_day import (
    Shown,
    StudyDay,
    forgotten_on_failure,
    gathered_day,
    go_on,
    load_of,
    look,
    study_day,
)
from quizapp.services.study_views import Answered, Grade, StudyCard, StudySummary, StudyView
from quizapp.services.transaction import one_transaction
from quizapp.storage import answering, cards, history, notes
from quizapp.storage.answering import AskedCard
from quizapp.storage.database import DbSession, start_reading

__all__ = [
    "Answered", "Grade", "StudyCard", "StudySummary", "StudyView", "answer", "answer_and_next", "next_card", "summary",
]  # fmt: skip

_KINDS = {State.NEW: "learn", State.LEARNING: "learn", State.REVIEW: "review", State.RELEARNING: "relearn"}


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
    return _shown(day, replace(shown, counts=counts), None, next_due)


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
    """`answer` and then `next_card`, in one transaction."""
    view = None
    try:
        with forgotten_on_failure(session, owner_id, deck_id):
            answered, view = _answer_and_look(session, owner_id, grade, now=now, calendar=calendar, deck_id=deck_id)
    except (ConflictError, NotFoundError, IntegrityError):
        answered = _stored_meanwhile(session, owner_id, grade)
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
    leech = schedule.became_leech(before, after, deck.preset)
    if not answering.move_card(session, owner_id, asked, after, is_suspended=leech):
        raise changed_since()
    review_id = _add_review(session, owner_id, grade, asked, after, day, now=now, calendar=calendar)
    values = asked._replace(state=after, is_suspended=leech).values_json()
    items = [{"card_id": asked.card_id, "review_id": review_id, "before": asked.values_json(), "after": values}]
    if leech:
        items.append(_as_leech(session, owner_id, asked.note_id, now=now))
    label = f"{rating.name.capitalize()} on “{journal.short(_question(session, owner_id, asked, day))}”"
    change_id = answering.add_study_change(
        session, owner_id, action="review", label=label, now=now, deck_id=asked.deck_id, items=items
    )
    answered = Answered(
        repeated=False, review_id=review_id, leech=asked.note_id if leech else None, change_id=change_id
    )
    return Stored(answered, lambda: go_on(session, owner_id, day, asked, after, (change_id, label)))


_answer = one_transaction(answer_within)


@one_transaction
def _answer_and_look(
    session: DbSession, owner_id: int, grade: Grade, *, now: datetime, calendar: Calendar, deck_id: int
) -> tuple[Answered, StudyView | None]:
    stored = answer_within(session, owner_id, grade, now=now, calendar=calendar, deck_id=deck_id)
    day = stored.goes_on()
    shown = None if day is None else look(day, now)
    if day is None or shown is None or shown.card is None:
        return stored.answered, None
    asked = answering.asked_card(session, owner_id, shown.card.card_id)
    return stored.answered, _view(session, owner_id, day, shown, asked, now=now, calendar=calendar)


def _stored_meanwhile(session: DbSession, owner_id: int, grade: Grade) -> Answered:
    """What the same request stored in another process while this one waited; the error at hand when that is nothing."""
    review = answering.review_of_request(session, owner_id, grade.request_id)
    if review is None or review[1] != grade.card_id:
        raise
    return Answered(repeated=True, review_id=review[0])


def _add_review(
    session: DbSession,
    owner_id: int,
    grade: Grade,
    asked: AskedCard,
    after: CardState,
    day: StudyDay,
    *,
    now: datetime,
    calendar: Calendar,
) -> int:
    before = asked.state
    is_ahead = before.due_day is not None and before.due_day > day.day
    answered_at = after.last_review or now
    number = instant_number(answered_at)
    if before.last_review is not None and instant_number(before.last_review) >= number:
        number = history.free_instant(session, asked.card_id, number)
    kind = "ahead" if is_ahead else _KINDS[before.state]
    return answering.add_review(
        session,
        owner_id=owner_id,
        card_id=asked.card_id,
        deck_id=asked.deck_id,
        request_id=grade.request_id,
        card_version=grade.version,
        rating=grade.rating,
        kind=kind,
        state=before.state.value,
        takes_review=queue.is_review(before) and not is_ahead,
        interval_before=before.interval_days,
        interval_days=after.interval_days,
        stability=after.stability,
        difficulty=after.difficulty,
        duration_ms=grade.duration_ms,
        reviewed_at=answered_at,
        anki_id=number,
        **log_values(before, after, kind=kind, now=answered_at, calendar=calendar),
    )


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
    return _shown(day, shown, card, now)


def _shown(day: StudyDay, shown: Shown, card: StudyCard | None, next_due: datetime | None) -> StudyView:
    return StudyView(
        deck_id=day.deck.id,
        deck_name=day.deck.name,
        counts=shown.counts,
        card=card,
        undo_label=shown.undo[1] if shown.undo else None,
        undo_id=shown.undo[0] if shown.undo else None,
        done_today=shown.answers,
        next_due=next_due,
        way=day.deck.way,
        choice_counts=day.deck.choice_counts,
    )


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


def _question(session: DbSession, owner_id: int, asked: AskedCard, day: StudyDay) -> str:
    """What the card asks, for people."""
    note_type = day.types.get(asked.note_type_id)
    if note_type is not None:
        return asked.fields.get(note_type.faces[asked.ord].question, "")
    note = notes.note_row(session, owner_id, asked.note_id)
    return "" if note is None else anki_label(note)


def _answered_before(session: DbSession, card_id: int, version: int) -> ConflictError:
    """Says which answer the card of this version was given meanwhile, or that it was changed."""
    rating = history.rating_of_version(session, card_id, version)
    if rating is None:
        return changed_since()
    word = Rating(rating).name.capitalize()
    return ConflictError(f"That card was answered already, with {word}, so nothing was changed.")


def _not_here() -> NotFoundError:
    return NotFoundError("That card is not in this deck any more, so nothing was changed.")
