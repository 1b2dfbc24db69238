"""Every way to answer and every action of the study page by keyboard alone, in a real browser."""

import re
import sqlite3

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.test_whole_way import ARTICLE
from tests.serving import library_with, serving

pytestmark = pytest.mark.browser


@pytest.fixture
def study(browser, tmp_path):
    """The study page of a deck, and its database."""
    with serving(library_with(tmp_path / "library", ARTICLE.with_suffix(".yaml"))) as (_, url):
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


def test_a_card_is_reset_and_given_a_date_by_keyboard(study):
    page, _ = study
    page.keyboard.press("Control+Alt+n")
    expect(page.get_by_text("Undo: Reset")).to_be_visible()
    page.keyboard.press("u")
    expect(page.get_by_text("Undone:")).to_be_visible()
    page.keyboard.press("Control+Shift+D")
    expect(page.get_by_role("heading", name="When should this card come back?")).to_be_visible()


def test_escape_closes_the_menu(study):
    page, _ = study
    page.get_by_text("More").click()
    expect(page.get_by_role("button", name="Suspend")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Suspend")).to_be_hidden()
    expect(page.locator(".menu summary")).to_be_focused()


def test_a_notice_and_a_flag_leave_the_question_where_it_was(study):
    page, _ = study
    top = page.locator(".question").bounding_box()["y"]
    page.keyboard.press("Control+4")
    expect(page.get_by_text("Blue flag")).to_be_visible()
    assert page.locator(".question").bounding_box()["y"] == top
    page.keyboard.press("u")
    expect(page.get_by_text("Undone:")).to_be_visible()
    assert page.locator(".question").bounding_box()["y"] == top


def test_escape_keeps_what_was_typed_in_an_edit(study):
    page, database = study
    page.keyboard.press("e")
    field = page.get_by_label("Question", exact=True)
    expect(field).to_be_focused()
    page.wait_for_load_state()  # with its scripts: a key pressed before them is lost
    page.keyboard.press("End")
    page.keyboard.type(" Truly?")
    page.keyboard.press("Escape")
    expect(page.get_by_text("not saved yet")).to_be_visible()
    expect(field).to_have_value(re.compile("Truly"))
    page.keyboard.press("Control+Enter")
    expect(page.locator(".question")).to_contain_text("Truly?")
    page.wait_for_load_state()
    assert stored(database, "select count(*) from notes where fields like '%Truly%'") == 1
    page.keyboard.press("e")
    expect(field).to_be_focused()
    page.wait_for_load_state()  # with its scripts: a key pressed before them is lost
    page.keyboard.press("Escape")  # nothing was changed, so it goes back
    expect(page.locator(".study")).to_be_visible()


def test_single_keys_can_be_switched_off(study):
    page, database = study
    address = page.url
    page.goto(address.replace("/decks/1/study", "/keys"))
    page.get_by_role("button", name="Turn single keys off").click()
    expect(page.get_by_text("Single keys, such as 1 or U, are off")).to_be_visible()
    page.goto(address)
    page.keyboard.press("@")
    page.keyboard.press("Space")
    expect(page.locator("button.grade.good")).to_be_visible()
    page.keyboard.press("1")
    page.wait_for_timeout(300)
    assert stored(database, "select count(*) from reviews") == 0
    page.keyboard.press("Space")  # Good: this and Enter press the main button still
    expect(page.get_by_text("Undo: Good")).to_be_visible()
    assert stored(database, "select count(*) from reviews") == 1


def test_a_round_of_custom_study_by_keyboard_changes_no_schedule(study):
    page, database = study
    page.goto(page.url.replace("/study", "/custom"))
    page.get_by_label("All cards").press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url("**/custom/1")  # with its scripts: a key pressed before them is lost
    first = page.locator(".question").inner_text()
    for key in ("1", "Space"):  # not known, then known
        request = page.locator("input[name=request_id]").input_value()
        page.keyboard.press("Space")
        expect(page.locator("button.grade.good")).to_be_visible()
        page.keyboard.press(key)
        expect(page.locator(f"input[name=request_id]:not([value='{request}'])")).to_be_attached()
    page.keyboard.press("u")
    expect(page.locator("progress")).to_have_attribute("value", "1")
    page.keyboard.press("Control+z")
    expect(page.locator("progress")).to_have_attribute("value", "0")
    expect(page.locator(".question")).to_have_text(first)
    assert stored(database, "select count(*) from reviews") == 0
    assert stored(database, "select sum(reps) from cards") == 0


def test_a_day_that_a_limit_ends_offers_more_of_it(study):
    page, database = study
    address = page.url
    page.goto(address.replace("/study", "/options"))
    page.get_by_label("New cards a day").fill("2")
    page.get_by_role("button", name="Save").click()
    page.goto(address)
    for number in (1, 2):
        page.keyboard.press("Space")
        expect(page.locator("button.grade.easy")).to_be_visible()
        page.keyboard.press("4")
        expect(page.locator(f"progress[value='{number}']").first).to_be_attached()
    expect(page.get_by_role("heading", name="Done for today")).to_be_focused()
    held = stored(database, "select count(*) from notes") - 2
    expect(page.get_by_text(f"Today's limits hold back {held} new cards.")).to_be_visible()
    assert [found["id"] for found in Axe().run(page).response["violations"]] == []
    field = page.get_by_label("More new cards")
    expect(field).to_have_value("10")
    field.press("Control+a")
    page.keyboard.type("3")
    page.keyboard.press("Enter")
    expect(page.locator(".counts")).to_contain_text("3 new")
    assert stored(database, "select count(*) from reviews") == 2
