"""What an answer makes of a card: learning steps, graduation, lapses, intervals and their fuzz, as Anki does it."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from quizapp.errors import InputError
from quizapp.scheduling import steps
from quizapp.scheduling.calendar import Calendar
from quizapp.scheduling.card import CardState, Preset, State
from quizapp.scheduling.fuzz import fuzz_factor, fuzz_range, fuzzed, rounded, single
from quizapp.scheduling.load import Load, balanced
from quizapp.scheduling.memory import NextMemory, Rating, memory_from_interval, next_states

__all__ = [
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
    if rating not in tuple(Rating):  # the library takes 0 and 5 in silence
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
) -> dict[Rating, CardState]:
    """What each rating would make of the card: exactly what `review` returns for it."""
    now = _not_before_last(card, now, calendar)
    answering = _Answering(
        card, _memories(card, now, calendar, preset), now, calendar, preset, seed, load, calendar.day(now)
    )
    if card.state is State.REVIEW:
        return answering.of_review()
    if card.state is State.RELEARNING:
        return answering.of_relearning()
    return answering.of_learning()


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


def _memories(card: CardState, now: datetime, calendar: Calendar, preset: Preset) -> dict[Rating, NextMemory]:
    # Anki counts blocks of 24 hours back from the next rollover, which is the same but within an hour of the rollover
    # when the clock was changed in between; the learner's own days are right then too.
    days = 0 if card.last_review is None else calendar.days_between(card.last_review, now)
    memory = card.memory
    if memory is None and card.state in (State.REVIEW, State.RELEARNING):  # it came from elsewhere, without a history
        memory = memory_from_interval(card.interval_days, parameters=preset.parameters)
    return dict(
        next_states(
            memory,
            days_elapsed=days,
            desired_retention=preset.desired_retention,
            parameters=preset.parameters,
        )
    )


@dataclass(frozen=True, slots=True)
class _Answering:
    """One card being answered, with all that decides what comes of it."""

    card: CardState
    next: dict[Rating, NextMemory]
    now: datetime
    calendar: Calendar
    preset: Preset
    seed: str | None
    load: Load | None
    today: date

    def of_learning(self) -> dict[Rating, CardState]:
        """The four outcomes for a card that is new or in its learning steps."""
        delays, step = self.preset.learning_steps, self.card.step
        again = steps.again_delay(delays)
        hard = steps.hard_delay(delays, step)
        good = steps.good_delay(delays, step)
        return {
            Rating.AGAIN: self._step_or_review(Rating.AGAIN, State.LEARNING, 0, again, delays),
            Rating.HARD: self._step_or_review(Rating.HARD, State.LEARNING, step, hard, delays),
            Rating.GOOD: self._step_or_review(Rating.GOOD, State.LEARNING, step + 1, good, delays),
            Rating.EASY: self._graduated_easy(),
        }

    def of_review(self) -> dict[Rating, CardState]:
        """The four outcomes for a card in review: a lapse, or intervals that grow from Hard to Easy."""
        outcomes = {Rating.AGAIN: replace(self._forgotten(), lapses=self.card.lapses + 1)}
        least = 1
        for rating in (Rating.HARD, Rating.GOOD, Rating.EASY):
            interval = self.next[rating].interval_days
            minimum = max(least, self._least_after_last(interval))
            days = self._fuzzed(interval, minimum)
            outcomes[rating] = self._in_review(rating, days)
            least = days + 1
        return outcomes

    def of_relearning(self) -> dict[Rating, CardState]:
        """The four outcomes for a card that was forgotten and is in its relearning steps."""
        delays, step = self.preset.relearning_steps, self.card.step
        hard = steps.hard_delay(delays, step)
        good = steps.good_delay(delays, step)
        return {
            Rating.AGAIN: self._forgotten(),
            Rating.HARD: self._step_or_review(Rating.HARD, State.RELEARNING, step, hard, delays),
            Rating.GOOD: self._step_or_review(Rating.GOOD, State.RELEARNING, step + 1, good, delays),
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

    def _forgotten(self) -> CardState:
        """The card in relearning, with the interval it will be known for, which has no fuzz."""
        delays = self.preset.relearning_steps
        shortened = max(1, rounded(self.next[Rating.AGAIN].interval_days))
        days = min(shortened, self.preset.maximum_interval)
        waiting = self._waiting(Rating.AGAIN, State.RELEARNING, 0, steps.again_delay(delays), delays)
        return self._in_review(Rating.AGAIN, days) if waiting is None else replace(waiting, interval_days=days)

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
            return self._answered(rating, state=state, step=step, due=self._utc() + timedelta(seconds=delay))
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
            last_review=self._utc(),
        )

    def _fuzzed(self, interval: float, minimum: int) -> int:
        factor, maximum = fuzz_factor(self.seed, self.card.reps), self.preset.maximum_interval
        if factor is None or self.load is None:
            return fuzzed(interval, factor, minimum=minimum, maximum=maximum)
        low, high = fuzz_range(interval, minimum=minimum, maximum=maximum)
        return balanced(low, high, factor, today=self.today, load=self.load, easy_days=self.preset.easy_days)

    def _utc(self) -> datetime:
        return self.now.astimezone(UTC)

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
