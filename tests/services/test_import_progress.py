"""A large import tells how far it is, can be stopped anywhere, and has the days of its reviews counted anew."""

import io
from itertools import groupby

import pytest
from sqlalchemy import func, select, text

from quizapp.exchange import anki_reading
from quizapp.exchange.anki_writing import write_contents
from quizapp.services import anki_import
from quizapp.services.bring_in import STEPS, DeckKind, bring_in
from quizapp.services.children import CancelledError
from quizapp.services.statistics import overview
from quizapp.storage import incoming
from quizapp.storage.history_rows import ReviewRow
from quizapp.storage.rows import CardRow, DeckRow, NoteRow
from quizapp.storage.statistics_rows import ReviewDayRow
from tests.bench.anki_packages import CALENDAR, NOW, made_contents

NOTES = 9
REVIEWS = NOTES * 10


@pytest.fixture(autouse=True)
def told_often(monkeypatch):
    monkeypatch.setattr(anki_reading, "_TOLD", 2)
    monkeypatch.setattr(anki_import, "_TOLD", 2)
    monkeypatch.setattr(incoming, "_TOLD", 7)


def take_in(session, owner_id, folder, *, notes=NOTES, tell=lambda *_: None):
    package = io.BytesIO(write_contents(made_contents(notes)))
    return bring_in(
        session, owner_id, package, name="x.apkg", now=NOW, calendar=CALENDAR, media=folder, tell=tell
    )  # fmt: skip


def test_each_step_tells_how_far_it_is(session, owner_id, tmp_path):
    told = []
    done = take_in(session, owner_id, tmp_path, tell=lambda text, done=0, total=None: told.append((text, done, total)))
    steps = STEPS[DeckKind.PACKAGE]
    names = [f"{name} (step {place} of {len(steps)})" for place, name in enumerate(steps, 1)]
    assert [name for name, _ in groupby(told, key=lambda one: one[0])] == names
    shares = {
        name: [(done, total) for _, done, total in group if total] for name, group in groupby(told, lambda t: t[0])
    }
    reading, *_, reviews, _ = shares.values()
    assert reading == [(n, NOTES * 2 + REVIEWS) for n in (0, 2, 4, 6, 8, 9)]
    assert shares[names[3]] == [(n, NOTES) for n in (0, 2, 4, 6, 8)]
    assert reviews == [(n, REVIEWS) for n in range(0, REVIEWS, 7)]
    assert (done.added, done.reviews, session.scalar(select(func.count()).select_from(ReviewRow))) == (9, 90, 90)


@pytest.mark.parametrize("stop_at", range(0, 30, 3))
def test_stopped_anywhere_nothing_is_stored(session, owner_id, tmp_path, stop_at):
    told = []

    def tell(*step):
        told.append(step)
        if len(told) > stop_at:
            raise CancelledError

    with pytest.raises(CancelledError):
        take_in(session, owner_id, tmp_path, tell=tell)
    for table in (DeckRow, NoteRow, CardRow, ReviewRow):
        assert session.scalar(select(func.count()).select_from(table)) == 0
    if session.get_bind().dialect.name == "sqlite":
        names = set(session.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")))
        assert {"reviews_insert", "reviews_update", "reviews_delete"} <= names
    assert take_in(session, owner_id, tmp_path).reviews == REVIEWS


def test_days_that_get_reviews_are_counted_anew(session, owner_id, tmp_path):
    take_in(session, owner_id, tmp_path, notes=NOTES)
    seen = overview(session, owner_id, deck_id=None, period=None, now=NOW, calendar=CALENDAR)
    days = set(session.scalars(select(ReviewDayRow.day).where(ReviewDayRow.is_counted)))
    session.commit()
    take_in(session, owner_id, tmp_path, notes=NOTES + 1)
    stale = set(session.scalars(select(ReviewDayRow.day).where(ReviewDayRow.is_counted.is_(False))))
    added = session.scalars(select(ReviewRow.reviewed_at).order_by(ReviewRow.id.desc()).limit(10)).all()
    assert stale == {CALENDAR.day(at) for at in added} & days
    assert 0 < len(stale) < len(days)
    session.commit()
    after = overview(session, owner_id, deck_id=None, period=None, now=NOW, calendar=CALENDAR)
    assert after != seen
