"""Custom study without JavaScript."""

import pytest

from tests.web.person import Page, Person
from tests.web.test_study import counts
from tests.web.test_triage import question


@pytest.fixture
def choice(person: Person, deck: Page) -> Page:
    return person.open("/decks/1").follow("Custom study")


def test_going_over_all_cards_leaves_the_schedule_alone(person: Person, choice: Page) -> None:
    before = counts(person.open("/decks/1/study"))
    page = choice.press("Start", kind="all")
    assert "the schedule stays as it is" in page.text
    asked = []
    for _ in range(20):
        if "Round done" in page.text:
            break
        asked.append(question(page))
        page = page.press("Show answer").press("Knew it")
    assert len(asked) >= 6
    assert "The schedule is as it was" in page.text
    assert question(page.press("Undo the last answer")) == asked[-1]
    assert person.open(page.path).press("Show answer").press("Knew it").press("Back to the deck").path == "/decks/1"
    assert counts(person.open("/decks/1/study")) == before


def test_more_of_today_than_the_limits_allow(person: Person, choice: Page) -> None:
    person.open("/decks/1/options").press("Save", new_per_day="1", reviews_per_day="1")
    assert counts(person.open("/decks/1/study"))[0] == 1
    page = person.open("/decks/1/custom")
    assert "8 new cards and 0 reviews are waiting" in page.text
    study = page.press("Study more", new="2", reviews="0")
    assert study.path == "/decks/1/study"
    assert counts(study)[0] == 3
    for typed, error in (
        ({"new": "0", "reviews": "0"}, "Say how many"),
        ({"new": "x"}, "whole number"),
        ({"new": "10000"}, "to 9999"),
    ):
        refused = page.press("Study more", **typed)
        assert refused.status == 400
        assert error in refused.error_beside("new")
    assert counts(person.open("/decks/1/study"))[0] == 3


def test_a_round_that_was_left_is_gone_on_with(person: Person, choice: Page) -> None:
    assert "Rounds you left" not in choice.text
    page = choice.press("Start", kind="all").press("Show answer").press("Knew it")
    again = person.open("/decks/1/custom")
    assert "Rounds you left" in again.text
    assert question(again.follow("Go on")) == question(page)


def test_where_grades_count_the_buttons_say_intervals(person: Person, choice: Page) -> None:
    page = choice.press("Start", kind="all", reschedules="y")
    shown = page.press("Show answer")
    for word in ("Again", "Hard", "Good", "Easy"):
        assert word in shown.text
    once = shown.press("Easy")
    assert "it counts once" in shown.press("Easy").text
    assert "Undo" in once.text
    assert "Undo: Easy on" in person.open("/decks/1/study").text


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({"kind": "ahead", "ahead_days": "3"}, "No card of this deck fits"),
        ({"kind": "forgotten"}, "No card of this deck fits"),
        ({"kind": "ahead", "ahead_days": "0"}, "from 1 to 365"),
        ({"kind": "ahead", "ahead_days": "x"}, "whole number"),
        ({"kind": "tag", "tag": "none such"}, "No card of this deck fits"),
        ({"kind": "article", "article": "99999999999999999999"}, "Choose an article"),
        ({"kind": "nonsense"}, ""),
    ],
)
def test_a_choice_without_cards_is_said(choice: Page, typed: dict[str, str], error: str) -> None:
    page = choice.press("Start", **typed)
    assert page.status == 400
    assert error in page.text


@pytest.mark.parametrize("wrong", [{"rating": "5"}, {"rating": "x"}, {"request_id": "x"}, {"card": "0"}])
def test_an_answer_that_no_button_sends_is_refused(person: Person, choice: Page, wrong: dict[str, str]) -> None:
    page = choice.press("Start", kind="all")
    data = page.press("Show answer").sent("Knew it") | wrong
    assert person.client.post(page.path, data=data).status_code == 400


def test_a_round_that_is_not_there_is_a_plain_404(person: Person, deck: Page) -> None:
    assert person.client.get("/custom/99").status_code == 404
    assert person.client.get("/decks/99/custom").status_code == 404
