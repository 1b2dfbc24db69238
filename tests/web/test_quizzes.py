"""Quizzes without JavaScript: set one up, answer, leave, resume, see the result, study what was missed."""

import re

import pytest

from tests.web.conftest import Clock
from tests.web.person import Page, Person
from tests.web.test_study import counts
from tests.web.test_triage import question

RIGHT = {
    "When did the town council": "3 March 2024",
    "The cable car of Port Amsel will carry": "1200",
    "Who told the council": "Lindqvist",
    "Mayor Ida Lindqvist told": "the fog to lift",
    "How much will": "48 million crowns",
    "Who has captained": "Olaf Brenner",
    "What did Olaf Brenner": "captained the ferry of Port Amsel",
    "Who is the engineer": "ليلى حداد",
}


@pytest.fixture
def form(person: Person, deck: Page) -> Page:
    return person.open("/decks/1").follow("Take a quiz")


def right_answer(page: Page) -> str:
    return next(answer for start, answer in RIGHT.items() if question(page).startswith(start))


def answered(page: Page, given: str | None = None) -> Page:
    return page.press("Answer", given=right_answer(page) if given is None else given)


def taken(page: Page, wrong: int = 0) -> Page:
    """The result after giving ``wrong`` wrong answers first."""
    for number in range(50):
        if "Question" not in page.text:
            return page
        page = answered(page, "something else" if number < wrong else None)
    raise AssertionError("the quiz never ends")


def test_every_question_right(person: Person, form: Page) -> None:
    page = taken(form.press("Start", number="50"))
    assert "8 of 8 right" in page.text
    assert "changed no schedule" in page.text
    assert "Study what I missed" not in page.text
    assert counts(person.open("/decks/1/study")) == (6, 0, 0)


def test_the_result_shows_answer_evidence_and_what_was_given(form: Page) -> None:
    page = taken(form.press("Start", number="8", order="deck"), wrong=1)
    assert "7 of 8 right" in page.text
    assert "something else" in page.html
    assert "on 3 March 2024" in page.text
    assert "voted on 3 March 2024 to replace its ferry" in page.text


def test_the_person_has_the_last_word(form: Page) -> None:
    page = taken(form.press("Start", number="3", order="deck"), wrong=1)
    assert "2 of 3 right" in page.text
    page = page.press("Count as right")
    assert "3 of 3 right" in page.text
    assert "2 of 3 right" in page.press("Count as missed").text


def test_a_quiz_is_left_and_resumed_where_it_was(person: Person, form: Page) -> None:
    second = answered(form.press("Start", number="3"))
    assert "Question 2 of 3" in second.text
    index = second.follow("Leave for later")
    assert "1 of 3 answered" in index.text
    again = index.follow("Go on")
    assert question(again) == question(second)
    assert "See the result" in taken(again).follow("All quizzes").text


def test_an_answer_sent_twice_counts_once(form: Page) -> None:
    first = form.press("Start", number="2")
    second = answered(first)
    assert question(answered(first, "something else")) == question(second)
    assert "2 of 2 right" in taken(second).text


def test_a_quiz_can_be_ended(form: Page) -> None:
    page = answered(form.press("Start", number="4")).press("End the quiz")
    assert "1 of 4 right" in page.text
    assert "3 questions were not answered" in page.text


def test_the_time_limit_ends_it_and_an_answer_after_it_is_not_counted(form: Page, clock: Clock) -> None:
    page = form.press("Start", number="2", minutes="5")
    assert "Ends in 5 minutes" in page.text
    clock.pass_by(minutes=6)
    late = answered(page)
    assert "The quiz is over, so that answer was not counted" in late.text
    assert "0 of 2 right" in late.text


def test_a_choice_is_among_four_and_else_typed(form: Page) -> None:
    page = form.press("Start", number="8", order="deck", way="choose")
    seen = set()
    while "Question" in page.text:
        options = [b.words for f in page.read.forms for b in f.buttons if b.name == "chosen"]
        seen.add(len(options))
        wanted = right_answer(page)
        if options:
            page = page.press(next(" ".join(one.split()) for one in options if wanted in one))
        else:
            page = answered(page)
    assert seen == {0, 4}
    assert "8 of 8 right" in page.text


def test_what_was_missed_is_gone_over_and_changes_no_schedule(person: Person, form: Page) -> None:
    before = counts(person.open("/decks/1/study"))
    page = answered(form.press("Start", number="8", order="deck"))
    missed = question(page)
    result = taken(answered(page, "no idea"))
    assert "It changes no schedule" in result.text
    page = result.press("Study what I missed")
    assert "the schedule stays as it is" in page.text
    assert question(page) == missed
    assert "1 left" in page.text
    page = page.press("Show answer").press("Again").press("Show answer").press("Knew it")
    assert "Round done" in page.text
    assert page.press("Back to the result").path == result.path
    assert counts(person.open("/decks/1/study")) == before


@pytest.mark.parametrize(
    ("name", "typed", "error"),
    [
        ("number", "0", "from 1 to 200"),
        ("number", "201", "from 1 to 200"),
        ("number", "x", "Give a whole number."),
        ("number", "", "Give a whole number."),
        ("minutes", "-5", "from 1 to 600"),
        ("minutes", "soon", "Give a whole number."),
    ],
)
def test_what_can_not_be_asked_is_said_beside_the_field(form: Page, name: str, typed: str, error: str) -> None:
    page = form.press("Start", **{name: typed})
    assert page.status == 400
    assert error in page.error_beside(name)


@pytest.mark.parametrize(
    "path", ["/quizzes/9", "/quizzes/new?about=deck:9", "/quizzes/new?about=article:9", "/quizzes/new?about=x:1"]
)
def test_what_is_not_there(person: Person, deck: Page, path: str) -> None:
    assert person.open(path).status == 404


@pytest.mark.parametrize("wrong", [{"item": "99"}, {"item": "x"}])
def test_an_answer_that_no_button_sends(person: Person, form: Page, wrong: dict[str, str]) -> None:
    page = form.press("Start", number="2")
    assert person.client.post(page.path, data=page.sent("Answer") | wrong).status_code in (400, 404)
    assert "Question 1 of 2" in person.open(page.path).text


def test_a_result_outlives_its_deck(person: Person, form: Page) -> None:
    result = taken(form.press("Start", number="3"), wrong=1)
    person.open("/decks/1/delete").press("Delete the deck")
    page = person.open(result.path)
    assert "2 of 3 right" in page.text
    assert "Study what I missed" not in page.text
    assert re.search(r"2 of 3 right", person.open("/quizzes").text)


def test_an_empty_list_says_what_to_do(person: Person) -> None:
    assert "No quizzes yet" in person.open("/quizzes").text


def test_a_teacher_makes_a_quiz_of_an_article_in_two_clicks(person: Person, deck: Page) -> None:
    page = person.open("/articles/1").follow("Take a quiz").press("Start")
    assert "Question 1 of 8" in page.text
    assert taken(page).follow("Take another quiz").press("Start", number="2").text.count("Question 1 of 2")


def test_a_quiz_is_about_what_is_chosen_and_the_words_on_its_cards(person: Person, deck: Page) -> None:
    about = person.open("/quizzes").follow("Take a quiz")
    assert "Invented: Port Amsel swaps its ferry" in about.text
    page = person.open("/quizzes/new?about=&words=cable++CAR")
    assert "“cable CAR”" in page.text
    assert "There are 4 cards to ask." in page.text
    assert "Question 1 of 4" in page.press("Start").text
    page = person.open("/quizzes/new?about=article:1&words=no+such+words")
    assert "There is no card here that a quiz can ask" in page.text
    assert page.follow("Choose something else").path == "/quizzes/new"
    assert "8 cards to ask" in about.press("Go on", about="").text


def test_kinds_of_questions_can_be_left_out(form: Page) -> None:
    assert "Reverse question" in form.text
    page = form.press("Start", faces=["Choose", "Reverse question"])
    assert "Question 1 of 2" in page.text
    page = form.press("Start", faces=[])
    assert page.status == 400
    assert "Choose at least one kind of question" in page.text


def test_answers_count_as_reviews_when_the_person_says_so(person: Person, form: Page) -> None:
    page = taken(form.press("Start", number="3", order="deck", counts="yes"), wrong=1)
    assert "Nothing is a review yet" in page.text
    page = page.press("Count as right").press("Count the answers as reviews")
    assert "3 answers are reviews" in page.text
    assert "Count as missed" not in page.text
    assert "Count the answers" not in page.text
    assert "3 answers" in person.open("/statistics").text
    study = person.open("/decks/1/study")
    assert "Undo: Good on" in study.text


def test_a_quiz_that_does_not_count_can_not_be_counted(person: Person, form: Page) -> None:
    page = taken(form.press("Start", number="2"))
    token = page.sent("Count as missed")["csrf_token"]
    assert person.client.post(page.path + "/count", data={"csrf_token": token}).status_code == 409
