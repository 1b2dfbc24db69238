"""The schedule in the real Anki: the same days, reviews and memories as here."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from quizapp.notes import Deck, DeckNote, NoteType
from quizapp.scheduling.calendar import Calendar
from quizapp.scheduling.memory import DEFAULT_PARAMETERS
from quizapp.scheduling.schedule import State, preview
from quizapp.services.study import Grade, answer
from quizapp.services.transfer import export_deck, import_deck
from quizapp.storage import owners
from quizapp.storage.cards import state_of
from quizapp.storage.history_rows import ReviewRow
from quizapp.storage.rows import CardRow, DeckRow, NoteRow, PresetRow
from tests.services.real_anki import ask_anki

ZONES = ["Etc/UTC", "America/Los_Angeles", "Asia/Tokyo", "Pacific/Auckland", "Asia/Kolkata"]
TYPES = {State.NEW: 0, State.LEARNING: 1, State.REVIEW: 2, State.RELEARNING: 3}


@pytest.fixture
def database_kind():
    """Anki's answers don't depend on the database: one is enough."""
    return "sqlite"


@pytest.fixture
def calendar(request):
    return Calendar(ZoneInfo(getattr(request, "param", "Etc/UTC")))


@pytest.fixture
def studied(session, owner_id, calendar):
    """The number of a deck with cards at every place of their schedule, studied up to this moment."""
    moment = datetime.now(UTC).replace(microsecond=0)
    notes = tuple(
        DeckNote(f"guid{n}", NoteType.BASIC, {"Question": f"Question {n}?", "Answer": f"{n}"}, moment - timedelta(90))
        for n in range(24)
    )
    deck_id = import_deck(session, owner_id, Deck("Schedule::Deep", notes), now=moment - timedelta(90)).deck_id
    preset = session.scalars(select(PresetRow)).one()
    preset.desired_retention, preset.learning_steps = 0.85, [60, 600, 1800]
    preset.parameters = [value * 1.05 for value in DEFAULT_PARAMETERS]
    session.commit()
    chance = random.Random("schedule")
    # Well behind the hour of the rollover, where Anki's days are not the person's after the clocks have changed.
    first = calendar.start(calendar.day(moment) - timedelta(60)) + timedelta(hours=2)
    for place, card in enumerate(session.scalars(select(CardRow).order_by(CardRow.id)).all()):
        _study(session, owner_id, card, calendar, chance, first + timedelta(seconds=place), reviews=place // 2)
    rows = session.scalars(select(CardRow).order_by(CardRow.id)).all()
    forgotten = next(row for row in reversed(rows) if row.state == "review")
    _answer(session, owner_id, forgotten, 1, calendar, moment - timedelta(seconds=50), "forgotten")
    rows[20].is_suspended, rows[21].flag, rows[1].is_suspended = True, 3, True
    session.commit()
    return deck_id


def _study(session, owner_id, card, calendar, chance, at, *, reviews):
    for number in range(reviews):
        session.refresh(card)
        if card.due is not None:
            at = max(at, card.due) + timedelta(seconds=7)
        elif card.due_day is not None:
            at = calendar.start(card.due_day) + timedelta(hours=chance.choice((2, 5, 16)), milliseconds=card.id)
        if at > datetime.now(UTC) - timedelta(minutes=1):
            return
        _answer(session, owner_id, card, chance.choice((1, 2, 3, 3, 3, 4)), calendar, at, f"{card.id} {number}")


def _answer(session, owner_id, card, rating, calendar, at, request_id):
    given = Grade(card.id, card.version, rating, request_id, duration_ms=5000 + card.id)
    answer(session, owner_id, given, now=at, calendar=calendar)


def _ours(session):
    rows = session.execute(select(CardRow, NoteRow.guid).join(NoteRow, NoteRow.id == CardRow.note_id)).all()
    return {(guid, card.ord): card for card, guid in rows}


@pytest.mark.parametrize("calendar", ZONES, indirect=True)
def test_anki_has_the_same_days_reviews_and_memories(session, owner_id, studied, calendar, tmp_path: Path):
    package = tmp_path / "deck.apkg"
    package.write_bytes(export_deck(session, owner_id, studied, with_schedule=True).data)
    anki = ask_anki(package, zone=calendar.zone.key)
    ours = _ours(session)
    preset = owners.preset_of(session.scalars(select(PresetRow)).one())
    assert (anki["sound"], anki["new"], len(anki["cards"])) == (True, 24, len(ours))
    assert anki["retention"]["Schedule::Deep"] == pytest.approx(preset.desired_retention)
    assert anki["parameters"]["Schedule::Deep"] == pytest.approx(preset.parameters, rel=1e-6)
    assert anki["steps"]["Schedule::Deep"] == [[1, 10, 30], [10]]
    seen = set()
    now = datetime.now(UTC)
    for theirs in anki["cards"]:
        row = ours[theirs["guid"], theirs["ord"]]
        state = state_of(row)
        seen.add(state.state)
        reviews = session.scalars(select(ReviewRow).where(ReviewRow.card_id == row.id).order_by(ReviewRow.id)).all()
        assert (theirs["deck"], theirs["type"]) == ("Schedule::Deep", TYPES[state.state])
        assert (theirs["queue"] == -1) == row.is_suspended
        assert (theirs["reps"], theirs["lapses"], theirs["flag"]) == (state.reps, state.lapses, row.flag)
        assert [(one[0], one[1], one[5]) for one in theirs["reviews"]] == [
            (int(one.reviewed_at.timestamp() * 1000), one.rating, one.duration_ms) for one in reviews
        ]
        assert all(one[2] for one in theirs["reviews"])
        if state.state is State.REVIEW:
            assert (theirs["due"], theirs["interval"]) == (str(state.due_day), state.interval_days)
            assert theirs["reviews"][-1][2] == state.interval_days
        elif state.due is not None and not row.is_suspended:
            assert abs(theirs["due"] - state.due.timestamp()) <= 1
        if state.stability is None:
            assert (theirs["memory"], theirs["reviews"]) == (None, [])
            continue
        memory = [state.stability, state.difficulty]
        assert theirs["recomputed"] == pytest.approx(memory, rel=1e-4)
        assert theirs["memory"] == [pytest.approx(memory[0], abs=6e-5), pytest.approx(memory[1], abs=6e-4)]
        # Anki keeps four decimals of a stability: enough to round an interval of months the other way.
        state = replace(state, stability=theirs["memory"][0], difficulty=theirs["memory"][1])
        outcomes = preview(state, now=now, calendar=calendar, preset=preset, seed=None)
        for (kind, wait), outcome in zip(theirs["next"], outcomes.values(), strict=True):
            assert kind == outcome.state.value
            if outcome.state is State.REVIEW:
                assert wait == outcome.interval_days
    assert seen == set(State)


def test_without_the_option_all_cards_are_new(session, owner_id, studied, tmp_path: Path):
    package = tmp_path / "deck.apkg"
    package.write_bytes(export_deck(session, owner_id, studied).data)
    anki = ask_anki(package)
    assert {(card["type"], card["queue"], card["flag"], len(card["reviews"])) for card in anki["cards"]} == {
        (0, 0, 0, 0)
    }
    assert set(anki["retention"].values()) == {0.9}


def test_equal_libraries_make_equal_packages(session, owner_id, studied):
    first = export_deck(session, owner_id, studied, with_schedule=True)
    assert first == replace(first, data=export_deck(session, owner_id, studied, with_schedule=True).data)
    assert session.scalars(select(DeckRow.name)).one() == "Schedule::Deep"
