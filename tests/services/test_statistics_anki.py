"""Statistics beside those of the real Anki, of the same cards and reviews."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from quizapp.exchange.anki import write_package
from quizapp.exchange.anki_reading import read_package
from quizapp.notes import Deck
from quizapp.scheduling.calendar import Calendar
from quizapp.services.anki_import import import_package
from quizapp.services.statistics import ALL_AHEAD, overview
from quizapp.services.statistics_views import total
from quizapp.services.transfer import export_deck
from tests.services.real_anki import ask_anki
from tests.services.test_anki_schedule import ZONES, calendar, database_kind, studied  # noqa: F401 - fixtures

PERIODS = {"today": 1, "week": 7, "month": 30, "year": 365, "all_time": 36500}
RETENTION = {
    "young_passed": lambda one: one.young_recalled,
    "young_failed": lambda one: one.young_asked - one.young_recalled,
    "mature_passed": lambda one: one.mature_recalled,
    "mature_failed": lambda one: one.mature_asked - one.mature_recalled,
}
KINDS = {"learn": "learning", "relearn": "relearning", "young": "young", "mature": "mature", "filtered": "ahead"}
CLASSES = {"newCards": "new", "learn": "learning", "relearn": "relearning"}


def shown(session, owner_id, zone, period=None):
    session.rollback()
    return overview(session, owner_id, deck_id=None, period=period, now=datetime.now(UTC), calendar=zone)


def same_reviews(view, graphs):
    """Hold what was studied against Anki's own figures."""
    for name, length in PERIODS.items():
        sums = total(one for day, one in view.days.items() if (view.today - day).days < length)
        theirs = graphs["true_retention"][name]
        assert {key: count(sums) for key, count in RETENTION.items()} == {key: theirs.get(key, 0) for key in RETENTION}
    reviews = graphs["reviews"]
    assert {str((day - view.today).days) for day in view.days} == set(reviews["count"])
    for day, one in view.days.items():
        theirs = reviews["count"][str((day - view.today).days)]
        assert {ours: getattr(one, ours) for ours in KINDS.values()} == {
            ours: theirs.get(key, 0) for key, ours in KINDS.items()
        }
        assert one.milliseconds == sum(reviews["time"][str((day - view.today).days)].values())


def same_cards(view, graphs):
    """Hold what is known of the cards against Anki's own figures."""
    counts = graphs["card_counts"]["excluding_inactive"]
    assert view.cards.classes == {
        name: counts.get({ours: key for key, ours in CLASSES.items()}.get(name, name), 0) for name in view.cards.classes
    }
    due = {int(day): number for day, number in graphs["future_due"].get("future_due", {}).items()}
    assert view.forecast.overdue == sum(number for day, number in due.items() if day < 0)
    assert {day: number for day, number in enumerate(view.forecast.days) if number} == {
        day: number for day, number in due.items() if 0 <= day < ALL_AHEAD
    }
    today = view.days[view.today]
    assert (today.answers, today.milliseconds) == (graphs["today"]["answer_count"], graphs["today"]["answer_millis"])
    assert today.answers - today.again == graphs["today"].get("correct_count", 0)
    recall = {int(percent): number for percent, number in graphs["retrievability"]["retrievability"].items()}
    assert sum(view.cards.retrievability.values()) == sum(recall.values())
    mean = sum((percent + 0.5) * number for percent, number in view.cards.retrievability.items())
    # Anki's graph counts the seconds since the last review; ours the days that intervals are counted in, which may be
    # nearly a day fewer or more.
    assert mean / sum(recall.values()) == pytest.approx(graphs["retrievability"]["average"], abs=5)


def skip_across_days(where):
    """Anki has no clock to set: where a day began a moment ago, it may have counted from another than the program."""
    now = datetime.now(UTC)
    if where.day(now) != where.day(now - timedelta(minutes=3)):
        pytest.skip("a day of the learner's began while this ran")


@pytest.mark.parametrize("calendar", ZONES, indirect=True)
def test_our_own_reviews_count_as_anki_counts_them(session, owner_id, studied, calendar, tmp_path):  # noqa: F811
    package = tmp_path / "deck.apkg"
    package.write_bytes(export_deck(session, owner_id, studied, with_schedule=True).data)
    anki = ask_anki(package, zone=calendar.zone.key, graphs=36500)
    view = shown(session, owner_id, calendar)
    skip_across_days(calendar)
    same_reviews(view, anki["graphs"])
    same_cards(view, anki["graphs"])
    assert total(view.days.values()).asked > 15


LOG = [  # days ago, rating, interval, interval before, factor, milliseconds, kind
    (40, 3, 30, 21, 500, 9000, 1), (40, 1, 2, 20, 500, 60000, 1), (33, 3, 9, 20, 500, 100, 1),
    (33, 1, -600, 21, 0, 100, 1), (20, 3, 40, 30, 500, 5000, 3), (20, 2, 40, 30, 0, 5000, 3),
    (12, 3, 1, -86400, 0, 700, 0), (12, 3, 1, -86399, 0, 700, 0), (12, 1, 1, -172800, 0, 700, 2),
    (12, 4, 5, 3, 0, 700, 2), (6, 0, 5, 40, 500, 0, 4), (6, 0, 5, 40, 500, 0, 5),
    (6, 3, -600, -60, 0, 1, 0), (1, 4, 99, 98, 100, 59999, 1), (1, 1, -600, 1, 1100, 4, 1),
    (0, 3, 7, 3, 300, 6000, 1),
]  # fmt: skip


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York"])
def test_reviews_from_anki_count_as_they_do_there(session, owner_id, tmp_path, zone):
    now, where = datetime.now(UTC), Calendar(ZoneInfo(zone))
    # Well behind the hour of the rollover, where Anki's days are not the person's after the clocks have changed.
    noons = {days: where.start(where.day(now) - timedelta(days)) + timedelta(hours=8) for days, *_ in LOG}
    log = [
        (int(min(noons[days], now - timedelta(minutes=1)).timestamp() * 1000) + place, place % 5, *row)
        for place, (days, *row) in enumerate(LOG)
    ]
    empty = tmp_path / "empty.apkg"
    empty.write_bytes(write_package([Deck("Empty", ())]))
    path = tmp_path / "all.colpkg"
    anki = ask_anki(empty, zone=zone, stock=True, log=log, graphs=36500, export=str(path))
    with path.open("rb") as file:
        contents = read_package(file, name=path.name, zone=where.zone)
        import_package(session, owner_id, contents, now=now, calendar=where, media=tmp_path)
    view = shown(session, owner_id, where)
    skip_across_days(where)
    same_reviews(view, anki["graphs"])
    assert total(view.days.values()).asked >= 12
