"""What an answer makes of a card: learning steps, graduation, lapses, intervals and their fuzz, as Anki does it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from quizapp.errors import InputError
from quizapp.scheduling import steps
from quizapp.scheduling.calendar import Calendar
from quizapp.scheduling.card import MOST_A_DAY, CardState, Preset, State
from quizapp.scheduling.fuzz import fuzz_factor, fuzz_range, fuzzed, rounded, single
from quizapp.scheduling.load import Load, balanced
from quizapp.scheduling.memory import NextMemory, Rating, memory_from_interval, next_states

__all__ = [
    "MOST_A_DAY",
    "CardState",
    "Preset",
    "Rating",
    "State",
    "became_leech",
    "interval_text",
    "is_leech",
    "preview",
    "review",
]

_DAY = 86400
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
    rating = Rating(rating)
    return _outcomes(card, (rating,), now=now, calendar=calendar, preset=preset, seed=seed, load=load)[rating]


def preview(
    card: CardState,
    *,
    now: datetime,
    calendar: Calendar,
    preset: Preset,
    seed: str | None,
    load: Load | None = None,
) -> dict[Rating, CardState]:
    """What each rating would make of the card: exactly what `review` returns for it."""
    return _outcomes(card, _RATINGS, now=now, calendar=calendar, preset=preset, seed=seed, load=load)


def _outcomes(
    card: CardState,
    ratings: tuple[Rating, ...],
    *,
    now: datetime,
    calendar: Calendar,
    preset: Preset,
    seed: str | None,
    load: Load | None,
) -> dict[Rating, CardState]:
    now = _not_before_last(card, now, calendar)
    answering = _Answering(
        card,
        _memories(card, now, calendar, preset),
        now.astimezone(UTC),
        calendar,
        preset,
        fuzz_factor(seed, card.reps),
        load,
        calendar.day(now),
    )
    if card.state is State.REVIEW:
        return answering.of_review(ratings)
    of_state = answering.of_relearning if card.state is State.RELEARNING else answering.of_learning
    return {rating: of_state(rating) for rating in ratings}


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


def _memories(card: CardState, now: datetime, calendar: Calendar, preset: Preset) -> Mapping[Rating, NextMemory]:
    # Anki counts blocks of 24 hours back from the next rollover, which is the same but within an hour of the rollover
    # when the clock was changed in between; the learner's own days are right then too.
    days = 0 if card.last_review is None else calendar.days_between(card.last_review, now)
    memory = card.memory
    if memory is None and card.state in (State.REVIEW, State.RELEARNING):  # it came from elsewhere, without a history
        memory = memory_from_interval(card.interval_days, parameters=preset.parameters)
    return next_states(
        memory, days_elapsed=days, desired_retention=preset.desired_retention, parameters=preset.parameters
    )


@dataclass(frozen=True, slots=True)
class _Answering:
    """One card being answered, with all that decides what comes of it. ``now`` is in UTC."""

    card: CardState
    next: Mapping[Rating, NextMemory]
    now: datetime
    calendar: Calendar
    preset: Preset
    factor: float | None
    load: Load | None
    today: date

    def of_learning(self, rating: Rating) -> CardState:
        """What the rating makes of a card that is new or in its learning steps."""
        delays = self.preset.learning_steps
        if rating is Rating.AGAIN:
            return self._step_or_review(rating, State.LEARNING, 0, steps.again_delay(delays), delays)
        return self._on_from_step(rating, State.LEARNING, delays)

    def of_relearning(self, rating: Rating) -> CardState:
        """What the rating makes of a card that was forgotten and is in its relearning steps."""
        if rating is Rating.AGAIN:
            return self._forgotten(lapses=self.card.lapses)
        return self._on_from_step(rating, State.RELEARNING, self.preset.relearning_steps)

    def of_review(self, ratings: tuple[Rating, ...]) -> dict[Rating, CardState]:
        """What the ratings make of a card in review: a lapse, or intervals that grow from Hard to Easy."""
        outcomes = {}
        if Rating.AGAIN in ratings:
            outcomes[Rating.AGAIN] = self._forgotten(lapses=self.card.lapses + 1)
        least = 1
        for rating in _RATINGS[1 : ratings[-1]]:
            interval = self.next[rating].interval_days
            days = self._fuzzed(interval, max(least, self._least_after_last(interval)))
            if rating in ratings:
                outcomes[rating] = self._in_review(rating, days)
            least = days + 1
        return outcomes

    def _on_from_step(self, rating: Rating, state: State, delays: tuple[int, ...]) -> CardState:
        step = self.card.step
        if rating is Rating.HARD:
            return self._step_or_review(rating, state, step, steps.hard_delay(delays, step), delays)
        if rating is Rating.GOOD:
            return self._step_or_review(rating, state, step + 1, steps.good_delay(delays, step), delays)
        return self._graduated_easy()

    def _least_after_last(self, interval: float) -> int:
        """The fewest days that a recalled card with this new interval may wait, given the last one.

        Fuzz must not make a growing interval shrink, nor one that stays about the same.
        """
        last = self.card.interval_days
        if rounded(interval) > last:
            return last + 1
        return last if last <= fuzz_range(interval, minimum=1, maximum=self.preset.maximum_interval)[1] else 1

    def _forgotten(self, *, lapses: int) -> CardState:
        """The card in relearning, with the interval it will be known for, which has no fuzz."""
        delays = self.preset.relearning_steps
        shortened = max(1, rounded(self.next[Rating.AGAIN].interval_days))
        days = min(shortened, self.preset.maximum_interval)
        delay = steps.again_delay(delays)
        forgotten = self._waiting(Rating.AGAIN, State.RELEARNING, 0, delay, delays) or self._in_review(
            Rating.AGAIN, days
        )
        return replace(forgotten, interval_days=days, lapses=lapses)

    def _step_or_review(
        self, rating: Rating, state: State, step: int, delay: int | None, delays: tuple[int, ...]
    ) -> CardState:
        """The card waiting for ``step``, or in review when the steps are over."""
        waiting = self._waiting(rating, state, step, delay, delays)
        if waiting is not None:
            return waiting
        days = max(1, rounded(self.next[rating].interval_days))
        return self._in_review(rating, self._fuzzed(float(days), 1))

    def _waiting(
        self, rating: Rating, state: State, step: int, delay: int | None, delays: tuple[int, ...]
    ) -> CardState | None:
        """The card waiting for ``step``; None when the steps are over.

        Without any steps a memory that won't last half a day is shown again the same day instead.
        """
        interval = self.next[rating].interval_days
        if delay is None and not delays and interval < 0.5:
            step, delay = 0, max(1, int(single(interval * _DAY)))
        if delay is None:
            return None
        left = self.calendar.seconds_left(self.now)
        if delay < left:
            return self._answered(rating, state=state, step=step, due=self.now + timedelta(seconds=delay))
        days = (delay - left) // _DAY + 1  # whole days: it comes with the reviews of the day on which the step ends
        return self._answered(rating, state=state, step=step, due_day=self._day(days))

    def _graduated_easy(self) -> CardState:
        good = self._fuzzed(self.next[Rating.GOOD].interval_days, 1)
        easy = float(max(1, rounded(self.next[Rating.EASY].interval_days)))
        return self._in_review(Rating.EASY, self._fuzzed(easy, good + 1))

    def _in_review(self, rating: Rating, days: int) -> CardState:
        return self._answered(rating, state=State.REVIEW, due_day=self._day(days), interval_days=days)

    def _answered(
        self,
        rating: Rating,
        *,
        state: State,
        step: int = 0,
        due: datetime | None = None,
        due_day: date | None = None,
        interval_days: int | None = None,
    ) -> CardState:
        memory = self.next[rating].memory
        return CardState(
            state=state,
            step=step,
            due=due,
            due_day=due_day,
            stability=memory.stability,
            difficulty=memory.difficulty,
            interval_days=self.card.interval_days if interval_days is None else interval_days,
            reps=self.card.reps + 1,
            lapses=self.card.lapses,
            last_review=self.now,
        )

    def _fuzzed(self, interval: float, minimum: int) -> int:
        maximum = self.preset.maximum_interval
        if self.factor is None or self.load is None:
            return fuzzed(interval, self.factor, minimum=minimum, maximum=maximum)
        low, high = fuzz_range(interval, minimum=minimum, maximum=maximum)
        return balanced(low, high, self.factor, today=self.today, load=self.load, easy_days=self.preset.easy_days)

    def _day(self, days: int) -> date:
        return self.today + timedelta(days=days)


def interval_text(card: CardState, now: datetime, calendar: Calendar) -> str:
    """How long from ``now`` until ``card`` is due, for a button: "10 min", "4 d", "1.2 mo"; "now" when it is due."""
    if card.due is not None:
        seconds = (card.due - now).total_seconds()
        if seconds <= 0:
            return "now"
        if seconds < 60:
            return "<1 min"
        if rounded(seconds / 60) < 60:
            return f"{rounded(seconds / 60)} min"
        return f"{_one_decimal(seconds / 3600)} h"
    if card.due_day is None:
        return "now"
    days = (card.due_day - calendar.day(now)).days
    if days <= 0:
        return "now"
    if days < 30:
        return f"{days} d"
    if days < 365:
        return f"{_one_decimal(days / 30)} mo"
    return f"{_one_decimal(days / 365)} y"


def _one_decimal(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")


def is_leech(lapses: int, threshold: int) -> bool:
    """True when the lapse that made it ``lapses`` should be reported: at ``threshold`` and every half of it after."""
    return 0 < threshold <= lapses and (lapses - threshold) % max(1, (threshold + 1) // 2) == 0


def became_leech(before: CardState, after: CardState, preset: Preset) -> bool:
    """True when the answer that turned ``before`` into ``after`` was a lapse that makes the card a leech."""
    return after.lapses > before.lapses and is_leech(after.lapses, preset.leech_threshold)
