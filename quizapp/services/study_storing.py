"""What an answer stores: the card's new state, and its review with what undo needs to take it back."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from quizapp.scheduling import queue
from quizapp.scheduling.calendar import Calendar
from quizapp.scheduling.schedule import CardState, State
from quizapp.services import journal
from quizapp.services.anki_reviews import instant_number, log_values
from quizapp.services.card_actions import changed_since
from quizapp.services.study_day import StudyDay
from quizapp.services.study_views import Grade
from quizapp.storage import answering
from quizapp.storage.answering import AskedCard
from quizapp.storage.prepared import Connected

_CROWDED = 1000
"""Milliseconds after a card's last answer in which Anki's log may hold more of its answers: those that were given while
the clock was behind stand one after the other.
"""
_KINDS = {State.NEW: "learn", State.LEARNING: "learn", State.REVIEW: "review", State.RELEARNING: "relearn"}


class Stored(NamedTuple):
    """An answer that was stored: its review, the step that undo takes back, and how that is called."""

    review_id: int
    step: int
    label: str


def store(
    at: Connected,
    owner_id: int,
    grade: Grade,
    asked: AskedCard,
    after: CardState,
    day: StudyDay,
    *,
    question: str,
    leech: Iterable[dict[str, Any]] = (),
    seen: int | None = None,
    now: datetime,
    calendar: Calendar,
) -> Stored:
    """Store that the card became ``after``, within the transaction.

    ``leech`` is what else was done to the note of a card that was forgotten too often; ``seen`` is how many changes the
    library has, where the transaction makes sure of that itself. Raises `ConflictError` when the card is not as it was
    asked any more.
    """
    leech = list(leech)
    changed = answering.move_card(at, owner_id, asked, after, suspends=bool(leech))
    if changed is None:
        raise changed_since()
    step = 1 + (answering.changes(at, owner_id, held=True) if seen is None else seen)
    undo = (None, None) if leech else (step, changed)
    review_id = _add_review(at, owner_id, grade, asked, after, day, undo=undo, now=now, calendar=calendar)
    label = journal.answer_label(grade.rating, question)
    if leech:
        answering.add_step(
            at, owner_id, asked, label=label, review_id=review_id, step=step, changed=changed, items=leech, now=now
        )
    return Stored(review_id, step, label)


def _add_review(
    at: Connected,
    owner_id: int,
    grade: Grade,
    asked: AskedCard,
    after: CardState,
    day: StudyDay,
    *,
    undo: tuple[int | None, list[dict[str, Any]] | None],
    now: datetime,
    calendar: Calendar,
) -> int:
    before = asked.state
    is_ahead = before.due_day is not None and before.due_day > day.day
    answered_at = after.last_review or now
    number = instant_number(answered_at)
    if before.last_review is not None and number <= instant_number(before.last_review) + _CROWDED:
        number = answering.free_instant(at, asked.card_id, number)
    kind = "ahead" if is_ahead else _KINDS[before.state]
    return answering.add_review(
        at,
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
        step=undo[0],
        changed=undo[1],
        **log_values(before, after, kind=kind, now=answered_at, calendar=calendar),
    )
