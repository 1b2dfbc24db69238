"""What each rating makes of a card: learning steps, graduation, lapses, intervals and their fuzz, as Anki does it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import NamedTuple

from quizapp.scheduling import steps
from quizapp.scheduling.calendar import Calendar
from quizapp.scheduling.card import CardState, Preset, State
from quizapp.scheduling.fuzz import fuzz_range, fuzzed, rounded, single
from quizapp.scheduling.load import Load, balanced
from quizapp.scheduling.memory import NextMemory, Rating

_DAY = 86400
_RATINGS = tuple(Rating)


class Wait(NamedTuple):
    """How a card goes on: in ``days``, or in ``seconds`` where these are not None. The rest is as in `CardState`."""

    state: State
    step: int
    seconds: int | None
    days: int
    interval_days: int
    lapses: int

    @property
    def text(self) -> str:
        """How long it is, for a button: "10 min", "4 d", "1.2 mo"."""
        return days_text(self.days) if self.seconds is None else seconds_text(self.seconds)


@dataclass(slots=True, eq=False)
class Outcomes(Mapping[Rating, CardState]):
    """A card being answered, with all that decides what comes of it; ``now`` is in UTC.

    How long it waits after each rating is known at once; what it becomes then is made when it is asked for.
    """

    card: CardState
    next: Mapping[Rating, NextMemory]
    now: datetime
    calendar: Calendar
    preset: Preset
    factor: float | None
    load: Load | None
    today: date
    waits: Mapping[Rating, Wait] = field(init=False)

    def __post_init__(self) -> None:
        if self.card.state is State.REVIEW:
            self.waits = self._of_review()
        else:
            self.waits = self._of_relearning() if self.card.state is State.RELEARNING else self._of_learning()

    def __getitem__(self, rating: Rating) -> CardState:
        return self._after(rating, self.now)

    def __iter__(self) -> Iterator[Rating]:
        return iter(_RATINGS)

    def __len__(self) -> int:
        return len(_RATINGS)

    def later(self, rating: Rating, now: datetime) -> CardState | None:
        """What the rating makes of the card ``now``, later on the same day; None when that has to be found anew.

        From one review to the next whole days count, so that it is the same all day long.
        """
        is_same = self.card.state is State.REVIEW and self.waits[rating].state is State.REVIEW
        return self._after(rating, now) if is_same and now >= self.now else None

    def _after(self, rating: Rating, now: datetime) -> CardState:
        wait, memory = self.waits[rating], self.next[rating].memory
        return CardState(
            state=wait.state,
            step=wait.step,
            due=None if wait.seconds is None else now + timedelta(seconds=wait.seconds),
            due_day=self.today + timedelta(days=wait.days) if wait.seconds is None else None,
            stability=memory.stability,
            difficulty=memory.difficulty,
            interval_days=wait.interval_days,
            reps=self.card.reps + 1,
            lapses=wait.lapses,
            last_review=now,
        )

    def _of_learning(self) -> dict[Rating, Wait]:
        """A card that is new or in its learning steps."""
        delays = self.preset.learning_steps
        again = self._step_or_review(Rating.AGAIN, State.LEARNING, 0, steps.again_delay(delays), delays)
        return {Rating.AGAIN: again, **self._on_from_step(State.LEARNING, delays)}

    def _of_relearning(self) -> dict[Rating, Wait]:
        """A card that was forgotten and is in its relearning steps."""
        again = self._forgotten(lapses=self.card.lapses)
        return {Rating.AGAIN: again, **self._on_from_step(State.RELEARNING, self.preset.relearning_steps)}

    def _of_review(self) -> dict[Rating, Wait]:
        """A card in review: a lapse, or intervals that grow from Hard to Easy."""
        waits = {Rating.AGAIN: self._forgotten(lapses=self.card.lapses + 1)}
        least = 1
        for rating in _RATINGS[1:]:
            interval = self.next[rating].interval_days
            days = self._fuzzed(interval, max(least, self._least_after_last(interval)))
            waits[rating] = self._in_review(days)
            least = days + 1
        return waits

    def _on_from_step(self, state: State, delays: tuple[int, ...]) -> dict[Rating, Wait]:
        step = self.card.step
        return {
            Rating.HARD: self._step_or_review(Rating.HARD, state, step, steps.hard_delay(delays, step), delays),
            Rating.GOOD: self._step_or_review(Rating.GOOD, state, step + 1, steps.good_delay(delays, step), delays),
            Rating.EASY: self._graduated_easy(),
        }

    def _least_after_last(self, interval: float) -> int:
        """The fewest days that a recalled card with this new interval may wait, given the last one.

        Fuzz must not make a growing interval shrink, nor one that stays about the same.
        """
        last = self.card.interval_days
        if rounded(interval) > last:
            return last + 1
        return last if last <= fuzz_range(interval, minimum=1, maximum=self.preset.maximum_interval)[1] else 1

    def _forgotten(self, *, lapses: int) -> Wait:
        """In relearning, with the interval it will be known for, which has no fuzz."""
        delays = self.preset.relearning_steps
        shortened = max(1, rounded(self.next[Rating.AGAIN].interval_days))
        days = min(shortened, self.preset.maximum_interval)
        delay = steps.again_delay(delays)
        after = self._waiting(Rating.AGAIN, State.RELEARNING, 0, delay, delays) or self._in_review(days)
        return Wait(after.state, after.step, after.seconds, after.days, days, lapses)

    def _step_or_review(
        self, rating: Rating, state: State, step: int, delay: int | None, delays: tuple[int, ...]
    ) -> Wait:
        """Waiting for ``step``, or in review when the steps are over."""
        waiting = self._waiting(rating, state, step, delay, delays)
        if waiting is not None:
            return waiting
        days = max(1, rounded(self.next[rating].interval_days))
        return self._in_review(self._fuzzed(float(days), 1))

    def _waiting(
        self, rating: Rating, state: State, step: int, delay: int | None, delays: tuple[int, ...]
    ) -> Wait | None:
        """Waiting for ``step``; None when the steps are over.

        Without any steps a memory that won't last half a day is shown again the same day instead.
        """
        interval = self.next[rating].interval_days
        if delay is None and not delays and interval < 0.5:
            step, delay = 0, max(1, int(single(interval * _DAY)))
        if delay is None:
            return None
        left = self.calendar.seconds_left(self.now, self.today)
        card = self.card
        if delay < left:
            return Wait(state, step, delay, 0, card.interval_days, card.lapses)
        days = (delay - left) // _DAY + 1  # whole days: it comes with the reviews of the day on which the step ends
        return Wait(state, step, None, days, card.interval_days, card.lapses)

    def _graduated_easy(self) -> Wait:
        good = self._fuzzed(self.next[Rating.GOOD].interval_days, 1)
        easy = float(max(1, rounded(self.next[Rating.EASY].interval_days)))
        return self._in_review(self._fuzzed(easy, good + 1))

    def _in_review(self, days: int) -> Wait:
        return Wait(State.REVIEW, 0, None, days, days, self.card.lapses)

    def _fuzzed(self, interval: float, minimum: int) -> int:
        maximum = self.preset.maximum_interval
        if self.factor is None or self.load is None:
            return fuzzed(interval, self.factor, minimum=minimum, maximum=maximum)
        low, high = fuzz_range(interval, minimum=minimum, maximum=maximum)
        return balanced(low, high, self.factor, today=self.today, load=self.load, easy_days=self.preset.easy_days)


def seconds_text(seconds: float) -> str:
    """A wait within the day, for a button: "10 min", "5.1 h"."""
    if seconds < 60:
        return "<1 min"
    if rounded(seconds / 60) < 60:
        return f"{rounded(seconds / 60)} min"
    return f"{_one_decimal(seconds / 3600)} h"


def days_text(days: int) -> str:
    """A wait of days, for a button: "4 d", "1.2 mo", "2.5 y"."""
    if days < 30:
        return f"{days} d"
    return f"{_one_decimal(days / 30)} mo" if days < 365 else f"{_one_decimal(days / 365)} y"


def _one_decimal(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
