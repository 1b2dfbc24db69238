"""Days evened out within the fuzz, and days of the week that get less."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.errors import InputError
from quizapp.scheduling.calendar import Calendar
from quizapp.scheduling.fuzz import fuzz_range, fuzzed
from quizapp.scheduling.load import Load, balanced
from quizapp.scheduling.schedule import CardState, Preset, Rating, State, preview, review

TODAY = date(2025, 1, 28)  # a Tuesday
EVEN = (1.0,) * 7
CALENDAR = Calendar(ZoneInfo("Etc/UTC"), 4)
NOW = datetime(2025, 1, 28, 12, tzinfo=UTC)


@given(
    low=st.integers(1, 200),
    width=st.integers(0, 40),
    factor=st.floats(0, 1, exclude_max=True),
    due=st.dictionaries(st.integers(0, 240), st.integers(0, 300)),
    easy=st.tuples(*[st.sampled_from([0.0, 0.5, 1.0])] * 7),
)
def test_the_day_is_always_within_the_fuzz(
    low: int, width: int, factor: float, due: dict[int, int], easy: tuple[float, ...]
) -> None:
    load = Load([due.get(days, 0) for days in range(240)])
    assert low <= balanced(low, low + width, factor, today=TODAY, load=load, easy_days=easy) <= low + width


@given(interval=st.floats(1, 400), factor=st.floats(0, 1, exclude_max=True))
def test_with_nothing_due_it_is_the_plain_fuzz(interval: float, factor: float) -> None:
    low, high = fuzz_range(interval, minimum=1, maximum=36500)
    plain = fuzzed(interval, factor, minimum=1, maximum=36500)
    assert abs(balanced(low, high, factor, today=TODAY, load=Load(), easy_days=EVEN) - plain) <= 1


def filled(easy_days: tuple[float, ...], *, is_balanced: bool = True) -> Counter[date]:
    """The days of 1,500 cards with an interval of 20 days or so, each put where there is room."""
    due: Counter[date] = Counter()
    low, high = fuzz_range(20, minimum=1, maximum=36500)
    for number in range(1500):
        start = TODAY + timedelta(days=number % 7)
        load = Load([due[start + timedelta(days=ahead)] for ahead in range(90)]) if is_balanced else Load()
        days = balanced(low, high, number * 0.618034 % 1, today=start, load=load, easy_days=easy_days)
        due[start + timedelta(days=days)] += 1
    return due


def test_days_are_evened_out() -> None:
    even, chance = (sorted(filled(EVEN, is_balanced=on).values())[3:] for on in (True, False))
    assert max(even) - min(even) < (max(chance) - min(chance)) / 2


def test_easy_days_get_their_share() -> None:
    per_weekday = Counter[int]()
    for day, number in filled((1.0, 1.0, 1.0, 1.0, 1.0, 0.5, 0.0)).items():
        per_weekday[day.weekday()] += number
    common = sum(per_weekday[day] for day in range(5)) / 5
    assert per_weekday[6] <= common * 0.02
    assert 0.25 <= per_weekday[5] / common <= 0.75


def test_a_sibling_keeps_its_distance() -> None:
    load = Load(siblings={TODAY + timedelta(days=20)})
    days = Counter(balanced(18, 22, number / 500, today=TODAY, load=load, easy_days=EVEN) for number in range(500))
    assert days[20] <= 5
    assert min(days[other] for other in (18, 19, 21, 22)) >= 100


def test_what_the_buttons_say_is_what_an_answer_gives() -> None:
    card = CardState(
        State.REVIEW, due_day=TODAY, stability=15.0, difficulty=5.0, interval_days=15, reps=4,
        last_review=NOW - timedelta(days=15),
    )  # fmt: skip
    load = Load([days % 5 * 10 for days in range(80)])
    shown = preview(card, now=NOW, calendar=CALENDAR, preset=Preset(), seed="a", load=load)
    for rating in Rating:
        after = review(card, rating, now=NOW, calendar=CALENDAR, preset=Preset(), seed="a", load=load)
        assert after == shown[rating]
    assert shown[Rating.HARD].interval_days < shown[Rating.GOOD].interval_days < shown[Rating.EASY].interval_days
    plain = preview(card, now=NOW, calendar=CALENDAR, preset=Preset(), seed=None, load=load)
    assert plain[Rating.GOOD].memory == shown[Rating.GOOD].memory


@pytest.mark.parametrize("easy_days", [(), (1.0,) * 6, (*(1.0,) * 6, 1.5), (-0.1, *(1.0,) * 6)])
def test_shares_that_can_not_be(easy_days: tuple[float, ...]) -> None:
    with pytest.raises(InputError):
        Preset(easy_days=easy_days)
