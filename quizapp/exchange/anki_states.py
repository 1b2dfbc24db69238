"""Where a card of Anki's stands, as our schedule says it."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple

from quizapp.exchange.anki_schemas import instant
from quizapp.scheduling.card import CardState, Preset, State

STATES = {1: State.LEARNING, 2: State.REVIEW, 3: State.RELEARNING}
"""The states of Anki's types; 0 is a new card."""
_MOST_DAYS = 200_000
"""Due days further away than this are no days: Anki's own are within a hundred years."""
_FIRST_EPOCH = 1_000_000_000
"""A due number from here on is an instant in seconds; below it is a day."""
_SECONDS_A_DAY = 86400
_MOST_STEPS = 100


class Place(NamedTuple):
    """A card's place as its row says it: due day or instant, interval, counts, steps left, and what FSRS knows."""

    state: State
    due: int
    interval: int
    reps: int
    lapses: int
    left: int
    data: str


def card_state(place: Place, *, first: date, preset: Preset, last: int | None) -> CardState:
    """The card's state; days are the learner's, counted from ``first``; ``last`` is its last review, in seconds."""
    state, interval = place.state, int(place.interval)
    memory = _memory(place.data)
    due_day = due_at = None
    if state is State.REVIEW or abs(place.due) < _FIRST_EPOCH:
        due_day = first + timedelta(days=min(max(int(place.due), -_MOST_DAYS), _MOST_DAYS))
    else:
        due_at = instant(place.due)
    steps = preset.relearning_steps if state is State.RELEARNING else preset.learning_steps
    days = interval if interval >= 0 else -interval // _SECONDS_A_DAY
    last = last or int(memory.get("lrt", 0))
    reviewed = instant(last) if last else None
    if reviewed is None and due_day is not None:
        reviewed = datetime.combine(due_day - timedelta(days=min(days, _MOST_DAYS)), time(12), UTC)
    stability, difficulty = memory.get("s", 0.0), memory.get("d", 0.0)
    known = 0 < stability <= _MOST_DAYS and 1 <= difficulty <= 10
    return CardState(
        state=state,
        step=0 if state is State.REVIEW else min(max(0, len(steps) - int(place.left) % 1000), _MOST_STEPS),
        due=due_at,
        due_day=due_day,
        stability=stability if known else None,
        difficulty=difficulty if known else None,
        interval_days=0 if state is State.LEARNING else max(1, min(days, _MOST_DAYS)),
        reps=_count(place.reps),
        lapses=_count(place.lapses),
        last_review=reviewed,
    )


def _count(value: int) -> int:
    return min(max(0, int(value)), 2**31 - 1)


def _memory(data: str) -> Mapping[str, float]:
    """What FSRS knows of the card, under Anki's names; nothing for what can't be read."""
    try:
        found: Any = json.loads(data) if data else {}
    except (ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {name: float(value) for name, value in found.items() if isinstance(value, (int, float)) and value == value}
