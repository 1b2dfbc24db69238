"""Study: the next card of a deck, its answer, undo, and what was done today."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy.exc import IntegrityError

from quizapp.errors import ConflictError, InputError, NotFoundError
from quizapp.scheduling import queue, schedule
from quizapp.scheduling.calendar import Calendar
from quizapp.scheduling.schedule import Rating, State
from quizapp.scheduling.ways import MOST_FOR_CHOICE
from quizapp.services import journal
from quizapp.services.anki_faces import anki_label
from quizapp.services.anki_reviews import instant_number, log_values
from quizapp.services.card_actions import changed_since, retag
from quizapp.services.decks import LEECH, left_today
from quizapp.services.study_cards import may_rate, seed_of, study_card
from quizapp.services.study_day import StudyDay, gathered_day, go_on, load_of, look, study_day
from quizapp.services.study_views import Answered, StudyCard, StudySummary, StudyView
from quizapp.services.transaction import one_transaction
from quizapp.storage import answering, cards, history, notes
from quizapp.storage.answering import AskedCard
from quizapp.storage.database import DbSession, start_reading

__all__ = ["Answered", "StudyCard", "StudySummary", "StudyView", "answer", "next_card", "summary"]

LONGEST_REQUEST_ID = 100
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
    asked = None
    if stays is not None and stays[0] in day.today.cards:
        asked = answering.asked_card(session, owner_id, stays[0])
        if asked is not None and stays[1] not in (None, asked.version):
            asked = None
    if asked is None and shown.card is not None:
        asked = answering.asked_card(session, owner_id, shown.card.card_id)
    counts, next_due = shown.counts, None
    if asked is None:
        _, left = gathered_day(session, owner_id, deck_id, now=now, calendar=calendar)
        days = cards.first_days(session, owner_id, after=day.day, deck_ids=list(day.decks))
        left.later = min(days.values(), default=None)
        counts, next_due = left_today(left, now=now, calendar=calendar)
    return StudyView(
        deck_id=deck_id,
        deck_name=day.deck.name,
        counts=counts,
        card=None if asked is None else study_card(session, owner_id, asked, day, now=now, calendar=calendar),
        undo_label=shown.undo[1] if shown.undo else None,
        undo_id=shown.undo[0] if shown.undo else None,
        done_today=shown.answers,
        next_due=now if asked is not None else next_due,
        way=day.deck.way,
        choice_counts=day.deck.choice_counts,
    )


def answer(
    session: DbSession,
    owner_id: int,
    *,
    card_id: int,
    version: int,
    rating: int,
    request_id: str,
    duration_ms: int,
    now: datetime,
    calendar: Calendar,
    deck_id: int | None = None,
) -> Answered:
    """Grade the card: its new state and its review are on disk, both or neither, when this returns.

    The same ``request_id`` again changes nothing. ``duration_ms`` is the time taken. Raises `ConflictError` when
    ``version`` is not the card's any more, `NotFoundError` for a card that is gone or not in ``deck_id``,
    and `InputError` for a rating other than 1 to 4.
    """
    if rating not in tuple(Rating):
        raise InputError(f"A rating is 1 to 4, not {rating}.", field="rating")
    if not 0 < len(request_id) <= LONGEST_REQUEST_ID or "\x00" in request_id:
        raise InputError(f"A request's id has 1 to {LONGEST_REQUEST_ID} characters.", field="request_id")
    try:
        answered, goes_on = _answer(
            session,
            owner_id,
            card_id=card_id,
            version=version,
            rating=Rating(rating),
            request_id=request_id,
            duration_ms=min(max(duration_ms, 0), 2**31 - 1),
            now=now,
            calendar=calendar,
            deck_id=deck_id,
        )
    except (ConflictError, NotFoundError, IntegrityError):
        # The same request may have been stored by another process while this one waited.
        review = answering.review_of_request(session, owner_id, request_id)
        if review is None or review[1] != card_id:
            raise
        return Answered(repeated=True, review_id=review[0])
    goes_on()
    return answered


def answer_within(
    session: DbSession,
    owner_id: int,
    *,
    card_id: int,
    version: int,
    rating: Rating,
    request_id: str,
    duration_ms: int,
    now: datetime,
    calendar: Calendar,
    deck_id: int | None,
    by_choice: bool = True,
) -> tuple[Answered, Callable[[], None]]:
    """Grade the card within the transaction of the caller; what was stored, and what to call once it is on disk.

    ``by_choice`` says that it may have been answered by choosing, where the deck is answered so.
    """
    stored = answering.review_of_request(session, owner_id, request_id)
    if stored is not None:
        if stored[1] != card_id:
            raise ConflictError("That answer's id was used for another card, so nothing was changed.")
        return Answered(repeated=True, review_id=stored[0]), lambda: None
    asked = answering.asked_card(session, owner_id, card_id)
    if asked is None:
        raise _not_here()
    studied = asked.deck_id if deck_id is None else deck_id
    day = study_day(session, owner_id, studied, now=now, calendar=calendar)
    if asked.deck_id not in day.decks:
        raise _not_here()
    if asked.version != version or asked.is_suspended or asked.is_empty:
        raise _answered_before(session, card_id, version)
    deck = day.decks[asked.deck_id]
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
    is_ahead = before.due_day is not None and before.due_day > day.day
    if not answering.move_card(session, owner_id, card_id, seen=version, state=after, is_suspended=leech):
        raise changed_since()
    answered_at = after.last_review or now
    number = instant_number(answered_at)
    if before.last_review is not None and instant_number(before.last_review) >= number:
        number = history.free_instant(session, card_id, number)
    kind = "ahead" if is_ahead else _KINDS[before.state]
    review_id = answering.add_review(
        session,
        owner_id=owner_id,
        card_id=card_id,
        deck_id=asked.deck_id,
        request_id=request_id,
        card_version=version,
        rating=int(rating),
        kind=kind,
        state=before.state.value,
        takes_review=queue.is_review(before) and not is_ahead,
        interval_before=before.interval_days,
        interval_days=after.interval_days,
        stability=after.stability,
        difficulty=after.difficulty,
        duration_ms=duration_ms,
        reviewed_at=answered_at,
        anki_id=number,
        **log_values(before, after, kind=kind, now=answered_at, calendar=calendar),
    )
    values = asked._replace(state=after, is_suspended=leech).values_json()
    items = [{"card_id": card_id, "review_id": review_id, "before": asked.values_json(), "after": values}]
    if leech:
        items.append(_as_leech(session, owner_id, asked.note_id, now=now))
    label = f"{rating.name.capitalize()} on “{journal.short(_question(session, owner_id, asked, day))}”"
    change_id = answering.add_study_change(
        session, owner_id, action="review", label=label, now=now, deck_id=asked.deck_id, items=items
    )
    answered = Answered(
        repeated=False, review_id=review_id, leech=asked.note_id if leech else None, change_id=change_id
    )
    return answered, lambda: go_on(session, owner_id, day, asked, after, (change_id, label))


_answer = one_transaction(answer_within)


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
