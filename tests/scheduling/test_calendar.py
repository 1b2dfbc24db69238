"""The learner's day across rollover, midnight and clock changes."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.scheduling.calendar import Calendar

ZONES = [
    "UTC", "America/New_York", "Europe/Berlin", "Pacific/Auckland", "Asia/Kathmandu", "Australia/Lord_Howe",
    "America/Sao_Paulo", "Pacific/Apia", "Asia/Tehran", "Africa/Casablanca",
]  # fmt: skip


@pytest.mark.parametrize(
    ("zone", "hour", "local", "day"),
    [
        ("Europe/Berlin", 4, "2025-01-28 12:00", "2025-01-28"),
        ("Europe/Berlin", 4, "2025-01-29 03:59:59", "2025-01-28"),
        ("Europe/Berlin", 4, "2025-01-29 04:00", "2025-01-29"),
        ("Europe/Berlin", 0, "2025-01-29 00:00", "2025-01-29"),
        ("Europe/Berlin", 23, "2025-01-29 22:59", "2025-01-28"),
        ("Asia/Kathmandu", 4, "2025-01-29 03:59", "2025-01-28"),
        ("Pacific/Auckland", 4, "2025-01-29 04:00", "2025-01-29"),
        # the night the clock goes forward, and the night it goes back
        ("Europe/Berlin", 4, "2025-03-30 03:30", "2025-03-29"),
        ("Europe/Berlin", 4, "2025-03-30 04:00", "2025-03-30"),
        ("Europe/Berlin", 4, "2025-10-26 03:59", "2025-10-25"),
        ("Europe/Berlin", 4, "2025-10-26 04:00", "2025-10-26"),
    ],
)
def test_the_day_an_instant_belongs_to(zone: str, hour: int, local: str, day: str) -> None:
    instant = datetime.fromisoformat(local).replace(tzinfo=ZoneInfo(zone))
    assert Calendar(ZoneInfo(zone), hour).day(instant.astimezone(UTC)) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("zone", "hour", "day", "start"),
    [
        ("Europe/Berlin", 4, "2025-01-28", "2025-01-28T03:00+00:00"),
        ("Europe/Berlin", 4, "2025-07-28", "2025-07-28T02:00+00:00"),
        # 02:00 does not exist: the day starts where the clock jumps
        ("Europe/Berlin", 2, "2025-03-30", "2025-03-30T01:00+00:00"),
        # 02:00 comes twice: the first counts
        ("Europe/Berlin", 2, "2025-10-26", "2025-10-26T00:00+00:00"),
        ("America/Sao_Paulo", 0, "2018-11-04", "2018-11-04T03:00+00:00"),
    ],
)
def test_the_instant_a_day_starts(zone: str, hour: int, day: str, start: str) -> None:
    assert Calendar(ZoneInfo(zone), hour).start(date.fromisoformat(day)) == datetime.fromisoformat(start)


def test_a_repeated_hour_stays_in_one_day() -> None:
    calendar = Calendar(ZoneInfo("Europe/Berlin"), 2)
    first = datetime(2025, 10, 26, 0, 30, tzinfo=UTC)
    assert calendar.day(first) == calendar.day(first + timedelta(hours=1)) == date(2025, 10, 26)


def test_days_and_seconds_are_those_of_the_clock_on_the_wall() -> None:
    calendar = Calendar(ZoneInfo("Europe/Berlin"), 4)
    evening = datetime(2025, 3, 29, 20, tzinfo=ZoneInfo("Europe/Berlin"))
    morning = datetime(2025, 3, 30, 8, tzinfo=ZoneInfo("Europe/Berlin"))
    assert calendar.day(morning) - calendar.day(evening) == timedelta(days=1)
    assert calendar.seconds_left(evening.astimezone(UTC)) == 7 * 3600  # eight by the clock, one of them skipped


def test_what_is_no_instant_and_no_hour_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        Calendar(ZoneInfo("UTC")).day(datetime(2025, 1, 1))  # noqa: DTZ001
    with pytest.raises(ValueError, match="0 to 23"):
        Calendar(ZoneInfo("UTC"), 24)


@settings(max_examples=300, derandomize=True, deadline=None)
@given(
    zone=st.sampled_from(ZONES),
    hour=st.integers(0, 23),
    second=st.integers(1_104_537_600, 2_051_222_400),  # 2005 to 2035
)  # fmt: skip
def test_every_instant_lies_between_the_start_of_its_day_and_of_the_next(zone: str, hour: int, second: int) -> None:
    calendar, instant = Calendar(ZoneInfo(zone), hour), datetime.fromtimestamp(second, UTC)
    day = calendar.day(instant)
    assert calendar.start(day) <= instant < calendar.start(day + timedelta(days=1))
    assert calendar.day(calendar.start(day)) == day
    assert calendar.day(instant + timedelta(seconds=calendar.seconds_left(instant))) > day
