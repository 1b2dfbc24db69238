"""Reviews out to Anki's log and in from it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from quizapp.exchange.anki_values import AnkiCard, AnkiReview
from quizapp.scheduling import steps
from quizapp.scheduling.calendar import Calendar
from quizapp.scheduling.schedule import CardState, Preset, Rating
from quizapp.scheduling.schedule import review as answered
from quizapp.storage import cards, notes, owners, packages
from quizapp.storage.database import DbSession
from quizapp.storage.history_rows import ReviewRow
from quizapp.storage.rows import CardRow

_KINDS = {"learn": 0, "review": 1, "relearn": 2, "ahead": 3, "manual": 4}
_NAMES = {number: name for name, number in _KINDS.items()} | {5: "manual"}
_STATES_BEFORE = {
    "learn": "learning", "review": "review", "relearn": "relearning", "ahead": "review", "manual": "review",
}  # fmt: skip
_LOWEST_FACTOR, _HIGHEST_FACTOR = 100, 1100
_MOST = 2**31 - 1
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SHIFTS = tuple(shift for step in range(1, 20) for shift in (step, -step))
"""Milliseconds by which an instant may differ: a package may not have two reviews in one."""


@dataclass(slots=True)
class _Walk:
    """How far the reviews of one card are gone through: the step it stands at, and the interval last written."""

    step: int = 0
    interval: int = 0


def review_log(
    rows: Sequence[Any],
    *,
    numbers: Mapping[int, int],
    states: Mapping[int, CardState],
    presets: Mapping[int, Preset],
) -> Iterator[AnkiReview]:
    """The stored reviews, which come in order of time, as rows of the log.

    ``numbers`` are the cards' numbers in Anki, ``states`` where the cards stand now and ``presets`` how they are
    studied, all by the number of the card's row.
    """
    later: dict[int, str] = {id_: state.state.value for id_, state in states.items()}
    after: list[str] = []
    for row in reversed(rows):  # The state after a review is the one before the next.
        after.append(later[row.card_id])
        later[row.card_id] = row.state
    walks: dict[int, _Walk] = {}
    last = 0
    for row, state in zip(rows, reversed(after), strict=True):
        walk = walks.setdefault(row.card_id, _Walk())
        number = max(row.anki_id or int(row.reviewed_at.timestamp() * 1000), last + 1)
        last = number
        interval = _interval(row, state, walk, presets[row.card_id])
        if row.anki_kind is not None:
            values = (row.anki_interval, row.anki_interval_before, row.anki_factor, row.duration_ms, row.anki_kind)
            rating = row.rating if row.kind != "manual" else 0
        else:
            factor = 0 if row.difficulty is None else int(((row.difficulty - 1) / 9 + 0.1) * 1000)
            values = (interval, walk.interval, factor, row.duration_ms, _KINDS[row.kind])
            rating = row.rating
        yield AnkiReview(number, numbers[row.card_id], rating, *values)
        walk.interval = values[0]


def _interval(row: Any, state: str, walk: _Walk, preset: Preset) -> int:
    """Days until the card's next review, or seconds below zero until its next step."""
    if state in ("new", "review"):
        walk.step = 0
        return max(1, int(row.interval_days))
    delays = preset.relearning_steps if state == "relearning" else preset.learning_steps
    if row.rating == Rating.AGAIN:
        walk.step = 0
        delay = steps.again_delay(delays)
    elif row.rating == Rating.HARD:
        delay = steps.hard_delay(delays, walk.step)
    else:
        delay = steps.good_delay(delays, walk.step)
        walk.step += 1
    return -(delay or steps.again_delay(delays) or 60)


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
