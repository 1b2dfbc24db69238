"""Study: the next card of a deck, its answer, undo, and what was done today."""

from datetime import datetime

from sqlalchemy.exc import IntegrityError

from quizapp.errors import ConflictError, InputError, NotFoundError
from quizapp.notes import NoteType, cards_of
from quizapp.scheduling import queue, schedule
from quizapp.scheduling.calendar import Calendar
from quizapp.scheduling.schedule import Rating, State
from quizapp.scheduling.ways import MOST_FOR_CHOICE, Way
from quizapp.services import asking, journal
from quizapp.services.anki_faces import anki_card, anki_label, anki_type
from quizapp.services.card_actions import MARKED, changed_since, retag
from quizapp.services.deck_tree import gather
from quizapp.services.decks import LEECH, left_today, no_deck
from quizapp.services.study_views import Answered, StudyCard, StudySummary, StudyView
from quizapp.services.transaction import one_transaction
from quizapp.services.views import note_views
from quizapp.storage import cards, history, notes, owners, packages
from quizapp.storage.database import DbSession, start_reading
from quizapp.storage.history_rows import ChangeItemRow, ReviewRow
from quizapp.storage.rows import CardRow, DeckRow, NoteRow

__all__ = ["Answered", "StudyCard", "StudySummary", "StudyView", "answer", "next_card", "summary"]

LONGEST_REQUEST_ID = 100
_KINDS = {State.NEW: "learn", State.LEARNING: "learn", State.REVIEW: "review", State.RELEARNING: "relearn"}


def next_card(session: DbSession, owner_id: int, deck_id: int, *, now: datetime, calendar: Calendar) -> StudyView:
    """The card of the deck, or of those below it, that is next; raises `NotFoundError`."""
    start_reading(session)
    rows = notes.deck_tree(session, owner_id, deck_id)
    if not rows:
        raise no_deck()
    decks = {deck.id: (deck, owners.preset_of(preset)) for deck, preset in rows}
    deck_ids = list(decks)
    today = calendar.day(now)
    start = calendar.start(today)
    found = cards.candidates(
        session,
        owner_id,
        today=today,
        start=start,
        reviews=max(preset.reviews_per_day for _, preset in decks.values()),
        new=max(preset.new_per_day for _, preset in decks.values()),
        deck_ids=deck_ids,
    )
    left = gather(
        list(decks.values()),
        found=found,
        done=history.done_since(session, owner_id, start, deck_ids=deck_ids),
        days={},
        now=now,
        calendar=calendar,
    )[deck_id]
    last = history.last_study_change(session, owner_id, deck_ids)
    chosen = queue.next_card(
        left.cards,
        now=now,
        calendar=calendar,
        preset=left.preset,
        done_today=left.done,
        answered_notes=left.answered_notes,
        just_answered=_just_answered(left.cards),
    )
    if chosen is None:
        days = cards.first_days(session, owner_id, after=today, deck_ids=deck_ids)
        left.later = min(days.values(), default=None)
    counts, next_due = left_today(left, now=now, calendar=calendar)
    card = None
    deck = decks[deck_id][0]
    row = None if chosen is None else cards.card_row(session, owner_id, chosen.card_id)
    if row is not None:
        deck, preset = decks[row.deck_id]
        card = _study_card(session, owner_id, row, deck, preset, now, calendar)
    return StudyView(
        deck_id=deck_id,
        deck_name=left.deck.name,
        counts=counts,
        card=card,
        undo_label=last.label if last else None,
        undo_id=last.id if last else None,
        done_today=left.answers,
        next_due=next_due,
        way=Way(deck.answer_way),
        choice_counts=deck.choice_counts,
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
        return _answer(
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
        review = history.review_of_request(session, owner_id, request_id)
        if review is None or review.card_id != card_id:
            raise
        return Answered(repeated=True, review_id=review.id)


@one_transaction
def _answer(
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
) -> Answered:
    stored = history.review_of_request(session, owner_id, request_id)
    if stored is not None:
        if stored.card_id != card_id:
            raise ConflictError("That answer's id was used for another card, so nothing was changed.")
        return Answered(repeated=True, review_id=stored.id)
    row = cards.card_row(session, owner_id, card_id)
    if row is None or (deck_id is not None and not _is_in(session, owner_id, row.deck_id, deck_id)):
        raise NotFoundError("That card is not in this deck any more, so nothing was changed.")
    if row.version != version or row.is_suspended or row.is_empty:
        raise changed_since()
    deck, preset_row = notes.decks(session, owner_id, row.deck_id)[0]
    preset = owners.preset_of(preset_row)
    note = _note_of(session, owner_id, row)
    note_type = owners.note_types(session, owner_id).get(note.note_type_id)
    if deck.answer_way == Way.CHOOSE.value and note_type is not None:
        _check_choice(session, owner_id, row, note, note_type, rating, counts=deck.choice_counts)
    before = cards.state_of(row)
    after = schedule.review(before, rating, now=now, calendar=calendar, preset=preset, seed=_seed(note.guid, row.ord))
    leech = schedule.became_leech(before, after, preset)
    values = cards.values_json(row)
    if not cards.move(session, owner_id, card_id, version, after, **({"is_suspended": True} if leech else {})):
        raise changed_since()
    asked = anki_label(note) if note_type is None else note.fields.get(note_type.faces[row.ord].question, "")
    question = journal.short(asked)
    review = ReviewRow(
        owner_id=owner_id,
        card_id=card_id,
        deck_id=row.deck_id,
        request_id=request_id,
        card_version=version,
        rating=int(rating),
        kind=_KINDS[before.state],
        state=before.state.value,
        takes_review=queue.is_review(before),
        interval_before=before.interval_days,
        interval_days=after.interval_days,
        stability=after.stability,
        difficulty=after.difficulty,
        duration_ms=duration_ms,
        reviewed_at=now,
    )
    session.add(review)
    session.flush()
    session.refresh(row)
    items = [ChangeItemRow(card_id=card_id, review_id=review.id, before=values, after=cards.values_json(row))]
    if leech:
        items.append(retag(note, add=LEECH, now=now))
    history.add_change(
        session,
        owner_id,
        action="review",
        label=f"{rating.name.capitalize()} on “{question}”",
        items=items,
        now=now,
        deck_id=row.deck_id,
    )
    return Answered(repeated=False, review_id=review.id, leech=note.id if leech else None)


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


def _study_card(
    session: DbSession,
    owner_id: int,
    row: CardRow,
    deck: DeckRow,
    preset: schedule.Preset,
    now: datetime,
    calendar: Calendar,
) -> StudyCard | None:
    note_row = _note_of(session, owner_id, row)
    note = note_views(session, owner_id, [note_row])[0]
    face = next((card for card in note.cards if card.ord == row.ord), None)
    if note.fields_format == "html":
        note_type = anki_type(packages.note_type_rows(session, owner_id)[note_row.note_type_id])
        face = anki_card(note_row, note_type, row.ord, deck=deck.name, flag=row.flag)
    if face is None:
        return None
    # A card from Anki shows what its own template says: there is no one answer to compare with.
    way = Way(deck.answer_way) if note.fields_format == "plain" else Way.FLIP
    options = asking.options_of(session, owner_id, row, note_row, face) if way is Way.CHOOSE else ()
    way = Way.FLIP if way is Way.CHOOSE and not options else way
    state = cards.state_of(row)
    outcomes = schedule.preview(state, now=now, calendar=calendar, preset=preset, seed=_seed(note.guid, row.ord))
    return StudyCard(
        card_id=row.id,
        version=row.version,
        note=note,
        ord=row.ord,
        question=face.question,
        answer=face.answer,
        choices=face.choices,
        state=state.state,
        intervals={rating: schedule.interval_text(outcome, now, calendar) for rating, outcome in outcomes.items()},
        way=way,
        accepted=asking.accepted(face, note.tags, note.fields_format),
        options=options,
        counts=way is not Way.CHOOSE or deck.choice_counts,
        flag=row.flag,
        is_marked=MARKED in note.tags,
    )


def _is_in(session: DbSession, owner_id: int, of_card: int, studied: int) -> bool:
    """True when the deck of a card is the one that is studied, or below it."""
    return of_card == studied or of_card in {deck.id for deck, _ in notes.deck_tree(session, owner_id, studied)}


def _check_choice(
    session: DbSession,
    owner_id: int,
    row: CardRow,
    note: NoteRow,
    note_type: NoteType,
    rating: Rating,
    *,
    counts: bool,
) -> None:
    card = next(card for card in cards_of(note.guid, note_type, note.fields) if card.ord == row.ord)
    if not asking.options_of(session, owner_id, row, note, card):
        return
    if not counts:
        raise ConflictError("The answers of this deck are chosen, and a choice does not change the schedule here.")
    if rating > MOST_FOR_CHOICE:
        raise InputError("A choice counts as Hard at most: recognising is not recalling.", field="rating")


def _note_of(session: DbSession, owner_id: int, row: CardRow) -> NoteRow:
    note = notes.note_row(session, owner_id, row.note_id)
    if note is None:
        raise NotFoundError("That card's note was deleted.")
    return note


def _just_answered(found: list[queue.QueueCard]) -> int | None:
    answered = [(card.state.last_review, card.card_id) for card in found if card.state.last_review is not None]
    return max(answered)[1] if answered else None


def _seed(guid: str, ord_: int) -> str:
    return f"{guid}:{ord_}"
