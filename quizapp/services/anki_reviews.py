"""Reviews out to Anki's log and in from it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from quizapp.exchange.anki_staging import StagedRows
from quizapp.scheduling.calendar import Calendar
from quizapp.scheduling.schedule import CardState, Preset, Rating, State
from quizapp.scheduling.schedule import review as answered
from quizapp.storage import cards, incoming, notes, owners, packages
from quizapp.storage.database import DbSession

_KINDS = ("learn", "review", "relearn", "ahead", "manual")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_SHIFTS = tuple(shift for step in range(1, 20) for shift in (step, -step))
"""Milliseconds by which an instant may differ: a package may not have two reviews in one."""


def instant_number(at: datetime) -> int:
    """The instant as the log knows it: milliseconds since 1970."""
    return (at - _EPOCH) // _MILLISECOND


def log_values(before: CardState, after: CardState, *, kind: str, now: datetime, calendar: Calendar) -> dict[str, int]:
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


@dataclass(frozen=True, slots=True)
class Merged:
    """How many reviews were added, and how many cards had reviews on both sides."""

    added: int
    merged: int


def merge_reviews(
    session: DbSession, owner_id: int, rows: StagedRows, coming: incoming.Incoming, *, calendar: Calendar
) -> Merged:
    """Add the reviews that are not here yet to the cards that are.

    Where all reviews from here are in the package too, the card stands as it does there. Else the reviews of both
    sides are gone through anew, in order of time.
    """
    known = incoming.cards_with_news(session, coming)
    ours = packages.reviews_of(session, known.values())
    theirs: dict[int, list[int]] = {}
    for review in rows.reviews(known) if known else ():
        theirs.setdefault(review.card_id, []).append(review.id)
    missing: list[int] = []
    follows: list[int] = []
    replays: list[int] = []
    for id_, log in theirs.items():
        here = {one.anki_id for one in ours.get(known[id_], [])}
        new = [number for number in log if not _is_near(number, here)]
        missing += new
        if new:
            there = set(log)
            (follows if all(_is_near(number, there) for number in here) else replays).append(id_)
    added = incoming.add_missing_reviews(session, owner_id, coming, missing)
    states = {known[card.id]: card.state for card in rows.cards(follows)}
    replayed = [known[id_] for id_ in replays]
    log_of = packages.reviews_of(session, replayed)
    presets = {deck.id: owners.preset_of(preset) for deck, preset in notes.decks(session, owner_id)}
    for row in packages.card_rows(session, owner_id, {*states, *replayed}):
        state = states.get(row.id)
        if state is None:
            guid = row.guid
            state = _replayed(log_of[row.id], f"{guid}:{row.ord}", presets[row.deck_id], calendar)
        cards.move(session, owner_id, row.id, row.version, state)
    session.expire_all()
    return Merged(added, len(replays))


def _is_near(instant: int, others: Collection[int]) -> bool:
    """True when one of the others is at the instant, or moved a little since the package must not repeat one."""
    return any(instant + shift in others for shift in (0, *_SHIFTS))


def _replayed(log: Sequence[Any], seed: str, preset: Preset, calendar: Calendar) -> CardState:
    """Where a card stands after all its reviews, gone through from the first."""
    state = CardState()
    for review in log:
        if review.kind != "manual":
            at = review.reviewed_at
            state = answered(state, Rating(review.rating), now=at, calendar=calendar, preset=preset, seed=seed)
    return state
