"""Studying by forms alone and by scripts: question, answer, grade, undo, summary; and never a grade twice."""

import re
from uuid import uuid4

import pytest

from tests.web.conftest import Clock
from tests.web.person import Page, Person
from tests.web.test_triage import question


@pytest.fixture(params=["forms", "scripts"])
def study(request: pytest.FixtureRequest, person: Person, deck: Page) -> Page:
    page = deck.follow("Study")
    if request.param == "scripts":
        person.client.environ_base["HTTP_X_SWAP"] = "stage"
    return page


def counts(page: Page) -> tuple[int, ...]:
    found = re.search(r"(\d+) new (\d+) learning (\d+) due", page.text)
    assert found, page.text
    return tuple(int(number) for number in found.groups())


def finish(page: Page, clock: Clock) -> Page:
    """Answer Easy until nothing is left today."""
    for _ in range(30):
        if not any(button.words.startswith("Show") for form in page.read.forms for button in form.buttons):
            return page
        clock.pass_by(seconds=5)
        page = page.press("Show answer").press("Easy")
    raise AssertionError("the deck never ends")


def test_at_the_end_more_is_offered_of_what_only_the_limits_hold_back(
    person: Person, study: Page, clock: Clock
) -> None:
    person.open("/decks/1/options").press("Save", new_per_day="2")
    done = finish(person.open("/decks/1/study"), clock)
    assert "Today's limits hold back 4 new cards." in done.text
    assert "More reviews" not in done.text
    study = done.press("Study more new cards", new="3")
    assert (study.path, counts(study)) == ("/decks/1/study", (3, 0, 0))
    done = finish(study, clock)
    assert "Today's limits hold back 1 new card." in done.text
    assert done.press("Study more new cards", new="0").status == 400
    done = finish(done.press("Study more new cards"), clock)
    assert "Done for today" in done.text
    assert "More today" not in done.text


def test_at_the_end_more_reviews_are_offered(person: Person, study: Page, clock: Clock) -> None:
    finish(study, clock)
    person.open("/decks/1/options").press("Save", reviews_per_day="1")
    clock.pass_by(days=120)
    done = finish(person.open("/decks/1/study"), clock)
    assert "Today's limits hold back 5 reviews." in done.text
    study = done.press("Study more reviews", reviews="4")
    assert counts(study) == (0, 0, 4)


def test_the_question_comes_without_its_answer(study: Page) -> None:
    assert study.path == "/decks/1/study"
    assert question(study)
    assert not any("Again" in button.words for form in study.read.forms if not form.hidden for button in form.buttons)
    assert "3 March 2024" not in study.text


def test_the_answer_shows_its_evidence_source_and_the_next_intervals(study: Page) -> None:
    page = study.press("Show answer")
    assert question(page) == question(study)
    assert "on 3 March 2024" in page.text
    assert page.read.marks == ["3 March 2024"]
    for word in ("Again", "Hard", "Good", "Easy"):
        assert re.search(rf"{word} \d+(\.\d)? (s|min|h|d|mo|y)", page.text), page.text


def test_a_grade_brings_the_next_card_and_counts_it(study: Page) -> None:
    new, learning, due = counts(study)
    page = study.press("Show answer").press("Good")
    assert page.path == study.path
    assert question(page) != question(study)
    assert counts(page) == (new - 1, learning + 1, due)


def test_a_script_gets_what_is_next_at_once_and_a_form_by_way_of_its_address(person: Person, deck: Page) -> None:
    shown = deck.follow("Study").press("Show answer")
    by_script = person.client.post(shown.path, data=shown.sent("Good"), headers={"X-Swap": "stage"})
    assert (by_script.status_code, by_script.headers["Cache-Control"]) == (200, "no-store")
    whole = person.client.get(shown.path).text
    stage = by_script.text[by_script.text.index('<div id="stage"') :]
    assert "<html" not in by_script.text
    assert _without_what_is_new_each_time(stage) in _without_what_is_new_each_time(whole)
    shown = Page(person.client, by_script).press("Show answer")
    by_form = person.client.post(shown.path, data=shown.sent("Good"))
    assert (by_form.status_code, by_form.headers["Location"]) == (303, shown.path)


def _without_what_is_new_each_time(html: str) -> str:
    return re.sub(r'name="(csrf_token|request_id|asked)" value="[^"]*"', "", html).strip()


def test_the_same_form_sent_twice_grades_once_and_says_so(study: Page) -> None:
    shown = study.press("Show answer")
    once = shown.press("Good")
    twice = shown.press("Good")
    assert twice.status == 200
    assert "it counts once" in twice.text
    assert counts(twice) == counts(once)


def test_another_tab_with_the_same_card_changes_nothing_and_says_so(person: Person, study: Page) -> None:
    here, there = study.press("Show answer"), person.open(study.path).press("Show answer")
    once = here.press("Good")
    page = there.press("Again")
    assert "answered already, with Good, so nothing was changed" in page.text
    assert counts(page) == counts(once)


def test_an_answer_being_thought_of_is_shown_though_another_card_comes_due(study: Page, clock: Clock) -> None:
    asked = study.press("Show answer").press("Again")  # comes back in a minute
    clock.pass_by(minutes=5)
    shown = asked.press("Show answer")
    assert question(shown) == question(asked)
    assert "Good" in shown.text
    back = shown.press("Easy").press("Undo")
    assert question(back) == question(asked)


def test_a_reload_shows_the_same_card_and_changes_nothing(person: Person, study: Page) -> None:
    graded = study.press("Show answer").press("Good")
    assert question(person.open(study.path)) == question(graded)
    assert counts(person.open(study.path)) == counts(graded)


def test_an_old_show_link_does_not_give_another_card_away(person: Person, study: Page) -> None:
    old = study.sent("Show answer")
    study.press("Show answer").press("Good")
    page = Page(person.client, person.client.get(study.path, query_string=old))
    assert "Show answer" in page.text


def test_undo_says_what_and_brings_the_card_back(study: Page) -> None:
    assert "Undo" not in study.text
    page = study.press("Show answer").press("Hard")
    assert "Undo: " in page.text
    assert "Hard" in page.text
    back = page.press("Undo")
    assert question(back) == question(study)
    assert counts(back) == counts(study)
    assert "Undone: " in back.text


def test_undo_takes_back_only_the_step_it_names(study: Page) -> None:
    mine = study.press("Show answer").press("Good")
    later = mine.press("Show answer").press("Easy")
    told = mine.press("Undo")
    assert "nothing was undone" in told.text
    assert "Undo: Easy on" in told.text
    assert "Undone: Easy on" in later.press("Undo").text


def test_an_undone_answer_sent_again_does_not_come_back(study: Page) -> None:
    shown = study.press("Show answer")
    back = shown.press("Good").press("Undo")
    again = shown.press("Good")
    assert counts(again) == counts(back)


def test_an_edit_comes_back_to_the_card(study: Page) -> None:
    page = study.follow("Edit").press("Save", question="When was the vote in Port Amsel?")
    assert page.path == study.path
    assert question(page) == "When was the vote in Port Amsel?"


def test_the_end_sums_up_and_says_what_is_next(study: Page, clock: Clock) -> None:
    page = finish(study, clock)
    assert "Done for today" in page.text
    answers = re.search(r"(\d+) answers in (.*?)\.", page.text)
    assert answers
    assert int(answers[1]) >= 6
    assert answers[2] != "0 s"
    assert "The next card is due" in page.text
    assert "Undo: " in page.text
    assert page.follow("Open the library").path == "/"


def test_the_end_can_be_undone(study: Page, clock: Clock) -> None:
    assert "Show answer" in finish(study, clock).press("Undo").text


@pytest.mark.parametrize(
    "wrong",
    [
        {"rating": "0"},
        {"rating": "5"},
        {"rating": "x"},
        {"rating": ""},
        {"request_id": "no-uuid"},
        {"card": ""},
        {"version": "x"},
        {"asked": "x"},
    ],
)
def test_a_grade_that_no_button_sends_is_refused(person: Person, study: Page, wrong: dict[str, str]) -> None:
    data = study.press("Show answer").sent("Good") | wrong
    answer = person.client.post(study.path, data=data)
    assert answer.status_code == 400
    assert counts(person.open(study.path)) == counts(study)


def test_a_card_that_is_not_there_is_a_plain_404(person: Person, study: Page) -> None:
    data = study.press("Show answer").sent("Good") | {"card": "99", "request_id": str(uuid4())}
    assert person.client.post(study.path, data=data).status_code == 404


def test_every_rendering_has_its_own_request(person: Person, study: Page) -> None:
    ids = {person.open(study.path).press("Show answer").sent("Good")["request_id"] for _ in range(3)}
    assert len(ids) == 3


def test_study_pages_are_not_kept_by_the_browser(study: Page) -> None:
    assert study.headers["Cache-Control"] == "no-store"
