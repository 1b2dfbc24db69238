"""Reviews out to Anki's log and in from it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from quizapp.exchange.anki_values import AnkiCard, AnkiReview
from quizapp.scheduling.calendar import Calendar
from quizapp.scheduling.schedule import CardState, Preset, Rating, State
from quizapp.scheduling.schedule import review as answered
from quizapp.storage import cards, notes, owners, packages
from quizapp.storage.database import DbSession
from quizapp.storage.history_rows import ReviewRow
from quizapp.storage.rows import CardRow

_KINDS = ("learn", "review", "relearn", "ahead", "manual")
_NAMES = {0: "learn", 1: "review", 2: "relearn", 3: "ahead", 4: "manual", 5: "manual"}
_STATES_BEFORE = {
    "learn": "learning", "review": "review", "relearn": "relearning", "ahead": "review", "manual": "review",
}  # fmt: skip
_LOWEST_FACTOR, _HIGHEST_FACTOR = 100, 1100
_MOST = 2**31 - 1
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SHIFTS = tuple(shift for step in range(1, 20) for shift in (step, -step))
"""Milliseconds by which an instant may differ: a package may not have two reviews in one."""


def instant_number(at: datetime) -> int:
    """The instant as the log knows it: milliseconds since 1970."""
    return (at - _EPOCH) // timedelta(milliseconds=1)


def log_values(
    before: CardState, after: CardState, *, kind: str, now: datetime, calendar: Calendar
) -> dict[str, int]:
    """What Anki would write in its log of an answer given now, by column."""
    return {
        "anki_kind": _KINDS.index(kind),
        "anki_interval": _interval(after, now, calendar),
        "anki_interval_before": 0 if before.last_review is None else _interval(before, before.last_review, calendar),
        "anki_factor": 0 if after.difficulty is None else int(((after.difficulty - 1) / 9 + 0.1) * 1000),
    }


def _interval(state: CardState, answered_at: datetime, calendar: Calendar) -> int:
    """Days until the card's next review, or seconds below zero until its next step within the day."""
    if state.state is State.REVIEW:
        return max(1, state.interval_days)
    if state.due_day is not None:
        return max(1, (state.due_day - calendar.day(answered_at)).days)
    return 0 if state.due is None else min(-1, round((answered_at - state.due).total_seconds()))


def review_values(
    reviews: Iterable[AnkiReview], owner_id: int, cards: Mapping[int, tuple[int, int]]
) -> Iterator[dict[str, Any]]:
    """The rows to store of the log's rows, in order of time, for the ``cards``: number and deck by number in Anki."""
    seen: set[int] = set()
    for review in reviews:
        place = cards.get(review.card_id)
        if place is not None:
            is_first = review.card_id not in seen and review.kind == 0
            seen.add(review.card_id)
            yield _values(review, owner_id, *place, is_first=is_first)


def _values(review: AnkiReview, owner_id: int, card_id: int, deck_id: int, *, is_first: bool) -> dict[str, Any]:
    kind = "manual" if review.rating == 0 else _NAMES[review.kind]
    is_difficulty = _LOWEST_FACTOR <= review.factor <= _HIGHEST_FACTOR
    return {
        "owner_id": owner_id,
        "card_id": card_id,
        "deck_id": deck_id,
        "anki_id": review.id,
        "card_version": 1,
        "rating": max(1, review.rating),
        "kind": kind,
        "state": "new" if is_first else _STATES_BEFORE[kind],
        "takes_review": kind == "review",
        "interval_before": min(max(0, review.interval_before), _MOST),
        "interval_days": min(max(0, review.interval), _MOST),
        "difficulty": (review.factor / 1000 - 0.1) * 9 + 1 if is_difficulty else None,
        "duration_ms": min(max(0, review.duration_ms), _MOST),
        "reviewed_at": _EPOCH + timedelta(milliseconds=review.id),
        "anki_kind": review.kind,
        "anki_interval": min(max(-_MOST, review.interval), _MOST),
        "anki_interval_before": min(max(-_MOST, review.interval_before), _MOST),
        "anki_factor": min(max(-_MOST, review.factor), _MOST),
    }


@dataclass(frozen=True, slots=True)
class Merged:
    """How many reviews were added, and how many cards had reviews on both sides."""

    added: int
    merged: int


def merge_reviews(
    session: DbSession,
    owner_id: int,
    reviews: Iterable[AnkiReview],
    coming: Mapping[int, AnkiCard],
    rows: Mapping[int, CardRow],
    *,
    calendar: Calendar,
) -> Merged:
    """Add the reviews that are not here yet to the cards that are, both by their number in Anki.

    Where all reviews from here are in the package too, the card stands as it does there. Else the reviews of both
    sides are gone through anew, in order of time.
    """
    theirs: dict[int, list[AnkiReview]] = {}
    for review in reviews:
        if review.card_id in rows:
            theirs.setdefault(review.card_id, []).append(review)
    ours = packages.reviews_of(session, [rows[id_].id for id_ in theirs])
    added = merged = 0
    for id_, log in theirs.items():
        row = rows[id_]
        here = {_instant(one): one for one in ours.get(row.id, [])}
        missing = [review for review in log if not _is_near(review.id, here)]
        if not missing:
            continue
        there = {review.id: review for review in log}
        place = {id_: (row.id, row.deck_id)}
        first = next((review.id for review in log if review.kind == 0), None)
        values = list(review_values(missing, owner_id, place))
        for one in values:
            if one["state"] == "new" and one["anki_id"] != first:
                one["state"] = "learning"
        added += packages.add_rows(session, ReviewRow, values)
        state = coming[id_].state
        if any(not _is_near(instant, there) for instant in here):
            merged += 1
            preset = owners.preset_of(notes.decks(session, owner_id, row.deck_id)[0][1])
            state = _replayed(session, owner_id, row, preset, calendar)
        cards.move(session, owner_id, row.id, row.version, state)
        session.expire(row)
    return Merged(added, merged)


def _instant(row: Any) -> int:
    return row.anki_id or int(row.reviewed_at.timestamp() * 1000)


def _is_near(instant: int, others: Mapping[int, Any]) -> bool:
    """True when one of the others is at the instant, or moved a little since the package must not repeat one."""
    return any(instant + shift in others for shift in (0, *_SHIFTS))


def _replayed(session: DbSession, owner_id: int, row: CardRow, preset: Preset, calendar: Calendar) -> CardState:
    """Where the card stands after all its reviews, gone through from the first."""
    note = notes.note_row(session, owner_id, row.note_id)
    seed = f"{note.guid if note else ''}:{row.ord}"
    state = CardState()
    for review in packages.reviews_of(session, [row.id])[row.id]:
        if review.kind != "manual":
            at = review.reviewed_at
            state = answered(state, Rating(review.rating), now=at, calendar=calendar, preset=preset, seed=seed)
    return state
