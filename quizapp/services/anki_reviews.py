"""Reviews as Anki's log keeps them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from quizapp.exchange.anki_values import AnkiReview
from quizapp.scheduling import steps
from quizapp.scheduling.schedule import CardState, Preset, Rating

_KINDS = {"learn": 0, "review": 1, "relearn": 2, "ahead": 3, "manual": 4}


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
        yield AnkiReview(
            id=number,
            card_id=numbers[row.card_id],
            rating=row.rating,
            interval=interval,
            interval_before=walk.interval,
            factor=0 if row.difficulty is None else int(((row.difficulty - 1) / 9 + 0.1) * 1000),
            duration_ms=row.duration_ms,
            kind=_KINDS[row.kind],
        )
        walk.interval = interval


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
