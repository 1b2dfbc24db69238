"""Every way to answer and every action of the study page by keyboard alone, in a real browser."""

import sqlite3

import pytest
from playwright.sync_api import expect

from tests.browser.test_whole_way import ARTICLE
from tests.serving import environment, run_command, serving

pytestmark = pytest.mark.browser


@pytest.fixture
def study(browser, tmp_path):
    """The study page of a deck, and its database."""
    variables = environment(tmp_path / "library")
    assert run_command(variables, "import", ARTICLE.with_suffix(".yaml"))[0] == 0
    with serving(variables) as (_, url):
        context = browser.new_context(viewport={"width": 1280, "height": 800})
        page = context.new_page()
        problems = []
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.goto(url + "/decks/1/study")
        yield page, tmp_path / "library" / "quizapp.sqlite3"
        context.close()
        assert problems == []


def stored(database, what):
    connection = sqlite3.connect(database)
    try:
        return connection.execute(what).fetchone()[0]
    finally:
        connection.close()


def test_an_answer_is_typed_judged_and_graded_by_keyboard(study):
    page, database = study
    page.get_by_text("More").press("Enter")
    page.get_by_role("button", name="Typing").press("Enter")
    expect(page.locator("input.typing")).to_be_focused()
    page.keyboard.type("no 1-2-3 @-*")  # none of these is a key of the page while typing
    page.keyboard.press("Enter")
    expect(page.locator(".verdict-line")).to_have_text("Not the answer")
    expect(page.locator(".grade.suggested")).to_contain_text("Again")
    page.keyboard.press("4")  # the person has the last word
    expect(page.locator("input.typing")).to_be_focused()
    assert stored(database, "select rating from reviews") == 4
    page.keyboard.press("Control+z")  # the field is empty, so this takes the grade back
    expect(page.get_by_text("Undone:")).to_be_visible()
    assert stored(database, "select count(*) from reviews") == 0


def test_the_keys_of_the_menu_work_while_it_is_closed(study):
    page, database = study
    question = page.locator(".question").inner_text()
    page.keyboard.press("Control+4")
    expect(page.get_by_text("Blue flag")).to_be_visible()
    page.keyboard.press("*")
    expect(page.get_by_text("Marked")).to_be_visible()
    page.keyboard.press("Space")
    page.keyboard.press("Control+4")
    expect(page.get_by_text("Blue flag")).to_be_hidden()
    expect(page.locator(".answer-text")).to_be_visible()  # the answer stays in view
    page.keyboard.press("@")
    expect(page.get_by_text("Suspended:")).to_be_visible()
    expect(page.locator(".question")).not_to_have_text(question)
    page.keyboard.press("-")
    expect(page.get_by_text("Buried:")).to_be_visible()
    assert stored(database, "select sum(is_suspended) + count(buried_day) from cards") == 2
    for _ in range(5):
        page.keyboard.press("u")
        expect(page.get_by_text("Undone:")).to_be_visible()
        page.reload()
    expect(page.locator(".question")).to_have_text(question)
    assert stored(database, "select sum(is_suspended) + count(buried_day) + sum(flag) from cards") == 0


def test_escape_closes_the_menu(study):
    page, _ = study
    page.get_by_text("More").click()
    expect(page.get_by_role("button", name="Suspend")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Suspend")).to_be_hidden()
    expect(page.locator(".menu summary")).to_be_focused()
