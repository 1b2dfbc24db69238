"""What can't be: each is said in a clear line, and the schedule is as it was."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from quizapp.storage.database import db
from quizapp.storage.history_rows import ReviewRow
from quizapp.storage.rows import CardRow, DeckRow, OwnerRow
from tests.conftest import NOW
from tests.web.conftest import Clock
from tests.web.person import Page, Person


@pytest.fixture
def study(person: Person, deck: Page) -> Page:
    return deck.follow("Study").press("Show answer")


@pytest.fixture
def schedule(app: Flask) -> Callable[[], object]:
    """All that a schedule is, as it is when asked."""

    def read() -> object:
        columns = (CardRow.id, CardRow.state, CardRow.due, CardRow.due_day, CardRow.stability, CardRow.version)
        with app.app_context():
            reviews = db.session.scalar(select(func.count()).select_from(ReviewRow))
            return db.session.execute(select(*columns).order_by(CardRow.id)).all(), reviews

    return read


def sent(person: Person, path: str, data: dict[str, str], **changed: str) -> tuple[int, str]:
    page = Page(person.client, person.client.post(path, data=data | {"request_id": str(uuid4())} | changed))
    return page.status, page.text


def test_a_card_of_another_deck(app: Flask, person: Person, study: Page, schedule: Callable[[], object]) -> None:
    with app.app_context():
        preset = db.session.scalars(select(DeckRow.preset_id)).first()
        db.session.add(
            DeckRow(owner_id=1, preset_id=preset, name="Another", description="", created_at=NOW, modified_at=NOW)
        )
        db.session.commit()
    before = schedule()
    status, text = sent(person, "/decks/2/study", study.sent("Good"))
    assert (status, "not in this deck any more, so nothing was changed" in text) == (404, True)
    assert schedule() == before


def test_a_card_that_was_deleted_meanwhile(person: Person, study: Page, schedule: Callable[[], object]) -> None:
    data = study.sent("Good")
    person.open("/notes/1/delete?deck=1").press("Delete the note")
    before = schedule()
    for path, more in (("/decks/1/study", {}), ("/decks/1/study/card", {"act": "suspend", "show": ""})):
        status, text = sent(person, path, data | more)
        assert status == 404, path
        assert "nothing was changed" in text, path
    assert schedule() == before


@pytest.mark.parametrize("rating", ["0", "5", "-1", "3.5", "good", "", "9" * 30])
def test_a_rating_that_is_none(person: Person, study: Page, schedule: Callable[[], object], rating: str) -> None:
    before = schedule()
    status, text = sent(person, "/decks/1/study", study.sent("Good"), rating=rating)
    assert (status, f"A grade is 1, 2, 3 or 4, not '{rating[:20]}', so nothing was changed." in text) == (400, True)
    assert schedule() == before


@pytest.mark.parametrize(
    "changed", [{"card": "x"}, {"card": "0"}, {"version": "-1"}, {"asked": ""}, {"request_id": "5"}, {"card": "9" * 30}]
)
def test_an_answer_that_no_page_sends(
    person: Person, study: Page, schedule: Callable[[], object], changed: dict[str, str]
) -> None:
    before = schedule()
    for data in (study.sent("Good"), {"rating": "3", "csrf_token": study.sent("Good")["csrf_token"]}):
        status, text = sent(person, "/decks/1/study", data, **changed)
        assert (status, "That is no answer to a card, so nothing was changed." in text) == (400, True)
    assert schedule() == before


@pytest.mark.parametrize("day", ["9999-12-31", "10000-01-01", "2025-02-30", "1970-01-01", "tomorrow"])
def test_a_due_date_that_can_not_be(person: Person, study: Page, schedule: Callable[[], object], day: str) -> None:
    form = study.follow("Set the due date")
    before = schedule()
    page = form.press("Set the date", day=day)
    assert page.status == 400
    assert page.error_beside("day") != ""
    assert schedule() == before


def test_a_clock_that_goes_backwards(person: Person, study: Page, clock: Clock, schedule: Callable[[], object]) -> None:
    data = study.sent("Good")
    study.press("Easy")
    before = schedule()
    clock.pass_by(days=-2)
    status, text = sent(person, "/decks/1/study", data, version="2")
    assert status == 400
    assert "set the clock and answer again" in text
    assert schedule() == before


def test_a_time_zone_that_does_not_exist(
    app: Flask, person: Person, study: Page, schedule: Callable[[], object]
) -> None:
    data, before = study.sent("Good"), schedule()
    with app.app_context():
        db.session.execute(update(OwnerRow).values(time_zone="Mars/Olympus"))
        db.session.commit()
    app.extensions["quizapp"].calendars.clear()  # as a minute later
    status, text = sent(person, "/decks/1/study", data)
    assert status == 503
    assert "There is no time zone 'Mars/Olympus'" in text
    assert schedule() == before
