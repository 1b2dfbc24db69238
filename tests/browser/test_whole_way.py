"""The whole way in a real browser, by keyboard: an article becomes cards, is studied to the end, and opens in Anki."""

import re
import sqlite3
from pathlib import Path

import pytest
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from playwright.sync_api import Page, expect

from tests.serving import environment, serving

pytestmark = pytest.mark.browser
ARTICLE = Path(__file__).parents[2] / "decks" / "old-mill-bridge.txt"
TO_KEEP = 12


@pytest.fixture
def library(tmp_path):
    """A library served on loopback: its address and its database file."""
    with serving(environment(tmp_path / "library")) as (_, url):
        yield url, tmp_path / "library" / "quizapp.sqlite3"


@pytest.fixture
def page(browser):
    context = browser.new_context(accept_downloads=True, color_scheme="light", viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.set_default_timeout(20_000)
    problems = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.on("request", lambda request: None if "//127.0.0.1:" in request.url else problems.append(request.url))
    yield page
    context.close()
    assert problems == []


def left(page: Page) -> int:
    """How many drafts are left, from the page's title; 0 at the end."""
    match = re.match(r"(\d+) draft", page.title())
    return int(match[1]) if match else 0


def reviews(database: Path) -> int:
    connection = sqlite3.connect(database)
    try:
        return connection.execute("select count(*) from reviews").fetchone()[0]
    finally:
        connection.close()


def study_to_the_end(page: Page, database: Path) -> int:
    """Grades every card Good or Easy by keyboard; how many grades it took."""
    grades = 0
    done = page.get_by_role("heading", name="Done for today")
    while not done.is_visible():
        request = page.locator("input[name=request_id]").input_value()
        page.keyboard.press("Space")
        expect(page.locator("button.grade.good")).to_be_visible()
        page.keyboard.press("3" if grades % 2 else "Space")
        grades += 1
        expect(done.or_(page.locator(f"input[name=request_id]:not([value='{request}'])"))).to_be_attached()
        assert reviews(database) == grades  # on disk before the next card is shown
        assert grades < 200
    return grades


def import_into_anki(collection: Collection, package: Path) -> tuple[int, int]:
    """Notes that importing the package added and updated."""
    options = ImportAnkiPackageOptions(update_notes=0, update_notetypes=0, with_scheduling=True)
    log = collection.import_anki_package(ImportAnkiPackageRequest(package_path=str(package), options=options)).log
    return len(log.new), len(log.updated)


def test_an_article_becomes_cards_is_studied_and_opens_in_anki(library, page, tmp_path):
    url, database = library
    page.goto(url)
    expect(page.get_by_text("Liang Wenfeng").first).to_be_visible()  # the sample, ready to look through

    page.get_by_role("link", name="Add an article").first.click()
    page.locator("input[type=file]").set_input_files(ARTICLE)
    page.get_by_role("button", name="Make cards").click()
    page.wait_for_url("**/triage*")
    drafts = left(page)
    assert drafts >= TO_KEEP
    for kept in range(1, TO_KEEP + 1):
        page.keyboard.press("k")
        page.wait_for_function("n => !document.title.startsWith(n)", arg=f"{drafts - kept + 1} ")
        assert left(page) == drafts - kept
    for _ in range(left(page)):
        before = page.title()
        page.keyboard.press("d")
        page.wait_for_function("title => document.title !== title", arg=before)
    page.get_by_role("heading", name=f"You kept {TO_KEEP} notes").wait_for()

    page.keyboard.press("Enter")  # study
    page.wait_for_url("**/study*")
    grades = study_to_the_end(page, database)
    assert grades >= TO_KEEP

    with page.expect_download() as download:
        page.get_by_role("link", name="Export to Anki").click()
    package = tmp_path / "deck.apkg"
    download.value.save_as(package)
    collection = Collection(str(tmp_path / "collection.anki2"))
    try:
        assert import_into_anki(collection, package) == (TO_KEEP, 0)
        assert collection.fix_integrity()[1]
        for card_id in collection.db.list("select id from cards"):
            card = collection.get_card(card_id)
            assert "mark" in card.answer() or "evidence" in card.answer()
        assert import_into_anki(collection, package) == (0, 0)
    finally:
        collection.close()


def test_answering_twice_reloading_and_going_back_grade_once(library, page):
    url, database = library
    page.goto(url)
    page.get_by_role("link", name=re.compile("Liang Wenfeng")).first.click()
    page.wait_for_url("**/articles/**")
    if "/triage" not in page.url:
        page.get_by_role("link", name=re.compile("draft", re.I)).first.click()
        page.wait_for_url("**/triage*")
    page.get_by_role("button", name="Keep all").click()
    page.get_by_role("link", name=re.compile("Study")).first.click()
    page.wait_for_url("**/study*")

    first_tab = page.url
    second = page.context.new_page()
    second.goto(first_tab)
    page.keyboard.press("Space")
    page.keyboard.press("3")
    page.wait_for_function("() => document.querySelector('progress').value === 1")
    assert reviews(database) == 1

    second.keyboard.press("Space")
    second.keyboard.press("1")  # the same card, already graded in the other tab
    expect(second.get_by_text("answered already")).to_be_visible()
    assert reviews(database) == 1

    page.reload()
    page.go_back()
    page.go_forward()
    assert reviews(database) == 1

    sent_twice = """async () => {
        const form = document.querySelector('form[data-answer]');
        const body = new URLSearchParams(new FormData(form));
        body.set('rating', '3');
        const answers = await Promise.all([1, 2].map(() => fetch(form.action, {method: 'POST', body})));
        return answers.map(answer => answer.status);
    }"""
    page.goto(first_tab)
    assert page.evaluate(sent_twice) == [200, 200]
    assert reviews(database) == 2

    page.goto(first_tab)
    page.keyboard.press("u")
    expect(page.get_by_text("Undone")).to_be_visible()
    assert reviews(database) == 1
