"""The schedule beside the real Anki: the same histories must give the same memory, states and intervals."""

import json
import os
import random
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from quizapp.scheduling.calendar import Calendar
from quizapp.scheduling.fuzz import fuzz_range, rounded
from quizapp.scheduling.memory import MemoryState, next_states
from quizapp.scheduling.schedule import CardState, Preset, Rating, State, became_leech, preview, review

DAY = 86400


def ask_anki(request: dict[str, Any], *, zone: str, fuzzy: bool = False) -> Any:
    environment = {name: value for name, value in os.environ.items() if name != "ANKI_TEST_MODE"} | {"TZ": zone}
    if not fuzzy:
        environment["ANKI_TEST_MODE"] = "1"  # Anki's own switch for its tests: no fuzz
    script = Path(__file__).with_name("anki_oracle.py")
    done = subprocess.run(
        [sys.executable, "-W", "ignore", script],
        input=json.dumps(request), env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def close(ours: float | None, anki: float) -> bool:
    return ours is not None and abs(ours - anki) <= 1e-4 * max(1.0, anki)


@pytest.mark.parametrize(
    ("zone", "rollover"),
    [
        ("America/New_York", 4),
        ("Europe/Berlin", 4),
        ("Pacific/Auckland", 4),
        ("Australia/Lord_Howe", 4),  # its clock moves by half an hour
        ("America/St_Johns", 0),
        ("Asia/Kathmandu", 4),
        ("Asia/Tokyo", 6),
    ],
)
def test_a_history_across_clock_changes_leaves_the_memory_that_anki_computes(zone: str, rollover: int) -> None:
    calendar, chance, preset = Calendar(ZoneInfo(zone), rollover), random.Random(f"history {zone}"), Preset()
    histories = [random_history(chance, calendar) for _ in range(75)]
    anki = ask_anki({"do": "memory", "histories": histories, "rollover": rollover}, zone=zone)
    for history, (stability, difficulty) in zip(histories, anki, strict=True):
        card = CardState()
        for second, rating in history:
            now = datetime.fromtimestamp(second, UTC)
            card = review(card, Rating(rating), now=now, calendar=calendar, preset=preset, seed=None)
        assert close(card.stability, stability), history
        assert close(card.difficulty, difficulty), history


def random_history(chance: random.Random, calendar: Calendar) -> list[tuple[int, int]]:
    """Reviews of 2024 and 2025, where the clock is never changed at any hour, else not within an hour of the rollover:
    Anki counts blocks of 24 hours back from the next one, so that close to it a change makes its count wrong by one.
    """
    is_steady = calendar.zone.key.startswith("Asia/")
    hours = {(calendar.rollover_hour + hour) % 24 for hour in (-1, 0)}
    now = datetime(2024, 1, 1, 12, tzinfo=UTC) + timedelta(seconds=chance.randrange(200 * DAY))
    history = []
    for _ in range(chance.randrange(2, 12)):
        if not is_steady and now.astimezone(calendar.zone).hour in hours:
            now += timedelta(hours=3)
        history.append((int(now.timestamp()), chance.choice([1, 2, 3, 3, 3, 4])))
        now += timedelta(seconds=chance.choice([90, 700, DAY // 2, DAY, 3 * DAY, 20 * DAY, 60 * DAY]))
        now += timedelta(seconds=chance.randrange(9 * 3600))
    return history


# No small maximum_interval: Anki 26.9 panics when Good graduates at the maximum, since Easy may not be longer.
PRESETS: list[dict[str, Any]] = [
    {},
    {},
    {"learning_steps": ()},
    {"relearning_steps": ()},
    {"learning_steps": (60,), "relearning_steps": (600, 3600)},
    {"learning_steps": (60, 600, DAY), "relearning_steps": (600, 2 * DAY)},
    {"learning_steps": (2 * DAY,)},
    {"desired_retention": 0.8},
    {"desired_retention": 0.97, "learning_steps": (60, 12 * 3600, 3 * DAY)},
]


def zones_where_it_is_daytime() -> list[str]:
    """Two zones without clock changes in which it is far from 4 a.m.: Anki can't be given another time than now."""
    zones = ("Asia/Tokyo", "Asia/Kolkata", "Atlantic/Reykjavik", "America/Phoenix", "Pacific/Honolulu")
    return [zone for zone in zones if 6 <= datetime.now(ZoneInfo(zone)).hour < 22][:2]


@pytest.mark.parametrize("which", [0, 1])
def test_every_button_gives_the_state_and_interval_that_anki_gives(which: int) -> None:
    zone = zones_where_it_is_daytime()[which]
    chance = random.Random(f"answers {which}")
    histories = [
        {"preset": chance.choice(PRESETS), "answers": [random_answer(chance) for _ in range(chance.randrange(2, 14))]}
        for _ in range(250)
    ]
    # eleven lapses: a leech at the eighth
    histories.append({"preset": {}, "answers": [(0, 4), *[(5 * DAY, 1), (600, 3)] * 12]})
    for history in histories:
        history["preset"] = vars_of(Preset(**history["preset"]))
    anki = ask_anki({"do": "answers", "histories": histories}, zone=zone)
    calendar = Calendar(ZoneInfo(zone), 4)
    leeches = 0
    for history, steps in zip(histories, anki, strict=True):
        preset, card = Preset(**history["preset"]), CardState()
        for (gap, rating), step in zip(history["answers"], steps, strict=True):
            now = datetime.fromtimestamp(step["now"], UTC)
            if card.last_review is not None:
                card = replace(card, last_review=now - timedelta(seconds=gap))
            ours = preview(card, now=now, calendar=calendar, preset=preset, seed=None)
            for button, outcome in zip(Rating, step["outcomes"], strict=True):
                where = (history, card, button, outcome, ours[button])
                assert agrees(card, ours[button], outcome, now, calendar, preset), where
            leeches += became_leech(card, ours[Rating(rating)], preset)
            card = ours[Rating(rating)]
            assert due_agrees(card, step["due"], now, calendar), (history, card, step["due"])
    assert leeches >= 2


def random_answer(chance: random.Random) -> tuple[int, int]:
    gap = chance.choice([60, 600, 1800, DAY, DAY, 3 * DAY, 8 * DAY, 30 * DAY, 200 * DAY])
    return gap, chance.choice([1, 2, 3, 3, 3, 4])


def vars_of(preset: Preset) -> dict[str, Any]:
    names = ("learning_steps", "relearning_steps", "desired_retention", "maximum_interval")
    return {name: getattr(preset, name) for name in names}


def agrees(
    before: CardState, ours: CardState, anki: dict[str, Any], now: datetime, calendar: Calendar, preset: Preset
) -> bool:
    same = ours.state.value == anki["state"] and close(ours.stability, anki["stability"])
    same = same and close(ours.difficulty, anki["difficulty"])
    if anki["state"] != "learning":
        same = same and ours.interval_days == anki["days"] and ours.lapses == anki["lapses"]
        if ours.lapses > before.lapses:
            same = same and became_leech(before, ours, preset) == anki["leech"]
    if ours.due is not None:
        same = same and ours.due == now + timedelta(seconds=anki["seconds"])
    return same


def due_agrees(card: CardState, anki: list[int], now: datetime, calendar: Calendar) -> bool:
    queue, due, interval = anki
    if queue == -1:  # Anki suspends a leech and leaves the rest as it is
        return True
    if card.due is not None:
        # Anki was asked before it answered; a second may have gone by
        return queue == 1 and 0 <= due - (card.due - now).total_seconds() <= 2
    assert card.due_day is not None
    days = (card.due_day - calendar.day(now)).days
    return queue == (2 if card.state is State.REVIEW else 3) and due == days and interval == card.interval_days


def test_fuzz_spreads_as_far_as_ankis_and_no_further() -> None:
    zone = zones_where_it_is_daytime()[0]
    states = [(2.5, 5.0, 2, 2), (10.0, 5.0, 10, 10), (40.0, 3.0, 35, 40), (9.0, 8.0, 2, 9), (200.0, 5.0, 150, 200)]
    anki = ask_anki({"do": "fuzz", "states": states, "cards": 250}, zone=zone, fuzzy=True)
    calendar, now = Calendar(ZoneInfo(zone), 4), datetime.fromisoformat(anki["now"])
    for (stability, difficulty, elapsed, interval), intervals in zip(states, anki["intervals"], strict=True):
        card = CardState(
            State.REVIEW, due_day=calendar.day(now), stability=stability, difficulty=difficulty,
            interval_days=interval, reps=5, last_review=now - timedelta(days=elapsed),
        )  # fmt: skip
        ours = []
        for number in range(250):
            outcomes = preview(card, now=now, calendar=calendar, preset=Preset(), seed=f"card {number}")
            ours.append([outcomes[rating].interval_days for rating in (Rating.HARD, Rating.GOOD, Rating.EASY)])
        raw = next_states(MemoryState(stability, difficulty), days_elapsed=elapsed, desired_retention=0.9)
        hard = raw[Rating.HARD].interval_days
        least = interval + 1 if rounded(hard) > interval else interval
        low, high = fuzz_range(hard, minimum=least, maximum=36500)
        assert {days for days, _, _ in ours} <= set(range(low, high + 1))
        if high - low < 20:  # 250 draws reach both ends of it
            assert {days for days, _, _ in ours} == {days for days, _, _ in intervals} == set(range(low, high + 1))
        for column in range(3):
            theirs = {row[column] for row in intervals}
            mine = {row[column] for row in ours}
            width = max(theirs) - min(theirs)
            assert abs(min(mine) - min(theirs)) <= width * 0.1 + 1e-9, (states, column)
            assert abs(max(mine) - max(theirs)) <= width * 0.1 + 1e-9, (states, column)


def test_fuzzed_intervals_of_random_histories_lie_where_ankis_lie() -> None:
    zone = zones_where_it_is_daytime()[0]
    calendar, chance = Calendar(ZoneInfo(zone), 4), random.Random("fuzzed histories")
    states = [reviewed_state(chance, calendar) for _ in range(500)]
    anki = ask_anki({"do": "fuzz", "states": states, "cards": 12}, zone=zone, fuzzy=True)
    now = datetime.fromisoformat(anki["now"])
    ends: dict[str, set[str]] = {"anki": set(), "ours": set()}
    for (stability, difficulty, elapsed, interval), theirs in zip(states, anki["intervals"], strict=True):
        raw = next_states(MemoryState(stability, difficulty), days_elapsed=elapsed, desired_retention=0.9)
        card = CardState(
            State.REVIEW, due_day=calendar.day(now), stability=stability, difficulty=difficulty,
            interval_days=interval, reps=5, last_review=now - timedelta(days=elapsed),
        )  # fmt: skip
        ours = []
        for number in range(12):
            outcomes = preview(card, now=now, calendar=calendar, preset=Preset(), seed=f"card {number}")
            ours.append([outcomes[rating].interval_days for rating in (Rating.HARD, Rating.GOOD, Rating.EASY)])
        for name, drawn in (("anki", theirs), ("ours", ours)):
            for days in drawn:
                least = 1
                for rating, chosen in zip((Rating.HARD, Rating.GOOD, Rating.EASY), days, strict=True):
                    low, high = allowed(raw[rating].interval_days, interval, least)
                    assert low <= chosen <= high, (name, stability, difficulty, elapsed, interval, rating)
                    ends[name] |= {end for end, day in (("low", low), ("high", high)) if day == chosen and low < high}
                    least = chosen + 1
    assert ends == {"anki": {"low", "high"}, "ours": {"low", "high"}}


def reviewed_state(chance: random.Random, calendar: Calendar) -> tuple[float, float, int, int]:
    """Stability, difficulty, days gone by and last interval of a card in review after a random history."""
    card, now = CardState(), datetime(2024, 1, 1, 12, tzinfo=UTC)
    while card.state is not State.REVIEW or card.reps < 4:
        gap, rating = random_answer(chance)
        now += timedelta(seconds=gap)
        card = review(card, Rating(rating), now=now, calendar=calendar, preset=Preset(), seed=None)
    assert card.stability is not None
    assert card.difficulty is not None
    elapsed = max(1, round(card.interval_days * chance.uniform(0.5, 1.6)))
    return round(card.stability, 4), round(card.difficulty, 3), elapsed, card.interval_days


def allowed(interval: float, last: int, least: int) -> tuple[int, int]:
    """The fewest and most days of a fuzzed interval after one of ``last`` days, at least ``least``."""
    widest = fuzz_range(interval, minimum=1, maximum=36500)[1]
    after_last = last + 1 if rounded(interval) > last else last if last <= widest else 1
    return fuzz_range(interval, minimum=max(least, after_last), maximum=36500)
