"""What can be done with a card from the study page, without JavaScript; and the cards that are held back."""

import pytest
from flask import Flask

from quizapp.storage.database import db
from quizapp.storage.rows import CardRow
from tests.web.conftest import Clock
from tests.web.person import Page, Person
from tests.web.test_study import counts
from tests.web.test_triage import question


@pytest.fixture
def study(person: Person, deck: Page) -> Page:
    return deck.follow("Study")


@pytest.mark.parametrize(
    ("words", "said"), [("Suspend", "until you press “Show again” under “Cards held back”"), ("Bury", "Buried:")]
)
def test_a_card_held_back_is_undone_or_shown_again(person: Person, study: Page, words: str, said: str) -> None:
    page = study.press(words)
    assert said in page.text
    assert question(page) != question(study)
    assert counts(page)[0] == counts(study)[0] - 1
    held = person.open("/decks/1").follow("Cards held back")
    assert question(study) in held.text
    assert question(held.press("Show again").follow("Back to the deck").follow("Study")) == question(study)
    back = person.open(study.path).press("Undo").press("Undo")
    assert (question(back), counts(back)) == (question(study), counts(study))


def test_a_deck_with_nothing_held_back_says_so(person: Person, study: Page) -> None:
    assert "No card of this deck is suspended" in person.open("/decks/1/held").text


def test_a_flag_and_a_mark_show_and_keep_the_answer_in_view(study: Page) -> None:
    page = study.press("Show answer").press("Green")
    assert "Green flag" in page.text
    assert "Again" in page.text  # the answer is still there
    page = page.press("Mark")
    assert "Marked" in page.text
    page = page.press("Green").press("Take the mark away")
    assert "Green flag" not in page.text
    assert counts(page.press("Good")) != counts(page)


def test_a_mark_sent_twice_is_one(study: Page) -> None:
    study.press("Mark")
    assert "Marked" in study.press("Mark").text


def test_reset_makes_a_card_new(study: Page) -> None:
    page = study.press("Show answer").press("Again")
    while question(page) != question(study):
        page = page.press("Suspend")
    again = page.press("Reset")
    assert "Reset: the card is new again" in again.text
    assert counts(again)[1] == counts(page)[1] - 1


@pytest.mark.parametrize(
    ("day", "error"), [("", "Choose a day"), ("2025-02-28", "from today"), ("9999-01-01", "from today"), ("x", "")]
)
def test_a_due_date_that_can_not_be_is_said_beside_the_field(study: Page, day: str, error: str) -> None:
    page = study.follow("Set the due date").press("Set the date", day=day)
    assert page.status == 400
    assert error in page.error_beside("day")


@pytest.mark.parametrize("number", ["", "x", "-1", "9" * 30])
def test_a_due_date_of_a_card_that_no_row_is_leads_back(person: Person, study: Page, number: str) -> None:
    data = study.follow("Set the due date").sent("Set the date") | {"day": "2025-03-05"}
    answer = person.client.post(f"/decks/1/study/due?card={number}&version=0", data=data)
    assert (answer.status_code, answer.location) == (303, "/decks/1/study")


def test_a_due_date_puts_the_card_off(study: Page, clock: Clock) -> None:
    page = study.follow("Set the due date").press("Set the date", day="2025-03-08")
    assert page.path == study.path
    assert question(page) != question(study)
    clock.pass_by(days=7)
    assert counts(page.follow("Edit").press("Save"))[2] == 1


def test_an_action_from_an_old_page_changes_nothing_and_says_so(study: Page) -> None:
    once = study.press("Show answer").press("Good")
    page = study.press("Suspend")
    assert "nothing was changed" in page.text
    assert counts(page) == counts(once)


@pytest.mark.parametrize("wrong", [{"act": "flag-8"}, {"act": ""}, {"card": "x"}, {"card": "9" * 30}, {"version": ""}])
def test_an_action_that_no_button_sends_is_refused(person: Person, study: Page, wrong: dict[str, str]) -> None:
    assert person.client.post("/decks/1/study/card", data=study.sent("Suspend") | wrong).status_code == 400


def test_a_card_that_is_gone_is_a_plain_404(person: Person, study: Page) -> None:
    assert person.client.post("/decks/1/study/card", data=study.sent("Suspend") | {"card": "99"}).status_code == 404


def test_a_leech_is_told_with_a_way_to_mend_it(app: Flask, person: Person, study: Page, clock: Clock) -> None:
    with app.app_context():
        row = db.session.get(CardRow, 1)
        assert row is not None
        row.state, row.due_day, row.interval_days, row.lapses = "review", clock.now.date(), 5, 7
        db.session.commit()
    page = person.open(study.path)
    while question(page) != question(study):
        page = page.press("Bury")
    page = page.press("Show answer").press("Again")
    assert "You keep forgetting this card" in page.text
    held = page.follow("mend it").press("Save", question="When was the vote?")
    assert held.path == "/decks/1/held"
    assert "When was the vote?" in held.text
    assert "A leech: forgotten 8 times" in held.text
    assert "A leech" not in held.press("Show again").text
