"""A card answered: what it becomes, as Anki does it, and whether that makes it a leech."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

from quizapp.errors import InputError
from quizapp.scheduling.calendar import Calendar
from quizapp.scheduling.card import MOST_A_DAY, CardState, Preset, State
from quizapp.scheduling.fuzz import fuzz_factor
from quizapp.scheduling.load import Load
from quizapp.scheduling.memory import NextMemory, Rating, memory_from_interval, next_states
from quizapp.scheduling.outcomes import Outcomes

__all__ = [
    "MOST_A_DAY",
    "CardState",
    "Outcomes",
    "Preset",
    "Rating",
    "State",
    "became_leech",
    "is_leech",
    "preview",
    "review",
]

_SET_RIGHT = timedelta(minutes=10)
"""A clock is set back by so little when it is set right: the answer counts as given when the last one was."""
_RATINGS = tuple(Rating)


def review(
    card: CardState,
    rating: Rating,
    *,
    now: datetime,
    calendar: Calendar,
    preset: Preset,
    seed: str | None,
    load: Load | None = None,
) -> CardState:
    """The card after it is answered with ``rating`` at ``now``.

    ``seed`` names the card (its note's guid and its ord, say) and with ``card.reps`` decides the fuzz; None means no
    fuzz. Within the fuzz ``load`` is evened out; None leaves it to chance. Raises `InputError` for a rating other than
    1 to 4, and when the clock stands well before the last review; set back by little, it stands at that.
    """
    if rating not in _RATINGS:  # the library takes 0 and 5 in silence
        raise InputError(f"A rating is 1 to 4, not {rating}.", field="rating")
    return preview(card, now=now, calendar=calendar, preset=preset, seed=seed, load=load)[Rating(rating)]


def preview(
    card: CardState,
    *,
    now: datetime,
    calendar: Calendar,
    preset: Preset,
    seed: str | None,
    load: Load | None = None,
    memories: Mapping[Rating, NextMemory] | None = None,
) -> Outcomes:
    """What each rating would make of the card: exactly what `review` returns for it.

    ``memories`` are its `memories_on` the day of ``now``, where they are known.
    """
    now = _not_before_last(card, now, calendar).astimezone(UTC)
    today = calendar.day(now)
    if memories is None:
        memories = memories_on(today, card, calendar=calendar, preset=preset)
    return Outcomes(card, memories, now, calendar, preset, fuzz_factor(seed, card.reps), load, today)


def _not_before_last(card: CardState, now: datetime, calendar: Calendar) -> datetime:
    last = card.last_review
    if last is None or now >= last:
        return now
    if now < last - _SET_RIGHT:
        clock, answered = (one.astimezone(calendar.zone) for one in (now, last))
        raise InputError(
            f"The computer's clock says {clock:%H:%M on %d %B %Y}, but this card was last answered at"
            f" {answered:%H:%M on %d %B %Y}: set the clock and answer again."
        )
    return last


def memories_on(today: date, card: CardState, *, calendar: Calendar, preset: Preset) -> Mapping[Rating, NextMemory]:
    """How well the card will be remembered after each rating, given on the learner's day ``today``."""
    # Anki counts blocks of 24 hours back from the next rollover, which is the same but within an hour of the rollover
    # when the clock was changed in between; the learner's own days are right then too.
    days = 0 if card.last_review is None else (today - calendar.day(card.last_review)).days
    memory = card.memory
    if memory is None and card.state in (State.REVIEW, State.RELEARNING):  # it came from elsewhere, without a history
        memory = memory_from_interval(card.interval_days, parameters=preset.parameters)
    return next_states(
        memory, days_elapsed=days, desired_retention=preset.desired_retention, parameters=preset.parameters
    )


def is_leech(lapses: int, threshold: int) -> bool:
    """True when the lapse that made it ``lapses`` should be reported: at ``threshold`` and every half of it after."""
    return 0 < threshold <= lapses and (lapses - threshold) % max(1, (threshold + 1) // 2) == 0


def became_leech(before: CardState, after: CardState, preset: Preset) -> bool:
    """True when the answer that turned ``before`` into ``after`` was a lapse that makes the card a leech."""
    return after.lapses > before.lapses and is_leech(after.lapses, preset.leech_threshold)
