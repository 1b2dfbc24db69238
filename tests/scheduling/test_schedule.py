"""What each answer makes of a card."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.errors import InputError
from quizapp.scheduling.calendar import Calendar
from quizapp.scheduling.fuzz import fuzz_range
from quizapp.scheduling.outcomes import Wait
from quizapp.scheduling.schedule import (
    CardState,
    Outcomes,
    Preset,
    Rating,
    State,
    became_leech,
    is_leech,
    preview,
    review,
)

AGAIN, HARD, GOOD, EASY = Rating
CALENDAR = Calendar(ZoneInfo("Europe/Berlin"), 4)
NOON = datetime(2025, 1, 28, 11, tzinfo=UTC)
TODAY = date(2025, 1, 28)
DAY = 86400
DEFAULTS = Preset()


def answer(card: CardState, *ratings: Rating, now: datetime = NOON, preset: Preset = DEFAULTS) -> CardState:
    """The card after the answers, each given when the card is due."""
    for rating in ratings:
        card = review(card, rating, now=now, calendar=CALENDAR, preset=preset, seed=None)
        if card.due is not None:
            now = card.due
        elif card.due_day is not None:
            now = CALENDAR.start(card.due_day) + timedelta(hours=8)
    return card


@pytest.mark.parametrize(
    ("ratings", "state", "step", "wait", "days"),
    [
        ([AGAIN], State.LEARNING, 0, 60, None),
        ([HARD], State.LEARNING, 0, 330, None),
        ([GOOD], State.LEARNING, 1, 600, None),
        ([EASY], State.REVIEW, 0, None, 8),
        ([GOOD, GOOD], State.REVIEW, 0, None, 2),
        ([GOOD, HARD], State.LEARNING, 1, 600, None),
        ([GOOD, AGAIN], State.LEARNING, 0, 60, None),
        ([GOOD, AGAIN, GOOD, GOOD], State.REVIEW, 0, None, 1),
        ([EASY, AGAIN], State.RELEARNING, 0, 600, None),
        ([EASY, AGAIN, HARD], State.RELEARNING, 0, 900, None),
        ([EASY, AGAIN, GOOD], State.REVIEW, 0, None, 1),
    ],
)
def test_steps_graduation_and_lapses(
    ratings: list[Rating], state: State, step: int, wait: int | None, days: int | None
) -> None:
    card = answer(CardState(), *ratings)
    assert (card.state, card.step, card.reps) == (state, step, len(ratings))
    assert card.last_review is not None
    if wait is not None:
        assert card.due == card.last_review + timedelta(seconds=wait)
        assert card.due_day is None
    if days is not None:
        assert card.interval_days == days
        assert card.due_day == CALENDAR.day(card.last_review) + timedelta(days=days)
        assert card.due is None


def test_a_lapse_keeps_count_and_shortens_the_interval() -> None:
    known = answer(CardState(), EASY, GOOD, GOOD)
    forgotten = answer(known, AGAIN, now=CALENDAR.start(known.due_day or TODAY))
    assert (forgotten.lapses, forgotten.state) == (1, State.RELEARNING)
    assert forgotten.interval_days < known.interval_days
    again = answer(forgotten, AGAIN, now=forgotten.due or NOON)
    assert (again.lapses, again.state) == (1, State.RELEARNING)


@pytest.mark.parametrize(
    ("local", "steps", "day"),
    [
        ("2025-01-28 12:00", (DAY,), "2025-01-29"),
        ("2025-01-28 12:00", (3 * DAY,), "2025-01-31"),
        ("2025-01-29 03:55", (600,), "2025-01-29"),  # still the day before
        ("2025-01-29 03:49", (600,), None),
        ("2025-03-29 23:00", (5 * 3600 - 3600,), "2025-03-30"),  # the clock goes forward that night
        ("2025-10-25 23:00", (5 * 3600,), None),  # and back
    ],
)
def test_a_step_that_ends_on_another_day_comes_with_that_days_reviews(
    local: str, steps: tuple[int, ...], day: str | None
) -> None:
    now = datetime.fromisoformat(local).replace(tzinfo=CALENDAR.zone).astimezone(UTC)
    card = answer(CardState(), AGAIN, now=now, preset=Preset(learning_steps=steps))
    assert card.state is State.LEARNING
    assert card.due_day == (date.fromisoformat(day) if day else None)
    assert card.due == (None if day else now + timedelta(seconds=steps[0]))


def test_without_steps_a_card_graduates_or_comes_again_the_same_day() -> None:
    preset = Preset(learning_steps=(), relearning_steps=())
    assert answer(CardState(), GOOD, preset=preset).state is State.REVIEW
    again = answer(CardState(), AGAIN, preset=preset)
    assert again.state is State.LEARNING
    assert again.due is not None or again.due_day is not None


def test_intervals_grow_from_hard_to_easy_even_on_the_same_day() -> None:
    card = CardState(State.REVIEW, due_day=TODAY, stability=10, difficulty=5, interval_days=10, last_review=NOON)
    days = [outcome.interval_days for outcome in outcomes(card, NOON, seed=None).values()]
    assert days[1:] == [10, 11, 16]


@pytest.mark.parametrize(
    ("interval", "elapsed", "days"),
    [
        (13, 1, [13, 14, 16]),
        (17, 3, [17, 18, 26]),
        (24, 3, [15, 18, 26]),
        (10, 10, [23, 32, 51]),
        (500, 10, [23, 32, 51]),
    ],
)
def test_an_interval_that_stays_about_the_same_does_not_shrink(interval: int, elapsed: int, days: list[int]) -> None:
    card = CardState(
        State.REVIEW, due_day=TODAY, stability=10, difficulty=5, interval_days=interval, reps=4,
        last_review=NOON - timedelta(days=elapsed),
    )  # fmt: skip
    assert [outcomes(card, NOON, seed=None)[rating].interval_days for rating in (HARD, GOOD, EASY)] == days


def outcomes(card: CardState, now: datetime, *, seed: str | None) -> Outcomes:
    return preview(card, now=now, calendar=CALENDAR, preset=Preset(), seed=seed)


def test_a_review_card_without_a_memory_is_taken_to_be_known_for_its_interval() -> None:
    card = CardState(State.REVIEW, due_day=TODAY, interval_days=30, reps=9, last_review=NOON - timedelta(days=30))
    good = review(card, GOOD, now=NOON, calendar=CALENDAR, preset=Preset(), seed=None)
    assert good.interval_days > 30


@pytest.mark.parametrize(("lapses", "leech"), [(0, False), (7, False), (8, True), (9, False), (11, False), (12, True)])
def test_leeches_are_reported_at_eight_lapses_and_every_four_after(lapses: int, leech: bool) -> None:
    assert is_leech(lapses, 8) is leech


@pytest.mark.parametrize(("threshold", "reported"), [(0, []), (1, [1, 2, 3, 4, 5, 6]), (3, [3, 5]), (5, [5])])
def test_other_leech_thresholds(threshold: int, reported: list[int]) -> None:
    assert [lapses for lapses in range(7) if is_leech(lapses, threshold)] == reported


def test_only_the_lapse_itself_makes_a_leech() -> None:
    card = CardState(
        State.REVIEW, due_day=TODAY, stability=5, difficulty=5, interval_days=5, reps=20, lapses=7,
        last_review=NOON - timedelta(days=5),
    )  # fmt: skip
    lapsed = answer(card, AGAIN)
    assert became_leech(card, lapsed, Preset())
    assert not became_leech(lapsed, answer(lapsed, AGAIN), Preset())
    assert not became_leech(card, answer(card, GOOD), Preset())


@pytest.mark.parametrize("rating", [0, 5, -1, 99])
def test_a_rating_that_does_not_exist_is_refused(rating: int) -> None:
    with pytest.raises(InputError, match=f"not {rating}") as refused:
        answer(CardState(), rating)  # type: ignore[arg-type]
    assert refused.value.field == "rating"


def test_a_clock_set_back_is_said_and_changes_nothing() -> None:
    card = answer(CardState(), GOOD)
    for back, words in [
        (timedelta(days=1), "12:00 on 27 January 2025, but this card was last answered at 12:00 on 28 January 2025"),
        (timedelta(minutes=11), "11:49 on 28 January 2025, but this card was last answered at 12:00 on"),
    ]:
        with pytest.raises(InputError, match=words):
            answer(card, GOOD, now=NOON - back)


def test_a_clock_set_right_by_little_stands_at_the_last_answer() -> None:
    card = answer(CardState(), GOOD)
    after = answer(card, GOOD, now=NOON - timedelta(minutes=5))
    assert after == answer(card, GOOD, now=NOON)
    assert after.last_review == card.last_review


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"desired_retention": 1.0}, "desired_retention"),
        ({"parameters": (1.0,)}, "parameters"),
        ({"learning_steps": (0,)}, "learning_steps"),
        ({"relearning_steps": (10**9,)}, "relearning_steps"),
        ({"new_per_day": -1}, "new_per_day"),
        ({"reviews_per_day": 10000}, "reviews_per_day"),
        ({"maximum_interval": 0}, "maximum_interval"),
        ({"leech_threshold": -1}, "leech_threshold"),
        ({"learn_ahead": -1}, "learn_ahead"),
    ],
)
def test_a_preset_that_makes_no_sense_is_refused(values: dict[str, object], field: str) -> None:
    with pytest.raises(InputError) as refused:
        Preset(**values)  # type: ignore[arg-type]
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(1, "<1 min"), (59, "<1 min"), (60, "1 min"), (330, "6 min"), (3580, "1 h"), (5 * 3600 + 360, "5.1 h")],
)
def test_waits_within_the_day(seconds: int, text: str) -> None:
    preset = Preset(learning_steps=(seconds,))
    assert preview(CardState(), now=NOON, calendar=CALENDAR, preset=preset, seed=None).waits[AGAIN].text == text


@pytest.mark.parametrize(
    ("days", "text"),
    [(1, "1 d"), (29, "29 d"), (30, "1 mo"), (37, "1.2 mo"), (365, "1 y"), (900, "2.5 y")],
)
def test_waits_of_days(days: int, text: str) -> None:
    assert Wait(State.REVIEW, 0, None, days, days, 0).text == text


histories = st.lists(st.tuples(st.sampled_from(Rating), st.integers(1, 60 * DAY)), min_size=1, max_size=12)
presets = st.builds(
    Preset,
    learning_steps=st.sampled_from([(60, 600), (), (60,), (60, 600, DAY), (2 * DAY,)]),
    relearning_steps=st.sampled_from([(600,), (), (600, 2 * DAY)]),
    desired_retention=st.floats(0.7, 0.97),
    maximum_interval=st.sampled_from([1, 5, 100, 36500]),
)


@settings(max_examples=150, derandomize=True, deadline=None)
@given(history=histories, preset=presets, seed=st.none() | st.text(max_size=5))
def test_what_holds_after_any_answers(history: list[tuple[Rating, int]], preset: Preset, seed: str | None) -> None:
    card, now = CardState(), NOON
    for rating, gap in history:
        buttons = preview(card, now=now, calendar=CALENDAR, preset=preset, seed=seed)
        after = review(card, rating, now=now, calendar=CALENDAR, preset=preset, seed=seed)
        assert after == buttons[rating]  # the button said what happened
        today = CALENDAR.day(now)
        for outcome in buttons.values():
            assert outcome.reps == card.reps + 1
            assert outcome.lapses - card.lapses in (0, 1)
            assert (outcome.due is None) != (outcome.due_day is None)
            assert 0 <= outcome.interval_days <= preset.maximum_interval
            assert outcome.memory is not None
            if outcome.due is not None:
                assert now < outcome.due < CALENDAR.start(today + timedelta(days=1))
            if outcome.due_day is not None:
                assert outcome.due_day > today
            if outcome.state is State.REVIEW:
                assert outcome.due_day == today + timedelta(days=outcome.interval_days)
        if card.state is State.REVIEW:
            hard, good, easy = (buttons[passing].interval_days for passing in (HARD, GOOD, EASY))
            assert 1 <= hard <= good <= easy
            assert good > hard or good == preset.maximum_interval
            assert easy > good or easy == preset.maximum_interval
        assert (after.lapses > card.lapses) is (card.state is State.REVIEW and rating is AGAIN)
        card, now = after, now + timedelta(seconds=gap)


@settings(max_examples=100, derandomize=True, deadline=None)
@given(stability=st.floats(0.1, 2000), difficulty=st.floats(1, 10), seed=st.text(min_size=1, max_size=8))
def test_fuzz_moves_a_review_only_within_its_range(stability: float, difficulty: float, seed: str) -> None:
    elapsed = max(1, round(stability))
    card = CardState(
        State.REVIEW, due_day=TODAY, stability=stability, difficulty=difficulty, interval_days=elapsed, reps=4,
        last_review=NOON - timedelta(days=elapsed),
    )  # fmt: skip
    plain, spread = outcomes(card, NOON, seed=None)[HARD], outcomes(card, NOON, seed=seed)[HARD]
    low, high = fuzz_range(float(plain.interval_days), minimum=1, maximum=36500)
    assert low - 1 <= spread.interval_days <= high + 1
    assert replace(spread, interval_days=0, due_day=None) == replace(plain, interval_days=0, due_day=None)
