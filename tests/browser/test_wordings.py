"""Drafts are gone through by keys; another wording is picked by a key, by a click, and without JavaScript."""

import contextlib
import json
import sqlite3

import pytest

from tests.browser.test_whole_way import ARTICLE
from tests.serving import library_with, serving

pytestmark = pytest.mark.browser
OTHERS = ["On what day did people cross the bridge again?", "Since when is the bridge open?"]


@pytest.fixture(scope="module")
def url(tmp_path_factory):
    """A library with the sample's drafts, the first of them in two more wordings."""
    folder = tmp_path_factory.mktemp("library")
    variables = library_with(folder, ARTICLE)
    with contextlib.closing(sqlite3.connect(folder / "quizapp.sqlite3")) as connection, connection:
        wordings = [
            {"fields": {"Question": question, "Answer": "on Wednesday"}, "writer": "neural", "score": 0.5}
            for question in OTHERS
        ]
        first = "SELECT id FROM notes WHERE status = 'draft' ORDER BY position LIMIT 1"
        connection.execute(f"UPDATE notes SET alternatives = ? WHERE id = ({first})", (json.dumps(wordings),))
    with serving(variables) as (_, url):
        yield url


@pytest.mark.parametrize("has_scripts", [True, False], ids=["with scripts", "without"])
def test_another_wording_is_picked_and_taken_back(browser, url, has_scripts):
    context = browser.new_context(java_script_enabled=has_scripts)
    page = context.new_page()
    page.goto(url + "/articles/1/triage")
    question = page.locator(".faces .question").first
    shown = question.inner_text()

    def pick(place, words):
        if has_scripts and place == 2:
            page.keyboard.press("2")
        else:
            page.get_by_role("button", name=words).click()
        page.locator(".faces .question", has_text=words).wait_for()

    for place, words in enumerate(OTHERS, start=1):
        pick(place, words)
        assert page.locator(".by", has_text="the small model").is_visible()
        assert page.locator("mark").count() > 0
    page.get_by_role("button", name="Undo").click()
    page.locator(".faces .question", has_text=OTHERS[0]).wait_for()
    page.get_by_role("button", name="Undo").click()
    page.locator(".faces .question", has_text=shown).wait_for()
    assert page.get_by_role("button", name=OTHERS[0]).is_visible()
    context.close()


def test_a_key_leads_to_the_next_draft_and_with_shift_back(browser, url):
    context = browser.new_context()
    page = context.new_page()
    page.goto(url + "/articles/1/triage")
    question = page.locator(".faces .question").first
    first = question.inner_text()
    page.keyboard.press("j")
    page.get_by_text("Previous").wait_for()
    assert question.inner_text() != first
    page.keyboard.press("Shift+J")
    page.locator(".faces .question", has_text=first).wait_for()
    context.close()


def test_a_kept_card_is_reworded_where_it_is_edited(browser, url):
    context = browser.new_context()
    page = context.new_page()
    page.goto(url + "/articles/1/triage")
    asked = page.locator(".faces .question").first.inner_text()
    page.keyboard.press("k")
    page.locator(".faces .question", has_text=asked).wait_for(state="detached")
    page.goto(url + "/decks/1")
    page.get_by_role("link", name="Edit").first.click()
    page.get_by_role("button", name=OTHERS[0]).click()
    page.get_by_role("button", name=asked).wait_for()
    assert page.locator("textarea").first.input_value() == OTHERS[0]
    context.close()
