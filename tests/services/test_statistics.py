"""Statistics on both databases: days in every zone, whatever happens to old reviews, decks, streaks, articles."""

import random
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import delete, event, func, select, update

from quizapp.errors import NotFoundError
from quizapp.notes import Deck, DeckNote, NoteType
from quizapp.scheduling.calendar import Calendar
from quizapp.scheduling.memory import MemoryState, retrievability
from quizapp.services.decks import delete_deck, delete_note
from quizapp.services.statistics import article_recall, overview
from quizapp.services.statistics_views import (
    Step,
    Studied,
    in_steps,
    step_for,
    steps_between,
    streak_of,
    total,
)
from quizapp.services.transfer import import_deck
from quizapp.storage import owners, review_days
from quizapp.storage.history_rows import ReviewRow
from quizapp.storage.rows import CardRow, DeckRow, NoteRow, PresetRow
from quizapp.storage.statistics_rows import ReviewDayRow
from tests.services import made

NOW = datetime(2025, 11, 20, 12, tzinfo=UTC)


def test_sums_are_read_in_the_order_in_which_they_are_kept():
    assert Studied._fields == review_days.SUMS


@pytest.fixture
def decks(session, owner_id):
    """Two decks, one below the other, with twelve cards each."""
    found = []
    for name in ("Rivers", "Rivers::Elbe"):
        notes = tuple(
            DeckNote(f"{name} {n}", NoteType.BASIC, {"Question": f"{name} {n}?", "Answer": f"{n}"}, NOW)
            for n in range(12)
        )
        found.append(import_deck(session, owner_id, Deck(name, notes), now=NOW).deck_id)
    return found


KINDS = ("learn", "review", "relearn", "ahead", "manual")


def add_reviews(session, owner_id, instants, chance):
    cards = session.scalars(select(CardRow).order_by(CardRow.id)).all()
    taken = session.scalar(select(func.max(ReviewRow.anki_id))) or 0
    for number, at in enumerate(instants, start=taken + 1):
        card = chance.choice(cards)
        kind = chance.choice(("learn", "review", "review", "relearn", "ahead", "manual"))
        state = {"learn": chance.choice(("new", "learning")), "relearn": "relearning"}.get(kind, "review")
        before = chance.choice((1, 20, 21)) if kind in ("review", "ahead") else 0
        session.add(
            ReviewRow(
                owner_id=owner_id, card_id=card.id, deck_id=card.deck_id, card_version=1, kind=kind, state=state,
                rating=chance.choice((1, 2, 3, 4)), takes_review=kind == "review", interval_before=before,
                interval_days=1, duration_ms=chance.randrange(60_000), reviewed_at=at, anki_id=number,
                anki_kind=KINDS.index(kind), anki_interval=1, anki_interval_before=before, anki_factor=500,
            )
        )  # fmt: skip
    session.commit()


def shown(session, owner_id, calendar, *, deck_id=None, now=NOW, period=None):
    session.rollback()
    return overview(session, owner_id, deck_id=deck_id, period=period, now=now, calendar=calendar)


def answers(view):
    return {day: (one.answers, one.again, one.milliseconds, one.asked, one.recalled) for day, one in view.days.items()}


def counted_one_by_one(session, owner_id, calendar, deck_ids=None):
    found = {}
    for review in session.scalars(select(ReviewRow).where(ReviewRow.owner_id == owner_id)):
        if review.kind == "manual" or (deck_ids is not None and review.deck_id not in deck_ids):
            continue
        asked = review.kind in ("review", "ahead")
        values = (1, review.rating == 1, review.duration_ms, asked, asked and review.rating > 1)
        day = calendar.day(review.reviewed_at)
        found[day] = tuple(map(sum, zip(found.get(day, (0,) * 5), values, strict=True)))
    return found


def round_the_changes(calendar):
    """Instants every 47 minutes round days on which clocks are set, and a few of today."""
    found = [NOW - timedelta(minutes=7 * n) for n in range(90)]
    for year, month, day in ((2025, 3, 9), (2025, 3, 30), (2025, 4, 6), (2025, 10, 5), (2025, 10, 26), (2025, 11, 2)):
        start = datetime(year, month, day, tzinfo=UTC) - timedelta(hours=20)
        found += [start + timedelta(minutes=47 * n) for n in range(70)]
    return found


@pytest.mark.parametrize(
    "calendar",
    [
        Calendar(ZoneInfo("Etc/UTC"), 4), Calendar(ZoneInfo("Europe/Berlin"), 4),
        Calendar(ZoneInfo("Europe/Berlin"), 2),
        Calendar(ZoneInfo("America/New_York"), 1), Calendar(ZoneInfo("Australia/Lord_Howe"), 2),
        Calendar(ZoneInfo("Asia/Kathmandu"), 0), Calendar(ZoneInfo("Pacific/Kiritimati"), 23),
    ],
    ids=lambda calendar: f"{calendar.zone.key} {calendar.rollover_hour}",
)  # fmt: skip
def test_each_review_counts_on_the_learners_day(session, owner_id, decks, calendar):
    add_reviews(session, owner_id, round_the_changes(calendar), random.Random(1))
    expected = counted_one_by_one(session, owner_id, calendar)
    assert answers(shown(session, owner_id, calendar)) == expected
    assert answers(shown(session, owner_id, calendar, deck_id=decks[0])) == expected  # the other deck is below it
    below = counted_one_by_one(session, owner_id, calendar, decks[1:])
    assert answers(shown(session, owner_id, calendar, deck_id=decks[1])) == below


@pytest.mark.parametrize("seed", range(4))
def test_what_happens_to_old_reviews_is_counted_anew(session, owner_id, decks, seed):
    chance = random.Random(seed)
    calendar = Calendar(ZoneInfo("Europe/Berlin"), 4)
    now = NOW
    add_reviews(session, owner_id, [now - timedelta(hours=chance.randrange(3000)) for _ in range(150)], chance)
    for _ in range(14):
        ids = session.scalars(select(ReviewRow.id).order_by(ReviewRow.id)).all()
        what = chance.choice(("add", "older", "delete", "card", "note", "move", "zone", "time", "nothing"))
        if what in ("add", "older"):
            most = 3000 if what == "add" else 9000
            add_reviews(session, owner_id, [now - timedelta(hours=chance.randrange(most)) for _ in range(5)], chance)
        elif what == "delete" and ids:
            session.execute(delete(ReviewRow).where(ReviewRow.id == chance.choice(ids)))
        elif what == "card":
            session.execute(
                delete(CardRow).where(CardRow.id == chance.choice(session.scalars(select(CardRow.id)).all()))
            )
        elif what == "note":
            delete_note(session, owner_id, chance.choice(session.scalars(select(NoteRow.id)).all()))
        elif what == "move" and ids:
            session.execute(update(ReviewRow).where(ReviewRow.id == chance.choice(ids)).values(deck_id=decks[1]))
        elif what == "zone":
            calendar = Calendar(ZoneInfo(chance.choice(("Asia/Tokyo", "America/New_York"))), chance.choice((0, 4)))
        elif what == "time":
            now += timedelta(hours=chance.randrange(1, 60))
        session.commit()
        assert answers(shown(session, owner_id, calendar, now=now)) == counted_one_by_one(session, owner_id, calendar)
        below = counted_one_by_one(session, owner_id, calendar, decks[1:])
        assert answers(shown(session, owner_id, calendar, deck_id=decks[1], now=now)) == below


def test_a_deleted_deck_leaves_the_days_of_the_others(session, owner_id, decks):
    add_reviews(session, owner_id, [NOW - timedelta(hours=9 * n) for n in range(60)], random.Random(2))
    shown(session, owner_id, made.CALENDAR)
    session.rollback()
    delete_deck(session, owner_id, decks[1])
    assert answers(shown(session, owner_id, made.CALENDAR)) == counted_one_by_one(session, owner_id, made.CALENDAR)


def test_what_is_counted_is_not_counted_again(session, owner_id, decks):
    add_reviews(session, owner_id, [NOW - timedelta(hours=9 * n) for n in range(60)], random.Random(3))
    shown(session, owner_id, made.CALENDAR)
    session.rollback()
    seen = []
    listener = lambda *arguments: seen.append(arguments[2].split()[0])  # noqa: E731 - kept to be removed again
    event.listen(session.get_bind(), "before_cursor_execute", listener)
    try:
        shown(session, owner_id, made.CALENDAR)
    finally:
        event.remove(session.get_bind(), "before_cursor_execute", listener)
    assert {"INSERT", "UPDATE", "DELETE"}.isdisjoint(seen)
    assert len([one for one in seen if one == "SELECT"]) <= 13
    assert session.scalars(select(ReviewDayRow.is_counted).distinct()).all() == [True]


def test_an_empty_library_and_one_without_reviews(session, owner_id, decks):
    view = shown(session, owner_id, made.CALENDAR)
    assert (view.days, view.streak.longest, view.is_empty) == ({}, 0, False)
    assert view.cards.classes == {
        "new": 24, "learning": 0, "relearning": 0, "young": 0, "mature": 0, "suspended": 0,
    }  # fmt: skip
    for deck_id in decks[::-1]:
        delete_deck(session, owner_id, deck_id)
    assert shown(session, owner_id, made.CALENDAR).is_empty
    with pytest.raises(NotFoundError):
        shown(session, owner_id, made.CALENDAR, deck_id=decks[0])


def test_statistics_are_their_owners(session, owner_id, decks):
    add_reviews(session, owner_id, [NOW - timedelta(hours=9 * n) for n in range(6)], random.Random(4))
    assert shown(session, owner_id + 1, made.CALENDAR).is_empty
    with pytest.raises(NotFoundError):
        shown(session, owner_id + 1, made.CALENDAR, deck_id=decks[0])


def test_the_forecast_tells_what_is_overdue_from_what_comes(session, owner_id, decks):
    cards = session.scalars(select(CardRow).order_by(CardRow.id)).all()
    today = made.CALENDAR.day(NOW)
    for place, days in enumerate((-40, -1, 0, 0, 1, 29, 30)):
        cards[place].state, cards[place].due_day = "review", today + timedelta(days=days)
    cards[1].is_suspended = True
    for place, minutes in enumerate((-2000, -5, 9), start=7):
        cards[place].state, cards[place].due = "learning", NOW + timedelta(minutes=minutes)
    session.commit()
    forecast = shown(session, owner_id, made.CALENDAR, period=30).forecast
    assert (forecast.overdue, len(forecast.days), forecast.days[0], forecast.days[1]) == (2, 30, 4, 1)
    assert (forecast.days[29], forecast.total) == (1, 8)


def test_an_articles_recall_is_the_mean_of_its_cards(session, owner_id, deck_id, added):
    assert article_recall(session, owner_id, added, now=made.NOW).mean is None
    session.rollback()
    preset = session.scalars(select(PresetRow)).one()
    preset.parameters = None
    cards = session.scalars(select(CardRow).order_by(CardRow.id)).all()
    wanted = []
    for place, card in enumerate(cards[:3]):
        card.state, card.stability, card.difficulty = "review", 3.0 + 20 * place, 5.0
        card.last_review = made.NOW - timedelta(days=1.5 + 9 * place)
        wanted.append(retrievability(MemoryState(card.stability, 5.0), days_elapsed=1.5 + 9 * place))
    session.commit()
    recall = article_recall(session, owner_id, added, now=made.NOW)
    assert (recall.studied, recall.new) == (3, len(cards) - 3)
    assert recall.mean == pytest.approx(sum(wanted) / 3, abs=1e-6)
    (listed,) = shown(session, owner_id, made.CALENDAR, now=made.NOW).articles
    assert (listed.id, listed.title, listed.recall) == (added, "The mill bridge", recall)
    assert article_recall(session, owner_id + 1, added, now=made.NOW) is None


def test_decks_with_their_own_parameters_have_their_own_curve(session, owner_id, decks):
    own = session.scalars(select(PresetRow)).one()
    preset = owners.preset_of(own)
    parameters = (*preset.parameters[:20], 0.5)
    row = owners.preset_row(owner_id, "Steep", replace(preset, parameters=parameters), now=NOW)
    session.add(row)
    session.flush()
    session.execute(update(DeckRow).where(DeckRow.id == decks[1]).values(preset_id=row.id))
    for card in session.scalars(select(CardRow)):
        card.state, card.stability, card.difficulty = "review", 10.0, 10.0
        card.last_review = NOW - timedelta(days=300)
    session.commit()
    view = shown(session, owner_id, made.CALENDAR)
    expected = Counter(
        int(100 * retrievability(MemoryState(10.0, 10.0), days_elapsed=300, parameters=one))
        for one in (preset.parameters, parameters)
        for _ in range(12)
    )
    assert view.cards.retrievability == expected
    assert (view.cards.stability, view.cards.difficulty) == ({3: 24}, {9: 24})


def card_at_random(card, chance, decks):
    """Whatever a card may be, and what may be left of one by an import: a state without a memory among it."""
    card.deck_id = chance.choice(decks)
    card.state = chance.choice(("new", "learning", "relearning", "review", "review", "review"))
    card.is_suspended, card.is_empty = chance.random() < 0.2, chance.random() < 0.1
    card.interval_days = chance.choice((0, 1, 20, 21, 400))
    today = made.CALENDAR.day(NOW)
    card.due = card.due_day = None
    if card.state == "learning":
        card.due = NOW + timedelta(minutes=chance.randrange(-3000, 3000))
    elif card.state != "new":
        card.due_day = today + timedelta(days=chance.choice((-400, -1, 0, 0, 1, 29, 30, 364, 365, 9000)))
    card.stability = card.difficulty = card.last_review = None
    if card.state != "new" and chance.random() < 0.9:
        card.stability = chance.choice((0.001, 0.99, 1.0, 2.5, 7.0, 29.9, 365.0, 1824.9, 1825.0, 36_500.0))
        card.difficulty = chance.choice((1.0, 1.999, 5.5, 9.99, 10.0))
        card.last_review = NOW - timedelta(seconds=chance.choice((-9999, 0, 60, 86400 * 3, 86400 * 500)))


@pytest.mark.parametrize("seed", range(6))
def test_cards_count_as_a_plain_recount_counts_them(session, owner_id, decks, seed):
    chance = random.Random(seed)
    cards = session.scalars(select(CardRow).order_by(CardRow.id)).all()
    for card in cards:
        card_at_random(card, chance, decks)
    session.commit()
    bounds, today = (1, 3, 7, 14, 30, 90, 180, 365, 730, 1825), made.CALENDAR.day(NOW)
    parameters = owners.preset_of(session.scalars(select(PresetRow)).one()).parameters
    for deck_id, period in ((None, 30), (None, 365), (decks[0], None), (decks[1], 90)):
        mine = [one for one in cards if not one.is_empty and (deck_id != decks[1] or one.deck_id == decks[1])]
        classes, known = Counter(), [one for one in mine if one.stability is not None]
        for one in mine:
            age = ("mature" if one.interval_days >= 21 else "young") if one.state == "review" else one.state
            classes["suspended" if one.is_suspended else age] += 1
        recall = Counter()
        for one in known:
            elapsed = max(0.0, (NOW - one.last_review).total_seconds() / 86400)
            memory = MemoryState(one.stability, one.difficulty)
            recall[int(100 * retrievability(memory, days_elapsed=elapsed, parameters=parameters))] += 1
        waiting = [one for one in mine if not one.is_suspended]
        ahead = [(one.due_day - today).days for one in waiting if one.due_day is not None]
        learning = [one.due < made.CALENDAR.start(today) for one in waiting if one.due is not None]
        view = shown(session, owner_id, made.CALENDAR, deck_id=deck_id, period=period)
        assert {name: number for name, number in view.cards.classes.items() if number} == classes
        assert view.cards.stability == Counter(sum(one.stability >= bound for bound in bounds) for one in known)
        assert view.cards.difficulty == Counter(int(one.difficulty) - 1 for one in known)
        assert view.cards.retrievability == recall
        assert view.forecast.overdue == sum(days < 0 for days in ahead) + sum(learning)
        assert list(view.forecast.days) == [
            ahead.count(day) + (learning.count(False) if day == 0 else 0) for day in range(len(view.forecast.days))
        ]


DAYS = [date(2025, 3, day) for day in (1, 2, 3, 5, 6, 9, 10)]


@pytest.mark.parametrize(
    ("days", "today", "current", "longest"),
    [
        ([], date(2025, 3, 1), 0, 0),
        (DAYS, date(2025, 3, 10), 2, 3),
        (DAYS, date(2025, 3, 11), 2, 3),  # today can still be studied
        (DAYS, date(2025, 3, 12), 0, 3),
        (DAYS, date(2025, 3, 3), 3, 3),
        ([date(2024, 12, 31), date(2025, 1, 1)], date(2025, 1, 1), 2, 2),
    ],
)
def test_streaks(days, today, current, longest):
    found = streak_of(days, today)
    assert (found.current, found.longest) == (current, longest)


@pytest.mark.parametrize(
    ("days", "step"), [(1, Step.DAY), (90, Step.DAY), (365, Step.WEEK), (1825, Step.MONTH), (9000, Step.YEAR)]
)
def test_bars_stay_few_enough_to_be_told_apart(days, step):
    assert step_for(days) is step
    last = date(2025, 3, 10)
    first = last - timedelta(days=days - 1)
    starts = steps_between(first, last, step)
    assert len(starts) <= 122
    assert (starts[0] <= first, starts[-1] <= last) == (True, True)
    assert sorted(set(starts)) == starts


@pytest.mark.parametrize("step", Step)
@pytest.mark.parametrize("seed", range(4))
def test_each_day_is_in_one_step(step, seed):
    chance = random.Random(seed)
    first = date(2023, 1, 1) + timedelta(days=chance.randrange(800))
    numbers = sorted({chance.randrange(900) for _ in range(200)})
    days = {first + timedelta(days=n): Studied(learning=chance.randrange(9), again=1) for n in numbers}

    def belongs(day):
        weeks = (day - first).days // 7
        return {Step.DAY: day, Step.WEEK: weeks, Step.MONTH: (day.year, day.month), Step.YEAR: day.year}[step]

    starts = steps_between(first, max(days), step)
    found = {belongs(max(start, first)): one for start, one in in_steps(days, starts).items() if one.again}
    assert found == {
        place: total(one for day, one in days.items() if belongs(day) == place) for place in map(belongs, days)
    }
